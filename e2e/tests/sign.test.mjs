// From released to signed by both sides, with and without JavaScript, and what the verify page says of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { municipality, partner } from '../lib/applications.mjs';
import { LANGUAGES, newVisitor, switchLanguage } from '../lib/browser.mjs';
import { inspector } from '../lib/checks.mjs';
import { newPerson } from '../lib/people.mjs';
import { accepted, registered } from '../lib/road.mjs';
import { boxes, codeForm, confirmRound, goOn, pathIn, signAll } from '../lib/signing.mjs';
import { stage } from '../lib/stage.mjs';
import { until } from '../lib/until.mjs';

const { portal, browser } = await stage();

const rivieren = partner('Rivierenstroom', 'rivierenstroom.example');
const towns = [municipality('Texel', 'texel.example'), municipality('Renswoude', 'renswoude.example')];
const vlieland = municipality('Vlieland', 'vlieland.example');
const WITH_AND_WITHOUT = [{ javaScript: true }, { javaScript: false }];
let signedDocument;

/** Opens the agreement with Rivierenstroom, as the contact person of a municipality. */
async function openAgreement(page) {
  await page.goto('/overeenkomsten?zoek=Rivierenstroom');
  await page.locator('main table tbody a').first().click();
  await page.waitForURL(/overeenkomsten\/[^/?]+$/);
}

/** The button of an act on the page of an agreement. */
const act = (page, name) => page.locator(`main form[action$="/${name}"] button[type=submit]`).first();

/** Releases the agreement that is open. */
async function releaseOpen(page) {
  await act(page, 'doorzetten').click();
  await act(page, 'terughalen').waitFor();
}

/** Releases the agreement with Rivierenstroom. */
async function release(town) {
  const { page, close } = await newPerson(browser, portal.url, town.contact.email);
  await openAgreement(page);
  await releaseOpen(page);
  await close();
}

/** Declines what waits, with a reason. */
async function decline(page) {
  await page.locator('textarea[name=reason]').fill('De looptijd klopt niet.');
  await page.locator('main form.form button[type=submit]').click();
  await page.getByText('U hebt de overeenkomst afgewezen').waitFor();
}

/** Opens the list of what waits once something does. */
async function waiting(page, count) {
  await until('something to sign', async () => {
    await page.goto('/tekenen');
    return (await boxes(page).count()) === count;
  });
}

test('two municipalities and a partner take part, and the municipalities release', async () => {
  for (const one of [rivieren, ...towns]) {
    await registered(browser, portal.url, one);
    await accepted(browser, portal.url, one.name);
  }
  for (const town of towns) await release(town);
});

for (const [index, options] of WITH_AND_WITHOUT.entries()) {
  const how = options.javaScript ? 'with JavaScript' : 'without JavaScript';

  test(`the mayor signs ${how}`, async () => {
    const mayor = towns[index].signatory.email;
    const { page, close } = await newPerson(browser, portal.url, mayor, options);
    const { look, done } = inspector(page);
    await waiting(page, 1);
    assert.match(await page.locator('main').innerText(), /Er wacht 1 overeenkomst op uw handtekening/);
    const document = await page.request.get(await page.locator('#tekenlijst a[href$="/document"]').getAttribute('href'));
    assert.equal(document.headers()['content-type'], 'application/pdf');
    assert.match(document.headers()['content-disposition'], /^inline; filename="LCV-/);
    if (options.javaScript) await look();
    const mail = await goOn(page, mayor);
    if (options.javaScript) {
      await look();
      // The link of the mail fills in the code, in the browser that went on and in no other.
      await page.goto(pathIn(mail));
      await until('the code', async () => (await codeForm(page).locator('input[name=code]').inputValue()).length === 8);
      assert.ok(!page.url().includes('#'), 'the code is gone from the address');
      const other = await newPerson(browser, portal.url, mayor);
      await other.page.goto(pathIn(mail));
      assert.match(await other.page.locator('main').innerText(), /In dit venster wacht geen code/);
      await other.close();
    }
    await codeForm(page).locator('input[name=code]').fill('00000000');
    await codeForm(page).locator('button[type=submit]').click();
    await page.locator('[data-error-summary]').waitFor();
    assert.match(await page.title(), /^Fout:/);
    await confirmRound(page, mail);
    assert.match(await page.locator('h1').innerText(), /U hebt 1 overeenkomst getekend/);
    if (options.javaScript) await look();
    await page.goto('/tekenen');
    assert.match(await page.locator('main').innerText(), /Er wacht nu niets op uw handtekening/);
    await close();
    if (options.javaScript) done();
  });
}

test('the counterpart chooses one, and signs the other without JavaScript', async () => {
  const director = rivieren.signatory.email;
  const { page, close } = await newPerson(browser, portal.url, director);
  const { look, done } = inspector(page);
  await waiting(page, 2);
  const count = page.locator('[data-chosen-count]');
  assert.equal(await count.innerText(), '2 van 2 gekozen');
  await page.getByRole('button', { name: 'Alles uit' }).click();
  assert.equal(await count.innerText(), '0 van 2 gekozen');
  await page.locator('#tekenlijst .sign-bar button[type=submit]').click();
  await page.locator('[data-error-summary]').waitFor();
  await look();
  await page.getByRole('button', { name: 'Alles aan' }).click();
  await boxes(page).nth(1).focus();
  await page.keyboard.press('Space');
  assert.equal(await count.innerText(), '1 van 2 gekozen');
  await confirmRound(page, await goOn(page, director));
  const href = await page.locator('main table a').first().getAttribute('href');
  signedDocument = await (await page.request.get(href)).body();
  assert.equal(signedDocument.subarray(0, 5).toString(), '%PDF-');
  await close();
  done();

  const plain = await newPerson(browser, portal.url, director, { javaScript: false });
  await waiting(plain.page, 1);
  await signAll(plain.page, director);
  await plain.page.goto('/mijn');
  assert.match(await plain.page.locator('main').innerText(), /Overeenkomsten getekend: 1, op/);
  await plain.close();
});

test('the verify page says that everybody has signed', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  await page.goto('/controleren');
  await page.locator('input[name=document]').setInputFiles({ name: 'overeenkomst.pdf', mimeType: 'application/pdf', buffer: signedDocument });
  await page.locator('main form[enctype] button[type=submit]').click();
  await page.getByText('Carla Brandsma').first().waitFor();
  const text = await page.locator('main').innerText();
  assert.match(text, /Bart Oostwal/);
  assert.doesNotMatch(await page.title(), /^Fout/);
  await close();
});

test('declining asks for a reason, in both languages', async () => {
  await registered(browser, portal.url, vlieland);
  await accepted(browser, portal.url, vlieland.name);
  await release(vlieland);
  const { page, close } = await newPerson(browser, portal.url, vlieland.signatory.email);
  const { look, done } = inspector(page);
  await waiting(page, 1);
  for (const language of LANGUAGES) {
    await switchLanguage(page, language);
    await look();
  }
  await page.locator('#tekenlijst a[href$="/afwijzen"]').click();
  await look();
  await page.locator('main form.form button[type=submit]').click();
  await page.locator('[data-error-summary]').waitFor();
  await look();
  await switchLanguage(page, 'nl');
  await decline(page);
  await look();
  await close();
  done();
});

for (const options of WITH_AND_WITHOUT) {
  const how = options.javaScript ? 'with JavaScript' : 'without JavaScript';
  const version = options.javaScript ? 2 : 3;

  test(`what was declined is prepared again as version ${version}, ${how}`, async () => {
    const contact = await newPerson(browser, portal.url, vlieland.contact.email, options);
    const { look, done } = inspector(contact.page);
    const main = contact.page.locator('main');
    await openAgreement(contact.page);
    const text = await main.innerText();
    assert.match(text, /Afgewezen/);
    assert.match(text, /De looptijd klopt niet\./);
    if (options.javaScript) await look();
    await act(contact.page, 'opnieuw-klaarzetten').click();
    await act(contact.page, 'doorzetten').waitFor();
    assert.match(await main.innerText(), new RegExp(`Versie\\s+${version}\\b`));
    if (options.javaScript) await look();
    await releaseOpen(contact.page);
    await contact.close();
    if (options.javaScript) done();

    const mayor = await newPerson(browser, portal.url, vlieland.signatory.email, options);
    await waiting(mayor.page, 1);
    if (options.javaScript) {
      // Declined once more, so that the other way has something to prepare.
      await mayor.page.locator('#tekenlijst a[href$="/afwijzen"]').click();
      await decline(mayor.page);
    } else {
      await signAll(mayor.page, vlieland.signatory.email);
      const href = await mayor.page.locator('main table a').first().getAttribute('href');
      const copy = await mayor.page.request.get(href);
      assert.equal(copy.headers()['content-type'], 'application/pdf');
    }
    await mayor.close();
  });
}

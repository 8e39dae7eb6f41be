// Monday's mail in the browser: released, made with the demo's button, read in the mailbox, followed, signed; and the page
// on which somebody chooses mails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { municipality, partner } from '../lib/applications.mjs';
import { LANGUAGES, newVisitor, switchLanguage } from '../lib/browser.mjs';
import { inspector } from '../lib/checks.mjs';
import { linkIn, mailsTo, mailTo } from '../lib/mailbox.mjs';
import { ADMINISTRATOR, newPerson, signIn } from '../lib/people.mjs';
import { accepted, registered } from '../lib/road.mjs';
import { boxes, signAll } from '../lib/signing.mjs';
import { stage } from '../lib/stage.mjs';
import { until } from '../lib/until.mjs';

const { portal, browser } = await stage();

const rivieren = partner('Rivierenstroom', 'rivierenstroom.example');
const texel = municipality('Texel', 'texel.example');
const NEW = /Nieuw om te tekenen/;

const press = (page) => page.locator('main form[action="/postvak/maandagmail"] button').click();

test('an agreement is released and its document stands', async () => {
  for (const one of [rivieren, texel]) {
    await registered(browser, portal.url, one);
    await accepted(browser, portal.url, one.name);
  }
  const { page, close } = await newPerson(browser, portal.url, texel.contact.email);
  await page.goto('/overeenkomsten?zoek=Rivierenstroom');
  await page.locator('main table tbody a').first().click();
  await page.waitForURL(/overeenkomsten\/[^/?]+$/);
  await page.locator('main form[action$="/doorzetten"] button[type=submit]').first().click();
  await page.locator('main form[action$="/terughalen"]').first().waitFor();
  await until('the document', async () => {
    await page.reload();
    return /Staat klaar/.test(await page.locator('main').innerText());
  });
  await close();
});

test('the button makes the mail of the coming Monday, once, without JavaScript', async () => {
  const { page, close } = await newVisitor(browser, portal.url, { javaScript: false });
  assert.deepEqual((await mailsTo(page, texel.signatory.email)).filter(({ subject }) => NEW.test(subject)), []);
  await page.goto('/postvak');
  await press(page);
  await page.getByText('De maandagmail is gemaakt.').waitFor();
  for (const { signatory } of [texel, rivieren]) await mailTo(page, signatory.email, NEW);
  await page.goto('/postvak');
  assert.match(await page.locator('main').innerText(), /is al gemaakt/);
  await press(page);
  await page.getByText('De maandagmail van deze maandag is al verstuurd.').waitFor();
  const mails = (await mailsTo(page, texel.signatory.email)).filter(({ subject }) => NEW.test(subject));
  assert.equal(mails.length, 1);
  await close();
});

test('the mail says what waits and with whom, and leads to it for whoever may sign', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  const { look, done } = inspector(page);
  for (const language of LANGUAGES) {
    await page.goto('/postvak');
    await switchLanguage(page, language);
    await look();
  }
  await switchLanguage(page, 'nl');
  const mail = await mailTo(page, texel.signatory.email, NEW);
  assert.match(mail, /Alleen door .+ zelf te tekenen/);
  assert.match(mail, /1 nieuw, 1 in totaal: met Rivierenstroom/);
  await page.goto(linkIn(mail, '/tekenen'));
  await page.waitForURL('**/inloggen**');
  await signIn(page, texel.signatory.email);
  await page.goto(new URL(linkIn(mail, '/tekenen')).pathname);
  assert.equal(await boxes(page).count(), 1);
  await signAll(page, texel.signatory.email);
  assert.match(await page.locator('h1').innerText(), /U hebt 1 overeenkomst getekend/);
  await close();
  done();
});

for (const javaScript of [true, false]) {
  test(`somebody chooses mails, ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    const { page, close } = await newPerson(browser, portal.url, texel.signatory.email, { javaScript });
    await page.goto('/mijn');
    await page.getByRole('link', { name: 'Kies welke mails u krijgt' }).click();
    await page.waitForURL('**/mijn/mails');
    const { look, done } = inspector(page);
    for (const language of javaScript ? LANGUAGES : []) {
      await switchLanguage(page, language);
      await look();
    }
    await switchLanguage(page, 'nl');
    const rhythm = javaScript ? 'weekly' : 'only_new';
    const box = page.locator(`input[name=herinnering][value=${rhythm}]`);
    await page.locator(`label[for="${await box.getAttribute('id')}"]`).click();
    await page.locator('main form.form button[type=submit]').click();
    await page.getByText('Uw keuze is opgeslagen.').waitFor();
    assert.ok(await page.locator(`input[name=herinnering][value=${rhythm}]`).isChecked());
    await close();
    done();
  });
}

test('contact persons choose their notices, and the administrator sees the weeks', async () => {
  const contact = await newPerson(browser, portal.url, texel.contact.email);
  await contact.page.goto('/mijn/mails');
  const one = inspector(contact.page);
  await one.look();
  const boxes = contact.page.locator('input[name=berichten]');
  assert.equal(await boxes.count(), 7);
  await contact.page.locator(`label[for="${await boxes.nth(3).getAttribute('id')}"]`).click();
  await contact.page.locator('main form.form button[type=submit]').click();
  await contact.page.getByText('Uw keuze is opgeslagen.').waitFor();
  assert.equal(await contact.page.locator('input[name=berichten]:checked').count(), 6);
  await contact.close();
  one.done();

  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR);
  await page.goto('/beheer/mails');
  await page.getByRole('link', { name: 'De maandagmails per week' }).click();
  const { look, done } = inspector(page);
  for (const language of LANGUAGES) {
    await switchLanguage(page, language);
    await look();
  }
  await switchLanguage(page, 'nl');
  assert.match(await page.locator('main').innerText(), /20\d\d-W\d\d/);
  await close();
  done();
});

// The road of a municipality, from the start page to its agreements: sound on every page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { municipality } from '../lib/applications.mjs';
import { newVisitor } from '../lib/browser.mjs';
import { inspector } from '../lib/checks.mjs';
import { downloadCsv } from '../lib/csv.mjs';
import { allRows, counted } from '../lib/lists.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { ADMINISTRATOR, newPerson, signIn } from '../lib/people.mjs';
import { accept, generated, nextButton, openRegistration, fill, send } from '../lib/road.mjs';
import { stage } from '../lib/stage.mjs';

const { portal, browser } = await stage();

const zeewolde = municipality('Zeewolde', 'zeewolde.example');

/** Chooses from the list that opens while typing. */
async function chooseZeewolde(page) {
  const field = page.getByRole('combobox', { name: 'Gemeente' });
  await field.pressSequentially('zeew');
  const list = page.getByRole('listbox');
  assert.deepEqual(await list.getByRole('option').allInnerTexts(), ['Zeewolde']);
  await list.getByRole('option').click();
  assert.equal(await field.inputValue(), 'Zeewolde');
  await list.waitFor({ state: 'hidden' });
}

test('a visitor registers Zeewolde and confirms the mail address', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  const { look, done } = inspector(page);
  await page.goto('/');
  await look();
  await page.getByRole('main').getByRole('link', { name: /gemeente aan/i }).first().click();
  await page.waitForURL(/\/aanmelden/);
  await look();
  const card = page.locator('main a[href="/aanmelden/gemeente"], main a[href="/aanmelden/gemeente/begin"]');
  if (await card.count()) await card.first().click();
  for (const [step, fields] of Object.entries(zeewolde.pages)) {
    await page.waitForURL(`**/aanmelden/gemeente/${step}`);
    await look();
    if (step === 'organisatie') {
      const { municipality: _, ...others } = fields;
      await chooseZeewolde(page);
      await fill(page, others);
    } else {
      await fill(page, fields);
    }
    await nextButton(page).click();
  }
  await page.waitForURL('**/aanmelden/gemeente/controleren');
  await look();
  const shown = await page.getByRole('main').innerText();
  for (const text of ['Zeewolde', 'BKR VPS', 'Ilse Vermeulen', 'Bart Oostwal', zeewolde.pages.organisatie.kvk]) {
    assert.ok(shown.includes(text), `the last page shows ${text}`);
  }
  await send(page);
  await page.waitForURL('**/aanmelden/verzonden');
  await look();

  await page.getByRole('link', { name: 'Postvak' }).click();
  await look();
  await page.getByRole('row', { name: /Bevestig uw aanmelding/ }).getByRole('link').click();
  await look();
  await page.locator('main a[href*="/aanmelden/bevestigen/"]').click();
  await look();
  await page.locator('main form[action*="/aanmelden/bevestigen/"] button').click();
  await page.locator('main form[action*="/aanmelden/bevestigen/"]').waitFor({ state: 'detached' });
  await look();
  await mailTo(page, zeewolde.registrant.email, /ontvangen/);
  await close();
  done();
});

test('the administrator accepts it', async () => {
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR);
  const { look, done } = inspector(page);
  assert.equal(new URL(page.url()).pathname, '/beheer');
  await openRegistration(page, 'Zeewolde');
  await look();
  await accept(page);
  assert.ok((await generated(page)) > 0, 'there are agreements');
  await look();
  await page.locator('main a[href^="/beheer/organisaties/"]').first().click();
  await page.getByRole('heading', { level: 1, name: 'Zeewolde' }).waitFor();
  await look();
  await close();
  done();
});

test('the invited contact person sees the agreements and the partners', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  const { look, done } = inspector(page);
  const { email } = zeewolde.contact;
  assert.match(await mailTo(page, email, /Uitnodiging/), /Zeewolde/);
  await signIn(page, email);
  assert.equal(new URL(page.url()).pathname, '/overeenkomsten');
  await look();
  const number = await counted(page);
  assert.ok(number > 10, `${number} agreements`);

  const file = await downloadCsv(page, page.getByRole('link', { name: /CSV/ }));
  assert.equal(file.length, number, 'the file holds the whole list');
  assert.ok(file.every((row) => row.Stand === 'Klaargezet' && row.Vroegsignaleringssysteem === 'BKR VPS'));
  assert.match(file[0].Nummer, /^LCV-\d{4}-\d{6}$/);

  const rows = await allRows(page);
  assert.equal(rows.length, number, 'the list holds what it counts');
  await page.goto('/overeenkomsten');
  const link = page.locator('main tbody a').first();
  const partner = await link.innerText();
  await link.click();
  await page.getByRole('heading', { level: 1, name: /LCV-/ }).waitFor();
  await look();
  const main = page.getByRole('main');
  assert.match(await main.innerText(), new RegExp(`Tussen (gemeente )?Zeewolde en ${partner}`));
  await main.locator(`a[href="mailto:${encodeURIComponent(email)}"], a[href="mailto:${email}"]`).first().waitFor();
  assert.ok((await main.locator('.contact-card').count()) >= 2, 'contact cards of both sides');
  assert.match(await page.locator('section[aria-labelledby=geschiedenis]').innerText(), /klaargezet/i);

  await page.getByRole('link', { name: 'Samenwerkingspartners' }).click();
  await look();
  const partners = await downloadCsv(page, page.getByRole('link', { name: /CSV/ }));
  assert.equal(new Set(partners.map((row) => Object.values(row)[0])).size, number, 'one partner an agreement');
  await page.getByRole('link', { name: 'Onze organisatie' }).click();
  await look();
  await page.getByRole('link', { name: 'Mijn gegevens' }).click();
  await look();
  await close();
  done();
});

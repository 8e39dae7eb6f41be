// The road of a joint body, in English and on a phone: members that are searched for, and a system of its own for one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jointBody } from '../lib/applications.mjs';
import { newVisitor, switchLanguage } from '../lib/browser.mjs';
import { inspector } from '../lib/checks.mjs';
import { downloadCsv } from '../lib/csv.mjs';
import { counted } from '../lib/lists.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { newPerson } from '../lib/people.mjs';
import { accepted, confirm, register } from '../lib/road.mjs';
import { stage } from '../lib/stage.mjs';

const { portal, browser } = await stage();

// Gulpen-Wittem and Mook en Middelaar are free in the demo; both lie in Limburg.
const MEMBERS = { 'Gulpen-Wittem': 'GM1729', 'Mook en Middelaar': 'GM0944' };
const body = jointBody('Samenwerking Zuiderlicht', 'zuiderlicht.example', Object.values(MEMBERS), {
  GM0944: 'bkr_vps',
});

test('a visitor registers a joint body with its members', async () => {
  const { page, close } = await newVisitor(browser, portal.url, { viewport: 'phone' });
  const { look, done } = inspector(page);
  await page.goto('/');
  await switchLanguage(page, 'en');
  await register(page, body, {
    async look(step) {
      await look();
      if (step !== 'leden') return;
      const search = page.locator('main input[type=search]');
      await search.fill('mook');
      const shown = page.locator('main .choice:visible');
      assert.deepEqual(await shown.allInnerTexts(), ['Mook en Middelaar']);
      await search.fill('');
    },
    async typed(step) {
      if (step === 'leden') assert.match(await page.locator('main').innerText(), /2 of \d+ chosen/);
    },
  });
  await page.waitForURL('**/aanmelden/verzonden');
  await look();
  await confirm(page, body, { look });
  assert.match(await mailTo(page, body.registrant.email, /received/), /Samenwerking Zuiderlicht/);
  await close();
  done();
});

test('its contact person sees agreements with the members and the system of each', async () => {
  const number = await accepted(browser, portal.url, body.name);
  assert.ok(number > 10, `${number} agreements`);
  const { page, close } = await newPerson(browser, portal.url, body.contact.email, { viewport: 'phone' });
  const { look, done } = inspector(page);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en', 'the language of the registration');
  assert.equal(await counted(page), number);
  await look();

  const file = await downloadCsv(page, page.getByRole('link', { name: /CSV/ }));
  assert.equal(file.length, number);
  for (const row of file) {
    assert.deepEqual(row['CBS code'].split(', ').sort(), Object.values(MEMBERS).sort());
    assert.equal(row['Early-warning system'].includes('Mook en Middelaar: BKR VPS'), true);
    assert.match(row['Early-warning system'], /Gulpen-Wittem: Inforing/);
  }

  await page.locator('main tbody a').first().click();
  await page.getByRole('heading', { level: 1, name: /LCV-/ }).waitFor();
  await look();
  const systems = page.locator('section[aria-labelledby=systeem]');
  assert.match(await systems.getByRole('row', { name: /Mook en Middelaar/ }).innerText(), /BKR VPS/);
  assert.match(await systems.getByRole('row', { name: /Gulpen-Wittem/ }).innerText(), /Inforing/);

  await page.goto('/organisatie');
  await look();
  assert.match(await page.locator('section[aria-labelledby=gemeenten]').innerText(), /Mook en Middelaar/);
  await close();
  done();
});

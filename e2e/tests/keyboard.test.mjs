// Without a mouse: Tab, Enter, Space and the arrow keys, with the focus always to be seen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { landlord } from '../lib/applications.mjs';
import { newVisitor } from '../lib/browser.mjs';
import { focusIsVisible } from '../lib/checks.mjs';
import { enter, tabTo, then, type } from '../lib/keyboard.mjs';
import { codeIn, linkIn, mailsTo, mailTo } from '../lib/mailbox.mjs';
import { ADMINISTRATOR, signedIn } from '../lib/people.mjs';
import { stage } from '../lib/stage.mjs';
import { until } from '../lib/until.mjs';

const { portal, browser } = await stage();

test('the first Tab offers to skip to the contents', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  await page.goto('/');
  await page.keyboard.press('Tab');
  const skip = page.locator('a[href="#inhoud"]');
  assert.ok(await skip.evaluate((one) => one === document.activeElement));
  await until('the skip link in view', () => skip.evaluate((one) => {
    const { top, left, height } = one.getBoundingClientRect();
    return top >= 0 && left >= 0 && height > 10;
  }), { limit: 2_000 });
  await enter(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'inhoud');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'past the header');
  await close();
});

test('a landlord registers with the keyboard', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  const jelle = landlord('Jelle Zandstra', 'Deventer');
  const fields = jelle.pages.gegevens;
  await page.goto('/aanmelden');
  await tabTo(page, 'a[href^="/aanmelden/particuliere-verhuurder"]');
  await then(page, '**/gegevens', () => enter(page));

  // An empty page: the summary has the focus, and its links lead to the fields.
  await tabTo(page, 'button[value=verder]');
  await enter(page);
  await page.locator('[data-error-summary]').waitFor();
  await until('the focus on the summary of errors', () =>
    page.evaluate(() => document.activeElement.matches('[data-error-summary]')));
  await page.keyboard.press('Tab');
  await focusIsVisible(page);
  await enter(page);
  await until('the focus in the first field that is wrong', () =>
    page.evaluate(() => document.activeElement.name === 'registrant_name'));
  await page.keyboard.type(fields.registrant_name);
  for (const name of ['registrant_email', 'phone', 'street', 'postcode', 'city']) await type(page, name, fields[name]);
  await then(page, '**/woningen', () => enter(page));

  await tabTo(page, '[name=area_codes]');
  await page.keyboard.type('deven');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('[role=option][aria-selected=true]').innerText(), 'Deventer');
  await enter(page);
  assert.equal(await page.locator('[name=area_codes]').inputValue(), 'Deventer');
  await tabTo(page, 'button[value=verder]');
  await then(page, '**/controleren', () => page.keyboard.press('Space'));
  await tabTo(page, 'button[value=versturen]');
  await then(page, '**/verzonden', () => enter(page));

  await page.goto(linkIn(await mailTo(page, jelle.registrant.email, /Bevestig/), '/aanmelden/bevestigen/'));
  await tabTo(page, 'main button[type=submit]');
  await enter(page);
  await page.locator('form[action*="/bevestigen/"]').waitFor({ state: 'detached' });
  await close();
});

test('signing in, past the map, and out again', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  await page.goto('/');
  await tabTo(page, 'header a[href="/inloggen"]');
  await then(page, '**/inloggen', () => enter(page));
  const known = await mailsTo(page, ADMINISTRATOR);
  await type(page, 'email', ADMINISTRATOR);
  await then(page, '**/inloggen/code**', () => enter(page));
  await type(page, 'code', codeIn(await mailTo(page, ADMINISTRATOR, /code/i, known)));
  await then(page, '**/beheer', () => enter(page));
  await tabTo(page, 'nav a[href="/kaart"]');
  await then(page, '**/kaart', () => enter(page));
  await tabTo(page, 'a[href="#tabel"]');
  await enter(page);
  await page.keyboard.press('Tab');
  await focusIsVisible(page);
  assert.ok(await page.evaluate(() => document.activeElement.closest('#tabel')), 'past the map');
  await page.goto('/beheer');
  await tabTo(page, 'form[action="/uitloggen"] button');
  await enter(page);
  await signedIn(page).waitFor({ state: 'detached' });
  await close();
});

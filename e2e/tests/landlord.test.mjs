// A private landlord on a phone, by touch: at most three screens, and no KvK number.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { landlord } from '../lib/applications.mjs';
import { newVisitor } from '../lib/browser.mjs';
import { inspector } from '../lib/checks.mjs';
import { counted } from '../lib/lists.mjs';
import { linkIn, mailTo } from '../lib/mailbox.mjs';
import { newPerson } from '../lib/people.mjs';
import { accepted, fill, nextButton } from '../lib/road.mjs';
import { stage } from '../lib/stage.mjs';

const { portal, browser } = await stage();

const PHONE = { viewport: 'phone', hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const aafke = landlord('Aafke Sinnema', 'Haarlem');

test('a landlord registers in three screens', async () => {
  const { page, close } = await newVisitor(browser, portal.url, PHONE);
  const { look, done } = inspector(page);
  await page.goto('/');
  await page.locator('main').getByRole('link', { name: /verhuurder/i }).first().tap();
  await page.waitForURL(/\/aanmelden/);
  const entrance = page.locator('main a[href^="/aanmelden/particuliere-verhuurder"]');
  if (!page.url().includes('/particuliere-verhuurder')) await entrance.first().tap();
  const screens = [];
  const screen = async (step) => {
    await page.waitForURL(`**/aanmelden/particuliere-verhuurder/${step}`);
    screens.push(new URL(page.url()).pathname);
    await look();
    const small = await page.locator('main button:visible, main a.nl-button:visible').evaluateAll((buttons) =>
      buttons.filter((one) => !one.matches('.sr-only') && one.getBoundingClientRect().height < 44).map((one) => one.innerText),
    );
    assert.deepEqual(small, [], 'every button is large enough for a thumb');
  };
  await screen('gegevens');
  await fill(page, aafke.pages.gegevens);
  await nextButton(page).tap();
  await screen('woningen');
  await page.getByRole('combobox').first().pressSequentially('haarlem');
  await page.getByRole('option', { name: 'Haarlem', exact: true }).tap();
  await nextButton(page).tap();
  await screen('controleren');
  await page.locator('main button[name=actie][value=versturen]').tap();
  await page.waitForURL('**/aanmelden/verzonden');
  await look();
  assert.ok(screens.length <= 3);

  await page.goto(linkIn(await mailTo(page, aafke.registrant.email, /Bevestig/), '/aanmelden/bevestigen/'));
  await look();
  await page.locator('main form button').first().tap();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await mailTo(page, aafke.registrant.email, /ontvangen/);
  await close();
  done();
});

test('and sees one agreement with the municipality of the home', async () => {
  assert.equal(await accepted(browser, portal.url, aafke.name), 1);
  const { page, close } = await newPerson(browser, portal.url, aafke.registrant.email, PHONE);
  const { look, done } = inspector(page);
  await page.goto('/overeenkomsten');
  await look();
  assert.equal(await counted(page), 1);
  await page.locator('main tbody a').first().tap();
  await page.getByRole('heading', { level: 1, name: /LCV-/ }).waitFor();
  await look();
  assert.match(await page.locator('main').innerText(), /Haarlem/);
  await close();
  done();
});

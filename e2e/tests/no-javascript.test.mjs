// The whole road of a municipality without JavaScript, with the buttons that add and take away people.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { municipality, person } from '../lib/applications.mjs';
import { newVisitor, switchLanguage } from '../lib/browser.mjs';
import { downloadCsv } from '../lib/csv.mjs';
import { allRows, counted, rows } from '../lib/lists.mjs';
import { ADMINISTRATOR, newPerson } from '../lib/people.mjs';
import { accept, confirm, fill, generated, openRegistration, register } from '../lib/road.mjs';
import { stage } from '../lib/stage.mjs';

const { portal, browser } = await stage();

const PLAIN = { javaScript: false };
const texel = municipality('Texel', 'texel.example');
const second = person('Sietske Veldman', 'texel.example');
const press = (page, act) => page.locator(`main button[name=actie][value="${act}"]`).first().click();

test('registering', async () => {
  const { page, close } = await newVisitor(browser, portal.url, PLAIN);
  await page.goto('/');
  await register(page, texel, {
    async look(step) {
      if (step !== 'contactpersonen') return;
      await press(page, 'zelf');
      await page.waitForLoadState();
      assert.equal(await page.locator('[name="contacts-0-email"]').inputValue(), texel.registrant.email);
    },
    async typed(step) {
      if (step === 'organisatie') assert.ok(await page.locator('datalist option[value=Texel]').count(), 'the names are a datalist');
      if (step !== 'contactpersonen') return false;
      await press(page, 'toevoegen');
      await page.locator('[name="contacts-1-name"]').waitFor();
      assert.equal(await page.locator('[name="contacts-0-name"]').inputValue(), texel.contact.name, 'the first stays');
      await fill(page, { 'contacts-1-name': second.name, 'contacts-1-email': second.email, 'contacts-1-phone': second.phone });
      await press(page, 'toevoegen');
      await fill(page, { 'contacts-2-name': 'Te Veel' });
      await press(page, 'verwijderen-2');
      await page.locator('[name="contacts-2-name"]').waitFor({ state: 'detached' });
      assert.equal(await page.locator('[name="contacts-1-name"]').inputValue(), second.name, 'the second stays');
      return false;
    },
  });
  assert.match(await page.locator('main').innerText(), new RegExp(texel.registrant.email));
  await confirm(page, texel);
  await close();
});

test('accepting', async () => {
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR, PLAIN);
  await openRegistration(page, 'Texel');
  assert.match(await page.locator('main').innerText(), /Sietske Veldman/);
  await page.locator('details:has(form[action$="/vragen"]) summary').click();
  await page.locator('form[action$="/vragen"] textarea').waitFor();
  await accept(page);
  assert.ok((await generated(page)) > 10);
  await close();
});

test('seeing', async () => {
  const { page, close } = await newPerson(browser, portal.url, second.email, PLAIN);
  const number = await counted(page);
  assert.ok(number > 10);
  assert.equal((await downloadCsv(page, page.getByRole('link', { name: /CSV/ }))).length, number);
  assert.equal((await allRows(page)).length, number);
  await page.goto('/overeenkomsten');
  await page.locator('main select[name=sector]').selectOption('energie');
  await page.locator('main .filters button[type=submit]').click();
  await page.waitForURL('**sector=energie**');
  const energy = await rows(page);
  assert.ok(energy.length > 0 && energy.length < number);
  await switchLanguage(page, 'en');
  assert.ok((await page.locator('main').innerText()).includes('Agreements'));
  await page.locator('main tbody a').first().click();
  await page.getByRole('heading', { level: 1, name: /LCV-/ }).waitFor();
  await page.goto('/samenwerkingspartners');
  assert.ok((await page.locator('main .partner').count()) > 0);
  await close();
});

test('the map of a partner', async () => {
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR, PLAIN);
  await page.goto('/kaart');
  assert.equal(await page.locator('.map__svg .hex').count(), 342);
  const select = page.locator('main select[name=partner]');
  await select.selectOption({ index: 1 });
  await page.locator('main .filters button[type=submit]').click();
  await page.waitForURL('**partner=**');
  await page.locator('#tabel summary').click();
  assert.equal((await rows(page)).length, 342);
  await close();
});

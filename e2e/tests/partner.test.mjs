// A nationwide signal partner: every municipality on the map and in the list, with its system.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { executor, partner } from '../lib/applications.mjs';
import { newVisitor } from '../lib/browser.mjs';
import { inspector } from '../lib/checks.mjs';
import { downloadCsv } from '../lib/csv.mjs';
import { allRows, counted, hexagon, rows } from '../lib/lists.mjs';
import { ADMINISTRATOR, newPerson } from '../lib/people.mjs';
import { accept, accepted, confirm, openRegistration, register, registered } from '../lib/road.mjs';
import { stage } from '../lib/stage.mjs';

const { portal, browser } = await stage();
let number;

const rivieren = partner('Rivierenstroom', 'rivierenstroom.example');

test('a partner registers for the whole country and is accepted', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  const { look, done } = inspector(page);
  await register(page, rivieren, { look: (step) => (step === 'werkgebied' ? look() : null) });
  await confirm(page, rivieren);
  await close();
  number = await accepted(browser, portal.url, rivieren.name);
  assert.ok(number > 300, `${number} agreements`);
  done();
});

test('its contact person finds agreements by name, province and state', async () => {
  const { page, close } = await newPerson(browser, portal.url, rivieren.contact.email);
  const { look, done } = inspector(page);
  assert.equal(await counted(page), number);
  const all = await allRows(page);
  assert.equal(all.length, number, 'every page of the list together');
  assert.equal(new Set(all.map((row) => row.join('|'))).size, number, 'no line twice');

  await page.goto('/overeenkomsten');
  await page.locator('main input[name=zoek]').fill('almere');
  await page.locator('main .filters button[type=submit]').click();
  await page.waitForURL('**zoek=almere**');
  assert.deepEqual((await rows(page)).map(([name]) => name), ['Almere']);

  await page.goto('/overeenkomsten');
  await page.locator('main select[name=provincie]').selectOption('flevoland');
  await page.waitForURL('**provincie=flevoland**');
  await look();
  const names = (await rows(page)).map(([name]) => name);
  assert.deepEqual(names, ['Almere', 'Dronten', 'Lelystad', 'Noordoostpolder'], 'Urk and Zeewolde did not register');

  await page.goto('/overeenkomsten');
  const prepared = page.locator('.state-links a', { hasText: 'Klaargezet' });
  assert.match(await prepared.innerText(), new RegExp(`${number}$`));
  await prepared.click();
  assert.equal(await counted(page), number);
  await close();
  done();
});

test('the file names the system of every municipality', async () => {
  const { page, close } = await newPerson(browser, portal.url, rivieren.contact.email);
  const file = await downloadCsv(page, page.getByRole('link', { name: /CSV/ }));
  assert.equal(file.length, number);
  const without = file.filter((row) => !row.Vroegsignaleringssysteem || !/^GM\d{4}/.test(row['CBS-code']));
  assert.deepEqual(without, []);
  assert.ok(new Set(file.map((row) => row.Vroegsignaleringssysteem)).size >= 3, 'several systems');

  await page.goto('/overeenkomsten?provincie=flevoland');
  assert.equal((await downloadCsv(page, page.getByRole('link', { name: /CSV/ }))).length, 4, 'the file follows the filter');
  await close();
});

test('the map colours every municipality that takes part, and the table says the same', async () => {
  const { page, close } = await newPerson(browser, portal.url, rivieren.contact.email);
  const { look, done } = inspector(page);
  await page.getByRole('link', { name: 'Kaart', exact: true }).click();
  await look();
  const hexagons = page.locator('.map__svg .hex');
  assert.equal(await hexagons.count(), 342);
  const coloured = await page.locator('.map__svg a.hex--prepared').count();
  assert.ok(coloured >= number, `${coloured} hexagons for ${number} agreements`);
  const free = await hexagons.evaluateAll((all) =>
    all.filter((one) => !one.matches('.hex--prepared')).map((one) => one.querySelector('title').textContent),
  );
  assert.equal(free.length, 342 - coloured);
  assert.ok(free.some((label) => label.startsWith('Zeewolde')), 'Zeewolde did not register');
  const fills = await page.evaluate(() =>
    ['.hex--prepared', '.hex:not(.hex--prepared)'].map((one) => getComputedStyle(document.querySelector(`.map__svg ${one} path`)).fill),
  );
  assert.notEqual(fills[0], fills[1], 'taking part shows as a colour');

  await page.locator('#tabel summary').click();
  await look();
  const table = await rows(page);
  assert.equal(table.length, 342);
  assert.equal(table.filter((row) => row.at(-1).includes('Klaargezet')).length, coloured, 'the table is the twin');

  const almere = hexagon(page, 'Almere');
  await almere.hover();
  assert.match(await page.locator('[data-map-live]').innerText(), /^Almere/);
  await almere.click();
  await page.getByRole('heading', { level: 1, name: /LCV-/ }).waitFor();
  assert.match(await page.locator('main').innerText(), /Tussen (gemeente )?Almere en Rivierenstroom/);
  await close();
  done();
});

test('an executor registers too, and gets no agreements', async () => {
  const wijzer = executor('Geldwijzer Drenthe', 'geldwijzer-drenthe.example');
  await registered(browser, portal.url, wijzer);
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR);
  await openRegistration(page, wijzer.name);
  await accept(page);
  assert.match(await page.locator('main').innerText(), /uitvoerende organisatie sluit zelf geen overeenkomsten/i);
  await close();
});

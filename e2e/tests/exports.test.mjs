// Every list that can be taken along opens in a spreadsheet and says what the pages say, to the row.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newVisitor } from '../lib/browser.mjs';
import { parseCsv } from '../lib/csv.mjs';
import { inspector } from '../lib/checks.mjs';
import { allRows } from '../lib/lists.mjs';
import { inSpreadsheet } from '../lib/office.mjs';
import { ADMINISTRATOR, demoPeople, newPerson } from '../lib/people.mjs';
import { stage } from '../lib/stage.mjs';

const { portal, browser } = await stage();

const visitor = await newVisitor(browser, portal.url);
const people = await demoPeople(visitor.page);
await visitor.close();
const [, municipality, , , partner] = people;

/** The rows of a file as LibreOffice shows them, after holding them against the file itself. */
async function opened(page, path) {
  const answer = await page.request.get(path);
  assert.equal(answer.status(), 200, path);
  const bytes = await answer.body();
  const plain = parseCsv(bytes.toString('utf8'));
  const shown = await inSpreadsheet(bytes);
  assert.equal(shown.length, plain.length, `${path}: as many rows`);
  // A spreadsheet shows a whole number and a day in its own way, and a moment with its seconds; every other cell is
  // shown as it stands.
  const moment = (cell, text) => /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(text) && cell === `${text}:00`;
  const same = (cell, text) =>
    cell === text || /^[\d.,-]+$/.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text) || moment(cell, text);
  for (const [index, row] of plain.entries()) {
    for (const [name, text] of Object.entries(row)) {
      // Calc takes an apostrophe in front for what it means: this is text.
      const meant = text.replace(/^'(?=[=+\-@])/, '');
      const cell = shown[index][name].replace(/^'(?=[=+\-@])/, '');
      assert.ok(same(cell, meant), `${path}, row ${index + 1}, ${name}: ${JSON.stringify(cell)} for ${JSON.stringify(meant)}`);
    }
  }
  return shown;
}

const sorted = (values) => values.toSorted();

test('the agreements of a municipality, of a partner and of all', async () => {
  for (const [who, query, column] of [
    [municipality, '', 'Signaalpartner'],
    [municipality, '?volgorde=gewijzigd', 'Signaalpartner'],
    [municipality, '?stand=prepared', 'Signaalpartner'],
    [partner, '?provincie=gelderland', 'Gemeente of gemeenschappelijke regeling'],
    [ADMINISTRATOR, '?zoek=rotterdam', 'Gemeente of gemeenschappelijke regeling'],
  ]) {
    const { page, close } = await newPerson(browser, portal.url, who);
    const file = await opened(page, `/overeenkomsten.csv${query}`);
    await page.goto(`/overeenkomsten${query}`);
    const rows = await allRows(page);
    assert.ok(rows.length > 3, `${who} ${query}: ${rows.length} rows`);
    assert.deepEqual(file.map((row) => row.Nummer), rows.map((row) => row.find((cell) => cell.startsWith('LCV-'))), `${who} ${query}`);
    assert.deepEqual(file.map((row) => row[column]), rows.map(([name]) => name.split(',')[0].trim()), `${who} ${query}`);
    await close();
  }
});

test('partners with their contact persons', async () => {
  for (const [who, query] of [[municipality, ''], [municipality, '?sector=huur'], [partner, '?systeem=bkr_vps']]) {
    const { page, close } = await newPerson(browser, portal.url, who);
    const { look, done } = inspector(page);
    const file = await opened(page, `/samenwerkingspartners.csv${query}`);
    await page.goto(`/samenwerkingspartners${query}`);
    await look();
    const [numbers, mails] = [[], []];
    for (;;) {
      numbers.push(...(await page.locator('.partner__agreement a').evaluateAll((links) => links.map((link) => link.textContent.match(/LCV-\d{4}-\d{6}/)[0]))));
      mails.push(...(await page.locator('.partner a[href^="mailto:"]').evaluateAll((links) => links.map((link) => decodeURIComponent(link.href.slice(7))))));
      const next = page.locator('a[rel=next]');
      if (!(await next.count())) break;
      await next.click();
      await page.waitForLoadState();
    }
    assert.ok(numbers.length > 0, `${who} ${query}`);
    assert.deepEqual([...new Set(file.map((row) => row.Overeenkomst))], numbers, `${who} ${query}: every partner, in its order`);
    assert.deepEqual(file.map((row) => row['E-mailadres']).filter(Boolean), mails, `${who} ${query}: every contact person`);
    await close();
    done();
  }
});

test("the administrator's organisations, registrations and figures", async () => {
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR);
  const { look, done } = inspector(page);
  const organisations = await opened(page, '/beheer/organisaties.csv?soort=joint_body');
  await page.goto('/beheer/organisaties?soort=joint_body');
  const names = (await allRows(page)).map(([name]) => name.split('\n')[0].trim());
  assert.deepEqual(sorted(organisations.map((row) => Object.values(row)[0])), sorted(names));

  const registrations = await opened(page, '/beheer/aanmeldingen.csv');
  await page.goto('/beheer/aanmeldingen');
  const waiting = await page.locator('main a[href^="/beheer/aanmeldingen/"]').count();
  assert.ok(registrations.length > 0 && waiting > 0, 'there are registrations');

  const figures = await opened(page, '/beheer/cijfers.csv');
  await page.goto('/beheer/cijfers');
  await look();
  await page.locator('.figures__table').evaluateAll((all) => all.forEach((table) => (table.open = true)));
  await look();
  const shown = await page.locator('.figures__table tbody tr').evaluateAll((rows) =>
    rows.reduce((sum, row) => sum + Number(row.cells[row.cells.length - 1].textContent.replaceAll(/[.,\s]/g, '')), 0));
  const told = figures.reduce((sum, row) => sum + Number(row.Aantal), 0);
  assert.ok(told > 0, 'something happened');
  assert.equal(told, shown, 'the tables beside the charts hold the same numbers');
  await close();
  done();
});

test('every file that a page offers is opened here', async () => {
  const offered = new Set();
  for (const [who, pages] of [
    [municipality, ['/overeenkomsten', '/samenwerkingspartners', '/organisatie']],
    [partner, ['/overeenkomsten', '/samenwerkingspartners', '/kaart', '/organisatie']],
    [ADMINISTRATOR, ['/overeenkomsten', '/beheer', '/beheer/organisaties', '/beheer/aanmeldingen', '/beheer/cijfers', '/beheer/mails', '/beheer/taken', '/beheer/logboek']],
  ]) {
    const { page, close } = await newPerson(browser, portal.url, who);
    for (const path of pages) {
      await page.goto(path);
      const links = await page.locator('a[href*=".csv"]').evaluateAll((all) => all.map((link) => new URL(link.href).pathname));
      for (const link of links) offered.add(link);
    }
    await close();
  }
  assert.deepEqual(sorted([...offered]), [
    '/beheer/aanmeldingen.csv',
    '/beheer/cijfers.csv',
    '/beheer/organisaties.csv',
    '/overeenkomsten.csv',
    '/samenwerkingspartners.csv',
  ]);
});

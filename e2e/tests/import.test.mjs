// A running practice moves in through the administrator's pages: a bad file is listed, a good one is looked at first and
// then brought in, and what was signed elsewhere says so wherever it stands. Without JavaScript too.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspector } from '../lib/checks.mjs';
import { rows } from '../lib/lists.mjs';
import { ADMINISTRATOR, newPerson } from '../lib/people.mjs';
import { newFolder } from '../lib/portal.mjs';
import { stage } from '../lib/stage.mjs';
import { until } from '../lib/until.mjs';

const { portal, browser } = await stage();
const folder = await newFolder();

const HEADER = 'soort;naam;kvk;straat;postcode;plaats;sector;werkgebied;contact1_naam;contact1_email;contact1_telefoon;tekenbevoegde1_naam;tekenbevoegde1_email;tekenbevoegde1_functie;tekenbevoegde1_grond';
const partner = (name, kvk, postcode = '3891 AB') =>
  `signaalpartner;${name};${kvk};Laan 1;${postcode};Zeewolde;energie;landelijk;An Bos;an@${kvk}.example;036 123 45 67;Jo Bos;jo@${kvk}.example;directeur;register`;
/** Windows-1252, as a spreadsheet saves without asking. */
const western = (text) => Buffer.from(text.replaceAll('€', '\x80'), 'latin1');

async function file(name, contents) {
  const path = join(folder, name);
  await writeFile(path, contents);
  return path;
}

const form = (page, what) => page.locator(`form[action="/beheer/importeren/${what}"]`);

async function choose(page, what, path, documents) {
  await page.goto('/beheer/importeren');
  await form(page, what).locator(`input[name=${what}]`).setInputFiles(path);
  if (documents) await form(page, what).locator('input[name=documenten]').setInputFiles(documents);
  await form(page, what).locator('button[type=submit]').click();
  await page.waitForLoadState();
}

/** Presses the button and waits until the job has brought everything in. */
async function carryOut(page) {
  await page.locator('form[action$="/uitvoeren"] button').click();
  await page.waitForLoadState();
  // The page that shows how far it is may load itself anew at the same moment.
  await until('the file is in', async () => {
    await page.reload().catch(() => {});
    return (await page.locator('h1').innerText().catch(() => '')) === 'Ingelezen';
  });
}

for (const [how, options] of [['with', {}], ['without', { javaScript: false }]]) {
  test(`a file moves in, ${how} JavaScript`, async () => {
    const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR, options);
    const { look, done } = inspector(page);
    const plain = how === 'with' ? '7' : '8';
    const name = `Énergie van ${how}`;

    await page.goto('/beheer/organisaties');
    await page.locator('main a[href="/beheer/importeren"]').click();
    await page.waitForURL('**/beheer/importeren');
    if (how === 'with') await look();
    await form(page, 'organisaties').locator('button[type=submit]').click();
    await page.locator('[data-error-summary]').waitFor();
    assert.match(await page.locator('main').innerText(), /Kies eerst een bestand/);
    if (how === 'with') await look();

    const bad = [HEADER, partner('Goed', `${plain}1000001`), partner('Fout', '123'), partner('=cmd', `${plain}1000003`, '12')].join('\n');
    await choose(page, 'organisaties', await file('fout.csv', bad));
    const faults = await rows(page);
    assert.equal(faults.length, 2, 'the formula keeps its row from being read');
    const text = await page.locator('main table').innerText();
    assert.match(text, /3\s+kolom C \(kvk\)/);
    assert.match(text, /4\s+kolom B \(naam\)\s+Deze cel begint als een formule/);
    assert.equal(await page.locator('form[action$="/uitvoeren"]').count(), 0, 'nothing to carry out');
    if (how === 'with') await look();

    const good = western([HEADER.replaceAll(';', ','), partner(name, `${plain}1000009`).replaceAll(';', ',')].join('\r\n'));
    await choose(page, 'organisaties', await file('goed.csv', good));
    assert.match(await page.locator('main').innerText(), /Geen fouten in 1 rijen|Geen fouten/);
    if (how === 'with') await look();
    await carryOut(page);
    assert.match(await page.locator('main').innerText(), /Signaalpartner: 1/);
    if (how === 'with') await look();

    // Signed elsewhere, with the document.
    const document = await file('oud.pdf', `%PDF-1.4\n% ${how}\n%%EOF\n`);
    const agreements = `partij;signaalpartner;getekend_op;bestand\nGM0363;${name};17-5-2024;oud.pdf\n`;
    await choose(page, 'overeenkomsten', await file('getekend.csv', agreements));
    assert.match(await page.locator('main table').innerText(), /er zijn geen bestanden meegegeven/);
    await choose(page, 'overeenkomsten', await file('getekend.csv', agreements), [document]);
    assert.match(await page.locator('main').innerText(), /Met het getekende document erbij: 1/);
    if (how === 'with') await look();
    await carryOut(page);
    await page.goto(`/overeenkomsten?zoek=${encodeURIComponent(name)}&stand=signed`);
    assert.match(await page.locator('main table').innerText(), /Getekend[\s\S]*Buiten dit portaal/);
    if (how === 'with') await look();
    await page.locator('main table a').first().click();
    await page.waitForURL(/overeenkomsten\/[0-9a-f-]{36}/);
    const shown = await page.locator('main').innerText();
    assert.match(shown, /Getekend buiten dit portaal, op 17 mei 2024/);
    assert.match(shown, /Ingebracht: getekend buiten dit portaal op 17 mei 2024, met het document/);
    if (how === 'with') await look();
    const answer = await page.request.get(await page.locator('main a[href$="/document"]').getAttribute('href'));
    assert.equal((await answer.body()).toString(), `%PDF-1.4\n% ${how}\n%%EOF\n`, 'the bytes that were brought in');

    // Anybody who has the file can ask what it is.
    await page.goto('/controleren');
    await page.locator('input[name=document]').setInputFiles(document);
    await page.locator('main form button[type=submit]').click();
    await page.waitForLoadState();
    assert.match(await page.locator('main').innerText(), /Ingebracht door de beheerder, niet hier getekend/);
    if (how === 'with') await look();

    // Once more is refused, and thrown away is gone.
    await choose(page, 'overeenkomsten', await file('getekend.csv', agreements), [document]);
    assert.match(await page.locator('main table').innerText(), /al eerder ingebracht/);
    const other = `partij;signaalpartner;getekend_op\nGM0034;${name};17-5-2024\n`;
    await choose(page, 'overeenkomsten', await file('meer.csv', other));
    const path = new URL(page.url()).pathname;
    await page.locator('form[action$="/weggooien"] button').click();
    await page.waitForURL('**/beheer/importeren');
    await page.goto(path);
    assert.match(await page.locator('main').innerText(), /niet meer bewaard/);
    if (how === 'with') await look();
    await close();
    done();
  });
}

test('the examples are files that a spreadsheet opens', async () => {
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR);
  for (const what of ['organisaties', 'overeenkomsten']) {
    const answer = await page.request.get(`/beheer/importeren/voorbeeld-${what}.csv`);
    assert.match(answer.headers()['content-disposition'], /attachment/);
    assert.ok((await answer.text()).startsWith('\ufeff#'));
  }
  await close();
});

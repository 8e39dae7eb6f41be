// Signing with a touch: a mayor and a director with passkeys, a device that does not know its owner, a code instead, and
// evidence that a stranger checks.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { municipality, partner } from '../lib/applications.mjs';
import { makePasskey, newAuthenticator } from '../lib/authenticator.mjs';
import { inspector, soundEverywhere } from '../lib/checks.mjs';
import { enter, tabTo, then } from '../lib/keyboard.mjs';
import { mailTo, mailsTo } from '../lib/mailbox.mjs';
import { newPerson } from '../lib/people.mjs';
import { accepted, registered } from '../lib/road.mjs';
import { boxes, codeForm, confirmRound } from '../lib/signing.mjs';
import { stage } from '../lib/stage.mjs';
import { until } from '../lib/until.mjs';

const { portal, browser } = await stage();

const zon = partner('Zonnewijk', 'zonnewijk.example');
const towns = [municipality('Texel', 'texel.example'), municipality('Renswoude', 'renswoude.example')];
const touch = (page) => page.locator('form[data-passkey*="/tekenen/ronde/"] button[type=submit]');
const run = promisify(execFile);

/** Somebody with a passkey on their own device. */
async function withPasskey(address) {
  const person = await newPerson(browser, portal.url, address);
  const keys = await newAuthenticator(person.page);
  await makePasskey(person.page, 'Telefoon');
  return { ...person, keys };
}

async function waiting(page, count) {
  await until('something to sign', async () => {
    await page.goto('/tekenen');
    return (await boxes(page).count()) === count;
  });
}

/** Goes on with everything on the list. */
async function goOn(page) {
  await page.locator('#tekenlijst .sign-bar button[type=submit]').click();
  await page.waitForURL('**/tekenen/ronde/**');
}

test('two municipalities and a partner take part, and the municipalities release', async () => {
  for (const one of [zon, ...towns]) {
    await registered(browser, portal.url, one);
    await accepted(browser, portal.url, one.name);
  }
  for (const town of towns) {
    const { page, close } = await newPerson(browser, portal.url, town.contact.email);
    await page.goto('/overeenkomsten?zoek=Zonnewijk');
    await page.locator('main table tbody a').first().click();
    await page.waitForURL(/overeenkomsten\/[^/?]+$/);
    await page.locator('main form[action$="/doorzetten"] button[type=submit]').first().click();
    await page.locator('main form[action$="/terughalen"]').first().waitFor();
    await close();
  }
});

test('the mayor signs with one touch, and keeps the evidence', async () => {
  const mayor = towns[0].signatory.email;
  const { page, close } = await withPasskey(mayor);
  const { look, done } = inspector(page, soundEverywhere);
  await waiting(page, 1);
  const known = await mailsTo(page, mayor);
  await goOn(page);
  assert.match(await page.locator('main').innerText(), /Bevestig met uw passkey/);
  await look();
  await touch(page).click();
  await page.locator('h1#uitslag').waitFor();
  assert.match(await page.locator('h1').innerText(), /U hebt 1 overeenkomst getekend/);
  assert.match(await page.locator('main').innerText(), /Met een passkey/);
  await look();
  assert.deepEqual(await mailsTo(page, mayor), known, 'no code was mailed');
  const link = await page.locator('main table a[href$="/bewijs"]').first().getAttribute('href');
  const evidence = await page.request.get(link);
  assert.match(evidence.headers()['content-disposition'], /^attachment; filename="LCV-.*Gemeente-1\.evidence\.json"/);
  const document = await page.request.get(link.replace(/\/bewijs$/, ''));
  const folder = await mkdtemp(join(tmpdir(), 'vroegteken-evidence-'));
  const [file, proof, root] = ['document.pdf', 'evidence.json', 'root.pem'].map((name) => join(folder, name));
  await writeFile(file, await document.body());
  await writeFile(proof, await evidence.body());
  await writeFile(root, await (await page.request.get('/ca/root.pem')).body());
  const script = join(import.meta.dirname, '../../docs/check_evidence.py');
  const said = await run(process.env.VROEGTEKEN_JUDGES_PYTHON, [script, file, proof, '--trust', root]);
  assert.match(said.stdout, /^holds: .* confirmed LCV-.* with a passkey/);
  // The page says the same.
  await page.goto('/controleren');
  await page.locator('input[name=document]').setInputFiles(file);
  await page.locator('input[name=bewijs]').setInputFiles(proof);
  await page.locator('form[action="/controleren"] button[type=submit]').click();
  await page.getByText('Het bewijs klopt: bevestigd met een passkey').waitFor();
  const answer = inspector(page);
  await answer.look();
  answer.done();
  await writeFile(proof, `${(await evidence.body()).toString()} `);
  await assert.rejects(run(process.env.VROEGTEKEN_JUDGES_PYTHON, [script, file, proof, '--trust', root]), /does not hold/);
  await rm(folder, { recursive: true });
  await close();
  done();
});

test('a device that does not know its owner signs nothing; a code does', async () => {
  const mayor = towns[1].signatory.email;
  const { page, close, keys } = await withPasskey(mayor);
  await waiting(page, 1);
  await goOn(page);
  await keys.verifies(false);
  await touch(page).click();
  await page.locator('[data-passkey-error]:not(:empty)').waitFor();
  const { look, done } = inspector(page, soundEverywhere);
  const known = await mailsTo(page, mayor);
  assert.match(await page.locator('h1').innerText(), /^Teken 1 overeenkomst/, 'nothing was signed');
  await page.getByRole('button', { name: 'Liever met een code per mail' }).click();
  await codeForm(page).waitFor();
  const round = page.url();
  const shown = (await page.locator('.fingerprint__value').innerText()).trim();
  assert.match(shown, /^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  await look();
  const mail = await mailTo(page, mayor, /om te tekenen/i, known);
  assert.ok(mail.includes(shown), 'page and mail name the same act');
  await page.goto(round);
  await confirmRound(page, mail);
  assert.match(await page.locator('main').innerText(), /Met een eenmalige code per mail/);
  await close();
  done();
});

test('the director signs for both with a keyboard only', async () => {
  const { page, close } = await withPasskey(zon.signatory.email);
  await waiting(page, 2);
  await tabTo(page, '#tekenlijst .sign-bar button[type=submit]');
  await then(page, '**/tekenen/ronde/**', () => enter(page));
  await tabTo(page, 'form[data-passkey*="/tekenen/ronde/"] button[type=submit]');
  await enter(page);
  await page.locator('h1#uitslag').waitFor();
  assert.match(await page.locator('h1').innerText(), /U hebt 2 overeenkomsten getekend/);
  await close();
  const contact = await newPerson(browser, portal.url, towns[0].contact.email);
  await contact.page.goto('/overeenkomsten?zoek=Zonnewijk');
  await contact.page.locator('main table tbody a').first().click();
  await contact.page.waitForURL(/overeenkomsten\/[^/?]+$/);
  const { look, done } = inspector(contact.page, soundEverywhere);
  assert.equal(await contact.page.getByRole('link', { name: /Bewijs van de handtekening van/ }).count(), 2);
  assert.match(await contact.page.locator('main').innerText(), /bevestigd met een passkey/);
  await look();
  await contact.close();
  done();
});

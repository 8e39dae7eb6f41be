// Filled-in forms survive signing in again and confirming again: kept for their person, sent by one press and once.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { newVisitor, switchLanguage } from '../lib/browser.mjs';
import { inspector, soundEverywhere } from '../lib/checks.mjs';
import { codeIn, mailsTo, mailTo } from '../lib/mailbox.mjs';
import { demoPeople, enterCode, newPerson, signedIn } from '../lib/people.mjs';
import { fill } from '../lib/road.mjs';
import { stage } from '../lib/stage.mjs';

const { portal, browser } = await stage();

const INVITE = '/organisatie/mensen/uitnodigen/contactpersonen';
const main = (page) => page.locator('main').innerText();
const button = (page, label) => page.locator('main').getByRole('button', { name: label, exact: true });

/** Two contact persons of the demo: strangers get few codes for one address. */
async function contacts() {
  const { page, close } = await newVisitor(browser, portal.url);
  const found = [];
  for (const address of await demoPeople(page)) {
    const visitor = await newPerson(browser, portal.url, address);
    const answer = await visitor.page.request.get(INVITE);
    await visitor.close();
    if (answer.ok()) found.push(address);
    if (found.length === 2) break;
  }
  await close();
  return found;
}
const [address, colleague] = await contacts();

/** As if everybody had confirmed long ago. */
const longAgo = () =>
  promisify(execFile)('python3', [
    '-c',
    'import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=30); db.execute("UPDATE sessions SET confirmed_at = 1"); db.commit()',
    join(portal.data, 'portal.sqlite3'),
  ]);

/** Fills in the form that invites somebody, and does not send it. */
async function fillIn(page, name) {
  await page.goto(INVITE);
  await fill(page, {
    'contacts-0-name': name,
    'contacts-0-email': `${name.toLowerCase().replace(/\W+/g, '.')}@${address.split('@')[1]}`,
    'contacts-0-phone': '0320 123456',
    'contacts-0-function': 'beleidsadviseur schuldhulp en armoede',
  });
}

/** Signs out everywhere but here, from another browser. */
async function endElsewhere() {
  const other = await newPerson(browser, portal.url, address);
  await other.page.goto('/mijn');
  await other.page.locator('form[action="/mijn/sessies/andere"] button').click();
  await other.page.waitForLoadState();
  await other.close();
}

/** Types the code that was just mailed on the page that asks for one. */
async function typeCode(page, ask) {
  const known = await mailsTo(page, address);
  await ask();
  await enterCode(page, codeIn(await mailTo(page, address, /code/i, known)));
}

/** How often the list of people names somebody. */
async function invited(page, name) {
  await page.goto('/organisatie/mensen');
  return (await main(page)).split(name).length - 1;
}

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript';

  test(`a session that was ended in another browser costs nobody a form, ${how}`, async () => {
    const name = javaScript ? 'Ilse Veldhuis' : 'Ilse Zonderland';
    const { page, close } = await newPerson(browser, portal.url, address, { javaScript });
    const { look, done } = inspector(page, soundEverywhere);
    await fillIn(page, name);
    await endElsewhere();
    await page.locator('main form').getByRole('button', { name: 'Uitnodigen' }).click();
    await page.waitForURL('**/inloggen?terug=**');
    assert.match(await main(page), /Wat u had ingevuld, is bewaard/);
    assert.doesNotMatch(page.url() + (await main(page)), /Ilse|0320/);
    await typeCode(page, async () => {
      const form = page.locator('main form.form:has(input[type=email])');
      await form.locator('input[name=email]').fill(address);
      await form.locator('button[type=submit]').first().click();
      await page.waitForURL('**/inloggen/code**');
    });
    await page.waitForURL('**/verder/*');
    for (const text of [name, '0320 123456', 'beleidsadviseur schuldhulp en armoede', INVITE]) {
      assert.ok((await main(page)).includes(text), text);
    }
    if (javaScript) await look();
    const kept = page.url();
    assert.equal(await invited(page, name), 0, 'nothing is sent by itself');
    await page.goto(kept);
    await button(page, 'Alsnog versturen').click();
    await page.waitForURL('**/organisatie/mensen');
    assert.match(await main(page), /De uitnodiging is onderweg/);
    const once = await invited(page, name);
    assert.ok(once >= 1);
    await page.goto(kept);
    assert.match(await main(page), /Er is niets dubbel gedaan/);
    assert.equal(await invited(page, name), once);
    await close();
    done();
  });

  test(`a confirmation that is too old costs nobody a form, ${how}`, async () => {
    const name = javaScript ? 'Daan Oosterhof' : 'Daan Zonderland';
    const { page, close } = await newPerson(browser, portal.url, address, { javaScript, viewport: 'phone' });
    const { look, done } = inspector(page);
    await fillIn(page, name);
    await longAgo();
    await page.locator('main form').getByRole('button', { name: 'Uitnodigen' }).click();
    await page.waitForURL('**/bevestigen?terug=**');
    assert.match(await main(page), /Wat u had ingevuld, is bewaard/);
    if (javaScript) await look();
    await typeCode(page, () => page.locator('main form[action="/bevestigen/code"] button').click());
    await page.waitForURL('**/verder/*');
    assert.ok((await main(page)).includes(name));
    await switchLanguage(page, 'en');
    assert.match(await main(page), /has not been sent yet/);
    if (javaScript) await look();
    await switchLanguage(page, 'nl');
    await button(page, 'Alsnog versturen').click();
    await page.waitForURL('**/organisatie/mensen');
    assert.ok((await invited(page, name)) >= 1);
    await close();
    done();
  });
}

test('a kept form is thrown away, and somebody else sees nothing of it', async () => {
  const { page, close } = await newPerson(browser, portal.url, colleague);
  await fillIn(page, 'Sanne Nooit');
  await longAgo();
  await page.locator('main form').getByRole('button', { name: 'Uitnodigen' }).click();
  await page.waitForURL('**/bevestigen?terug=**');
  const kept = new URL(page.url()).searchParams.get('terug');
  const other = await newPerson(browser, portal.url, colleague);
  await other.page.goto(kept);
  assert.match(await main(other.page), /Deze pagina bestaat niet/);
  await other.close();
  await page.goto(kept);
  await button(page, 'Weggooien').click();
  await page.waitForLoadState();
  await page.goto(kept);
  assert.match(await main(page), /Deze pagina bestaat niet/);
  assert.equal(await signedIn(page).count(), 1);
  assert.equal(await invited(page, 'Sanne Nooit'), 0);
  await close();
});

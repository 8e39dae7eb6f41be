// An authenticator app and stronger means in a real browser: connecting the app, signing in with its code, and being led to
// a passkey where the administrator asks for one.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { makePasskey, newAuthenticator } from '../lib/authenticator.mjs';
import { newVisitor } from '../lib/browser.mjs';
import { inspector, soundEverywhere } from '../lib/checks.mjs';
import { codeIn, mailsTo, mailTo } from '../lib/mailbox.mjs';
import { ADMINISTRATOR, askForCode, askWith, demoPeople, enterCode, newPerson, signedIn, signOut } from '../lib/people.mjs';
import { stage } from '../lib/stage.mjs';
import { until } from '../lib/until.mjs';

const { portal, browser } = await stage();
const visitor = await newVisitor(browser, portal.url);
const people = await demoPeople(visitor.page);
await visitor.close();

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an app shows that was told `key` (base32 with spaces): RFC 6238. */
function codeOf(key, step) {
  const bits = [...key.replaceAll(' ', '')].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const count = Buffer.alloc(8);
  count.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(count).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

const now = () => Math.floor(Date.now() / 30_000);
let last = 0;

/** A code that was not used yet; a clock half a minute ahead is forgiven, so there is mostly no need to wait. */
async function nextCode(key) {
  last = await until('a code that was not used', () => Math.max(last + 1, now()) <= now() + 1 && Math.max(last + 1, now()), { limit: 40_000 });
  return codeOf(key, last);
}

let key;

test('somebody connects an app, and its code is asked for after that of the mail', async () => {
  const { page, close } = await newPerson(browser, portal.url, people[1]);
  const { look, done } = inspector(page, soundEverywhere);
  await page.goto('/mijn');
  await page.getByRole('link', { name: /authenticator-app/ }).click();
  await look();
  await page.getByRole('button', { name: 'App koppelen' }).click();
  key = await page.locator('.qr-key code').innerText();
  assert.match(key, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  const picture = await page.locator('svg.qr').boundingBox();
  assert.ok(picture.width > 150, 'large enough for a camera');
  await look();
  await page.locator('input[name=code]').fill('000000');
  await page.getByRole('button', { name: 'App koppelen' }).click();
  assert.match(await page.locator('main .field__error').innerText(), /klopt niet/);
  await look();
  await page.locator('input[name=code]').fill(await nextCode(key));
  await page.getByRole('button', { name: 'App koppelen' }).click();
  await page.locator('.flash', { hasText: 'De app is gekoppeld' }).waitFor();
  await look();

  await signOut(page);
  await enterCode(page, await askForCode(page, people[1]));
  await page.waitForURL('**/inloggen/app**');
  assert.equal(await signedIn(page).count(), 0, 'half of it opens nothing');
  await look();
  await enterCode(page, '000000');
  assert.match(await page.locator('main .field__error').innerText(), /nog 4 keer/);
  await enterCode(page, await nextCode(key));
  await signedIn(page).waitFor({ state: 'attached' });
  await close();
  done();
});

test('without script the app works as well', async () => {
  const { page, close } = await newVisitor(browser, portal.url, { javaScript: false, viewport: 'phone' });
  const known = await mailsTo(page, people[1]);
  await page.goto('/inloggen');
  await askWith(page, people[1]);
  await enterCode(page, codeIn(await mailTo(page, people[1], /code/i, known)));
  await enterCode(page, await nextCode(key));
  await signedIn(page).waitFor({ state: 'attached' });
  await close();
});

test('where the administrator asks for a passkey, people are led to one', async () => {
  const administrator = await newPerson(browser, portal.url, ADMINISTRATOR);
  await administrator.page.goto('/beheer/inlogmiddelen');
  const checks = inspector(administrator.page, soundEverywhere);
  await checks.look();
  await administrator.page.locator('select[name="inloggen-signal_partner"]').selectOption('passkey');
  await administrator.page.getByRole('button', { name: 'Opslaan' }).click();
  await administrator.page.locator('.flash', { hasText: 'Opgeslagen' }).waitFor();
  assert.equal(await administrator.page.locator('select[name="tekenen-signal_partner"]').inputValue(), 'passkey');
  await administrator.close();
  checks.done();

  // The contact person of a partner.
  const { page, close } = await newPerson(browser, portal.url, people[4]);
  const { look, done } = inspector(page, soundEverywhere);
  await newAuthenticator(page);
  await page.goto('/organisatie');
  assert.equal(new URL(page.url()).pathname, '/mijn/inlogmiddel');
  await look();
  await page.getByRole('link', { name: 'Passkey maken' }).click();
  await makePasskey(page, 'Laptop');
  await page.goto('/organisatie');
  assert.equal(new URL(page.url()).pathname, '/organisatie');
  await close();

  // In a browser without that passkey the way on says so, and does not make another one.
  const elsewhere = await newPerson(browser, portal.url, people[4]);
  await elsewhere.page.goto('/organisatie');
  assert.equal(new URL(elsewhere.page.url()).pathname, '/mijn/inlogmiddel');
  assert.equal(await elsewhere.page.getByRole('link', { name: 'Passkey maken' }).count(), 0);
  await elsewhere.page.getByRole('heading', { name: 'Bent u het kwijt?' }).waitFor();
  await elsewhere.close();
  done();
});

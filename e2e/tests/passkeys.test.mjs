// Passkeys in a real browser: from the invitation to signing in without typing anything, a second device, a key that
// is removed, and all of it without a mouse. And sessions, which are ended one by one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makePasskey, newAuthenticator, passkeyButton } from '../lib/authenticator.mjs';
import { newVisitor } from '../lib/browser.mjs';
import { inspector, soundEverywhere } from '../lib/checks.mjs';
import { enter, tabTo, then, type } from '../lib/keyboard.mjs';
import { codeIn, linkIn, mailsTo, mailTo } from '../lib/mailbox.mjs';
import { ADMINISTRATOR, askForCode, demoPeople, enterCode, newPerson, signedIn, signIn, signOut } from '../lib/people.mjs';
import { stage } from '../lib/stage.mjs';

const { portal, browser } = await stage();

const COLLEAGUE = 'bo.zwart@vroegteken.example';
const laptop = await newVisitor(browser, portal.url);
const laptopKeys = await newAuthenticator(laptop.page);
const rows = (page, section) => page.locator(`section[aria-labelledby=${section}] tbody tr`);

test('who is invited is offered a passkey at the first sign-in, and makes one', async () => {
  const administrator = await newPerson(browser, portal.url, ADMINISTRATOR);
  await administrator.page.goto('/beheer/beheerders');
  await administrator.page.locator('input[name=name]').fill('Bo Zwart');
  await administrator.page.locator('input[name=email]').fill(COLLEAGUE);
  await administrator.page.locator('main form:has(input[name=email]) button[type=submit]').click();
  await administrator.page.locator('.flash').waitFor();
  await administrator.close();

  const { page } = laptop;
  const { look, done } = inspector(page, soundEverywhere);
  await page.goto(linkIn(await mailTo(page, COLLEAGUE, /Uitnodiging|beheerder/i), '/inloggen'));
  await signIn(page, COLLEAGUE);
  const offer = page.locator('.flash');
  assert.match(await offer.innerText(), /zonder code/);
  await offer.getByRole('link', { name: 'Passkey maken' }).click();
  await page.waitForURL('**/mijn/passkeys');
  await look();

  // Without a name nothing is asked of the authenticator.
  await page.locator('form[data-passkey] button[type=submit]').click();
  await page.locator('[data-error-summary]').waitFor();
  assert.equal((await laptopKeys.keys()).length, 0);
  await look();

  await makePasskey(page, 'Laptop van het werk');
  const [key] = await laptopKeys.keys();
  assert.ok(key.isResidentCredential, 'it knows whose it is');
  assert.equal(key.rpId, 'localhost');
  assert.equal(await rows(page, 'lijst').count(), 1);
  await look();
  await page.getByRole('link', { name: /Wijzig Laptop/ }).click();
  await look();
  done();
});

test('signing in takes one press of a button, and no address', async () => {
  const { page } = laptop;
  await signOut(page);
  await page.goto('/inloggen?terug=%2Fbeheer%2Flogboek');
  await passkeyButton(page).click();
  await signedIn(page).waitFor({ state: 'attached' });
  assert.equal(new URL(page.url()).pathname, '/beheer/logboek', 'where they were going');
  await page.goto('/mijn');
  assert.match(await rows(page, 'sessies').first().innerText(), /een passkey/);
});

test('whoever is not recognised by the device does not get in, and can try again', async () => {
  const { page } = laptop;
  await signOut(page);
  await laptopKeys.verifies(false);
  await page.goto('/inloggen');
  await passkeyButton(page).click();
  await page.locator('[data-passkey-error]:not(:empty)').waitFor();
  assert.equal(await signedIn(page).count(), 0);
  const { look, done } = inspector(page);
  await look();
  done();
  await laptopKeys.verifies(true);
  await passkeyButton(page).click();
  await signedIn(page).waitFor({ state: 'attached' });
});

test('a second device gets a key of its own, and the first one can be ended from there', async () => {
  const { page, close } = await newPerson(browser, portal.url, COLLEAGUE, { viewport: 'phone' });
  const told = await mailTo(page, COLLEAGUE, /nieuwe browser/);
  assert.match(told, /een code per mail/);
  const phoneKeys = await newAuthenticator(page);
  await makePasskey(page, 'Telefoon');
  assert.equal((await phoneKeys.keys()).length, 1);
  await page.goto('/mijn');
  const { look, done } = inspector(page, soundEverywhere);
  await look();
  const sessions = rows(page, 'sessies');
  assert.equal(await sessions.count(), 2);
  await sessions.filter({ hasText: 'een passkey' }).getByRole('button', { name: /Log daar uit/ }).click();
  await page.locator('.flash', { hasText: 'in die browser uitgelogd' }).waitFor();
  assert.equal(await sessions.count(), 1);

  // The laptop is lost: its key is removed, and opens nothing more.
  await page.goto('/mijn/passkeys');
  await page.getByRole('link', { name: /Wijzig Laptop/ }).click();
  await page.getByRole('button', { name: 'Passkey verwijderen' }).click();
  await page.locator('.flash', { hasText: 'verwijderd' }).waitFor();
  assert.equal(await rows(page, 'lijst').count(), 1);
  await laptop.page.goto('/beheer');
  assert.equal(new URL(laptop.page.url()).pathname, '/inloggen', 'that session has ended');
  await passkeyButton(laptop.page).click();
  await laptop.page.getByText('Deze passkey kennen wij niet').waitFor();
  assert.equal(await signedIn(laptop.page).count(), 0);

  // The other one still works, and so does a code.
  await signOut(page);
  await page.goto('/inloggen');
  await passkeyButton(page).click();
  await signedIn(page).waitFor({ state: 'attached' });
  await enterCode(laptop.page, await askForCode(laptop.page, COLLEAGUE));
  await signedIn(laptop.page).waitFor({ state: 'attached' });
  await close();
  await laptop.close();
  done();
});

test('making a passkey and signing in with it, without a mouse', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  const person = (await demoPeople(page))[1];
  const keys = await newAuthenticator(page);
  await page.goto('/inloggen');
  const known = await mailsTo(page, person);
  await type(page, 'email', person);
  await then(page, '**/inloggen/code**', () => enter(page));
  await type(page, 'code', codeIn(await mailTo(page, person, /code/i, known)));
  await enter(page);
  await signedIn(page).waitFor({ state: 'attached' });
  await tabTo(page, 'nav a[href="/mijn"]');
  await then(page, '**/mijn', () => enter(page));
  await tabTo(page, 'a[href="/mijn/passkeys"]');
  await then(page, '**/mijn/passkeys', () => enter(page));
  await type(page, 'naam', 'Zonder muis');
  await enter(page);
  await page.getByRole('rowheader', { name: 'Zonder muis' }).waitFor();
  assert.equal((await keys.keys()).length, 1);
  await tabTo(page, 'form[action="/uitloggen"] button');
  await enter(page);
  await signedIn(page).waitFor({ state: 'detached' });
  await page.goto('/inloggen');
  await tabTo(page, 'form[data-passkey] button');
  await enter(page);
  await signedIn(page).waitFor({ state: 'attached' });
  await close();
});

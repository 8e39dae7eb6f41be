// Signing in by a code from the mail, and what the header does: sign out everywhere, organisation, language.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, newVisitor, switchLanguage } from '../lib/browser.mjs';
import { inspector } from '../lib/checks.mjs';
import { codeIn, linkIn, mailsTo, mailTo } from '../lib/mailbox.mjs';
import { ADMINISTRATOR, askForCode, askWith, demoPeople, enterCode, newPerson, signedIn, signInAs } from '../lib/people.mjs';
import { startPortal } from '../lib/portal.mjs';

let portal, browser, people;
before(async () => {
  portal = await startPortal();
  browser = await launch();
  const { page, close } = await newVisitor(browser, portal.url);
  people = await demoPeople(page);
  await close();
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

/** Another code of eight digits. */
const wrong = (code, by = 1) => String((Number(code) + by) % 100_000_000).padStart(8, '0');
const error = (page) => page.locator('main .field__error').first();

test('a wrong code is refused in plain words, the right one then works', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  const { look, done } = inspector(page);
  const code = await askForCode(page, people[1]);
  await look();
  await enterCode(page, wrong(code));
  assert.match(await error(page).innerText(), /klopt niet.*nog \d keer/i);
  await look();
  assert.equal(await signedIn(page).count(), 0);
  await enterCode(page, `${code.slice(0, 4)} ${code.slice(4)}`);
  await signedIn(page).waitFor({ state: 'attached' });
  await close();
  done();
});

test('ten wrong codes end the attempt in that browser, and lock nobody out', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  const code = await askForCode(page, people[1]);
  const form = Object.fromEntries(
    await page.locator('main form:has(input[name=code]) input').evaluateAll((all) => all.map(({ name, value }) => [name, value])),
  );
  for (let guess = 1; guess <= 10; guess += 1) {
    await page.request.post('/inloggen/code', { form: { ...form, code: wrong(code, guess) } });
  }
  const answer = await page.request.post('/inloggen/code', { form: { ...form, code } });
  assert.doesNotMatch(await answer.text(), /action="\/uitloggen"/, 'the right code comes too late');
  await page.goto('/inloggen/code');
  assert.equal(await page.locator('input[name=code]').count(), 0, 'a new code must be asked for');

  const other = await newPerson(browser, portal.url, people[1]);
  assert.equal(await signedIn(other.page).count(), 1);
  await other.close();
  await signInAs(page, people[1]);
  await close();
});

test('the link of the mail fills the code in, only in the browser that asked', async () => {
  const asking = await newVisitor(browser, portal.url);
  const code = await askForCode(asking.page, people[2]);
  const link = linkIn(await mailTo(asking.page, people[2], /code/i), '/inloggen/code');

  const elsewhere = await newVisitor(browser, portal.url, { viewport: 'phone' });
  const { look, done } = inspector(elsewhere.page);
  await elsewhere.page.goto(link);
  assert.match(await elsewhere.page.locator('main').innerText(), /In deze browser wacht geen code/);
  assert.equal(await elsewhere.page.locator('input[name=code]').count(), 0);
  await look();
  await elsewhere.close();

  await asking.page.goto('about:blank');
  await asking.page.goto(link);
  const field = asking.page.locator('input[name=code]');
  assert.equal(await field.inputValue(), code);
  assert.equal(new URL(asking.page.url()).hash, '', 'the code leaves the address bar');
  assert.equal(await signedIn(asking.page).count(), 0, 'opening a link signs nobody in');
  await asking.page.locator('main form:has(input[name=code]) button[type=submit]').first().click();
  await signedIn(asking.page).waitFor({ state: 'attached' });
  await asking.close();
  done();
});

test('an address that nobody has looks the same and gets no mail', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  await page.goto('/inloggen');
  await askWith(page, 'niemand@nergens.example');
  await page.waitForURL('**/inloggen/code**');
  await page.locator('input[name=code]').waitFor();
  await enterCode(page, '12345678');
  assert.match(await error(page).innerText(), /klopt niet/);
  const other = await newPerson(browser, portal.url, people[1]); // whose mail came later
  assert.deepEqual(await mailsTo(page, 'niemand@nergens.example'), []);
  await other.close();
  await close();
});

test('signing out everywhere ends the other browser too', async () => {
  const here = await newPerson(browser, portal.url, people[3]);
  const there = await newPerson(browser, portal.url, people[3]);
  await here.page.goto('/mijn');
  assert.equal(await here.page.locator('section[aria-labelledby=sessies] tbody tr').count(), 2);
  await here.page.locator('form[action="/uitloggen/overal"] button').click();
  await here.page.waitForURL(`${portal.url}/`);
  assert.match(await here.page.locator('.flash').innerText(), /overal uitgelogd/);
  await there.page.goto('/overeenkomsten');
  assert.equal(new URL(there.page.url()).pathname, '/inloggen', 'one must sign in again');
  assert.equal(await signedIn(there.page).count(), 0);
  await here.close();
  await there.close();
});

test('somebody who works for several organisations switches in the header', async () => {
  const { page, close } = await newPerson(browser, portal.url, people.at(-1));
  const { look, done } = inspector(page);
  const current = page.locator('header .org__name').first();
  const first = await current.innerText();
  await page.locator('header details.org summary').click();
  await look();
  const others = page.locator('header .org__option:not([aria-current])');
  assert.ok((await others.count()) > 0, 'there is another organisation');
  const name = await others.first().innerText();
  await others.first().click();
  await page.locator('header .org__name', { hasText: name }).first().waitFor();
  assert.notEqual(name, first);
  await page.goto('/organisatie');
  assert.equal(await current.innerText(), name, 'the choice stays');
  await close();
  done();
});

test('the language that was chosen stays, also in another browser', async () => {
  const { page, close } = await newPerson(browser, portal.url, people[4]);
  await page.goto('/overeenkomsten?zoek=a');
  await switchLanguage(page, 'en');
  assert.equal(new URL(page.url()).search, '?zoek=a', 'the page stays the same');
  await page.goto('/samenwerkingspartners');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await close();
  const other = await newPerson(browser, portal.url, people[4]);
  assert.equal(await other.page.locator('html').getAttribute('lang'), 'en');
  await switchLanguage(other.page, 'nl');
  await other.close();
});

test('where somebody wanted to go comes after signing in', async () => {
  const { page, close } = await newVisitor(browser, portal.url);
  await page.goto('/inloggen?terug=%2Fbeheer%2Faanmeldingen');
  await askWith(page, ADMINISTRATOR);
  await page.waitForURL('**/inloggen/code**');
  await enterCode(page, codeIn(await mailTo(page, ADMINISTRATOR, /code/i)));
  await page.waitForURL(`${portal.url}/beheer/aanmeldingen`);
  await close();
});

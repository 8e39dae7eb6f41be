// Signing in the way a person does: ask for a code, read the mail, type the code.
import { newVisitor } from './browser.mjs';
import { codeIn, mailsTo, mailTo } from './mailbox.mjs';

/** The administrator of the demo. */
export const ADMINISTRATOR = 'beheer@vroegteken.example';

/** The mail addresses of the demo people that the sign-in page offers, in its order. */
export async function demoPeople(page) {
  await page.goto('/inloggen');
  return page.locator('[data-demo-email]').evaluateAll((buttons) => buttons.map((button) => button.dataset.demoEmail));
}

/** Fills the form in that mails a code, and sends it. */
export async function askWith(page, address) {
  const form = page.locator('main form.form:has(input[type=email])');
  await form.locator('input[name=email]').fill(address);
  await form.locator('button[type=submit]').first().click();
}

/** Asks for a code in the form of the sign-in page and gives the code from the mail, without typing it. */
export async function askForCode(page, address) {
  const known = await mailsTo(page, address);
  await page.goto('/inloggen');
  await askWith(page, address);
  await page.waitForURL('**/inloggen/code**');
  return codeIn(await mailTo(page, address, /code/i, known));
}

/** Types a code. */
export async function enterCode(page, code) {
  await page.locator('input[name=code]').fill(code);
  await page.locator('main form:has(input[name=code]) button[type=submit]').first().click();
}

/** Whether somebody is signed in on this page. */
export const signedIn = (page) => page.locator('form[action="/uitloggen"]').first();

/** Signs in with this mail address. */
export async function signIn(page, address) {
  await enterCode(page, await askForCode(page, address));
  await signedIn(page).waitFor({ state: 'attached' });
}

/** Signs in as one of the demo people, with the button that the demo offers. */
export async function signInAs(page, address) {
  const known = await mailsTo(page, address);
  await page.goto('/inloggen');
  await page.locator(`[data-demo-email="${address}"]`).click();
  await page.waitForURL('**/inloggen/code**');
  await enterCode(page, codeIn(await mailTo(page, address, /code/i, known)));
  await signedIn(page).waitFor({ state: 'attached' });
}

/** A new visitor, signed in as `address`; `options` as for newVisitor. */
export async function newPerson(browser, url, address, options) {
  const visitor = await newVisitor(browser, url, options);
  await signIn(visitor.page, address);
  return visitor;
}

/** Signs out. */
export async function signOut(page) {
  await signedIn(page).locator('button').click();
  await signedIn(page).waitFor({ state: 'detached' });
}

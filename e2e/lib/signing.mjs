// Signing the way a signatory does: look at the list, go on, type the code from the mail, wait for the result.
import { codeIn, linkIn, mailsTo, mailTo } from './mailbox.mjs';

/** The boxes in the list of what waits. */
export const boxes = (page) => page.locator('#tekenlijst input[type=checkbox]');

/** Goes on with what is chosen, and gives the text of the mail with the code. */
export async function goOn(page, address) {
  const known = await mailsTo(page, address);
  await page.locator('#tekenlijst .sign-bar button[type=submit]').click();
  await page.waitForURL('**/tekenen/ronde/**');
  return mailTo(page, address, /om te tekenen|to sign/i, known);
}

/** The form of a round in which the code is typed. */
export const codeForm = (page) => page.locator('main form:has(input[name=code])');

/** Types the code of a mail and waits until all is signed. */
export async function confirmRound(page, mail) {
  await codeForm(page).locator('input[name=code]').fill(codeIn(mail));
  await codeForm(page).locator('button[type=submit]').click();
  await page.locator('h1#uitslag').waitFor();
}

/** Opens the list, goes on with everything and signs it. */
export async function signAll(page, address) {
  await page.goto('/tekenen');
  await confirmRound(page, await goOn(page, address));
}

/** The link of a mail as the mail programme opens it: path and fragment. */
export function pathIn(mail) {
  const link = new URL(linkIn(mail, '/tekenen/ronde/'));
  return link.pathname + link.hash;
}

// Signing in as one of the demo people, the way a person does: choose, read the mail, type the code.
import assert from 'node:assert/strict';

/** The newest mail to `address` in the demo's mail box, as text. */
export async function newestMail(page, address) {
  const box = await page.context().newPage();
  try {
    await box.goto('/postvak');
    await box.locator(`[data-mail-to="${address}"] a`).first().click();
    return await box.locator('main').innerText();
  } finally {
    await box.close();
  }
}

/** The code of eight digits in the newest mail to `address`. */
export async function codeFor(page, address) {
  const text = await newestMail(page, address);
  const code = text.match(/\b(\d{4})[ \u00a0]?(\d{4})\b/);
  assert.ok(code, `no code in the mail to ${address}:\n${text}`);
  return code[1] + code[2];
}

/** The mail addresses of the demo people that the sign-in page offers, in its order. */
export async function demoPeople(page) {
  await page.goto('/inloggen');
  return page.locator('[data-demo-email]').evaluateAll((buttons) => buttons.map((button) => button.dataset.demoEmail));
}

/** Signs in as the demo person with this mail address. */
export async function signInAs(page, address) {
  await page.goto('/inloggen');
  await page.locator(`[data-demo-email="${address}"]`).click();
  await page.locator('input[name=code]').fill(await codeFor(page, address));
  await page.locator('main form:has(input[name=code]) button[type=submit]').click();
  await page.locator('form[action="/uitloggen"]').first().waitFor({ state: 'attached' });
}

/** Signs out. */
export async function signOut(page) {
  await page.locator('form[action="/uitloggen"] button').first().click();
  await page.locator('form[action="/uitloggen"]').waitFor({ state: 'detached' });
}

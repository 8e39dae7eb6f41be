// Walking through pages without a mouse, with the focus always to be seen.
import assert from 'node:assert/strict';
import { focusIsVisible } from './checks.mjs';

/** Presses Tab until the focus is on what `selector` means. */
export async function tabTo(page, selector) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement === document.body)) continue;
    await focusIsVisible(page);
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`Tab does not reach ${selector} on ${page.url()}`);
}

/** Does `act` and waits until the browser stands at an address that matches. */
export async function then(page, path, act) {
  await act();
  await page.waitForURL(path);
  await page.waitForLoadState();
}

/** Goes to a field by its name and types. */
export async function type(page, name, text) {
  await tabTo(page, `[name="${name}"]`);
  await page.keyboard.type(text);
}

export const enter = (page) => page.keyboard.press('Enter');

// The portal starts, its first page is sound at both widths and in both languages, and it ends when asked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES, launch, newVisitor, switchLanguage, VIEWPORTS } from '../lib/browser.mjs';
import { sound } from '../lib/checks.mjs';
import { startPortal } from '../lib/portal.mjs';

let portal, browser;
before(async () => {
  portal = await startPortal();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

for (const viewport of Object.keys(VIEWPORTS)) {
  for (const language of LANGUAGES) {
    test(`start page on a ${viewport} in ${language}`, async () => {
      const { page, close } = await newVisitor(browser, portal.url, { viewport });
      await page.goto('/');
      await switchLanguage(page, language);
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      await sound(page);
      await close();
    });
  }
}

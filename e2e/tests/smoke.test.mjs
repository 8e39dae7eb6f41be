// The portal starts, its first page is sound at both widths and in both languages, and it ends when asked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES, launch, newVisitor, switchLanguage, VIEWPORTS } from '../lib/browser.mjs';
import { focusIsVisible, noHorizontalScroll, sound } from '../lib/checks.mjs';
import { demoPeople, signInAs } from '../lib/people.mjs';
import { startPortal } from '../lib/portal.mjs';

let portal, browser;
before(async () => {
  portal = await startPortal({ first: true });
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

test('in forced colours and with motion the start page and a list stay whole', async () => {
  const { page, close } = await newVisitor(browser, portal.url, { forcedColors: 'active', reducedMotion: 'no-preference' });
  await page.goto('/');
  const [, contact] = await demoPeople(page);
  for (const open of [() => page.goto('/'), () => signInAs(page, contact)]) {
    await open();
    await noHorizontalScroll(page);
    // Text keeps the colours that the visitor chose; only pictures may have their own.
    const own = await page.locator('body *').evaluateAll((all) =>
      all
        .filter((one) => getComputedStyle(one).forcedColorAdjust === 'none' && one.innerText?.trim())
        .map((one) => one.outerHTML.slice(0, 120)),
    );
    assert.deepEqual(own, [], 'text that keeps colours of its own');
    await page.keyboard.press('Tab');
    await focusIsVisible(page);
  }
  // A button is told from text by its edge.
  await page.goto('/');
  const edge = await page.locator('main .nl-button').first().evaluate((one) => getComputedStyle(one).borderTopStyle);
  assert.equal(edge, 'solid');
  await close();
});

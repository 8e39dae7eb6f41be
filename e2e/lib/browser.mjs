// Debian's Chromium and the pages in it.
import { chromium } from 'playwright-core';

/** The widths at which every page must work: a phone and a desk, in CSS pixels. */
export const VIEWPORTS = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 900 } };

/** The languages of the portal. */
export const LANGUAGES = ['nl', 'en'];

/** Starts Chromium; never one that was downloaded. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * A visitor with a browser profile of its own, at `url`. `viewport`: a name in VIEWPORTS. `javaScript`: off for
 * the journey without. `more`: other options of Playwright's contexts. A script error or a breach of the content
 * security policy makes `visitor.close()` fail.
 */
export async function newVisitor(browser, url, { viewport = 'desk', javaScript = true, ...more } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: VIEWPORTS[viewport],
    javaScriptEnabled: javaScript,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    reducedMotion: 'reduce',
    ...more,
  });
  context.setDefaultTimeout(10_000);
  const complaints = [];
  context.on('weberror', (error) => complaints.push(`script error: ${error.error().message}`));
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  const page = await context.newPage();
  return {
    page,
    context,
    async close() {
      await context.close();
      if (complaints.length) throw new Error(`the browser complained:\n${complaints.join('\n')}`);
    },
  };
}

/** Switches the page to `language` with the button in the header. */
export async function switchLanguage(page, language) {
  if ((await page.locator('html').getAttribute('lang')) === language) return;
  const form = page.locator(`form[action="/taal"]:has([name=taal][value=${language}])`);
  await form.locator('[type=submit], button').first().click();
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
}

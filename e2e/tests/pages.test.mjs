// Every page that links lead to, for a visitor and for each demo person: nothing for axe-core to find, no sideways
// scrolling at either width, in both languages, and no dead link.
import { after, before, test } from 'node:test';
import { LANGUAGES, launch, newVisitor, switchLanguage, VIEWPORTS } from '../lib/browser.mjs';
import { axeClean, noHorizontalScroll, sound } from '../lib/checks.mjs';
import { crawl } from '../lib/crawl.mjs';
import { demoPeople, signInAs } from '../lib/people.mjs';
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

/** Looks at the page in every language and width; axe-core, which is slow, meets each of them once. */
async function lookAt(page) {
  for (const language of LANGUAGES) {
    await switchLanguage(page, language);
    for (const [name, size] of Object.entries(VIEWPORTS)) {
      await page.setViewportSize(size);
      await noHorizontalScroll(page);
      if (language === 'nl' && name === 'desk') await sound(page);
      if (language === 'en' && name === 'phone') await axeClean(page);
    }
  }
}

const forVisitors = new Set();

test('every page of a visitor', async (t) => {
  const { page, close } = await newVisitor(browser, portal.url);
  await crawl(page, [`${portal.url}/`], (kind) => t.test(kind, () => lookAt(page)), forVisitors);
  await close();
});

test('every page of each demo person', async (t) => {
  const { page, close } = await newVisitor(browser, portal.url);
  const people = await demoPeople(page);
  await close();
  for (const person of people) {
    await t.test(person, async (t) => {
      const { page, close } = await newVisitor(browser, portal.url);
      await signInAs(page, person);
      await crawl(page, [page.url()], (kind) => t.test(kind, () => lookAt(page)), new Set(forVisitors));
      await close();
    });
  }
});

// Every page that links lead to, for a visitor and for each demo person: nothing for axe-core to find, no sideways
// scrolling at either width, in both languages, and no dead link.
import { test } from 'node:test';
import { newVisitor } from '../lib/browser.mjs';
import { soundEverywhere } from '../lib/checks.mjs';
import { crawl } from '../lib/crawl.mjs';
import { demoPeople, signInAs } from '../lib/people.mjs';
import { stage } from '../lib/stage.mjs';

const { portal, browser } = await stage();

const forVisitors = new Set();

test('every page of a visitor', async (t) => {
  const { page, close } = await newVisitor(browser, portal.url);
  await crawl(page, [`${portal.url}/`], (kind) => t.test(kind, () => soundEverywhere(page)), forVisitors);
  await close();
});

test('every page of each demo person', async (t) => {
  const { page, close } = await newVisitor(browser, portal.url);
  const people = await demoPeople(page);
  await close();
  // People with the same navigation see the same kinds of pages.
  const seen = new Map();
  for (const person of people) {
    await t.test(person, async (t) => {
      const { page, close } = await newVisitor(browser, portal.url);
      await signInAs(page, person);
      const way = (await page.locator('.site-nav a').allInnerTexts()).join();
      if (!seen.has(way)) seen.set(way, new Set(forVisitors));
      await crawl(page, [page.url()], (kind) => t.test(kind, () => soundEverywhere(page)), seen.get(way));
      await close();
    });
  }
});

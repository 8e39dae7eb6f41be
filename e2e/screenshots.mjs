// A picture of every page that links lead to, for a visitor and for each demo role, at both widths and in both
// languages: e2e/output/screenshots/ROLE/PAGE-LANGUAGE-WIDTH.png
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUAGES, launch, newVisitor, switchLanguage, VIEWPORTS } from './lib/browser.mjs';
import { crawl } from './lib/crawl.mjs';
import { demoPeople, signInAs } from './lib/people.mjs';
import { startPortal } from './lib/portal.mjs';

const OUTPUT = new URL('output/screenshots/', import.meta.url).pathname;

const fileName = (kind) => kind.replaceAll('/', '_').replace(/^_/, '') || 'start';

/** Photographs what `person` (a mail address, or null for a visitor) sees and `seen` does not hold yet. */
async function photograph(browser, portal, person, seen) {
  const { page, close } = await newVisitor(browser, portal.url);
  await page.goto('/');
  if (person) await signInAs(page, person);
  const folder = join(OUTPUT, person ? person.replace(/@.*/, '') : 'bezoeker');
  await mkdir(folder, { recursive: true });
  let pictures = 0;
  await crawl(page, [portal.url, page.url()], async (kind) => {
    for (const language of LANGUAGES) {
      await switchLanguage(page, language);
      for (const size of Object.values(VIEWPORTS)) {
        await page.setViewportSize(size);
        await page.screenshot({ path: join(folder, `${fileName(kind)}-${language}-${size.width}.png`), fullPage: true });
        pictures += 1;
      }
    }
    await switchLanguage(page, 'nl');
  }, seen);
  await close();
  console.log(`${person ?? 'visitor'}: ${pictures} pictures`);
}

await rm(OUTPUT, { recursive: true, force: true });
const portal = await startPortal();
const browser = await launch();
try {
  const seen = new Set();
  await photograph(browser, portal, null, seen);
  const { page, close } = await newVisitor(browser, portal.url);
  const people = await demoPeople(page);
  await close();
  for (const person of people) await photograph(browser, portal, person, new Set(seen));
  console.log(`in ${OUTPUT}`);
} finally {
  await browser.close();
  await portal.stop();
}

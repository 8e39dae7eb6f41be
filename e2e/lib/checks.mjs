// What must hold on every page: accessibility, and no sideways scrolling.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails on anything that axe-core finds on the page as it stands, and says where. */
export async function axeClean(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const findings = violations.flatMap(({ id, help, helpUrl, nodes }) => [
    `${id}: ${help} (${helpUrl})`,
    ...nodes.map((node) => `  ${node.target.join(' ')}\n    ${node.html}\n    ${node.failureSummary.replaceAll('\n', '\n    ')}`),
  ]);
  if (findings.length) assert.fail(`axe-core on ${page.url()}:\n${findings.join('\n')}`);
}

/** Fails when the page is wider than the window, and names the elements that stick out. */
export async function noHorizontalScroll(page) {
  const outside = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 120))
      .concat(`page ${document.documentElement.scrollWidth}, window ${width}`);
  });
  assert.deepEqual(outside, [], `${page.url()} scrolls sideways`);
}

/** Everything that must hold on every page. */
export async function sound(page) {
  await noHorizontalScroll(page);
  await axeClean(page);
  assert.equal(await page.locator('h1').count(), 1, `${page.url()} has one h1`);
  assert.match(await page.title(), /Vroegteken/, `${page.url()} has the name of the portal in its title`);
}

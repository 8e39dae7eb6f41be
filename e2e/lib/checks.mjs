// What must hold on every page: accessibility, and no sideways scrolling.
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import { LANGUAGES, switchLanguage, VIEWPORTS } from './browser.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails on anything that axe-core finds on the page as it stands, and says where. */
export async function axeClean(page) {
  // Legacy mode: the pages have no frames, and it saves opening a second page.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ runOnly: RULES, resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
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

/** As `sound`, at the width it has and without sideways scrolling at every other; in one language. */
export async function soundAtEveryWidth(page) {
  const size = page.viewportSize();
  for (const viewport of Object.values(VIEWPORTS)) {
    await page.setViewportSize(viewport);
    await noHorizontalScroll(page);
  }
  await page.setViewportSize(size);
  await sound(page);
}

/**
 * Looks at every page of a road without stopping at the first that is not sound: `look()` on each page, `done()` at
 * the end, which fails with everything that was found.
 */
export function inspector(page, check = soundAtEveryWidth) {
  const findings = [];
  return {
    async look() {
      try {
        await check(page);
      } catch (error) {
        if (error.code !== 'ERR_ASSERTION') throw error;
        findings.push(error.message);
      }
    },
    done() {
      if (findings.length) assert.fail(findings.join('\n\n'));
    },
  };
}

/**
 * Looks at the page in every language and width, and leaves it as it was; axe-core, which is slow, meets each language
 * and each width once.
 */
export async function soundEverywhere(page) {
  const size = page.viewportSize();
  const language = await page.locator('html').getAttribute('lang');
  for (const other of LANGUAGES) {
    await switchLanguage(page, other);
    for (const [name, viewport] of Object.entries(VIEWPORTS)) {
      await page.setViewportSize(viewport);
      await noHorizontalScroll(page);
      if (other === 'nl' && name === 'desk') await sound(page);
      if (other === 'en' && name === 'phone') await axeClean(page);
    }
  }
  await switchLanguage(page, language);
  await page.setViewportSize(size);
}

/** Fails unless the element that has the focus shows it. */
export async function focusIsVisible(page) {
  const shown = await page.evaluate(() => {
    const look = (element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    const element = document.activeElement;
    const label = element.labels?.[0];
    return look(element) || (label && look(label)) ? '' : element.outerHTML.slice(0, 200);
  });
  assert.equal(shown, '', `${page.url()}: this has the focus and does not show it`);
}

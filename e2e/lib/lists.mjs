// Reading the lists of the portal, and the map, off the page.

/** The number that the list's caption begins with; 0 where there is no list. */
export async function counted(page) {
  const caption = page.locator('main table caption').first();
  if (!(await caption.count())) return 0;
  return Number((await caption.innerText()).match(/^\s*([\d.,]+)/)[1].replaceAll(/[.,]/g, ''));
}

/** The rows of a list on this page, each as the texts of its cells. */
export const rows = (page) =>
  page.locator('main table tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));

/** Walks through every page of a list and gives its rows. */
export async function allRows(page) {
  const all = await rows(page);
  for (let next = page.locator('a[rel=next]'); await next.count(); ) {
    await next.click();
    await page.waitForLoadState();
    all.push(...(await rows(page)));
  }
  return all;
}

/** The hexagon of a municipality on the map. */
export const hexagon = (page, name) =>
  page.locator('.map__svg .hex').filter({ has: page.locator('title', { hasText: new RegExp(`^(gemeente )?${name}\\b`) }) });

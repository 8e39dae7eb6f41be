// Finds the pages of the portal by following its links, one address for each kind of page.

const ID = /^(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|LCV-\d+-\d+|GM\d{4}|\d+|[\w-]{32,})$/i;

/** The kind of page behind a URL: its path with every id replaced, without the query. */
export function kind(url) {
  return new URL(url).pathname
    .split('/')
    .map((part) => (ID.test(decodeURIComponent(part)) ? '-id-' : part))
    .join('/');
}

/**
 * Visits one page of each kind that links lead to from the addresses `starts`, and calls `visit(kind)` on each.
 * `seen` holds the kinds that need no visit any more. Downloads and other sites are left alone; a link that leads
 * nowhere is an error.
 */
export async function crawl(page, starts, visit, seen = new Set()) {
  const queue = starts.map((url) => [url, 'the start']);
  while (queue.length) {
    const [url, from] = queue.shift();
    if (seen.has(kind(url))) continue;
    seen.add(kind(url));
    const answer = await page.request.get(url);
    if (answer.status() >= 400) throw new Error(`${url} answers ${answer.status()} (linked on ${from})`);
    if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    await page.goto(url);
    await visit(kind(url));
    // Links in a picture too, whose `href` is not a text.
    const links = await page
      .locator('a[href]')
      .evaluateAll((anchors) => anchors.map((anchor) => new URL(anchor.getAttribute('href'), document.baseURI).href));
    const here = new URL(url).origin;
    queue.push(...links.filter((link) => new URL(link).origin === here).map((link) => [link, url]));
  }
}

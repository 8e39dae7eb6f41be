// The road from a registration to its agreements, as people walk it. Shared by the journeys and the bench.

/**
 * Registers a nationwide partner, confirms its mail, and accepts it as the administrator.
 * Returns the milliseconds from the administrator's click until `count` agreements can be seen.
 */
export async function acceptNationwidePartner(browser, portal, count) {
  throw new Error(`the pages of ${portal.url} do not know this road yet (${count} agreements, ${browser.version()})`);
}

// What most journeys begin with: a portal of their own and a browser, until the last test of the file.
import { after } from 'node:test';
import { launch } from './browser.mjs';
import { startPortal } from './portal.mjs';

/** A portal and a browser for the tests of a file. */
export async function stage() {
  const portal = await startPortal();
  let browser;
  after(async () => {
    await browser?.close();
    await portal.stop();
  });
  browser = await launch();
  return { portal, browser };
}

import { launch, newVisitor } from './lib/browser.mjs';
import { startPortal } from './lib/portal.mjs';
import { ADMINISTRATOR, demoPeople, newPerson } from './lib/people.mjs';
import { axeClean, noHorizontalScroll } from './lib/checks.mjs';
const portal = process.argv[2] ? await startPortal({ data: process.argv[2], limit: 120000 }) : await startPortal();
const browser = await launch();
try {
  const v = await newVisitor(browser, portal.url);
  const people = await demoPeople(v.page);
  await v.close();
  const [, contact, , , partner] = people.length > 5 ? people : [0, people[1], 0, 0, people[3]];
  for (const [who, name, paths] of [[ADMINISTRATOR, 'admin', ['/beheer/cijfers', '/overeenkomsten?zoek=rotterdam']], [contact, 'gem', ['/samenwerkingspartners', '/overeenkomsten?volgorde=gewijzigd']], [partner, 'part', ['/samenwerkingspartners?systeem=bkr_vps']]]) {
    for (const viewport of ['phone', 'desk']) {
      const { page, close } = await newPerson(browser, portal.url, who, { viewport });
      for (const path of paths) {
        await page.goto(path);
        if (path.includes('cijfers')) await page.locator('.figures__table').first().evaluate((d) => (d.open = true));
        await axeClean(page).catch((e) => console.log(path, viewport, e.message));
        await noHorizontalScroll(page);
        await page.screenshot({ path: `/tmp/shot-${name}-${viewport}-${path.replaceAll(/[^a-z]/g, '')}.png`, fullPage: viewport === 'desk' || path.includes('cijfers') });
      }
      await close();
    }
  }
} finally { await browser.close(); await portal.stop(); }

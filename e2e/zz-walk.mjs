import { launch, newVisitor } from './lib/browser.mjs';
import { signIn, demoPeople } from './lib/people.mjs';
const url = 'http://localhost:8090';
const browser = await launch();
const v = await newVisitor(browser, url);
const { page } = v;
const people = await demoPeople(page);
console.log(people);
const shot = async (name) => { await page.screenshot({ path: `/tmp/w/${name}.png`, fullPage: true }); };
await signIn(page, people[1]);
console.log(page.url());
await shot('contact-home');
await page.goto('/overeenkomsten'); await shot('list');
for (const state of ['signed','partly_signed','declined','active','released','on_hold']) {
  await page.goto(`/overeenkomsten?staat=${state}`).catch(()=>{});
  const link = page.locator('main table a[href*="/overeenkomsten/"], main li a[href*="/overeenkomsten/"]').first();
  if (await link.count()) { await link.click(); await page.waitForLoadState(); await shot(`show-${state}`); console.log(state, page.url()); } else console.log('none', state);
}
await page.goto('/overeenkomsten/doorzetten'); await shot('release');
const boxes = page.locator('main input[type=checkbox][name]');
console.log('boxes', await boxes.count());
for (let i = 0; i < 5 && i < await boxes.count(); i++) await boxes.nth(i).check().catch(()=>{});
console.log(await page.locator('main button').allInnerTexts());
await v.context?.close?.();
await browser.close();

// The whole road in the browser on PostgreSQL.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { municipality, partner } from '../lib/applications.mjs';
import { launch } from '../lib/browser.mjs';
import { downloadCsv } from '../lib/csv.mjs';
import { counted, hexagon, rows } from '../lib/lists.mjs';
import { newPerson } from '../lib/people.mjs';
import { newDatabase, newFolder, startPortal, vroegteken } from '../lib/portal.mjs';
import { accepted, registered } from '../lib/road.mjs';

let database, data, portal, browser;
before(async () => {
  database = await newDatabase();
  data = await newFolder();
  await vroegteken('demo', '--data', data, '--database', database.url, '--municipalities', '40', '--partners', '12', '--mix');
  portal = await startPortal({ data, database: database.url });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await portal?.stop();
  await database?.drop();
  await rm(data, { recursive: true, force: true });
});

test('a municipality and a partner register, and find each other', async () => {
  const vlissingen = municipality('Vlissingen', 'vlissingen.example');
  const rivieren = partner('Rivierenstroom', 'rivierenstroom.example');
  await registered(browser, portal.url, vlissingen);
  const before = await accepted(browser, portal.url, vlissingen.name);
  assert.ok(before > 0, `${before} agreements`);
  await registered(browser, portal.url, rivieren);
  const parties = await accepted(browser, portal.url, rivieren.name);
  assert.ok(parties > 20, `${parties} agreements`);

  const contact = await newPerson(browser, portal.url, vlissingen.contact.email);
  assert.equal(await counted(contact.page), before + 1);
  await contact.page.locator('main input[name=zoek]').fill('RIVIEREN');
  await contact.page.locator('main .filters button[type=submit]').click();
  await contact.page.waitForURL('**zoek=RIVIEREN**');
  assert.equal((await rows(contact.page)).length, 1);
  await contact.page.locator('main tbody a').first().click();
  await contact.page.getByRole('heading', { level: 1, name: /LCV-/ }).waitFor();
  assert.match(await contact.page.locator('main').innerText(), /Tussen (gemeente )?Vlissingen en Rivierenstroom/);
  await contact.close();

  const other = await newPerson(browser, portal.url, rivieren.contact.email);
  assert.equal((await downloadCsv(other.page, other.page.getByRole('link', { name: /CSV/ }))).length, parties);
  await other.page.goto('/kaart');
  assert.match(await hexagon(other.page, 'Vlissingen').getAttribute('class'), /hex--prepared/);
  await other.close();
});

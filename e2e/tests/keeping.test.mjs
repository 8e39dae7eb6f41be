// The administrator's list of agreements that were kept long enough: look, keep one longer, erase another. What ended in the demo is made older first, because nobody waits seven years for a test.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { launch, switchLanguage } from '../lib/browser.mjs';
import { soundAtEveryWidth, soundEverywhere } from '../lib/checks.mjs';
import { ADMINISTRATOR, newPerson } from '../lib/people.mjs';
import { newFolder, startPortal } from '../lib/portal.mjs';
import { until } from '../lib/until.mjs';

const PATH = '/beheer/bewaren';

/** Says that whatever ended did so in 2016. */
const OLDER = `
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=30)
ended = "SELECT id, details FROM agreements WHERE state IN ('terminated', 'superseded')"
for agreement, details in db.execute(ended).fetchall():
    details = json.loads(details)
    details["at"] = "2016-05-01T09:00:00Z"
    if "end" in details:
        details["end"] = "2016-12-31"
    db.execute("UPDATE agreements SET details = ?, created_at = 1420070400000000 WHERE id = ?", (json.dumps(details), agreement))
db.commit()
`;

const data = await newFolder();
const young = await startPortal();
await cp(young.data, data, { recursive: true });
await young.stop();
await promisify(execFile)('python3', ['-c', OLDER, join(data, 'portal.sqlite3')]);
const portal = await startPortal({ data });
const browser = await launch();
after(async () => {
  await browser.close();
  await portal.stop();
  await rm(data, { recursive: true, force: true });
});

const boxes = (page) => page.locator('main input[name=kies][type=checkbox]');
const press = async (page, act) => {
  await page.locator(`main button[name=doe][value="${act}"]`).click();
  await page.waitForLoadState();
};

test('looking, keeping longer, erasing', async () => {
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR);
  await until('the list', async () => {
    await page.goto(PATH);
    return (await boxes(page).count()) >= 2;
  });
  const before = await boxes(page).count();
  await soundEverywhere(page);
  await press(page, 'kijk');
  assert.match(await page.locator('main').innerText(), /Kies ten minste één overeenkomst/);
  await soundAtEveryWidth(page);

  await page.goto(PATH);
  await boxes(page).nth(0).check();
  await press(page, 'kijk');
  await soundAtEveryWidth(page);
  await page.locator('details.act summary').click();
  await press(page, 'langer');
  assert.equal(await page.locator('details[open] .field__error, details[open] [id$=-error]').count() > 0, true, 'errors stand next to the fields');
  await soundAtEveryWidth(page);
  await page.locator('[name=tot]').fill('2099-01-01');
  await page.locator('[name=reden]').fill('Selectielijst');
  await press(page, 'langer');
  assert.equal(await boxes(page).count(), before - 1);
  await page.goto(`${PATH}?stand=langer`);
  assert.match(await page.locator('main').innerText(), /1 januari 2099: Selectielijst/);
  await soundEverywhere(page);

  await page.goto(PATH);
  await switchLanguage(page, 'en');
  await press(page, 'alles');
  assert.match(await page.locator('main').innerText(), /for good/);
  await soundAtEveryWidth(page);
  await page.goto(PATH);
  await switchLanguage(page, 'nl');
  await page.goto(PATH);
  await boxes(page).nth(0).check();
  const number = (await page.locator('main tbody th').nth(0).innerText()).match(/LCV-\d+-\d+/)[0];
  await press(page, 'kijk');
  await press(page, 'wissen');
  await until('the erasure', async () => {
    await page.goto('/beheer/logboek?soort=agreement_erased');
    return (await page.locator('main').innerText()).includes(`${number} gewist`);
  });
  await page.goto(PATH);
  assert.equal(await boxes(page).count(), before - 2);
  await close();
});

test('without JavaScript', async () => {
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR, { javaScript: false });
  await page.goto(PATH);
  const before = await boxes(page).count();
  await boxes(page).nth(0).check();
  await press(page, 'kijk');
  assert.match(await page.locator('main').innerText(), /Wis 1 overeenkomst voorgoed/);
  await page.locator('details.act summary').click();
  await page.locator('[name=tot]').fill('2099-01-01');
  await page.locator('[name=reden]').fill('Geschil');
  await press(page, 'langer');
  assert.equal(await boxes(page).count(), before - 1);
  await close();
});

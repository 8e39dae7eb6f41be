// Changes of organisations: asked by a contact person and decided with a preview; and a merger of municipalities that is
// carried out on its day, with a clock that runs ahead.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, test } from 'node:test';
import { launch } from '../lib/browser.mjs';
import { inspector } from '../lib/checks.mjs';
import { rows } from '../lib/lists.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { ADMINISTRATOR, newPerson } from '../lib/people.mjs';
import { newFolder, startPortal, vroegteken } from '../lib/portal.mjs';
import { boxes, signAll } from '../lib/signing.mjs';
import { until } from '../lib/until.mjs';

// Every municipality and a few partners that are active everywhere: enough to merge, and quickly made.
const data = await newFolder();
await vroegteken('demo', '--data', data, '--municipalities', '342', '--partners', '3');
let portal = await startPortal({ data });
const browser = await launch();
after(async () => {
  await browser.close();
  await portal.stop();
  await rm(data, { recursive: true, force: true });
});

// Wijdemeren goes up in Hilversum on 1 January 2027; after that the same is tried with two others, a month ahead.
const HOUR = 3_600_000;
const lawful = Date.parse('2027-01-01T00:00:00+01:00');
const merger =
  Date.now() < lawful - 24 * HOUR
    ? { old: 'Wijdemeren', into: 'Hilversum', at: lawful, day: '2027-01-01' }
    : { old: 'Dronten', into: 'Lelystad', at: Date.now() + 30 * 24 * HOUR, day: null };
merger.day ??= new Date(merger.at).toISOString().slice(0, 10);

const main = (page) => page.locator('main').innerText();

/** Opens an organisation in the administrator's list. */
async function openOrganisation(page, name) {
  await page.goto(`/beheer/organisaties?zoek=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** The mail addresses of the contact person and the signatory of an organisation, as the administrator sees them. */
async function people(page, name) {
  await openOrganisation(page, name);
  const groups = page.locator('section[aria-labelledby=people] ul.cards');
  const address = async (place) =>
    decodeURIComponent((await groups.nth(place).locator('a[href^="mailto:"]').first().getAttribute('href')).slice('mailto:'.length));
  return { contact: await address(0), signatory: await address(1) };
}

/** Signs everything that waits for somebody. */
async function signs(address) {
  const { page, close } = await newPerson(browser, portal.url, address);
  await until('something to sign', async () => {
    await page.goto('/tekenen');
    return (await boxes(page).count()) > 0;
  });
  await signAll(page, address);
  await close();
}

/** The numbers of the table of what a change does: state and effect in words, and how many. */
async function effects(page) {
  const table = page.locator('section[aria-labelledby=gevolgen] table tbody tr');
  const cells = await table.evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
  return Object.fromEntries(cells.map(([state, effect, count]) => [`${state}: ${effect}`, Number(count.replaceAll('.', ''))]));
}

/** Waits until the change that is open is carried out. */
async function carriedOut(page) {
  await until('the change is carried out', async () => {
    await page.reload();
    return /Doorgevoerd/.test(await page.locator('main .page-head').innerText());
  });
}

test('a contact person asks for another system; the administrator sees what it does, and that is what happens', async () => {
  const noor = await newPerson(browser, portal.url, ADMINISTRATOR);
  const { contact } = await people(noor.page, 'Hilversum');
  const kim = await newPerson(browser, portal.url, contact, { viewport: 'phone' });
  const asking = inspector(kim.page);
  await kim.page.goto('/organisatie');
  await asking.look();
  await kim.page.locator('main a[href="/organisatie/wijzigen"]').click();
  await asking.look();
  await kim.page.locator('main a[href="/organisatie/wijzigen/systeem"]').click();
  await asking.look();
  const send = kim.page.locator('main .buttons button[name=actie][value=verder]');
  await send.click();
  assert.match(await main(kim.page), /U hebt niets veranderd/);
  await kim.page.locator('main label', { hasText: /ander/i }).first().click();
  await kim.page.locator('main input[name=system_name]').fill('Signaalbox');
  await send.click();
  await kim.page.waitForURL('**/organisatie/wijzigen');
  assert.match(await main(kim.page), /Uw wijziging is aangevraagd/);
  await asking.look();

  const deciding = inspector(noor.page);
  await noor.page.goto('/beheer/wijzigingen');
  await deciding.look();
  await noor.page.getByRole('link', { name: 'Hilversum', exact: true }).first().click();
  assert.match(await main(noor.page), /Signaalbox/);
  await deciding.look();
  const foreseen = await effects(noor.page);
  assert.deepEqual(Object.values(foreseen), [3], 'every agreement gets a new version');
  await noor.page.locator('main form[action$="/accepteren"] button[type=submit]').click();
  assert.match(await main(noor.page), /De wijziging is goedgekeurd/);
  await carriedOut(noor.page);
  assert.deepEqual(await effects(noor.page), foreseen, 'the preview is what happened');
  await deciding.look();
  assert.match(await mailTo(kim.page, contact, /goedgekeurd/), /vroegsignaleringssysteem/);
  await kim.page.goto('/organisatie');
  assert.match(await main(kim.page), /Signaalbox/);
  await kim.close();
  await noor.close();
  asking.done();
  deciding.done();
});

test('every form of a change is sound, with and without errors', async () => {
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR);
  const { look, done } = inspector(page);
  await openOrganisation(page, merger.old);
  await look();
  const links = await page.locator('main a[href*="/wijzigen/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  assert.ok(links.length >= 4, `${links}`);
  for (const link of links) {
    await page.goto(link);
    await look();
  }
  await page.goto('/beheer/wijzigingen/overnames');
  await page.locator('main form.form button[type=submit]').click();
  await page.locator('[data-error-summary]').waitFor();
  await look();
  await openOrganisation(page, merger.old);
  await page.locator('main a[href$="/beeindigen"]').click();
  await page.locator('main form.form button[type=submit]').click();
  await page.locator('[data-error-summary]').waitFor();
  await look();
  await close();
  done();
});

test('municipalities merge: announced, previewed, and carried out on the day', async () => {
  let noor = await newPerson(browser, portal.url, ADMINISTRATOR);
  const { look, done } = inspector(noor.page);
  // One of the three is signed by all, one can be signed, one stands ready.
  const own = await people(noor.page, merger.old);
  const kim = await newPerson(browser, portal.url, own.contact);
  for (const place of [0, 1]) {
    await kim.page.goto('/overeenkomsten');
    const line = kim.page.locator('main table tbody tr').nth(place);
    const partner = (await line.locator('a').first().innerText()).trim();
    await line.locator('a').first().click();
    await kim.page.getByRole('heading', { level: 1, name: /LCV-/ }).waitFor();
    await kim.page.locator('main form[action$="/doorzetten"] button[type=submit]').first().click();
    await kim.page.locator('main form[action$="/terughalen"]').waitFor();
    if (place === 0) {
      await signs(own.signatory);
      await signs((await people(noor.page, partner)).signatory);
    }
  }
  await kim.close();

  await noor.page.goto('/beheer/wijzigingen/herindelingen');
  await noor.page.locator('main input[name=oud]').fill(merger.old);
  await noor.page.locator('main input[name=nieuw]').fill(merger.old);
  await noor.page.locator('main input[name=dag]').fill(merger.day);
  await noor.page.locator('main form.form button[type=submit]').click();
  assert.match(await main(noor.page), /niet in zichzelf opgaan/);
  await look();
  await noor.page.locator('main input[name=nieuw]').fill(merger.into);
  await noor.page.locator('main form.form button[type=submit]').click();
  await noor.page.waitForURL(/wijzigingen\/[0-9a-f-]{36}$/);
  await look();
  const foreseen = await effects(noor.page);
  const change = new URL(noor.page.url()).pathname;
  await noor.page.locator('main form[action$="/accepteren"] button[type=submit]').click();
  assert.match(await main(noor.page), /Aangekondigd/);
  await look();
  const superseded = Object.entries(foreseen).filter(([what]) => /vervangen/.test(what));
  assert.ok(superseded.length > 0, `signed agreements are superseded: ${JSON.stringify(foreseen)}`);

  // Twice is refused.
  await noor.page.goto('/beheer/wijzigingen/herindelingen');
  assert.ok((await rows(noor.page)).some(([names]) => names.includes(merger.old)));
  await noor.page.locator('main input[name=oud]').fill(merger.old);
  await noor.page.locator('main input[name=nieuw]').fill(merger.into);
  await noor.page.locator('main input[name=dag]').fill(merger.day);
  await noor.page.locator('main form.form button[type=submit]').click();
  assert.match(await main(noor.page), /loopt al een wijziging/);

  // The agreements beforehand, and then the day.
  const list = `/overeenkomsten?zoek=${encodeURIComponent(merger.old)}`;
  const count = async (page, state) => {
    await page.goto(`${list}&stand=${state}`);
    const caption = page.locator('main table caption').first();
    return (await caption.count()) ? Number((await caption.innerText()).match(/^\s*([\d.]+)/)[1].replaceAll('.', '')) : 0;
  };
  const ended = { withdrawn: await count(noor.page, 'withdrawn'), superseded: await count(noor.page, 'superseded') };
  await noor.close();
  await portal.stop();
  const hours = Math.ceil((merger.at - Date.now()) / HOUR) + 1;
  portal = await startPortal({ data, limit: 60_000, env: { VROEGTEKEN_DEMO_HOURS_AHEAD: String(hours) } });

  noor = await newPerson(browser, portal.url, ADMINISTRATOR);
  const looking = inspector(noor.page);
  await noor.page.goto(change);
  await carriedOut(noor.page);
  assert.deepEqual(await effects(noor.page), foreseen, 'the preview is what happened');
  await looking.look();
  const of = (what) => Object.entries(foreseen).filter(([name]) => what.test(name)).reduce((sum, [, n]) => sum + n, 0);
  assert.equal((await count(noor.page, 'withdrawn')) - ended.withdrawn, of(/Vervalt/), 'Vervallen');
  assert.equal((await count(noor.page, 'superseded')) - ended.superseded, of(/vervangen/), 'Vervangen');
  await looking.look();
  for (const state of ['prepared', 'on_hold', 'released', 'partly_signed', 'declined', 'signed', 'active']) {
    assert.equal(await count(noor.page, state), 0, `nothing of ${merger.old} is ${state}`);
  }
  // One that was superseded leads to the one of the new municipality.
  await noor.page.goto(`${list}&stand=superseded`);
  await noor.page.locator('main tbody a').first().click();
  await noor.page.getByRole('heading', { level: 1, name: /LCV-/ }).waitFor();
  await looking.look();
  await noor.page.locator('main a[href^="/overeenkomsten/"]', { hasText: /nieuwe|newer/i }).first().click();
  assert.match(await main(noor.page), new RegExp(merger.into));
  await openOrganisation(noor.page, merger.into);
  await looking.look();
  // It can no longer be registered.
  await noor.close();
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR);
  await page.goto('/aanmelden/gemeente');
  assert.doesNotMatch(await page.content(), new RegExp(`"${merger.old}"`));
  await close();
  done();
  looking.done();
});

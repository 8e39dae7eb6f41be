// The administrator's queue: correct, ask for more, refuse, settle a conflict; and two clicks or two people at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { landlord, municipality, partner } from '../lib/applications.mjs';
import { newVisitor } from '../lib/browser.mjs';
import { inspector } from '../lib/checks.mjs';
import { rows } from '../lib/lists.mjs';
import { linkIn, mailsTo, mailTo } from '../lib/mailbox.mjs';
import { ADMINISTRATOR, newPerson } from '../lib/people.mjs';
import { vroegteken } from '../lib/portal.mjs';
import { accept, actForm, fill, generated, nextButton, openRegistration, registered, send } from '../lib/road.mjs';
import { stage } from '../lib/stage.mjs';

const { portal, browser } = await stage();

/** A test with the administrator's page and `look`, which looks at it at every width. */
function asAdministrator(what, act) {
  test(what, async () => {
    const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR);
    const { look, done } = inspector(page);
    await act(page, look);
    await close();
    done();
  });
}

/** Opens the folded form of an act and gives it. */
async function openAct(page, act) {
  const form = actForm(page, act);
  if (!(await form.isVisible())) await page.locator(`details:has(form[action$="/${act}"]) summary`).click();
  return form;
}

const flash = (page) => page.locator('main .flash').innerText();

asAdministrator('the checks show what is unusual, before anything is decided', async (page, look) => {
  await page.goto('/beheer/aanmeldingen');
  await look();
  const queue = await rows(page);
  assert.ok(queue.length >= 3, 'the demo has registrations that wait');
  await openRegistration(page, 'Zonnewind Energie Zakelijk');
  await look();
  const checks = await page.locator('section[aria-labelledby=checks]').innerText();
  assert.match(checks, /Dit KvK-nummer is al in gebruik/);
  assert.match(checks, /gedeelde mailbox/);
  assert.match(checks, /E-mailadres past niet bij de website/);
});

asAdministrator('corrects a typing error and the registrant hears of it', async (page, look) => {
  const linde = partner('Lindezicht Energie', 'lindezicht.example');
  await registered(browser, portal.url, linde);
  await openRegistration(page, linde.name);
  await page.locator('main a[href$="/verbeteren"]').click();
  await look();
  const kvk = page.locator('main input[name=kvk]');
  await kvk.fill('123');
  await page.locator('main form.form button[type=submit]').first().click();
  await page.locator('[data-error-summary]').waitFor();
  await look();
  assert.equal(await kvk.inputValue(), '123', 'what was typed stays');
  await kvk.fill('87654321');
  await page.locator('main form.form button[type=submit]').first().click();
  assert.match(await flash(page), /verbetering is opgeslagen/);
  assert.match(await page.locator('main').innerText(), /87654321/);
  const mail = await mailTo(page, linde.registrant.email, /verbeterden/);
  assert.match(mail, /87654321/);
});

asAdministrator('asks for more; the registrant completes it through the link and it returns to the queue', async (page, look) => {
  const water = partner('Bronwater Midden', 'bronwater-midden.example');
  await registered(browser, portal.url, water);
  await openRegistration(page, water.name);
  let form = await openAct(page, 'vragen');
  await form.locator('button[type=submit]').click();
  await page.locator('[data-error-summary]').waitFor();
  form = await openAct(page, 'vragen');
  await form.locator('textarea').fill('Klopt het adres? Op uw website staat een ander.');
  await form.locator('button[type=submit]').click();
  assert.match(await flash(page), /vraag is per mail gesteld/);
  await look();

  const visitor = await newVisitor(browser, portal.url, { viewport: 'phone' });
  const mail = await mailTo(page, water.registrant.email, /vraag/i);
  assert.match(mail, /Klopt het adres\?/);
  await visitor.page.goto(linkIn(mail, '/aanmelden/verder/'));
  await visitor.page.locator('main form button[type=submit]').first().click();
  await visitor.page.waitForURL('**/aanmelden/signaalpartner/**');
  assert.match(await visitor.page.locator('main').innerText(), /Klopt het adres\?/);
  await visitor.page.goto('/aanmelden/signaalpartner/organisatie?naar=controleren');
  await fill(visitor.page, { street: 'Nieuwe Kade 7' });
  await nextButton(visitor.page).click();
  await visitor.page.waitForURL('**/controleren');
  await send(visitor.page);
  assert.match(await visitor.page.locator('main').innerText(), /Bronwater Midden/);
  await visitor.close();

  await openRegistration(page, water.name);
  await look();
  const main = await page.locator('main').innerText();
  assert.match(main, /Nieuwe Kade 7/);
  assert.match(main, /Aangevuld op/);
  await accept(page);
  assert.ok((await generated(page)) > 300);
});

asAdministrator('refuses only with a reason, which the registrant gets', async (page, look) => {
  const ghost = partner('Spookstroom', 'spookstroom.example');
  await registered(browser, portal.url, ghost);
  await openRegistration(page, ghost.name);
  let form = await openAct(page, 'weigeren');
  await form.locator('button[type=submit]').click();
  await page.locator('[data-error-summary]').waitFor();
  await look();
  form = await openAct(page, 'weigeren');
  await form.locator('textarea').fill('U levert geen energie aan huishoudens.');
  await form.locator('button[type=submit]').click();
  assert.match(await flash(page), /geweigerd/);
  await look();
  assert.match(await mailTo(page, ghost.registrant.email, /niet goedgekeurd/), /geen energie aan huishoudens/);
  assert.equal(await actForm(page, 'accepteren').count(), 0, 'nothing is left to decide');
});

asAdministrator('settles a municipality that is covered already with a hand-over date', async (page, look) => {
  const groningen = municipality('Groningen', 'groningen.example');
  await registered(browser, portal.url, groningen);
  await openRegistration(page, 'Groningen');
  await look();
  assert.match(await page.locator('section[aria-labelledby=checks]').innerText(), /al een contractpartij/);
  const form = actForm(page, 'accepteren');
  const date = form.locator('input[name=hand_over]');
  for (const wrong of ['', '2020-01-01']) {
    await date.fill(wrong);
    await form.locator('button[type=submit]').click();
    await page.locator('[data-error-summary]').waitFor();
    assert.equal(await date.inputValue(), wrong, 'what was typed stays');
  }
  await look();
  const next = new Date().getFullYear() + 1;
  await date.fill(`${next}-03-01`);
  await accept(page);
  await page.locator('main a[href^="/beheer/organisaties/"]').first().click();
  const coverage = page.locator('section[aria-labelledby=coverage]');
  assert.match(await coverage.innerText(), new RegExp(`1 maart ${next}`));
  await look();
});

asAdministrator('two clicks on accept are one', async (page) => {
  const twice = partner('Dubbelklik Energie', 'dubbelklik.example');
  await registered(browser, portal.url, twice);
  await openRegistration(page, twice.name);
  const button = actForm(page, 'accepteren').locator('button[type=submit]');
  const fields = await actForm(page, 'accepteren').locator('input').evaluateAll((all) => all.map(({ name, value }) => [name, value]));
  const path = await actForm(page, 'accepteren').getAttribute('action');
  await Promise.all([
    button.click({ clickCount: 2, delay: 0 }),
    ...[1, 2].map(() => page.request.post(path, { form: Object.fromEntries(fields) })),
  ]);
  await openRegistration(page, twice.name);
  const number = await generated(page);
  await page.goto('/beheer/organisaties?zoek=Dubbelklik');
  assert.equal((await rows(page)).length, 1, 'one organisation');
  await page.locator('main tbody a').first().click();
  assert.match(await page.locator('section[aria-labelledby=agreements]').innerText(), new RegExp(`\\b${number}\\b`));
  const subjects = (await mailsTo(page, twice.registrant.email)).map(({ subject }) => subject);
  assert.equal(subjects.filter((one) => /is goedgekeurd/.test(one)).length, 1, `one mail of it among ${subjects}`);
});

asAdministrator('of two administrators the second sees what the first decided', async (page, look) => {
  const second = 'gerda.admiraal@vroegteken.example';
  await vroegteken('admin', 'invite', second, '--name', 'Gerda Admiraal', '--data', portal.data);
  const other = await newPerson(browser, portal.url, second);
  const both = partner('Tweestromen', 'tweestromen.example');
  await registered(browser, portal.url, both);
  await openRegistration(page, both.name);
  await openRegistration(other.page, both.name);
  const form = await openAct(page, 'weigeren');
  await form.locator('textarea').fill('Dit is niet de juiste organisatie.');
  await accept(other.page);
  await form.locator('button[type=submit]').click();
  await page.getByText(/Gerda Admiraal/).first().waitFor();
  await look();
  const main = await page.locator('main').innerText();
  assert.match(main, /Goedgekeurd door Gerda Admiraal/);
  assert.equal((await mailsTo(page, both.registrant.email)).some(({ subject }) => /niet goedgekeurd/.test(subject)), false);
  await other.close();
});

asAdministrator('a landlord without a KvK number is no reason to stop', async (page) => {
  const home = landlord('Wiebe Kloosterman', 'Deventer');
  await registered(browser, portal.url, home);
  await openRegistration(page, home.name);
  assert.match(await page.locator('section[aria-labelledby=checks]').innerText(), /Geen KvK-nummer/);
  await accept(page);
  assert.equal(await generated(page), 1);
});

// The people of an organisation: who comes, the second pair of eyes, a page and a form of the wrong organisation, contact
// cards, a new address for who lost the mailbox, leaving, and the half-yearly question; with a clock that is moved.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, test } from 'node:test';
import { fieldsOf, municipality, person } from '../lib/applications.mjs';
import { launch, newVisitor, switchLanguage } from '../lib/browser.mjs';
import { inspector, sound, soundAtEveryWidth, soundEverywhere } from '../lib/checks.mjs';
import { enter, tabTo, then, type } from '../lib/keyboard.mjs';
import { linkIn, mailsTo, mailTo } from '../lib/mailbox.mjs';
import { ADMINISTRATOR, demoPeople, newPerson, signedIn } from '../lib/people.mjs';
import { newFolder, startPortal, vroegteken } from '../lib/portal.mjs';
import { accepted, confirm, fill, register } from '../lib/road.mjs';
import { until } from '../lib/until.mjs';

const data = await newFolder();
await vroegteken('demo', '--data', data, '--municipalities', '12', '--partners', '3');
let portal = await startPortal({ data });
const browser = await launch();
after(async () => {
  await browser.close();
  await portal.stop();
  await rm(data, { recursive: true, force: true });
});

const PEOPLE = '/organisatie/mensen';
const CARDS = '/organisatie/contactkaarten';
const HOST = 'texel.example';
const texel = municipality('Texel', HOST);
const ilse = texel.contact;
const bart = texel.signatory;
const sietske = person('Sietske Veldman', HOST, { function: 'beleidsadviseur' });
const NEW_ADDRESS = { sietske: 'sietske@elders.example', bart: 'bart@elders.example' };

const text = (page) => page.locator('main').innerText();
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Does `act`, which leads to another page or to the same one anew, and waits until it is there. */
async function leads(page, act) {
  const begun = () => page.evaluate(() => performance.timeOrigin).catch(() => undefined);
  const before = await begun();
  await act();
  await until('another page', async () => {
    const now = await begun();
    return now !== undefined && now !== before;
  });
  await page.waitForLoadState();
}

/** Presses the button of the form of a page. */
const press = (page, form = 'main form.form') =>
  leads(page, () => page.locator(`${form} button[type=submit]`).first().click());

/** Presses the button of the form that goes to a path which ends so. */
const send = (page, ending) => press(page, `main form[action$="${ending}"]`);

/** Follows a link by its name. */
const follow = (page, name) => leads(page, () => page.getByRole('link', { name }).first().click());

/** For which organisation somebody acts. */
const acting = async (page) => (await page.locator('.org__name').first().textContent()).trim();

/** Chooses an organisation in the header. */
async function actFor(page, name) {
  if ((await acting(page)) === name) return;
  const menu = page.locator('header form.org__menu');
  if (!(await menu.isVisible())) await page.locator('header details.org summary').click();
  await leads(page, () => menu.locator('button', { hasText: name }).click());
  assert.equal(await acting(page), name);
}

/** Somebody who is signed in and acts for Texel. */
async function ofTexel(address, options) {
  const visitor = await newPerson(browser, portal.url, address, options);
  await visitor.page.goto('/');
  await actFor(visitor.page, 'Texel');
  return visitor;
}

test('an organisation joins, and its contact person invites a second one, who comes at once', async () => {
  const visitor = await newVisitor(browser, portal.url);
  await register(visitor.page, texel);
  await confirm(visitor.page, texel);
  await visitor.close();
  assert.ok((await accepted(browser, portal.url, 'Texel')) >= 1);

  const { page, close } = await ofTexel(ilse.email);
  const { look, done } = inspector(page, soundEverywhere);
  await page.goto(PEOPLE);
  assert.match(await text(page), /U bent de enige contactpersoon/);
  await look();
  await follow(page, 'Contactpersoon uitnodigen');
  await look();
  await press(page);
  await page.locator('main [aria-invalid=true]').first().waitFor();
  await soundAtEveryWidth(page); // what a form answers is no page to come back to
  await fill(page, fieldsOf('contacts', [sietske]));
  await press(page);
  await page.locator('.flash', { hasText: 'Deze persoon kan meteen inloggen' }).waitFor();
  assert.match(await text(page), /Sietske Veldman/);
  await close();
  done();

  const other = await ofTexel(sietske.email);
  await other.page.goto('/overeenkomsten');
  await heading(other.page, /Overeenkomsten/);
  await other.close();
});

// Sietske, whom Ilse invited, proposes: Ilse is independent of her, and she is not of Ilse.
for (const [javaScript, name] of [[true, 'Femke Duinker'], [false, 'Jelle Koorn']]) {
  test(`a colleague agrees to a new signatory, with${javaScript ? '' : 'out'} script`, async () => {
    const one = await ofTexel(sietske.email, { javaScript });
    const other = await ofTexel(ilse.email, { javaScript });
    const { look, done } = inspector(one.page, javaScript ? soundEverywhere : async () => {});
    const { look: lookToo, done: doneToo } = inspector(other.page, javaScript ? soundEverywhere : async () => {});
    const known = await mailsTo(other.page, ilse.email);
    await one.page.goto(PEOPLE);
    await follow(one.page, 'Tekenbevoegde voordragen');
    await look();
    await press(one.page);
    await one.page.locator('main [aria-invalid=true]').first().waitFor();
    const new_ = person(name, HOST, { function: 'wethouder', ground: 'mandate', mandate_date: '2026-03-02' });
    await fill(one.page, fieldsOf('signatories', [new_]));
    await press(one.page);
    assert.match(await text(one.page), new RegExp(`voor als tekenbevoegde: ${name}`));
    await look();
    await follow(one.page, 'Bekijk het voorstel');
    assert.equal(await one.page.locator('main form[action$="/goedkeuren"]').count(), 0, 'nobody agrees to what they asked');
    await look();
    assert.equal((await mailsTo(one.page, new_.email)).length, 0, 'nobody is invited yet');

    const mail = await mailTo(other.page, ilse.email, /Kijkt u mee/, known);
    await other.page.goto(linkIn(mail, '/mensen/aanvragen/'));
    await lookToo();
    await send(other.page, '/goedkeuren');
    await other.page.locator('.flash', { hasText: 'U keurde het voorstel goed' }).waitFor();
    assert.match(await text(other.page), new RegExp(name));
    await mailTo(other.page, new_.email, /Uitnodiging/);
    await one.close();
    await other.close();
    const third = await newPerson(browser, portal.url, new_.email, { javaScript });
    await third.page.goto('/tekenen');
    await third.page.getByRole('heading', { level: 1 }).waitFor();
    await third.close();
    done();
    doneToo();
  });
}

test('who was invited by who asks is no second pair of eyes; the administrator is', async () => {
  const { page, close } = await ofTexel(ilse.email);
  const new_ = person('Wietske Bakker', HOST, { function: 'wethouder', ground: 'mandate', mandate_date: '2026-03-02' });
  await page.goto(`${PEOPLE}/uitnodigen/tekenbevoegden`);
  await fill(page, fieldsOf('signatories', [new_]));
  await press(page);
  await page.locator('.flash', { hasText: 'wacht nu op goedkeuring' }).waitFor();

  const other = await ofTexel(sietske.email);
  const { look: lookToo, done: doneToo } = inspector(other.page, soundEverywhere);
  await other.page.goto(PEOPLE);
  await lookToo();
  await follow(other.page, 'Bekijken en beslissen');
  assert.equal(await other.page.locator('main form[action$="/goedkeuren"]').count(), 0);
  await lookToo();
  await other.close();
  doneToo();

  const office = await newPerson(browser, portal.url, ADMINISTRATOR);
  const { look, done } = inspector(office.page, soundEverywhere);
  await office.page.goto('/beheer/wijzigingen');
  await follow(office.page, /Texel/);
  await look();
  await send(office.page, '/accepteren');
  await office.close();
  await mailTo(page, new_.email, /Uitnodiging/);
  await page.goto(PEOPLE);
  assert.match(await text(page), /Wietske Bakker/);
  await close();
  done();
});

test('a page of the other organisation, and a form of the other tab', async () => {
  const visitor = await newVisitor(browser, portal.url);
  const contact = (await demoPeople(visitor.page))[1];
  await visitor.close();
  const host = await newPerson(browser, portal.url, contact);
  await host.page.goto(`${PEOPLE}/uitnodigen/contactpersonen`);
  const other = await acting(host.page);
  await fill(host.page, fieldsOf('contacts', [{ ...ilse, function: 'beleidsadviseur' }]));
  await press(host.page);
  await host.page.locator('.flash', { hasText: 'uitnodiging' }).waitFor();
  await host.page.goto('/overeenkomsten');
  const path = await host.page.locator('main a[href^="/overeenkomsten/0"]').first().getAttribute('href');
  await host.close();

  for (const javaScript of [true, false]) {
    const { page: tab, close } = await ofTexel(ilse.email, { javaScript });
    const { look, done } = inspector(tab, javaScript ? soundEverywhere : async () => {});
    assert.equal((await tab.goto(path)).status(), 404);
    await heading(tab, `Deze pagina hoort bij ${other}`);
    await look();
    await leads(tab, () => tab.getByRole('button', { name: `Verder als ${other}` }).click());
    await heading(tab, /LCV-/);
    assert.equal(await acting(tab), other);

    await actFor(tab, 'Texel');
    await tab.goto(`${PEOPLE}/uitnodigen/contactpersonen`);
    await fill(tab, fieldsOf('contacts', [person('Te Vroeg', HOST)]));
    const second = await tab.context().newPage();
    await second.goto('/organisatie');
    await actFor(second, other);
    await second.close();
    await press(tab);
    await heading(tab, 'U werkt nu voor een andere organisatie');
    assert.match(await text(tab), /Er is niets gedaan/);
    if (javaScript) await soundAtEveryWidth(tab);
    await leads(tab, () => tab.getByRole('button', { name: 'Verder als Texel' }).click());
    // What was filled in waits there, and is thrown away.
    assert.match(new URL(tab.url()).pathname, /^\/verder\//);
    assert.match(await text(tab), /Te Vroeg/);
    assert.equal(await acting(tab), 'Texel');
    await leads(tab, () => tab.locator('main form[action$="/weggooien"] button').click());
    assert.equal(new URL(tab.url()).pathname, `${PEOPLE}/uitnodigen/contactpersonen`);
    await tab.goto(PEOPLE);
    assert.doesNotMatch(await text(tab), /Te Vroeg/);
    await close();
    done();
  }
});

test('contact cards are made with the keyboard, in English', async () => {
  const { page, close } = await ofTexel(ilse.email);
  const { look, done } = inspector(page, soundEverywhere);
  await switchLanguage(page, 'en');
  await page.goto('/organisatie');
  await tabTo(page, `main a[href="${CARDS}"]`);
  await then(page, `**${CARDS}`, () => enter(page));
  assert.match(await text(page), /others see your contact persons/);
  await look();
  await tabTo(page, `main a[href="${CARDS}/nieuw?doel=data"]`);
  await then(page, '**/nieuw?doel=data', () => enter(page));
  assert.equal(await page.locator('main [name=purpose]:checked').getAttribute('value'), 'data');
  await look();
  // Nothing filled in: the summary has the focus and leads to the field.
  await tabTo(page, 'main form.form button[type=submit]');
  await leads(page, () => enter(page));
  await until('the focus on the summary of errors', () => page.evaluate(() => document.activeElement.matches('[data-error-summary]')));
  await sound(page);
  await page.keyboard.press('Tab');
  await enter(page);
  await until('the focus in the field', () => page.evaluate(() => document.activeElement.name === 'name'));
  await page.keyboard.type('Team Data');
  await type(page, 'email', 'data@texel.example');
  await leads(page, () => enter(page));
  await page.locator('.flash', { hasText: 'The contact card has been added' }).waitFor();
  for (const [purpose, name] of [['coordination', 'Balie Vroegsignalering'], ['operations', 'Wijkteam Den Burg'], ['policy', 'Ilse Vermeulen']]) {
    await tabTo(page, `main a[href="${CARDS}/nieuw?doel=${purpose}"]`);
    await then(page, '**/nieuw?doel=*', () => enter(page));
    await type(page, 'name', name);
    await type(page, 'phone', '0222 36 21 21');
    await leads(page, () => enter(page));
  }
  assert.doesNotMatch(await text(page), /others see your contact persons/);
  await look();
  // The address of a signatory is taken for no card.
  await tabTo(page, `main a[href="${CARDS}/nieuw?doel=policy"]`);
  await then(page, '**/nieuw?doel=policy', () => enter(page));
  await type(page, 'name', 'Bart');
  await type(page, 'email', bart.email);
  await leads(page, () => enter(page));
  assert.match(await text(page), /address of a signatory/);
  await page.goto(CARDS);
  await switchLanguage(page, 'nl');
  await leads(page, () => page.getByRole('link', { name: /Wijzigen\s*: Wijkteam Den Burg, Uitvoering/ }).click());
  await look();
  await fill(page, { name: 'Team Uitvoering', email: 'team@texel.example' });
  await press(page);
  await page.locator('.flash', { hasText: 'gewijzigd' }).waitFor();
  await leads(page, () => page.getByRole('button', { name: /Verwijderen.*Ilse Vermeulen, Beleid/ }).click());
  await page.locator('.flash', { hasText: 'verwijderd' }).waitFor();
  await page.goto('/organisatie');
  for (const what of ['Contactkaart toegevoegd: datalevering', 'Contactkaart gewijzigd: uitvoering', 'Contactkaart verwijderd: beleid']) {
    assert.ok((await text(page)).includes(what), what);
  }
  await close();
  done();
});

test('the other side sees each card for its purpose', async () => {
  const visitor = await newVisitor(browser, portal.url);
  const addresses = await demoPeople(visitor.page);
  await visitor.close();
  // Of the demo people, one is the contact person of a signal partner.
  for (const address of addresses) {
    const { page, close } = await newPerson(browser, portal.url, address);
    const answer = await page.goto('/samenwerkingspartners?zoek=Texel');
    const partner = page.locator('.partner', { hasText: 'Texel' });
    if (answer.status() !== 200 || !(await partner.count())) {
      await close();
      continue;
    }
    const { look, done } = inspector(page, soundEverywhere);
    assert.deepEqual(await partner.locator('h3').evaluateAll((all) => all.map((one) => one.firstChild.textContent)), [
      'Coördinatie',
      'Uitvoering',
      'Datalevering',
    ]);
    assert.equal(await partner.getByText(ilse.email).count(), 0, 'a card says who coordinates');
    await look();
    const card = await page.request.get(await partner.locator('a[href$=".vcf"]').last().getAttribute('href'));
    assert.match(await card.text(), /CATEGORIES:Datalevering/);
    const file = await (await page.request.get('/samenwerkingspartners.csv?zoek=Texel')).text();
    assert.match(file, /;Uitvoering;Team Uitvoering;/);
    await leads(page, () => partner.locator('a[href^="/overeenkomsten/"]').click());
    assert.match(await text(page), /Balie Vroegsignalering/);
    assert.doesNotMatch(await text(page), /Team Data/, 'who delivers data is for when it is signed');
    await look();
    await close();
    done();
    return;
  }
  assert.fail('nobody of the demo works with Texel');
});

test('who lost the mailbox gets a new address', async () => {
  const lost = await newPerson(browser, portal.url, sietske.email);
  const { page, close } = await ofTexel(ilse.email);
  const { look, done } = inspector(page, soundEverywhere);
  const ask = async ({ name }, address) => {
    await page.goto(PEOPLE);
    await follow(page, new RegExp(`Kan niet meer inloggen\\s*: ${name}`));
    await look();
    await page.locator('main [name=email]').fill('geen adres');
    await press(page);
    await page.locator('main [name=email][aria-invalid=true]').waitFor();
    assert.equal(await page.locator('main [name=email]').inputValue(), 'geen adres', 'what was filled in stays');
    await page.locator('main [name=email]').fill(address);
    await press(page);
    await page.locator('main').getByText(address).first().waitFor();
  };
  // A signatory waits, and whoever reads the old mailbox stops it.
  await ask(bart, 'iemand@elders.example');
  await look();
  const stopper = await newVisitor(browser, portal.url, { javaScript: false });
  const mail = await mailTo(stopper.page, bart.email, /Is dit adres niet meer van u/);
  await stopper.page.goto(linkIn(mail, '/herstel/'));
  await press(stopper.page);
  assert.equal(new URL(stopper.page.url()).pathname, '/');
  assert.equal((await stopper.page.goto(linkIn(mail, '/herstel/'))).status(), 404);
  await stopper.close();

  // A contact person gets it as soon as the administrator agrees; a signatory waits.
  await ask(sietske, NEW_ADDRESS.sietske);
  await ask(bart, NEW_ADDRESS.bart);
  const office = await newPerson(browser, portal.url, ADMINISTRATOR);
  const { look: lookToo, done: doneToo } = inspector(office.page, soundEverywhere);
  await office.page.goto('/beheer/herstel');
  await lookToo();
  await send(office.page, '/goedkeuren');
  await send(office.page, '/goedkeuren');
  assert.match(await text(office.page), /Bart Oostwal/, 'that of the signatory waits');
  await lookToo();
  await office.page.goto('/beheer/beheerders');
  await lookToo();
  await office.close();
  await mailTo(page, NEW_ADDRESS.sietske, /U kunt weer inloggen/);
  assert.equal((await mailsTo(page, NEW_ADDRESS.bart)).filter(({ subject }) => /weer inloggen/.test(subject)).length, 0);
  await lost.page.goto(PEOPLE);
  assert.equal(await signedIn(lost.page).count(), 0, 'the session of before has ended');
  await lost.close();
  const again = await ofTexel(NEW_ADDRESS.sietske);
  await again.page.goto(PEOPLE);
  await again.page.getByText('dit bent u').first().waitFor();
  await again.close();
  await close();
  done();
  doneToo();
});

test('somebody who leaves loses access at once, the history stays, and so does the last contact person', async () => {
  const { page, close } = await ofTexel(NEW_ADDRESS.sietske);
  const open = await page.context().newPage();
  await open.goto('/overeenkomsten');
  const { look, done } = inspector(page, soundEverywhere);
  await page.goto(PEOPLE);
  await follow(page, 'Ik werk hier niet meer');
  await look();
  await send(page, '/vertrekken');
  await page.locator('.flash', { hasText: 'Bedankt voor uw werk' }).waitFor();
  await open.reload();
  assert.equal(await signedIn(open).count(), 0, 'the other tab sees nothing more');
  await close();
  done();

  const last = await ofTexel(ilse.email, { javaScript: false });
  await last.page.goto('/organisatie/vertrekken');
  assert.match(await text(last.page), /laatste contactpersoon/);
  assert.equal(await last.page.locator('main form[action$="/vertrekken"]').count(), 0);
  await last.page.goto('/organisatie');
  const history = await text(last.page);
  for (const what of [/Werkt hier niet meer/i, /Sietske Veldman/]) assert.match(history, what);
  await last.page.goto(PEOPLE);
  assert.doesNotMatch(await text(last.page), /Sietske Veldman/);
  await last.close();
});

/** Starts the portal anew with a clock so many days ahead, on the working day from then on at which offices are open. */
async function move(days) {
  const HOUR = 3_600_000;
  const day = new Date(Date.now() + days * 24 * HOUR);
  day.setUTCHours(10, 0, 0, 0);
  const free = ({ month, date }) => ['12-25', '12-26', '1-1', '4-27', '5-5'].includes(`${month}-${date}`);
  while (![2, 3].includes(day.getUTCDay()) || free({ month: day.getUTCMonth() + 1, date: day.getUTCDate() })) {
    day.setUTCDate(day.getUTCDate() + 1);
  }
  await portal.stop();
  const hours = Math.round((day.getTime() - Date.now()) / HOUR);
  portal = await startPortal({ data, limit: 60_000, env: { VROEGTEKEN_DEMO_HOURS_AHEAD: String(hours) } });
}

test('a signatory has the new address after some working days', async () => {
  await move(12);
  const visitor = await newVisitor(browser, portal.url);
  await mailTo(visitor.page, NEW_ADDRESS.bart, /U kunt weer inloggen/);
  await visitor.close();
  const { page, close } = await newPerson(browser, portal.url, NEW_ADDRESS.bart);
  await page.goto('/tekenen');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await close();
});

test('the half-yearly question is answered with one click', async () => {
  await move(200);
  const { page, close } = await ofTexel(ilse.email);
  const { look, done } = inspector(page, soundEverywhere);
  const mail = await mailTo(page, ilse.email, /Kloppen de mensen van Texel nog/);
  await page.goto(linkIn(mail, `${PEOPLE}/van/`));
  assert.match(await text(page), /Dit is nog niet bevestigd/);
  await look();
  await send(page, '/klopt');
  await page.locator('.flash', { hasText: 'Over een half jaar vragen wij het opnieuw' }).waitFor();
  assert.match(await text(page), /Laatst bevestigd op/);
  await page.goto('/organisatie');
  assert.match(await text(page), /Mensen en rollen kloppen nog/);
  await close();
  done();
});

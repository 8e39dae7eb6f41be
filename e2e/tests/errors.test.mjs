// When something is wrong: what was typed stays, the summary leads to the field, and no page is a dead end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { municipality } from '../lib/applications.mjs';
import { LANGUAGES, launch, newVisitor, switchLanguage } from '../lib/browser.mjs';
import { inspector } from '../lib/checks.mjs';
import { linkIn, mailTo } from '../lib/mailbox.mjs';
import { ADMINISTRATOR, demoPeople, newPerson } from '../lib/people.mjs';
import { startPortal } from '../lib/portal.mjs';
import { fill, nextButton } from '../lib/road.mjs';

let portal, browser, people;
before(async () => {
  portal = await startPortal();
  browser = await launch();
  const { page, close } = await newVisitor(browser, portal.url);
  people = await demoPeople(page);
  await close();
});
after(async () => {
  await browser?.close();
  await portal?.stop();
});

/** A test with a visitor's page and `look`, which looks at it at every width. */
function asVisitor(what, act, options) {
  test(what, async () => {
    const { page, close } = await newVisitor(browser, portal.url, options);
    const { look, done } = inspector(page);
    await act(page, look);
    await close();
    done();
  });
}

/** The texts of the summary; every link must lead to a field that is there and put the focus on it. */
async function summary(page) {
  await page.locator('[data-error-summary]').waitFor();
  assert.match(await page.title(), /^Fout/, 'the title says that something is wrong');
  const links = page.locator('[data-error-summary] a');
  for (let index = 0; index < (await links.count()); index += 1) {
    await links.nth(index).click();
    const id = new URL(page.url()).hash.slice(1);
    const focused = await page.evaluate(() => document.activeElement.id);
    assert.equal(focused, id, 'the link puts the focus on the field');
  }
  return links.allInnerTexts();
}

const urk = municipality('Urk', 'urk.example');

asVisitor('the first page keeps what was typed and says what is wrong', async (page, look) => {
  await page.goto('/aanmelden/gemeente/begin');
  await fill(page, { registrant_name: 'Ilse Vermeulen', registrant_email: 'ilse@@urk' });
  await nextButton(page).click();
  assert.equal((await summary(page)).length, 1);
  await look();
  assert.equal(await page.locator('[name=registrant_name]').inputValue(), 'Ilse Vermeulen');
  assert.equal(await page.locator('[name=registrant_email]').inputValue(), 'ilse@@urk');
  assert.equal(await page.locator('[name=registrant_email]').getAttribute('aria-invalid'), 'true');
});

asVisitor('every page of the form, left empty, names each field and keeps the rest', async (page, look) => {
  await page.goto('/aanmelden/gemeente/begin');
  await fill(page, urk.pages.begin);
  await nextButton(page).click();
  for (const step of ['organisatie', 'systeem', 'contactpersonen', 'tekenbevoegden', 'uitvoering']) {
    await page.waitForURL(`**/${step}`);
    await nextButton(page).click();
    assert.ok((await summary(page)).length > 0, step);
    await look();
    await fill(page, urk.pages[step]);
    await nextButton(page).click();
  }
  await page.waitForURL('**/controleren');
});

asVisitor('an answer survives a reload, another tab, and the link in the mail', async (page) => {
  const rozendaal = municipality('Schiermonnikoog', 'schier.example');
  await page.goto('/aanmelden/gemeente/begin');
  await fill(page, rozendaal.pages.begin);
  await nextButton(page).click();
  await page.waitForURL('**/organisatie');
  await fill(page, { ...rozendaal.pages.organisatie, kvk: '12' });
  await nextButton(page).click();
  await page.locator('[data-error-summary]').waitFor();
  await page.goto('/aanmelden/gemeente/organisatie');
  assert.equal(await page.locator('[name=kvk]').inputValue(), '12', 'also what is wrong');
  assert.equal(await page.locator('[name=municipality]').inputValue(), 'Schiermonnikoog');

  const elsewhere = await newVisitor(browser, portal.url, { viewport: 'phone' });
  const mail = await mailTo(page, rozendaal.registrant.email, /bewaard/);
  await elsewhere.page.goto(linkIn(mail, '/aanmelden/verder/'));
  await elsewhere.page.locator('main form button[type=submit]').first().click();
  await elsewhere.page.waitForURL('**/aanmelden/gemeente/organisatie**');
  assert.equal(await elsewhere.page.locator('[name=street]').inputValue(), rozendaal.pages.organisatie.street);
  await elsewhere.close();
});

asVisitor('strange input is refused beside its field', async (page) => {
  await page.goto('/aanmelden/gemeente/begin');
  await fill(page, { registrant_name: 'Ilse \u202eneluemreV', registrant_email: 'ilse@urk.example' });
  await nextButton(page).click();
  assert.match((await summary(page)).join(), /onzichtbare tekens/);
  await fill(page, urk.pages.begin);
  await nextButton(page).click();
  await page.waitForURL('**/organisatie');
  await fill(page, { ...urk.pages.organisatie, municipality: 'Nergenshuizen' });
  await nextButton(page).click();
  assert.match((await summary(page)).join(), /kennen deze gemeente niet/);
  await fill(page, urk.pages.organisatie);
  await nextButton(page).click();
  await page.waitForURL('**/systeem');
  await page.goto('/aanmelden/gemeente/tekenbevoegden');
  const desk = { ...urk.pages.tekenbevoegden, 'signatories-0-email': 'info@urk.example' };
  await fill(page, desk);
  await nextButton(page).click();
  assert.match((await summary(page)).join(), /gedeelde mailbox/);
  await fill(page, { 'signatories-0-own_mailbox': true });
  await nextButton(page).click();
  await page.waitForURL('**/uitvoering');
});

/** Looks at an error page in every language; its own switch leads to the start page, as the page tells no address. */
async function errorPage(page, look, path, status) {
  for (const language of LANGUAGES.toReversed()) {
    await page.goto('/hulp');
    await switchLanguage(page, language);
    assert.equal((await page.goto(path)).status(), status);
    await look();
  }
}

asVisitor('a page that does not exist', async (page, look) => {
  await errorPage(page, look, '/bestaat-niet', 404);
  await page.locator('main a').first().click();
  await page.waitForURL(`${portal.url}/`);
});

asVisitor('a link of a mail that leads nowhere', async (page, look) => {
  for (const path of ['verder', 'bevestigen']) {
    const answer = await page.goto(`/aanmelden/${path}/${'A'.repeat(43)}`);
    assert.equal(answer.status(), 404);
    await look();
  }
});

test('a page of another role, and an agreement of others', async () => {
  const { page, close } = await newPerson(browser, portal.url, people[1]);
  const { look, done } = inspector(page);
  await errorPage(page, look, '/beheer/aanmeldingen', 403);
  const administrator = await newPerson(browser, portal.url, ADMINISTRATOR);
  await administrator.page.goto('/overeenkomsten?zoek=groningen');
  const foreign = await administrator.page.locator('main tbody a').first().getAttribute('href');
  await administrator.close();
  const body = async (path) => {
    const text = await (await page.request.get(path)).text();
    return text.replaceAll(path, 'PATH');
  };
  assert.equal((await page.goto(foreign)).status(), 404);
  const unknown = foreign.replace(/[0-9a-f]{12}$/, '000000000000');
  assert.equal(await body(foreign), await body(unknown), 'foreign and unknown look the same');
  await close();
  done();
});

asVisitor('a form whose cookie is gone', async (page) => {
  await page.goto('/aanmelden/gemeente/begin');
  await fill(page, urk.pages.begin);
  await page.context().clearCookies();
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === 'POST'),
    nextButton(page).click(),
  ]);
  assert.equal(answer.status(), 400);
  await page.waitForLoadState();
  assert.match(await page.locator('h1').innerText(), /verlopen/);
  await page.goBack();
  assert.equal(await page.locator('[name=registrant_name]').inputValue(), urk.pages.begin.registrant_name, 'going back keeps it');
});

asVisitor('a form that is far too large', async (page) => {
  await page.goto('/aanmelden/gemeente/begin');
  const csrf = await page.locator('main [name=csrf]').inputValue();
  const form = { csrf, registrant_name: 'x'.repeat(2_000_000), registrant_email: 'x@urk.example' };
  const answer = await page.request.post('/aanmelden/gemeente/begin', { form });
  assert.equal(answer.status(), 413);
  assert.match(await answer.text(), /te groot/);
});

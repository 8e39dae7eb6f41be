// The road from a registration to its agreements, as people walk it. Shared by the journeys and the bench.
import assert from 'node:assert/strict';
import { partner } from './applications.mjs';
import { newVisitor } from './browser.mjs';
import { linkIn, mailTo } from './mailbox.mjs';
import { ADMINISTRATOR, newPerson } from './people.mjs';
import { until } from './until.mjs';

/** The visible button that goes on in a form of several pages. */
export const nextButton = (page) => page.locator('main .buttons button[name=actie][value=verder]');

/** Opens the folded group around an element, if it stands in one. */
async function unfold(element) {
  const folded = element.locator('xpath=ancestor::details[not(@open)]');
  for (let left = await folded.count(); left > 0; left -= 1) await folded.first().locator('summary').first().click();
}

/** Fills in the fields of a page, by name; see applications.mjs. */
export async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`);
    const type = await field.first().evaluate((element) => (element.tagName === 'SELECT' ? 'select' : element.type));
    if (type === 'select') {
      await unfold(field);
      await field.selectOption(value);
    } else if (type === 'radio' || type === 'checkbox') {
      for (const one of value === true ? ['ja'] : [value].flat()) {
        const box = page.locator(`main [name="${name}"][value="${one}"]`);
        await unfold(box);
        await page.locator(`label[for="${await box.getAttribute('id')}"]`).click();
        assert.ok(await box.isChecked(), `${name} is ${one}`);
      }
    } else {
      await unfold(field.first());
      await field.first().fill(String(value));
    }
  }
}

/** Waits for a page of the form, and that it is that of this kind and step. */
async function arrived(page, kind, step) {
  await page.waitForURL((url) => url.pathname === `/aanmelden/${kind}/${step}`);
}

/**
 * Fills in the form of an application from its first page to the last one and sends it in. `look(step)` is called on
 * every page before it is filled in, and `typed(step)` before going on; a page whose `typed` gives true has gone on by itself.
 */
export async function register(page, application, { look = async () => {}, typed = async () => {} } = {}) {
  const { kind, pages } = application;
  await page.goto(`/aanmelden/${kind}?nieuw=ja`);
  for (const [step, fields] of Object.entries(pages)) {
    await arrived(page, kind, step);
    await look(step);
    await fill(page, fields);
    if (!(await typed(step))) await nextButton(page).click();
  }
  await arrived(page, kind, 'controleren');
  await look('controleren');
  await send(page);
}

/** Sends in what the last page of the form shows. */
export async function send(page) {
  await page.locator('main button[name=actie][value=versturen]').click();
  await page.waitForURL((url) => !url.pathname.endsWith('/controleren'));
}

/** Confirms the registrant's mail address with the link of the newest mail that asks for it. */
export async function confirm(page, application, { look = async () => {} } = {}) {
  const mail = await mailTo(page, application.registrant.email, /^(Bevestig|Confirm)/);
  await page.goto(linkIn(mail, '/aanmelden/bevestigen/'));
  await look('bevestigen');
  await page.locator('main form button[type=submit]').first().click();
  await page.locator('main form[action*="/aanmelden/bevestigen/"]').waitFor({ state: 'detached' });
  await look('bevestigd');
}

/** Registers and confirms as a visitor of its own. */
export async function registered(browser, url, application) {
  const { page, close } = await newVisitor(browser, url);
  await register(page, application);
  await confirm(page, application);
  await close();
}

/** Opens a registration from the administrator's queue. */
export async function openRegistration(page, name) {
  await page.goto('/beheer/aanmeldingen');
  await page.getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/** The form on the page of a registration with which the administrator accepts, asks or refuses. */
export const actForm = (page, act) => page.locator(`main form[action$="/${act}"]`);

/** Accepts the registration that is open in the administrator's browser. */
export async function accept(page) {
  await actForm(page, 'accepteren').locator('button[type=submit]').click();
  await actForm(page, 'accepteren').waitFor({ state: 'detached' });
}

/** Waits until the agreements of the accepted registration that is open stand, and gives their number. */
export async function generated(page) {
  return until('the agreements', async () => {
    const text = await page.locator('main').innerText();
    const found = text.match(/Er sta(?:an|at) (\d[\d.]*) overeenkomst(?:en)? klaar/);
    if (found) return Number(found[1].replaceAll('.', ''));
    await page.reload();
    return 0;
  });
}

/** Accepts a registration as the administrator, in a browser of their own, and gives the number of agreements. */
export async function accepted(browser, url, name) {
  const { page, close } = await newPerson(browser, url, ADMINISTRATOR);
  await openRegistration(page, name);
  await accept(page);
  const number = await generated(page);
  await close();
  return number;
}

/**
 * Registers a nationwide partner, confirms its mail, and accepts it as the administrator.
 * Returns the milliseconds from the administrator's click until `count` agreements can be seen.
 */
export async function acceptNationwidePartner(browser, portal, count) {
  const application = partner('Rivierenstroom', 'rivierenstroom.example');
  await registered(browser, portal.url, application);
  const { page, close } = await newPerson(browser, portal.url, ADMINISTRATOR);
  try {
    await openRegistration(page, application.name);
    const form = actForm(page, 'accepteren');
    const fields = await form.locator('input').evaluateAll((all) => all.map(({ name, value }) => [name, value]));
    const path = await form.getAttribute('action');
    const begin = performance.now();
    const answer = await page.request.post(path, { form: Object.fromEntries(fields), maxRedirects: 0 });
    assert.equal(answer.status(), 303, 'accepting leads on');
    await until(`${count} agreements in the list`, async () => (await countAgreements(page)) === count, { pause: 5 });
    return performance.now() - begin;
  } finally {
    await close();
  }
}

/** How many agreements the list counts for whoever is signed in, without drawing the page. */
async function countAgreements(page) {
  const html = await (await page.request.get('/overeenkomsten')).text();
  const count = html.match(/<caption[^>]*>\s*(\d[\d.]*) overeenkomst/);
  return count ? Number(count[1].replaceAll('.', '')) : 0;
}

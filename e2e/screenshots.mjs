// A picture of every page at both widths and in both languages: e2e/output/screenshots/LANGUAGE-WIDTH-PAGE.png.
// The pages that links lead to are found by following them; forms, mistakes and outcomes are walked to.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { executor, jointBody, landlord, municipality, partner } from './lib/applications.mjs';
import { LANGUAGES, launch, newVisitor, switchLanguage, VIEWPORTS } from './lib/browser.mjs';
import { crawl } from './lib/crawl.mjs';
import { linkIn, mailTo } from './lib/mailbox.mjs';
import { ADMINISTRATOR, askForCode, askWith, demoPeople, enterCode, newPerson } from './lib/people.mjs';
import { startPortal } from './lib/portal.mjs';
import { accept, actForm, confirm, fill, generated, nextButton, openRegistration, register } from './lib/road.mjs';
import { boxes, codeForm, confirmRound, goOn } from './lib/signing.mjs';

const OUTPUT = new URL('output/screenshots/', import.meta.url).pathname;
let pictures = 0;

/** Photographs the page as it stands, in the language it has, at every width. */
async function photograph(page, name) {
  const language = await page.locator('html').getAttribute('lang');
  const before = page.viewportSize();
  for (const { width, height } of Object.values(VIEWPORTS)) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight)); // what sticks to the window then lies where it belongs
    await page.screenshot({ path: join(OUTPUT, `${language}-${width}-${name}.png`), fullPage: true });
    pictures += 1;
  }
  await page.setViewportSize(before);
}

const nameOf = (kind) => kind.replaceAll('/', '_').replace(/^_/, '') || 'start';

/** Every page that links lead to from here, in `language`, that `seen` does not hold yet. */
async function linked(page, language, role, seen) {
  await switchLanguage(page, language);
  await crawl(page, [page.url()], (kind) => photograph(page, `${role}${nameOf(kind)}`), seen);
}

/** The forms with every page, empty and with mistakes, and what follows. */
async function forms(browser, url, language) {
  const n = language === 'nl' ? 0 : 1;
  const applications = [
    municipality(['Ouder-Amstel', 'Alphen-Chaam'][n], 'voorbeeldgemeente.example'),
    jointBody(`Samenwerking ${['Zuidlicht', 'Zuidwind'][n]}`, 'zuidlicht.example', [['GM1729', 'GM0944'], ['GM0088', 'GM0096']][n], {}),
    partner(`Rivierenstroom ${n + 1}`, 'rivierenstroom.example'),
    executor(`Geldwijzer ${n + 1}`, 'geldwijzer.example'),
    landlord('Aafke Sinnema', 'Haarlem'),
  ];
  for (const application of applications) {
    const { page, close } = await newVisitor(browser, url);
    await page.goto('/aanmelden');
    await switchLanguage(page, language);
    const { kind } = application;
    await register(page, application, {
      async look(step) {
        await photograph(page, `form_${kind}_${step}`);
        if (step === 'controleren') return;
        await nextButton(page).click();
        if (await page.locator('[data-error-summary]').count()) await photograph(page, `form_${kind}_${step}_wrong`);
        await page.goto(`/aanmelden/${kind}/${step}`);
      },
      async typed(step) {
        await photograph(page, `form_${kind}_${step}_filled`);
      },
    });
    await photograph(page, `form_${kind}_sent`);
    const look = (what) => photograph(page, `form_${kind}_${what}`);
    await confirm(page, application, { look });
    await page.goto(linkIn(await mailTo(page, application.registrant.email, /Bevestig|Confirm/), '/bevestigen/'));
    await look('confirmed_before');
    if (kind === 'gemeente') {
      await page.goto(linkIn(await mailTo(page, application.registrant.email, /bewaard|saved/), '/verder/'));
      await look('resumed_too_late');
    }
    await close();
  }
  return applications;
}

/** What else a visitor can meet. */
async function visitor(browser, url, language, somebody) {
  const { page, close } = await newVisitor(browser, url);
  await page.goto('/');
  await switchLanguage(page, language);
  for (const [name, path] of [['not_found', '/bestaat-niet'], ['dead_link', `/aanmelden/verder/${'A'.repeat(43)}`], ['code_not_asked', '/inloggen/code']]) {
    await page.goto(path);
    await photograph(page, `error_${name}`);
  }
  await page.goto('/inloggen');
  await askWith(page, '');
  await photograph(page, 'sign_in_wrong');
  const code = await askForCode(page, somebody);
  await photograph(page, 'sign_in_code');
  await enterCode(page, String((Number(code) + 1) % 1e8).padStart(8, '0'));
  await photograph(page, 'sign_in_code_wrong');
  await page.goto('/aanmelden/gemeente/begin');
  await fill(page, municipality('Urk', 'urk.example').pages.begin);
  await page.locator('main button[value=bewaren]').click();
  await page.waitForURL('**/bewaard');
  await photograph(page, 'form_kept');
  await page.goto('/aanmelden');
  await photograph(page, 'form_busy');
  await page.goto('/aanmelden/signaalpartner/begin');
  await photograph(page, 'form_other_kind');
  await page.goto(linkIn(await mailTo(page, 'ilse.vermeulen@urk.example', /bewaard|saved/), '/verder/'));
  await photograph(page, 'form_resume');
  await page.goto('/aanmelden/gemeente/controleren');
  await photograph(page, 'form_incomplete');
  await page.goto('/aanmelden/gemeente/begin');
  await page.context().clearCookies();
  await nextButton(page).click();
  await photograph(page, 'error_expired_form');
  await close();
}

/** The administrator's acts on the registrations that were just made. */
async function administrator(browser, url, language, applications) {
  const { page, close } = await newPerson(browser, url, ADMINISTRATOR);
  await switchLanguage(page, language);
  const [town, body, company] = applications;
  await openRegistration(page, body.name);
  await photograph(page, 'admin_registration');
  for (const act of ['vragen', 'weigeren']) {
    await page.locator(`details:has(form[action$="/${act}"]) summary`).click();
    await photograph(page, `admin_${act}_open`);
    await actForm(page, act).locator('button[type=submit]').click();
    await photograph(page, `admin_${act}_wrong`);
    await openRegistration(page, body.name);
  }
  await page.locator('main a[href$="/verbeteren"]').click();
  await photograph(page, 'admin_correct');
  await page.locator('main input[name=kvk]').fill('12');
  await page.locator('main form.form button[type=submit]').first().click();
  await photograph(page, 'admin_correct_wrong');
  await openRegistration(page, company.name);
  await accept(page);
  await photograph(page, 'admin_accepted_at_once');
  if (language === 'nl') {
    await generated(page);
    await photograph(page, 'admin_accepted');
  }
  await openRegistration(page, town.name);
  await page.locator('details:has(form[action$="/weigeren"]) summary').click();
  await actForm(page, 'weigeren').locator('textarea').fill('Deze gemeente is al lid van een gemeenschappelijke regeling.');
  await actForm(page, 'weigeren').locator('button[type=submit]').click();
  await photograph(page, 'admin_refused');
  await openRegistration(page, 'Zonnewind Energie Zakelijk');
  await photograph(page, 'admin_registration_doubtful');
  for (const path of ['/overeenkomsten?zoek=bestaatniet', '/beheer/organisaties?zoek=bestaatniet', '/beheer/mails?stand=refused']) {
    await page.goto(path);
    await photograph(page, `admin_empty${nameOf(new URL(page.url()).pathname)}`);
  }
  await switchLanguage(page, 'nl');
  await close();
}

/** What a signatory meets from the list to the result, in the demo's own data. */
async function signatory(browser, url, language, address) {
  const { page, close } = await newPerson(browser, url, address);
  await switchLanguage(page, language);
  await page.goto('/tekenen');
  if (!(await boxes(page).count())) return void (await close());
  await photograph(page, 'sign_list');
  await page.locator('#tekenlijst a[href$="/afwijzen"]').first().click();
  await photograph(page, 'sign_decline');
  await page.locator('main form.form button[type=submit]').click();
  await photograph(page, 'sign_decline_wrong');
  await page.goto('/tekenen?kies=niets');
  await page.locator('#tekenlijst .sign-bar button[type=submit]').click();
  await page.locator('[data-error-summary]').waitFor();
  await photograph(page, 'sign_nothing_chosen');
  await boxes(page).first().check();
  const mail = await goOn(page, address);
  await photograph(page, 'sign_code');
  await codeForm(page).locator('input[name=code]').fill('00000000');
  await codeForm(page).locator('button[type=submit]').click();
  await photograph(page, 'sign_code_wrong');
  const other = await newPerson(browser, url, address);
  await switchLanguage(other.page, language);
  await other.page.goto(page.url());
  await photograph(other.page, 'sign_other_browser');
  await other.close();
  await confirmRound(page, mail);
  await photograph(page, 'sign_result');
  await close();
}

await rm(OUTPUT, { recursive: true, force: true });
await mkdir(OUTPUT, { recursive: true });
const portal = await startPortal({ env: { VROEGTEKEN_REQUESTS_PER_QUARTER: '100000' } });
const browser = await launch();
try {
  const guest = await newVisitor(browser, portal.url);
  const people = await demoPeople(guest.page);
  await guest.close();
  for (const language of LANGUAGES) {
    await visitor(browser, portal.url, language, people[1]);
    await administrator(browser, portal.url, language, await forms(browser, portal.url, language));
    const { page, close } = await newVisitor(browser, portal.url);
    await page.goto('/');
    const seen = new Set();
    await linked(page, language, '', seen);
    await close();
    for (const person of people) await signatory(browser, portal.url, language, person);
    for (const [index, person] of people.entries()) {
      const somebody = await newPerson(browser, portal.url, person);
      await linked(somebody.page, language, `${index}_${person.replace(/@.*/, '').replaceAll('.', '-')}_`, new Set(seen));
      if (index === 1) {
        await somebody.page.goto('/beheer');
        await photograph(somebody.page, 'error_not_your_role');
      }
      await switchLanguage(somebody.page, 'nl').catch(() => {});
      await somebody.close();
    }
    console.log(`${language}: ${pictures} pictures so far`);
  }
  console.log(`in ${OUTPUT}`);
} finally {
  await browser.close();
  await portal.stop();
}

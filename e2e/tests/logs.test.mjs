// The log of every portal of every journey is read when it stops (lib/portal.mjs). This test looks at that reading.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch, newVisitor } from '../lib/browser.mjs';
import { ADMINISTRATOR, askForCode, enterCode, signedIn } from '../lib/people.mjs';
import { startPortal } from '../lib/portal.mjs';
import { secretsOfMails, tellsOnNobody } from '../lib/secrets.mjs';

const LINE = '2026-11-29T08:00:00.123456Z  INFO vroegteken_web::frame: request method=GET';

test('a log that tells on somebody is found', () => {
  const good = `${LINE} route="/aanmelden/{kind}/{step}" status=200\nlistening on http://127.0.0.1:1\n`;
  assert.equal(tellsOnNobody(good, new Set(['Noor de Wit'])), 1);
  for (const bad of [
    'to noor@vroegteken.example',
    'to noor%40vroegteken.example',
    'code 12345678',
    'code 1234 5678',
    `route="/aanmelden/verder/${'Ab3_'.repeat(11)}"`,
    'route="/overeenkomsten/01935f1e-7a1b-7c3d-8e4f-5a6b7c8d9e0f"',
    'path="/overeenkomsten?zoek=iemand"',
    'phone 030 555 66 77',
    'cookie: sessie=x',
    'for Noor de Wit',
  ]) {
    assert.throws(() => tellsOnNobody(`${good}${LINE} ${bad}`, new Set(['Noor de Wit'])), /the log holds/, bad);
  }
});

test('a journey leaves routes in the log and nobody', async () => {
  // As much as can be logged of what is our own.
  const portal = await startPortal({ env: { VROEGTEKEN_LOG: 'info,vroegteken=debug,vroegteken_web=debug,sqlx=error' } });
  const browser = await launch();
  try {
    const { page, close } = await newVisitor(browser, portal.url);
    const referrers = [];
    page.on('request', (request) => referrers.push(request.headers().referer ?? ''));
    const code = await askForCode(page, ADMINISTRATOR);
    await enterCode(page, '00000000');
    await enterCode(page, code);
    await signedIn(page).waitFor({ state: 'attached' });
    await page.goto('/aanmelden/verder/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    await page.goto('/overeenkomsten?zoek=zoekterm');
    const secrets = await secretsOfMails(portal.url);
    assert.ok(secrets.has(code) && secrets.has(ADMINISTRATOR), 'the reading knows what to look for');
    assert.ok([...secrets].some((secret) => /^[A-Z]\S+ /.test(secret)), 'names of people too');
    assert.ok(referrers.some((from) => from.startsWith(portal.url)), 'the browser says where it came from');
    assert.ok(!referrers.some((from) => from.includes('AAAAAAA')), 'and never by a one-time link');
    // The fragment of a link in a mail is not sent.
    assert.ok(!referrers.some((from) => from.includes(code)));
    await close();
    assert.ok(tellsOnNobody(portal.log(), secrets) > 10, 'something is logged');
  } finally {
    await browser.close();
    await portal.stop();
  }
});

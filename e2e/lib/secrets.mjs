// What a log must never hold: mail addresses, codes, tokens, ids in paths, and the names of people.
import assert from 'node:assert/strict';

/** Shapes that no line of a log has, whoever is meant. */
const SHAPES = {
  'a mail address': /[\w.+-]+(@|%40)[\w-]+(\.[\w-]+)+/i,
  'a code': /\b\d{4}[ \u00a0]?\d{4}\b/,
  'a token': /[A-Za-z0-9_-]{43,}/,
  'a telephone number': /\b0\d{1,3}[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}\b/,
  'an id in a path': /\/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/,
  'a query': /\/[a-z/-]+\?[a-z_]+=/,
  'a cookie': /(cookie|authorization)[=:]/i,
};

/** Mails that are looked into at most: the newest, which the test made. */
const MOST_MAILS = 60;

function plain(html) {
  return html
    .replace(/<br>|<\/?p>/g, '\n')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex, number) => String.fromCodePoint(parseInt(number, hex ? 16 : 10)))
    .replace(/&amp;/g, '&');
}

/** What the mails of a demo hold that nobody but their readers may know: who they greet, codes, and tokens of links. */
export async function secretsOfMails(url) {
  const page = async (path) => (await fetch(url + path)).text();
  const list = await page('/postvak');
  const people = [...(await page('/inloggen')).matchAll(/demo-person__name">([^<]+)</g)].map(([, name]) => plain(name));
  const ids = [...list.matchAll(/href="\/postvak\/([0-9a-f-]{36})"/g)].map(([, id]) => id).slice(0, MOST_MAILS);
  const secrets = new Set([...people, ...[...list.matchAll(/data-mail-to="([^"]+)"/g)].map(([, to]) => plain(to))]);
  for (const id of ids) {
    const text = plain((await page(`/postvak/${id}`)).match(/<article[^>]*>([\s\S]*?)<\/article>/)?.[1] ?? '');
    for (const [, name] of text.matchAll(/(?:^|\n)\s*(\p{Lu}[^\n,.:]{3,60}), (?:u|you) /gu)) secrets.add(name);
    for (const [, name] of text.matchAll(/door (\p{Lu}[^.:\n]{3,60}?) zelf/gu)) secrets.add(name);
    for (const [, token] of text.matchAll(/\/([A-Za-z0-9_-]{43})\b/g)) secrets.add(token);
    for (const [, first, second] of text.matchAll(/\b(\d{4})[ \u00a0]?(\d{4})\b/g)) secrets.add(first + second);
  }
  return secrets;
}

/** Fails on the first line of a log that tells on somebody. */
export function tellsOnNobody(log, secrets = new Set()) {
  const lines = log.split('\n').filter((line) => / (TRACE|DEBUG|INFO|WARN|ERROR) /.test(line));
  for (const line of lines) {
    // The time of the line, which is full of digits, says nothing about anybody.
    const rest = line.replace(/^\S+\s+/, '');
    for (const [what, shape] of Object.entries(SHAPES)) {
      assert.doesNotMatch(rest, shape, `the log holds ${what}`);
    }
    for (const secret of secrets) assert.ok(!rest.includes(secret), `the log holds ${JSON.stringify(secret)}:\n${line}`);
  }
  return lines.length;
}

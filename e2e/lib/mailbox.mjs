// Reading the demo's mail box (*Postvak*), where every mail of the portal arrives.
import { until } from './until.mjs';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"' };

function plain(html) {
  return html
    .replace(/<br>|<\/p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex, number) => String.fromCodePoint(parseInt(number, hex ? 16 : 10)))
    .replace(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole);
}

/** Everything that arrived for `address`, the newest first: `{ id, subject }`. */
export async function mailsTo(page, address) {
  const answer = await page.request.get(`/postvak?aan=${encodeURIComponent(address)}`);
  const html = await answer.text();
  const links = html.matchAll(/<a [^>]*href="\/postvak\/([0-9a-f-]{36})"[^>]*>([\s\S]*?)<\/a>/g);
  return [...links].map(([, id, subject]) => ({ id, subject: plain(subject).trim() }));
}

/** The text of a mail. */
export async function read(page, { id }) {
  const answer = await page.request.get(`/postvak/${id}`);
  return plain((await answer.text()).match(/<article[^>]*>([\s\S]*?)<\/article>/)[1]);
}

/**
 * The newest mail to `address` whose subject matches, as text; waits for it. `known`: what `mailsTo` gave before the
 * act whose mail is wanted, so that an older mail is not mistaken for it.
 */
export async function mailTo(page, address, subject = /./, known = []) {
  const older = new Set(known.map(({ id }) => id));
  const mail = await until(`a mail to ${address} about ${subject}`, async () => {
    const mails = await mailsTo(page, address);
    return mails.find((one) => !older.has(one.id) && subject.test(one.subject));
  });
  return read(page, mail);
}

/** The address in a mail's text that holds `part`. */
export function linkIn(text, part) {
  const link = text.match(/https?:\/\/\S+/g)?.find((one) => one.includes(part));
  if (!link) throw new Error(`no link with ${part} in:\n${text}`);
  return link;
}

/** The code of eight digits in a mail's text. */
export function codeIn(text) {
  const code = text.match(/\b(\d{4})[ \u00a0]?(\d{4})\b/);
  if (!code) throw new Error(`no code in:\n${text}`);
  return code[1] + code[2];
}

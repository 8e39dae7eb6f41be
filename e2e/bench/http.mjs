// A visitor without a browser: cookies, forms with their token, times.
import { Agent, request } from 'node:http';
import { codeIn } from '../lib/mailbox.mjs';

/** A browser of one person, as far as a server sees one. */
export class Visitor {
  #cookies = new Map();

  #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(url) {
    this.url = new URL(url);
  }

  /** Asks, reads the whole answer, and says how many milliseconds that took. */
  ask(method, path, form) {
    const body = form && new URLSearchParams(form).toString();
    const headers = { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    if (body !== undefined) {
      headers['content-type'] = 'application/x-www-form-urlencoded';
      headers['content-length'] = Buffer.byteLength(body);
    }
    const options = { host: this.url.hostname, port: this.url.port, method, path, headers, agent: this.#agent };
    const begin = performance.now();
    return new Promise((resolve, reject) => {
      const asked = request(options, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const spent = performance.now() - begin;
          for (const cookie of answer.headers['set-cookie'] ?? []) {
            const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
            this.#cookies.set(name, value);
          }
          resolve({ status: answer.statusCode, location: answer.headers.location, body: Buffer.concat(chunks).toString('utf8'), spent });
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  get(path) {
    return this.ask('GET', path);
  }

  /** Sends a form of a page, with the token that stands in it; `fields` as for URLSearchParams. */
  async post(from, path, fields) {
    const page = typeof from === 'string' ? await this.get(from) : from;
    const csrf = page.body.match(/name="csrf" value="([^"]*)"/)[1];
    return this.ask('POST', path, [['csrf', csrf], ...fields]);
  }

  /** Signs in with the code that the demo's mail box shows. */
  async signIn(address) {
    const known = (await this.get(`/postvak?aan=${encodeURIComponent(address)}`)).body;
    await this.post('/inloggen', '/inloggen', [['email', address]]);
    for (let time = 0; time < 600; time += 1) {
      const mails = (await this.get(`/postvak?aan=${encodeURIComponent(address)}`)).body;
      for (const [, id, subject] of mails.matchAll(/<a [^>]*href="\/postvak\/([0-9a-f-]{36})"[^>]*>([\s\S]*?)<\/a>/g)) {
        // Another mail may have come meanwhile, Monday's for one.
        if (known.includes(id) || !/code/i.test(subject)) continue;
        const mail = (await this.get(`/postvak/${id}`)).body.match(/<article[^>]*>([\s\S]*?)<\/article>/)[1];
        const done = await this.post('/inloggen/code', '/inloggen/code', [['code', codeIn(mail)]]);
        if (done.status !== 303) throw new Error(`signing in: ${done.status} with ${subject}`);
        return this;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no code for ${address}`);
  }

  close() {
    this.#agent.destroy();
  }
}

/** The number below which this share of the numbers is. */
export function percentile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

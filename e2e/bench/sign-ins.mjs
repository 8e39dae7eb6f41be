// Signing in with passkeys, and what a session costs each request, against the real binary.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { newDatabase, newFolder, startPortal } from '../lib/portal.mjs';
import { percentile, Visitor } from './http.mjs';

/** Tests ask more often than people. */
const OFTEN = { VROEGTEKEN_REQUESTS_PER_QUARTER: '100000000', VROEGTEKEN_REQUESTS_PER_ACCOUNT: '100000000', VROEGTEKEN_LOG: 'warn' };
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30) / 3;
/** How many sign in at the same time. */
const AT_ONCE = 16;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

/** An authenticator in a few lines: ES256 keys, no counter, its owner always verified. */
class Authenticator {
  constructor(origin) {
    this.origin = origin;
    this.rp = sha256(new URL(origin).hostname);
    this.id = randomBytes(32);
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.key = privateKey;
    this.public = publicKey.export({ format: 'jwk' });
  }

  #said(type, challenge) {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  #answer(response) {
    const id = this.id.toString('base64url');
    const members = Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')]);
    return JSON.stringify({ id, rawId: id, type: 'public-key', response: Object.fromEntries(members), extensions: {} });
  }

  /** Flags: present, verified, with a new key. */
  make({ challenge, user }) {
    this.user = Buffer.from(user.id, 'base64url');
    const [x, y] = [this.public.x, this.public.y].map((text) => Buffer.from(text, 'base64url'));
    const key = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), x, Buffer.from('225820', 'hex'), y]);
    const data = Buffer.concat([this.rp, Buffer.from([0x45, 0, 0, 0, 0]), Buffer.alloc(16), Buffer.from([0, 32]), this.id, key]);
    const head = Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex');
    const attestationObject = Buffer.concat([head, Buffer.from([0x58, data.length]), data]);
    return this.#answer({ clientDataJSON: this.#said('webauthn.create', challenge), attestationObject });
  }

  answer({ challenge }) {
    const clientDataJSON = this.#said('webauthn.get', challenge);
    const authenticatorData = Buffer.concat([this.rp, Buffer.from([0x05, 0, 0, 0, 0])]);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), this.key);
    return this.#answer({ clientDataJSON, authenticatorData, signature, userHandle: this.user });
  }
}

const token = (page) => page.body.match(/name="csrf" value="([^"]*)"/)[1];

/** Somebody of the demo with a passkey. */
async function somebody(url, address) {
  const visitor = await new Visitor(url).signIn(address);
  const csrf = token(await visitor.get('/mijn/passkeys'));
  const options = JSON.parse((await visitor.ask('POST', '/mijn/passkeys/begin', [['csrf', csrf]])).body);
  const own = new Authenticator(url);
  const made = await visitor.ask('POST', '/mijn/passkeys', [['csrf', csrf], ['naam', 'Meting'], ['antwoord', own.make(options)]]);
  if (made.status !== 303) throw new Error(`making a passkey: ${made.status}`);
  return { visitor, own };
}

/** How many sign in within a second, each in a browser that asks anew for a challenge. */
async function perSecond(url, people) {
  const end = performance.now() + SECONDS * 1000;
  let done = 0;
  const one = async (number) => {
    const visitor = new Visitor(url);
    const csrf = token(await visitor.get('/inloggen'));
    while (performance.now() < end) {
      const options = JSON.parse((await visitor.ask('POST', '/inloggen/passkey/begin', [['csrf', csrf]])).body);
      const { own } = people[number % people.length];
      const entered = await visitor.ask('POST', '/inloggen/passkey', [['csrf', csrf], ['antwoord', own.answer(options)]]);
      if (entered.status !== 303) throw new Error(`signing in: ${entered.status}`);
      done += 1;
    }
    visitor.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => one(number)));
  return done / SECONDS;
}

/** Microseconds that a request takes longer with a session than without, in the middle of many. */
async function session(url, { visitor }) {
  const stranger = new Visitor(url);
  const [path] = (await stranger.get('/')).body.match(/\/assets\/[\w.-]+\.svg|\/assets\/[\w.-]+\.css/);
  const spent = { with: [], without: [] };
  for (let time = 0; time < 6_000; time += 1) {
    spent.without.push((await stranger.get(path)).spent);
    spent.with.push((await visitor.get(path)).spent);
  }
  stranger.close();
  const middle = (numbers) => percentile(numbers.slice(1_000), 0.5) * 1000;
  return middle(spent.with) - middle(spent.without);
}

/** Measures both engines where there are two. */
export async function signIns(report) {
  for (const engine of ['SQLite', ...(process.env.VROEGTEKEN_TEST_POSTGRES ? ['PostgreSQL'] : [])]) {
    const data = await newFolder({ onDisk: true });
    const database = engine === 'PostgreSQL' ? await newDatabase() : undefined;
    const portal = await startPortal({ data, database: database?.url, env: OFTEN, limit: 120_000 });
    try {
      const page = await new Visitor(portal.url).get('/inloggen');
      const addresses = [...page.body.matchAll(/data-demo-email="([^"]+)"/g)].map(([, address]) => address);
      const people = [];
      for (const address of addresses) people.push(await somebody(portal.url, address));
      const number = await perSecond(portal.url, people);
      console.log(`${engine}: ${number.toFixed(0)} passkey sign-ins a second, ${AT_ONCE} at once`);
      report(`sign in with a passkey, ${engine}`, 1000 / number, 'ms', 1000 / 300);
      if (engine === 'SQLite') report('session check of a request, SQLite', await session(portal.url, people[0]), 'µs', 50);
    } finally {
      await portal.stop();
      await database?.drop();
      await rm(data, { recursive: true, force: true });
    }
  }
}

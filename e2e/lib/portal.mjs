// Starts the real binary with demo data for a test, and stops it. Nothing of a test's portal outlives the test.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { access, cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { secretsOfMails, tellsOnNobody } from './secrets.mjs';

const run = promisify(execFile);
const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const target = process.env.CARGO_TARGET_DIR || join(cache, 'vroegteken', 'target');

/** The binary under test. */
export const BINARY = process.env.VROEGTEKEN_BIN || join(target, 'debug', 'vroegteken');

/** How long a first start with demo data may take, in milliseconds. */
const START_LIMIT = 20_000;
/** How long the portal may take to end after SIGTERM, in milliseconds. */
const STOP_LIMIT = 10_000;

/** A TCP port on loopback that is free now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** In memory where that is possible: what a test writes need not survive a power cut, and disks are slow to say so. */
const IN_MEMORY = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A new empty folder for data; `onDisk` where the time that a disk takes counts. */
export const newFolder = ({ onDisk = false } = {}) => mkdtemp(join(onDisk ? tmpdir() : IN_MEMORY, 'vroegteken-e2e-'));

/**
 * A new folder with the data of a first start in demo mode. That takes seconds, so it is done once for each binary and
 * day, and copied from then on.
 */
async function demoFolder() {
  const output = new URL('../output/', import.meta.url).pathname;
  const { mtimeMs, size } = await stat(BINARY);
  const day = new Date().toISOString().slice(0, 10);
  const template = join(output, `demo-${day}-${size}-${Math.round(mtimeMs)}`);
  const exists = await access(template).then(() => true, () => false);
  if (!exists) {
    await mkdir(output, { recursive: true });
    const old = (await readdir(output)).filter((name) => /^(demo|new)-/.test(name));
    await Promise.all(old.map((name) => rm(join(output, name), { recursive: true, force: true })));
    const made = await newFolder();
    await (await startPortal({ data: made, limit: 3 * START_LIMIT })).stop(); // no test of the time
    const copy = await mkdtemp(join(output, 'new-'));
    await cp(made, copy, { recursive: true });
    await rm(made, { recursive: true, force: true });
    // Another test may have been first: its data is as good.
    await rename(copy, template).catch(() => rm(copy, { recursive: true, force: true }));
  }
  const folder = await newFolder();
  await cp(template, folder, { recursive: true });
  return folder;
}

/**
 * A new empty PostgreSQL database on the server of VROEGTEKEN_TEST_POSTGRES.
 * Returns its URL and `drop()`.
 */
export async function newDatabase() {
  const server = process.env.VROEGTEKEN_TEST_POSTGRES;
  assert.ok(server, 'VROEGTEKEN_TEST_POSTGRES is not set: run this through scripts/with-postgres.sh');
  const name = `e2e_${randomUUID().replaceAll('-', '')}`;
  const sql = (text) => run('psql', [server, '--no-psqlrc', '--quiet', '--command', text]);
  await sql(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** Runs `vroegteken COMMAND…` to its end and returns what it printed. */
export async function vroegteken(...command) {
  const { stdout } = await run(BINARY, command);
  return stdout;
}

/**
 * Starts `vroegteken serve` and waits until it listens.
 *
 * `data`: the data folder; when left out, one with the demo's data that `stop` removes. `first`: an empty folder
 * instead, so that this is a first start. `database`: a PostgreSQL URL; SQLite when left out. `demo`: in demo mode (the
 * default). `env`: more settings. `limit`: how many milliseconds starting may take.
 *
 * Returns `{ url, data, pid, startedIn, log, stop, kill }`: `url` is the public URL without a slash at the end,
 * `startedIn` is in milliseconds, `log()` is what the portal wrote so far.
 */
export async function startPortal({ data, first = false, database, demo = true, env = {}, limit = START_LIMIT } = {}) {
  const folder = data ?? (first || database || !demo ? await newFolder() : await demoFolder());
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const begin = performance.now();
  const options = ['--listen', `127.0.0.1:${port}`, '--data', folder, '--public-url', url];
  if (demo) options.unshift('--demo');
  if (database) options.push('--database', database);
  const child = spawn(BINARY, ['serve', ...options], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const endWithTest = () => child.kill('SIGKILL');
  process.once('exit', endWithTest);

  let log = '';
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(`could not start ${BINARY}: ${error.message}`));
    child.once('close', (code, signal) => resolve(`ended with ${signal ?? `code ${code}`}`));
  });
  const listening = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        log += text;
        if (log.includes('listening on http')) resolve('listening');
      });
    }
  });

  const end = async (signal) => {
    child.kill(signal);
    const how = await Promise.race([ended, after(STOP_LIMIT, 'still running')]);
    if (how === 'still running') child.kill('SIGKILL');
    process.off('exit', endWithTest);
    if (!data) await rm(folder, { recursive: true, force: true });
    return how;
  };

  const outcome = await Promise.race([listening, ended, after(limit, 'did not listen in time')]);
  if (outcome !== 'listening') {
    await end('SIGKILL');
    throw new Error(`the portal ${outcome}:\n${log}`);
  }
  return {
    url,
    data: folder,
    pid: child.pid,
    startedIn: performance.now() - begin,
    log: () => log,
    /**
     * Ends the portal as an operator does, and fails when that takes too long, or when the log of the whole journey
     * holds a name, an address, a code or a token.
     */
    async stop() {
      // Who was mailed what is known while it runs; a portal that died already has its log read all the same.
      const secrets = demo && child.exitCode === null ? await secretsOfMails(url).catch(() => new Set()) : new Set();
      const how = await end('SIGTERM');
      assert.notEqual(how, 'still running', `the portal did not end within ${STOP_LIMIT / 1000} s of SIGTERM`);
      tellsOnNobody(log, secrets);
    },
    /** Ends the portal as a power cut does. */
    async kill() {
      const how = await end('SIGKILL');
      tellsOnNobody(log);
      return how;
    },
  };
}

function after(milliseconds, value) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds, value).unref();
  });
}

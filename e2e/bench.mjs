// The promised numbers against the real binary, a release build: `make bench`. Prints them and writes bench.json in
// the project's folder: name, value, unit, peer (the number that was promised) and ratio (value / peer; 1 or less
// keeps the promise).
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { country } from './bench/country.mjs';
import { movingIn } from './bench/moving-in.mjs';
import { signIns } from './bench/sign-ins.mjs';
import { launch } from './lib/browser.mjs';
import { codeIn } from './lib/mailbox.mjs';
import { demoPeople, newPerson } from './lib/people.mjs';
import { BINARY, newFolder, startPortal, vroegteken } from './lib/portal.mjs';
import { acceptNationwidePartner } from './lib/road.mjs';
import { codeForm, goOn } from './lib/signing.mjs';
import { until } from './lib/until.mjs';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const RUNS = 5;
const RENDERED = Number(process.env.BENCH_DOCUMENTS ?? 2000);
const results = [];

function report(name, value, unit, peer) {
  const result = { name, value: Number(value.toPrecision(3)), unit, peer, ratio: Number((value / peer).toPrecision(3)) };
  results.push(result);
  console.log(`${name}: ${result.value} ${unit} (promised: ${peer} ${unit}, ratio ${result.ratio})`);
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Milliseconds from the start of the process to the first page, with data that stands already. */
async function startToFirstAnswer(data) {
  const portal = await startPortal({ data });
  const asked = performance.now();
  const answer = await fetch(portal.url);
  await answer.text();
  const spent = portal.startedIn + performance.now() - asked;
  await portal.stop();
  if (!answer.ok) throw new Error(`the start page answers ${answer.status}`);
  return spent;
}

/** Resident memory of a portal at rest, in MiB. */
async function memoryAtRest(data) {
  const portal = await startPortal({ data });
  await (await fetch(portal.url)).text();
  await sleep(5_000);
  const status = await readFile(`/proc/${portal.pid}/status`, 'utf8');
  await portal.stop();
  return Number(status.match(/^VmRSS:\s+(\d+) kB$/m)[1]) / 1024;
}

/** Milliseconds from accepting a nationwide partner until its 342 agreements can be seen, on SQLite. */
async function acceptance(browser) {
  const data = await newFolder({ onDisk: true });
  await vroegteken('demo', '--data', data, '--municipalities', '342', '--partners', '0');
  const portal = await startPortal({ data });
  try {
    return await acceptNationwidePartner(browser, portal, 342);
  } finally {
    await portal.stop();
    await rm(data, { recursive: true, force: true });
  }
}

/** Finished documents with their facts. */
async function documents(count) {
  const [data, out] = [await newFolder({ onDisk: true }), await newFolder({ onDisk: true })];
  await vroegteken('demo', 'documents', '--data', data, '--count', String(count), '--out', out);
  await rm(data, { recursive: true, force: true });
  return out;
}

/** Milliseconds of the whole process that judges one signed document. */
async function verification(folder) {
  const [name] = (await readdir(folder)).filter((file) => file.endsWith('.pdf'));
  const spent = [];
  for (let time = 0; time < 21; time += 1) {
    const begin = performance.now();
    await run(BINARY, ['verify', join(folder, name), '--trust', join(folder, 'root.pem')]);
    spent.push(performance.now() - begin);
  }
  return median(spent);
}

/** Resident memory of a process, in MiB. */
async function resident(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(status.match(/^VmRSS:\s+(\d+) kB$/m)[1]) / 1024;
}

/**
 * One warm render process that makes `count` different documents: milliseconds and pages of each, on average, and its
 * memory after a tenth of them and at the end.
 */
async function rendering(folder, count) {
  const names = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const all = await Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))));
  // The usual ones: an annex of a hundred members takes as long as three agreements.
  const facts = all.filter((one) => (one.party.members ?? []).length <= 30);
  const worker = spawn(BINARY, ['render-worker'], { stdio: ['pipe', 'pipe', 'ignore'], env: { RAYON_NUM_THREADS: '1' } });
  let bytes = Buffer.alloc(0);
  const read = async (length) => {
    while (bytes.length < length) bytes = Buffer.concat([bytes, (await once(worker.stdout, 'data'))[0]]);
    const part = bytes.subarray(0, length);
    bytes = bytes.subarray(length);
    return part;
  };
  let pages = 0;
  const make = async (index) => {
    const number = `LCV-2026-${String(index + 1).padStart(6, '0')}`;
    const request = { facts: { ...facts[index % facts.length], number }, copy: 'original' };
    worker.stdin.write(`${JSON.stringify(request)}\n`);
    const header = JSON.parse(await read((await read(4)).readUInt32BE()));
    if (header.outcome !== 'done') throw new Error(header.reason);
    pages += header.pages;
    await read(Number((await read(8)).readBigUInt64BE()));
  };
  for (let index = 0; index < facts.length; index += 1) await make(index); // the first ones fill its memory
  pages = 0;
  let early = 0;
  const begin = performance.now();
  for (let index = 0; index < count; index += 1) {
    await make(index);
    if (index === Math.floor(count / 10)) early = await resident(worker.pid);
  }
  const spent = (performance.now() - begin) / count;
  const late = await resident(worker.pid);
  worker.kill();
  return { spent, pages: pages / count, early, late };
}

/** Milliseconds from the click that confirms until 342 documents are signed, on SQLite. */
async function signing(browser) {
  const data = await newFolder({ onDisk: true });
  await vroegteken('demo', '--data', data, '--municipalities', '1', '--partners', '342');
  const portal = await startPortal({ data });
  try {
    const visitor = await browser.newContext({ baseURL: portal.url });
    const [, contact, signatory] = await demoPeople(await visitor.newPage());
    await visitor.close();
    const steering = await newPerson(browser, portal.url, contact);
    await steering.page.goto('/overeenkomsten/doorzetten');
    for (const value of ['alles', 'vooruit', 'doorzetten']) {
      await steering.page.locator(`main button[name=doe][value=${value}]`).first().click();
      await steering.page.waitForLoadState();
    }
    await steering.close();
    const { page, close } = await newPerson(browser, portal.url, signatory);
    await until(
      '342 documents',
      async () => {
        await page.goto('/tekenen');
        return (await page.locator('#tekenlijst input[type=checkbox]').count()) === 342;
      },
      { limit: 120_000 },
    );
    const mail = await goOn(page, signatory);
    await codeForm(page).locator('input[name=code]').fill(codeIn(mail));
    const begin = performance.now();
    await codeForm(page).locator('button[type=submit]').click();
    await page.locator('h1#uitslag').waitFor({ timeout: 120_000 });
    const spent = performance.now() - begin;
    await close();
    return spent;
  } finally {
    await portal.stop();
    await rm(data, { recursive: true, force: true });
  }
}

/** What a script in Python prints as its last line, as a number. */
async function peer(script, ...more) {
  const { stdout } = await run(join(process.env.VENV_BENCH, 'bin/python'), [join(ROOT, 'scripts', script), ...more]);
  return Number(stdout.trim().split('\n').at(-1));
}

/** Milliseconds of one whole visible signature, in the own process of the tests. */
async function signature() {
  const { stdout } = await run(
    'cargo',
    ['test', '--locked', '--release', '-p', 'vroegteken-signing', '--test', 'signing', '--', '--ignored', 'rates', '--nocapture'],
    { cwd: ROOT },
  );
  return Number(stdout.match(/whole signature, visible: .*\(([\d.]+) ms each\)/)[1]);
}

// BENCH_ONLY=country measures the whole country alone, BENCH_ONLY=sign-ins what signing in costs.
if (process.env.BENCH_ONLY === 'sign-ins') {
  await signIns(report);
  process.exit(0);
}
if (process.env.BENCH_ONLY === 'country') {
  await country(report);
  await movingIn(report);
  process.exit(0);
}
const demoData = await newFolder({ onDisk: true });
const browser = await launch();
try {
  await (await startPortal({ data: demoData })).stop(); // the first start makes the demo data
  const starts = [];
  for (let run = 0; run < RUNS; run += 1) starts.push(await startToFirstAnswer(demoData));
  report('start to first answer, demo data', median(starts) / 1000, 's', 0.5);
  report('memory at rest, demo data', await memoryAtRest(demoData), 'MiB', 150);
  const accepted = [];
  for (let run = 0; run < 3; run += 1) accepted.push(await acceptance(browser));
  report('accept a nationwide partner to 342 agreements visible, SQLite', median(accepted) / 1000, 's', 1);
  const finished = await documents(20);
  report('verify a signed document, whole process', await verification(finished), 'ms', 50);
  const made = await rendering(finished, RENDERED);
  report('render a document in one warm process', made.spent, 'ms', 1000 / 18);
  const memory = `memory of that process after ${RENDERED} documents, against after a tenth`;
  report(memory, made.late, 'MiB', made.early * 1.1);
  const signed = [];
  for (let time = 0; time < 3; time += 1) signed.push(await signing(browser));
  report('confirm a round to 342 documents signed, SQLite', median(signed) / 1000, 's', 5);
  if (process.env.VENV_BENCH) {
    const weasyprint = await peer('peer_weasyprint.py', finished);
    report('render a page, against a twelfth of WeasyPrint (tagged)', made.spent / made.pages, 'ms', weasyprint / 12);
    const pyhanko = await peer('peer_pyhanko.py', join(finished, (await readdir(finished)).find((name) => name.endsWith('.pdf'))));
    report('sign a document visibly, against a fortieth of pyHanko', await signature(), 'ms', pyhanko / 40);
  }
  await rm(finished, { recursive: true, force: true });
  await signIns(report);
  await country(report);
  await movingIn(report);
} finally {
  await browser.close();
  await rm(demoData, { recursive: true, force: true });
  await writeFile(new URL('../bench.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
}

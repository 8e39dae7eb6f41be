// The promised numbers against the real binary, a release build: `make bench`. Prints them and writes bench.json in
// the project's folder: name, value, unit, peer (the number that was promised) and ratio (value / peer; 1 or less
// keeps the promise).
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch } from './lib/browser.mjs';
import { newFolder, startPortal, vroegteken } from './lib/portal.mjs';
import { acceptNationwidePartner } from './lib/road.mjs';

const RUNS = 5;
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
} finally {
  await browser.close();
  await rm(demoData, { recursive: true, force: true });
  await writeFile(new URL('../bench.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
}

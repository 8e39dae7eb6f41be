// A practice moves in: 500 organisations and 20,000 agreements that were signed elsewhere, by the command line.
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BINARY, newDatabase, newFolder } from '../lib/portal.mjs';

const run = promisify(execFile);
const MUNICIPALITIES = 44;
const PARTNERS = 456;
const AGREEMENTS = 20_000;

/** The codes of municipalities that exist, from the list that the portal carries. */
async function codes() {
  const text = await readFile(new URL('../../domain/data/municipalities.csv', import.meta.url), 'utf8');
  const [header, ...lines] = text.trim().split(/\r?\n/).map((line) => line.split(/[;,]/));
  const code = header.findIndex((name) => /code/i.test(name));
  const until = header.findIndex((name) => /until/i.test(name));
  return lines.filter((line) => !line[until]).map((line) => line[code]);
}

/** A KvK number that nobody else of these has. */
const kvk = (index) => String(30_000_000 + index);

const people = (host) =>
  [`Noor de Wit;noor@${host};030 123 45 67;coördinator`, `Lou Bakker;lou@${host};030 123 45 68;directeur`].join(';');

async function files(folder) {
  const parties = (await codes()).slice(0, MUNICIPALITIES);
  const header =
    'soort;naam;cbs_code;kvk;straat;postcode;plaats;systeem;sector;type;werkgebied;contact1_naam;contact1_email;contact1_telefoon;contact1_functie;' +
    'tekenbevoegde1_naam;tekenbevoegde1_email;tekenbevoegde1_telefoon;tekenbevoegde1_functie;tekenbevoegde1_grond';
  const address = 'Raadhuisplein 1;1234 AB;Voorbeeld';
  const municipality = (code, index) =>
    `gemeente;;${code};${kvk(index)};${address};BKR VPS;;;;${people(`gemeente${index}.example`)};ambt`;
  const partner = (index) =>
    `signaalpartner;Energie ${index};;${kvk(1_000 + index)};${address};;energie;;heel Nederland;${people(`energie${index}.example`)};register`;
  const organisations = [header, ...parties.map(municipality), ...Array.from({ length: PARTNERS }, (_, index) => partner(index))];
  const pairs = parties.flatMap((code) => Array.from({ length: PARTNERS }, (_, index) => [code, kvk(1_000 + index)]));
  const agreements = ['partij;signaalpartner;getekend_op;start_op', ...pairs.slice(0, AGREEMENTS).map(([party, other]) => `${party};${other};2024-05-17;2024-06-01`)];
  await writeFile(join(folder, 'organisations.csv'), organisations.join('\r\n'));
  await writeFile(join(folder, 'agreements.csv'), agreements.join('\r\n'));
  return agreements.length - 1;
}

/** Seconds of a command. */
async function timed(...command) {
  const begin = performance.now();
  await run(BINARY, command, { maxBuffer: 64 << 20 });
  return (performance.now() - begin) / 1000;
}

/** Brings both files in, on either engine. */
export async function movingIn(report) {
  for (const engine of process.env.VROEGTEKEN_TEST_POSTGRES ? ['SQLite', 'PostgreSQL'] : ['SQLite']) {
    const made = engine === 'PostgreSQL' ? await newDatabase() : undefined;
    const data = await newFolder({ onDisk: true });
    const where = ['--data', data, ...(made ? ['--database', made.url] : [])];
    try {
      const agreements = await files(data);
      const first = await timed('import', 'organisations', join(data, 'organisations.csv'), ...where);
      const second = await timed('import', 'agreements', join(data, 'agreements.csv'), ...where);
      console.log(`  ${engine}: organisations ${first.toFixed(2)} s, ${agreements} agreements ${second.toFixed(2)} s`);
      report(`bring in ${MUNICIPALITIES + PARTNERS} organisations and ${agreements} agreements, ${engine}`, first + second, 's', 10);
    } finally {
      await rm(data, { recursive: true, force: true });
      await made?.drop();
    }
  }
}

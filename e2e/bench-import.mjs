// How long a running practice takes to move in: 500 organisations and 20,000 agreements, on both databases, with a release
// build. Prints the numbers and adds them to bench.json. `node e2e/bench-import.mjs FOLDER` only writes the two files.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newDatabase, newFolder, vroegteken } from './lib/portal.mjs';

const MUNICIPALITIES = 300;
const PARTNERS = 200;
const AGREEMENTS = 20_000;
const SECTORS = ['huur;woningcorporatie', 'energie;', 'water;', 'zorg;'];

/** The same two files every time. */
async function files(folder) {
  const list = await readFile(new URL('../domain/data/municipalities.csv', import.meta.url), 'utf8');
  const today = new Date().toISOString().slice(0, 10);
  const places = list.trim().split('\n').slice(1).map((line) => line.split(','))
    .filter(([, , , from, until]) => (!from || from <= today) && (!until || today < until))
    .slice(0, MUNICIPALITIES);
  const people = (host) => `An Bos;an@${host}.example;030 123 45 67;Jo Vos;jo@${host}.example;bestuurder;register`;
  const organisations = ['soort;naam;cbs_code;kvk;straat;postcode;plaats;systeem;sector;type;werkgebied;contact1_naam;contact1_email;contact1_telefoon;tekenbevoegde1_naam;tekenbevoegde1_email;tekenbevoegde1_functie;tekenbevoegde1_grond'];
  places.forEach(([code], n) => {
    organisations.push(`gemeente;;${code};${20_000_000 + n};Raadhuisplein ${n + 1};1234 AB;Plaats;BKR VPS;;;;${people(`gemeente-${n}`)}`);
  });
  for (let n = 0; n < PARTNERS; n += 1) {
    organisations.push(`signaalpartner;Signaalpartner ${n};;${30_000_000 + n};Laan ${n + 1};1234 AB;Plaats;;${SECTORS[n % 4]};heel Nederland;${people(`partner-${n}`)}`);
  }
  const agreements = ['partij;signaalpartner;getekend_op;start_op'];
  for (let n = 0; n < AGREEMENTS; n += 1) {
    // Every third pair of municipality and partner, in an order that is none of both.
    const pair = n * 3;
    const [code] = places[pair % MUNICIPALITIES + (pair % 3)] ?? places[0];
    const partner = Math.floor(pair / MUNICIPALITIES);
    agreements.push(`${code};${30_000_000 + partner};${1 + (n % 28)}-${1 + (n % 12)}-2024;${n % 4 ? '' : '2025-01-01'}`);
  }
  const paths = [join(folder, 'organisaties.csv'), join(folder, 'overeenkomsten.csv')];
  await writeFile(paths[0], `${organisations.join('\n')}\n`);
  await writeFile(paths[1], `${agreements.join('\n')}\n`);
  return paths;
}

async function seconds(act) {
  const begun = performance.now();
  await act();
  return (performance.now() - begun) / 1000;
}

const [only] = process.argv.slice(2);
if (only) {
  console.log((await files(only)).join('\n'));
} else {
  const folder = await newFolder();
  const [organisations, agreements] = await files(folder);
  const results = [];
  const engines = process.env.VROEGTEKEN_TEST_POSTGRES ? ['SQLite', 'PostgreSQL'] : ['SQLite'];
  for (const engine of engines) {
    const data = await newFolder({ onDisk: true });
    const database = engine === 'PostgreSQL' ? await newDatabase() : undefined;
    const where = ['--data', data, ...(database ? ['--database', database.url] : [])];
    await vroegteken('migrate', ...where);
    const first = await seconds(() => vroegteken('import', 'organisations', organisations, ...where));
    const second = await seconds(() => vroegteken('import', 'agreements', agreements, ...where));
    for (const [name, value] of [['500 organisations', first], ['20,000 agreements', second], ['500 organisations and 20,000 agreements', first + second]]) {
      const result = { name: `import ${name}, ${engine}`, value: Number(value.toPrecision(3)), unit: 's', peer: 10, ratio: Number((value / 10).toPrecision(3)) };
      results.push(result);
      console.log(`${result.name}: ${result.value} s (promised: both in 10 s)`);
    }
    await rm(data, { recursive: true, force: true });
    await database?.drop();
  }
  await rm(folder, { recursive: true, force: true });
  const path = new URL('../bench.json', import.meta.url);
  const before = await readFile(path, 'utf8').then(JSON.parse, () => []);
  await writeFile(path, `${JSON.stringify([...before.filter(({ name }) => !name.startsWith('import ')), ...results], null, 2)}\n`);
}

// The whole country against the real binary: made, listed, searched, released, clicked at, on either database.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { BINARY, newDatabase, newFolder, startPortal } from '../lib/portal.mjs';
import { percentile, Visitor } from './http.mjs';

const run = promisify(execFile);
const ADMINISTRATOR = 'beheer@vroegteken.example';
const TIMES = Number(process.env.BENCH_TIMES ?? 40);
const CLICKERS = 200;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
/** Tests ask more often than people. */
const OFTEN = { VROEGTEKEN_REQUESTS_PER_QUARTER: '1000000' };

/** The largest resident memory so far of a process, in MiB. */
async function highest(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(status.match(/^VmHWM:\s+(\d+) kB$/m)?.[1] ?? 0) / 1024;
}

/** Resident memory of a process, in MiB. */
async function resident(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(status.match(/^VmRSS:\s+(\d+) kB$/m)[1]) / 1024;
}

/** Makes a country; seconds, MiB at most, and what it printed. */
async function make(data, database, ...more) {
  const options = ['demo', '--country', '--data', data, ...(database ? ['--database', database] : []), ...more];
  const begin = performance.now();
  const child = spawn(BINARY, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  let memory = 0;
  const ended = once(child, 'exit');
  let running = true;
  ended.then(() => (running = false));
  while (running) {
    memory = Math.max(memory, await highest(child.pid));
    await sleep(100);
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`making a country ended with ${code}`);
  return { seconds: (performance.now() - begin) / 1000, memory, agreements: Number(said.match(/agreements (\d+)/)[1]) };
}

/** The addresses of the demo's people, by role: administrator, contact and signatory of a municipality, and of a partner. */
async function people(url) {
  const visitor = new Visitor(url);
  const page = await visitor.get('/inloggen');
  visitor.close();
  return [...page.body.matchAll(/data-demo-email="([^"]+)"/g)].map(([, address]) => address);
}

const addresses = (html) =>
  [...html.matchAll(/href="(\/[^"#]*)"/g)].map(([, href]) => href.replaceAll('&amp;', '&').replaceAll('&#38;', '&'));

/** Every list with its filters, orders, searches and pages: name, whose, path. */
async function lists(administrator, municipality, partner) {
  const find = async (visitor, path, wanted) => addresses((await visitor.get(path)).body).find((href) => wanted.test(href));
  const next = (visitor, path) => find(visitor, path, /[?&]na=/);
  const all = [
    ['all agreements', administrator, '/overeenkomsten'],
    ['all, page 2', administrator, await next(administrator, '/overeenkomsten')],
    ['all, deep page', administrator, '/overeenkomsten?na=zaanstad%7E00000000-0000-0000-0000-000000000000'],
    ['all, page back', administrator, '/overeenkomsten?voor=zaanstad%7E00000000-0000-0000-0000-000000000000'],
    ...['prepared', 'on_hold', 'released', 'partly_signed', 'declined', 'signed', 'active', 'withdrawn', 'terminated'].map((state) => [
      `all, ${state}`,
      administrator,
      `/overeenkomsten?stand=${state}`,
    ]),
    ...['huur', 'energie', 'water', 'zorg'].map((sector) => [`all, sector ${sector}`, administrator, `/overeenkomsten?sector=${sector}`]),
    ['all, sector and state', administrator, '/overeenkomsten?sector=water&stand=declined'],
    ...['zuid-holland', 'flevoland'].map((province) => [`all, ${province}`, administrator, `/overeenkomsten?provincie=${province}`]),
    ['all, province, sector and state', administrator, '/overeenkomsten?provincie=gelderland&sector=zorg&stand=declined'],
    ...['rotterdam', 'akkerdal', 'energie', 'wonen', 'an', 'e', 'nergens', '123456', 'LCV-2026-0001', '%', '🌷'].map((text) => [
      `all, search ${text}`,
      administrator,
      `/overeenkomsten?zoek=${encodeURIComponent(text)}`,
    ]),
    ['all, search in a state', administrator, '/overeenkomsten?zoek=beek&stand=declined'],
    ['all, search in a province', administrator, '/overeenkomsten?zoek=wonen&provincie=gelderland'],
    ['all, long search', administrator, `/overeenkomsten?zoek=${'a'.repeat(10_000)}`],
    ['own, municipality', municipality, '/overeenkomsten'],
    ['own, municipality, page 2', municipality, await next(municipality, '/overeenkomsten')],
    ['own, municipality, newest first', municipality, '/overeenkomsten?volgorde=gewijzigd'],
    ['own, municipality, state', municipality, '/overeenkomsten?stand=signed'],
    ['own, municipality, sector', municipality, '/overeenkomsten?sector=energie'],
    ['own, municipality, search', municipality, '/overeenkomsten?zoek=beek'],
    ['own, partner', partner, '/overeenkomsten'],
    ['own, partner, province', partner, '/overeenkomsten?provincie=utrecht'],
    ['own, partner, search', partner, '/overeenkomsten?zoek=dam'],
    ['partners, municipality', municipality, '/samenwerkingspartners'],
    ['partners, sector and search', municipality, '/samenwerkingspartners?sector=huur&zoek=beek'],
    ['partners, partner', partner, '/samenwerkingspartners'],
    ['partners, system and province', partner, '/samenwerkingspartners?systeem=bkr_vps&provincie=limburg'],
    ['partners, one municipality', partner, '/samenwerkingspartners?gemeente=GM0363'],
    ['choosing what to release', municipality, '/overeenkomsten/doorzetten'],
    ['progress of documents', municipality, '/overeenkomsten/doorzetten/voortgang'],
    ['signing list, municipality', municipality, '/tekenen'],
    ['signing list, partner', partner, '/tekenen'],
    ['map of a partner', partner, '/kaart'],
    ['map of all', administrator, '/kaart'],
    ['one agreement', municipality, await find(municipality, '/overeenkomsten', /^\/overeenkomsten\/[0-9a-f-]{36}$/)],
    ['overview', administrator, '/beheer'],
    ['organisations', administrator, '/beheer/organisaties'],
    ['organisations, kind and search', administrator, '/beheer/organisaties?soort=signal_partner&zoek=wonen'],
    ['one organisation', administrator, await find(administrator, '/beheer/organisaties', /^\/beheer\/organisaties\/[0-9a-f-]{36}$/)],
    ['registrations', administrator, '/beheer/aanmeldingen'],
    ['jobs', administrator, '/beheer/taken'],
    ['jobs, done', administrator, '/beheer/taken?stand=done'],
    ['mails', administrator, '/beheer/mails'],
    ['log', administrator, '/beheer/logboek'],
    ['log, one kind', administrator, '/beheer/logboek?soort=registration_accepted'],
    ['figures', administrator, '/beheer/cijfers?weken=26'],
  ];
  return all.filter(([, , path]) => path);
}

/** Half and 95 of a hundred answers of each list are faster than this, in milliseconds. */
async function measure(all) {
  const measured = [];
  for (const [name, visitor, path] of all) {
    const spent = [];
    for (let time = 0; time < TIMES + 3; time += 1) {
      const answer = await visitor.get(path);
      if (answer.status !== 200) throw new Error(`${name}: ${answer.status}`);
      if (time >= 3) spent.push(answer.spent);
    }
    measured.push({ name, half: percentile(spent, 0.5), most: percentile(spent, 0.95) });
  }
  return measured;
}

/** The addresses of people who coordinate or sign, some of municipalities and some of partners. */
async function crowd(administrator, wanted) {
  const found = [];
  for (const kind of ['municipality', 'signal_partner']) {
    let path = `/beheer/organisaties?soort=${kind}`;
    while (path && found.length < (kind === 'municipality' ? wanted / 2 : wanted)) {
      const page = (await administrator.get(path)).body;
      for (const href of new Set(addresses(page).filter((one) => /^\/beheer\/organisaties\/[0-9a-f-]{36}$/.test(one)))) {
        if (found.length >= (kind === 'municipality' ? wanted / 2 : wanted)) break;
        const organisation = (await administrator.get(href)).body;
        const address = organisation.match(/href="mailto:([^"]+)"/)?.[1];
        if (address) found.push({ address: decodeURIComponent(address.replaceAll('&#37;', '%')), kind });
      }
      path = addresses(page).find((href) => /[?&]na=/.test(href));
    }
  }
  return found;
}

/** What people do on a Monday morning; the share of each, out of 100. */
const MIX = {
  municipality: [[30, '/tekenen'], [25, '/overeenkomsten'], [10, '/overeenkomsten?stand=signed'], [10, '/overeenkomsten?zoek=beek'], [10, 'one'], [10, '/samenwerkingspartners'], [5, '/overeenkomsten/doorzetten']],
  signal_partner: [[35, '/tekenen'], [25, '/overeenkomsten'], [10, '/overeenkomsten?provincie=utrecht'], [10, '/overeenkomsten?zoek=dam'], [10, 'one'], [5, '/samenwerkingspartners'], [5, '/kaart']],
};

/** 200 people who click, each after two to four seconds of reading. */
async function clicking(url, administrator) {
  const some = await crowd(administrator, CLICKERS);
  const visitors = [];
  for (const { address, kind } of some) {
    const visitor = await new Visitor(url).signIn(address);
    const list = await visitor.get('/overeenkomsten');
    const one = addresses(list.body).find((href) => /^\/overeenkomsten\/[0-9a-f-]{36}$/.test(href));
    visitors.push({ visitor, mix: MIX[kind], one });
  }
  const spent = [];
  let errors = 0;
  const end = performance.now() + SECONDS * 1000;
  await Promise.all(
    visitors.map(async ({ visitor, mix, one }) => {
      await sleep(Math.random() * 3_000);
      while (performance.now() < end) {
        let chance = Math.random() * 100;
        const [, path] = mix.find(([share]) => (chance -= share) < 0) ?? mix[0];
        const answer = await visitor.get(path === 'one' ? one : path).catch(() => ({ status: 0, spent: 0 }));
        if (answer.status === 200) spent.push(answer.spent);
        else errors += 1;
        await sleep(2_000 + Math.random() * 2_000);
      }
    }),
  );
  for (const { visitor } of visitors) visitor.close();
  return { clicks: spent.length, errors, half: percentile(spent, 0.5), most: percentile(spent, 0.99) };
}

/** Seconds from the button of the demo until the Monday run is over, and how many MiB more the portal held meanwhile. */
async function monday(portal, administrator) {
  const before = await resident(portal.pid);
  let memory = before;
  const begin = performance.now();
  const begun = await administrator.post('/postvak', '/postvak/maandagmail', []);
  if (begun.status !== 303) throw new Error(`the Monday run: ${begun.status}`);
  for (;;) {
    memory = Math.max(memory, await resident(portal.pid));
    const page = (await administrator.get('/beheer/mails/maandag')).body;
    const row = page.match(/<tbody[\s\S]*?<\/tr>/)?.[0].replaceAll(/<[^>]+>/g, ' ') ?? '';
    if (/Klaar|Done/.test(row)) {
      console.log(`  Monday's run: ${row.replaceAll(/\s+/g, ' ').trim()}`);
      return { seconds: (performance.now() - begin) / 1000, more: memory - before };
    }
    if (performance.now() - begin > 300_000) throw new Error('the Monday run does not end');
    await sleep(50);
  }
}

/** Seconds from confirming until 5,000 agreements of one municipality are released, through the pages. */
async function releasing(database) {
  const data = await newFolder({ onDisk: true });
  await make(data, database, '--municipalities', '1', '--partners', '5000', '--prepared', '--lean');
  const portal = await startPortal({ data, database, env: OFTEN, limit: 60_000 });
  try {
    const [, contact] = await people(portal.url);
    const visitor = await new Visitor(portal.url).signIn(contact);
    const path = '/overeenkomsten/doorzetten';
    const chosen = await visitor.post(path, path, [['doe', 'alles']]);
    const ids = [...chosen.body.matchAll(/name="(?:gekozen|kies)" value="([0-9a-f-]{36})"/g)].map(([, id]) => ['gekozen', id]);
    if (ids.length !== 5000) throw new Error(`${ids.length} agreements were chosen`);
    const ahead = await visitor.post(chosen, path, [['doe', 'vooruit'], ...ids]);
    const released = await visitor.post(ahead, path, [['doe', 'doorzetten'], ...ids]);
    if (released.status !== 303 || !released.location.includes('gedaan=5000')) throw new Error(`released: ${released.status} ${released.location}`);
    const list = await visitor.get('/overeenkomsten?stand=released');
    if (!/5[.,]000/.test(list.body)) throw new Error('the list does not say 5,000');
    visitor.close();
    return { chosen: chosen.spent / 1000, ahead: ahead.spent / 1000, released: released.spent / 1000 };
  } finally {
    await portal.kill();
    await rm(data, { recursive: true, force: true });
  }
}

/** The size of a database, in MiB. */
async function size(data, database) {
  if (!database) {
    const { stdout } = await run('du', ['-sm', '--exclude=documents', data]);
    return Number(stdout.split('\t')[0]);
  }
  const { stdout } = await run('psql', [database, '--no-psqlrc', '--tuples-only', '--command', 'SELECT pg_database_size(current_database()) / 1048576']);
  return Number(stdout);
}

/** Everything about a country on one engine. `report(name, value, unit, promised)`. */
async function on(engine, report, { tenfold = false } = {}) {
  const made = engine === 'PostgreSQL' ? await newDatabase() : undefined;
  const data = await newFolder({ onDisk: true });
  const country = tenfold ? 'a country of 3.4 million, rows only' : 'the country';
  try {
    const more = tenfold ? ['--partners', '10000', '--lean'] : [];
    const { seconds, memory, agreements } = await make(data, made?.url, ...more);
    console.log(`${engine}: ${agreements} agreements, ${await size(data, made?.url)} MiB`);
    // Promised for SQLite only.
    if (engine === 'SQLite') report(`make ${country}, ${engine}`, seconds, 's', 60);
    else console.log(`make ${country}, ${engine}: ${seconds.toFixed(0)} s`);
    report(`memory while ${country} is made, ${engine}`, memory, 'MiB', 1024);
    if (made) await run('psql', [made.url, '--no-psqlrc', '--quiet', '--command', 'VACUUM ANALYZE']);
    const portal = await startPortal({ data, database: made?.url, env: OFTEN, limit: 60_000 });
    try {
      const [boss, contact, , other] = await people(portal.url);
      await sleep(5_000);
      report(`memory at rest with ${country}, ${engine}`, await resident(portal.pid), 'MiB', 150);
      const [administrator, municipality, partner] = await Promise.all(
        [ADMINISTRATOR ?? boss, contact, other].map((address) => new Visitor(portal.url).signIn(address)),
      );
      const measured = await measure(await lists(administrator, municipality, partner));
      for (const { name, half, most } of measured) console.log(`  ${name}: half ${half.toFixed(1)} ms, 95 % ${most.toFixed(1)} ms`);
      const slowest = measured.toSorted((a, b) => b.most - a.most)[0];
      report(`slowest of ${measured.length} lists, filters and searches of ${country} (${slowest.name}), 95 % within, ${engine}`, slowest.most, 'ms', 30);
      if (!tenfold) {
        const { clicks, errors, half, most } = await clicking(portal.url, administrator);
        console.log(`  ${CLICKERS} people, ${clicks} clicks in ${SECONDS} s, ${errors} errors, half ${half.toFixed(1)} ms`);
        report(`${CLICKERS} people clicking on a Monday morning, 99 % within, ${engine}`, most, 'ms', 250);
        report(`errors of those clicks, ${engine}`, errors, 'errors', 1);
      }
      if (!tenfold) {
        const { seconds, more } = await monday(portal, administrator);
        report(`the Monday run of ${country}, made, ${engine}`, seconds, 's', 5);
        report(`memory that it takes, ${engine}`, Math.max(more, 0.1), 'MiB', 50);
      }
      report(`memory after all that, ${engine}`, await resident(portal.pid), 'MiB', 300);
      for (const visitor of [administrator, municipality, partner]) visitor.close();
    } finally {
      await portal.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
    await made?.drop();
  }
}

/**
 * The country on both databases, or on the BENCH_ENGINES that are named; BENCH_TENFOLD=1 adds ten times as many
 * agreements, rows only, on PostgreSQL, and BENCH_TENFOLD=only measures nothing else.
 */
export async function country(report) {
  const all = process.env.VROEGTEKEN_TEST_POSTGRES ? ['SQLite', 'PostgreSQL'] : ['SQLite'];
  const wanted = process.env.BENCH_ENGINES?.split(',') ?? all;
  const engines = all.filter((engine) => wanted.includes(engine));
  for (const engine of process.env.BENCH_TENFOLD === 'only' ? [] : engines) {
    await on(engine, report);
    const database = engine === 'PostgreSQL' ? await newDatabase() : undefined;
    const { chosen, ahead, released } = await releasing(database?.url);
    await database?.drop();
    console.log(`  5,000 chosen in ${chosen.toFixed(2)} s, looked ahead in ${ahead.toFixed(2)} s`);
    report(`release 5,000 agreements, states, ${engine}`, released, 's', 5);
  }
  if (process.env.BENCH_TENFOLD && engines.includes('PostgreSQL')) await on('PostgreSQL', report, { tenfold: true });
}

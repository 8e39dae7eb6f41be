// LibreOffice of Debian, without a window: what a spreadsheet makes of a file.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The rows of a CSV file as LibreOffice Calc shows them, under the names of the first row. It reads the file into a
 * spreadsheet (semicolons, as in a Dutch Excel; UTF-8) and writes that down again with tabs; what it took for a formula
 * would have become its result.
 */
export async function inSpreadsheet(bytes) {
  const folder = await mkdtemp(join(tmpdir(), 'vroegteken-office-'));
  const office = (...more) =>
    run('soffice', [`-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`, '--headless', ...more], { timeout: 180_000 });
  try {
    await writeFile(join(folder, 'list.csv'), bytes);
    await office('--infilter=CSV:59,34,UTF8', '--convert-to', 'ods', '--outdir', folder, join(folder, 'list.csv'));
    // Tab, no quotes where none are needed, UTF-8; cells as they are shown.
    await office('--convert-to', 'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false', '--outdir', folder, join(folder, 'list.ods'));
    const text = await readFile(join(folder, 'list.csv'), 'utf8');
    const [header, ...rows] = text.replace(/^\ufeff/, '').trimEnd().split('\n').map((line) => line.split('\t').map(unquoted));
    return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const unquoted = (cell) => (cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

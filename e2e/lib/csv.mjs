// The portal's CSV files: UTF-8 with a byte order mark, `;` between cells, CRLF between rows (RFC 4180).
import assert from 'node:assert/strict';

/** The rows of a CSV file under the names of its header. Fails on a file of another shape. */
export function parseCsv(text) {
  assert.ok(text.startsWith('\ufeff'), 'the file begins with a byte order mark');
  assert.ok(text.endsWith('\r\n'), 'the file ends with CRLF');
  const cell = /(?:"((?:[^"]|"")*)"|([^;"\r\n]*))(;|\r\n)/gy;
  const rows = [[]];
  let end = 1;
  cell.lastIndex = 1;
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    rows.at(-1).push(found[1]?.replaceAll('""', '"') ?? found[2]);
    if (found[3] === '\r\n') rows.push([]);
    end = cell.lastIndex;
  }
  assert.equal(end, text.length, `the file cannot be read from ${JSON.stringify(text.slice(end, end + 40))}`);
  const [header, ...body] = rows.slice(0, -1);
  return body.map((row) => {
    assert.equal(row.length, header.length, `a row has as many cells as the header: ${row.join(';')}`);
    return Object.fromEntries(header.map((name, index) => [name, row[index]]));
  });
}

/** Follows a link to a CSV file of the page and gives its rows. */
export async function downloadCsv(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  assert.match(download.suggestedFilename(), /^[\w-]+\.csv$/);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return parseCsv(Buffer.concat(chunks).toString('utf8'));
}

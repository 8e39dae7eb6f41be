// Builds dist/: one style sheet without unused rules and tokens, one deferred script, fonts and images, each named
// after its contents, and manifest.json (one `"logical name": "file"` a line, which web/build.rs reads).
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { purge } from './purge.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');
const manifest = {};

const common = { bundle: true, minify: true, write: false, outdir: dist, logLevel: 'warning', absWorkingDir: here };
const style = await esbuild.build({
  ...common,
  entryPoints: ['css/main.css'],
  minify: false,
  loader: { '.woff2': 'file' },
  assetNames: '[name]-[hash]',
  target: ['chrome111', 'firefox115', 'safari16.4'],
});
const script = await esbuild.build({
  ...common,
  entryPoints: ['ts/main.ts'],
  format: 'iife',
  target: ['es2022'],
});

mkdirSync(dist, { recursive: true });

for (const file of style.outputFiles) {
  if (extname(file.path) === '.woff2') {
    const name = basename(file.path);
    writeFileSync(join(dist, name), file.contents);
    manifest[name.replace(/-[A-Z0-9]{8}\.woff2$/, '.woff2')] = name;
  }
}
// The content security policy allows no data: images; parts.css draws the tick of a check box itself.
const css = style.outputFiles
  .find((file) => file.path.endsWith('.css'))
  .text.replace(/^\s*background-image: url\(['"]?data:.*;\n/gm, '');
const kept = await esbuild.transform(purge(css, templates()), { loader: 'css', minify: true, legalComments: 'none' });
if (/url\(["']?data:/.test(kept.code)) throw new Error('A data: URL is left in the style sheet.');
put('main.css', kept.code);
put('main.js', script.outputFiles[0].text);
for (const image of readdirSync(join(here, 'images'))) {
  put(image, readFileSync(join(here, 'images', image)));
}

const lines = Object.keys(manifest).sort().map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(manifest[name])}`);
const table = `{\n${lines.join(',\n')}\n}\n`;
const place = join(dist, 'manifest.json');
// Written only when it differs, so that Cargo does not build again for nothing.
if (!existsSync(place) || readFileSync(place, 'utf8') !== table) writeFileSync(place, table);
for (const file of readdirSync(dist)) {
  if (file !== 'manifest.json' && !Object.values(manifest).includes(file)) rmSync(join(dist, file));
}

function put(name, contents) {
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 10);
  const file = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  writeFileSync(join(dist, file), contents);
  manifest[name] = file;
}

/** The text of all templates, Rust and scripts that may name a class. */
function templates() {
  const texts = [];
  for (const folder of [join(here, '../src'), join(here, 'ts')]) {
    for (const entry of readdirSync(folder, { recursive: true })) {
      if (/\.(html|rs|ts|svg)$/.test(entry)) texts.push(readFileSync(join(folder, entry), 'utf8'));
    }
  }
  return texts.join('\n');
}

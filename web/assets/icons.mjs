// Copies the icons that the portal uses from @tabler/icons (MIT) to src/parts/icons, cleaned so that all colour
// and size come from the style sheet. Run `npm run icons` after adding a name here and to `parts/icon.rs`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const names = {
  'alert-circle': 'alert-circle',
  'alert-triangle': 'alert-triangle',
  'arrow-left': 'arrow-left',
  'arrow-right': 'arrow-right',
  'ban': 'ban',
  'building-bank': 'building-bank',
  'building-community': 'building-community',
  'check': 'check',
  'chevron-down': 'chevron-down',
  'circle-check': 'circle-check',
  'circle-dashed': 'circle-dashed',
  'circle-x': 'circle-x',
  'clock': 'clock',
  'copy': 'copy',
  'download': 'download',
  'droplet': 'droplet',
  'file-text': 'file-text',
  'filter': 'filter',
  'heart-handshake': 'heart-handshake',
  'home': 'home',
  'inbox': 'inbox',
  'info': 'info-circle',
  'key': 'key',
  'logout': 'logout',
  'mail': 'mail',
  'map': 'map-2',
  'pause': 'player-pause',
  'pencil': 'pencil',
  'phone': 'phone',
  'plus': 'plus',
  'refresh': 'refresh',
  'search': 'search',
  'send': 'send',
  'shield': 'shield-check',
  'signature': 'signature',
  'stop': 'player-stop',
  'trash': 'trash',
  'user': 'user',
  'users': 'users',
  'bolt': 'bolt',
};

const target = new URL('../src/parts/icons/', import.meta.url);
mkdirSync(target, { recursive: true });
for (const [name, source] of Object.entries(names)) {
  const file = new URL(`node_modules/@tabler/icons/icons/outline/${source}.svg`, import.meta.url);
  const shapes = [...readFileSync(file, 'utf8').matchAll(/<path[^>]*\/>/g)].map((m) => m[0]).filter((path) => !path.includes('stroke="none"')).join('');
  writeFileSync(
    new URL(`${name}.svg`, target),
    `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes}</svg>`,
  );
}

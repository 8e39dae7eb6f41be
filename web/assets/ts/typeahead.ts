import { plain, say } from './text';

const most = 12;

/**
 * Turns `<input list>` into a combobox by the ARIA Authoring Practices (editable, list autocomplete, manual selection):
 * arrows walk, Enter picks, Escape closes and then empties, and the number of hits is announced.
 */
export function typeahead(input: HTMLInputElement): void {
  const source = input.list;
  if (!source) return;
  const options = [...source.options].map((option) => ({ value: option.value, text: plain(option.value) }));
  source.remove();
  input.removeAttribute('list');

  const wrapper = document.createElement('div');
  wrapper.className = 'typeahead';
  input.before(wrapper);
  const list = document.createElement('ul');
  list.className = 'typeahead__list';
  list.id = `${input.id}-keuzes`;
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.labels?.[0]?.textContent?.trim() ?? '');
  const status = document.createElement('div');
  status.className = 'sr-only';
  status.setAttribute('role', 'status');
  wrapper.append(input, list, status);

  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);
  input.autocomplete = 'off';

  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const pick = (value: string) => {
    input.value = value;
    close();
    status.textContent = '';
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };

  const walk = (to: number) => {
    const items = list.children;
    if (!items.length) return;
    items[active]?.setAttribute('aria-selected', 'false');
    active = (to + items.length) % items.length;
    const item = items[active]!;
    item.setAttribute('aria-selected', 'true');
    item.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', item.id);
  };

  const open = () => {
    const query = plain(input.value);
    const starts = options.filter((option) => option.text.startsWith(query));
    const holds = options.filter((option) => !option.text.startsWith(query) && option.text.includes(query));
    const hits = [...starts, ...holds];
    list.replaceChildren(
      ...hits.slice(0, most).map((option, index) => {
        const item = document.createElement('li');
        item.className = 'typeahead__option';
        item.id = `${list.id}-${index}`;
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', 'false');
        item.append(...highlighted(option.value, query));
        item.addEventListener('pointerdown', (event) => event.preventDefault());
        item.addEventListener('click', () => pick(option.value));
        return item;
      }),
    );
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.hidden = hits.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    status.textContent =
      hits.length === 0
        ? say('Niets gevonden', 'Nothing found')
        : say(`${hits.length} gevonden. Kies met de pijltjestoetsen.`, `${hits.length} found. Choose with the arrow keys.`);
  };

  input.addEventListener('input', () => (input.value ? open() : close()));
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const item = list.children[active];
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        const down = event.key === 'ArrowDown';
        if (list.hidden) open();
        walk(active < 0 ? (down ? 0 : -1) : active + (down ? 1 : -1));
        break;
      }
      case 'Enter':
        if (!list.hidden && item) {
          event.preventDefault();
          pick(item.textContent ?? '');
        }
        break;
      case 'Escape':
        if (list.hidden) input.value = '';
        else event.preventDefault();
        close();
        break;
    }
  });
}

/** The option with the part that was typed marked. */
function highlighted(value: string, query: string): (Node | string)[] {
  const at = plain(value).indexOf(query);
  if (!query || at < 0 || plain(value).length !== value.length) return [value];
  const mark = document.createElement('mark');
  mark.textContent = value.slice(at, at + query.length);
  return [value.slice(0, at), mark, value.slice(at + query.length)].filter((part) => part !== '');
}

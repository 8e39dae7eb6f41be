import { plain, say } from './text';

/** Puts a search field above a long list of check boxes, and folds open the groups where something is found. */
export function searchChecks(group: HTMLElement): void {
  const first = group.querySelector('.choices, details');
  if (!first) return;
  const choices = [...group.querySelectorAll<HTMLElement>('.choice')].map((element) => ({
    element,
    text: plain(element.textContent ?? ''),
  }));
  const opened = new Map([...group.querySelectorAll('details')].map((details) => [details, details.open]));

  const label = document.createElement('label');
  label.className = 'utrecht-form-label field__label';
  label.textContent = group.dataset.searchLabel ?? '';
  const input = document.createElement('input');
  input.type = 'search';
  input.autocomplete = 'off';
  input.className = 'utrecht-textbox utrecht-textbox--html-input';
  const status = document.createElement('p');
  status.className = 'muted small';
  status.setAttribute('role', 'status');
  const box = document.createElement('div');
  box.className = 'checks-search';
  label.append(input);
  box.append(label, status);
  first.before(box);

  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  input.addEventListener('input', () => {
    const query = plain(input.value);
    let found = 0;
    for (const choice of choices) {
      const hit = choice.text.includes(query);
      choice.element.hidden = !hit;
      if (hit) found += 1;
    }
    for (const [details, open] of opened) {
      const any = details.querySelector('.choice:not([hidden])') !== null;
      details.hidden = !any;
      details.open = query ? any : open || details.querySelector(':checked') !== null;
    }
    if (!query) status.textContent = '';
    else if (found === 0) status.textContent = group.dataset.searchNone ?? '';
    else status.textContent = say(`${found} gevonden`, `${found} found`);
  });
  group.addEventListener('change', () => {
    for (const details of opened.keys()) {
      const count = details.querySelector('.check-group__count');
      const all = details.querySelectorAll('input').length;
      const on = details.querySelectorAll('input:checked').length;
      if (count) count.textContent = say(`${on} van ${all} gekozen`, `${on} of ${all} chosen`);
    }
  });
}

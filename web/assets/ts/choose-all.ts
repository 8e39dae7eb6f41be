import { say } from './text';

/**
 * The buttons that choose all or none, without asking for the page again, and the count of what is chosen. `form` holds
 * the two buttons; its `data-choose-all` is the id of the form with the boxes.
 */
export function chooseAll(form: HTMLFormElement): void {
  const list = document.getElementById(form.dataset.chooseAll ?? '');
  const count = list?.querySelector<HTMLElement>('[data-chosen-count]');
  if (!list || !count) return;
  const boxes = [...list.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
  // A line that its own sentence keeps unchosen stays as it is.
  const free = boxes.filter((box) => !box.getAttribute('aria-describedby')?.endsWith('-uitleg'));
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = say(`${chosen} van ${boxes.length} gekozen`, `${chosen} of ${boxes.length} chosen`);
  };
  count.setAttribute('role', 'status');
  count.hidden = false;
  list.addEventListener('change', tell);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const all = (event.submitter as HTMLButtonElement | null)?.value === 'alles';
    for (const box of all ? free : boxes) box.checked = all;
    tell();
  });
  // A browser may fill boxes in again after going back.
  addEventListener('pageshow', tell);
}

import { say } from './text';

/** Puts a button behind an element that copies its text (or the value of `data-copy`). */
export function copy(source: HTMLElement): void {
  if (!navigator.clipboard) return;
  const words = say('Kopieer', 'Copy');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'nl-button nl-button--secondary copy';
  button.textContent = words;
  const status = document.createElement('span');
  status.className = 'sr-only';
  status.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(source.dataset.copy || source.textContent?.trim() || '');
    button.textContent = status.textContent = say('Gekopieerd', 'Copied');
    setTimeout(() => {
      button.textContent = words;
      status.textContent = '';
    }, 2500);
  });
  source.after(button, status);
}

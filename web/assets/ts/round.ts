import { say } from './text';

interface Counts {
  open: number;
  signed: number;
  refused: number;
}

/** Between two questions, in milliseconds. */
const PAUSE = 700;
/** Between two announcements to a screen reader, in milliseconds. */
const SAY_EVERY = 6000;

/** Follows a round while it is being signed: bar, count, and now and then a word aloud. When all is done the page is asked for again. */
export function round(card: HTMLElement): void {
  const path = card.dataset.round ?? '';
  const count = card.querySelector<HTMLElement>('[data-round-count]');
  const said = card.querySelector<HTMLElement>('[data-round-said]');
  const bar = card.querySelector<HTMLProgressElement>('[data-round-bar]');
  let spoken = performance.now();

  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(`${path}/stand`, { headers: { accept: 'application/json' } });
      if (!answer.ok || answer.redirected) return location.reload();
      const { open, signed, refused } = (await answer.json()) as Counts;
      if (open === 0) {
        // The heading of the result takes the focus, so that it is read out.
        location.replace(`${path}#uitslag`);
        return location.reload();
      }
      const words = say(`${signed} van ${open + signed + refused} getekend`, `${signed} of ${open + signed + refused} signed`);
      if (count) count.textContent = words;
      if (bar) bar.value = signed + refused;
      if (said && performance.now() - spoken > SAY_EVERY) {
        said.textContent = words;
        spoken = performance.now();
      }
    } catch {
      // No connection for a moment: signing goes on without this page.
    }
    setTimeout(ask, PAUSE);
  };
  setTimeout(ask, PAUSE);
}

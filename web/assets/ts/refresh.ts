// Fetches the page again every few seconds and puts the part that changes in place, until it says that it is done.
// Without a script the page asks the browser to load it again.
const EVERY = 2500;

export function refresh(part: HTMLElement): void {
  const again = async (): Promise<void> => {
    let fresh: HTMLElement | null = null;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (answer.redirected) return location.reload();
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (answer.ok) {
        fresh = page.querySelector('[data-refresh], [data-refreshed]');
        document.title = page.title;
      }
    } catch {
      // No network for a moment: the next time may go well.
    }
    if (fresh) {
      part.replaceChildren(...fresh.childNodes);
      if (!fresh.hasAttribute('data-refresh')) {
        // Told once, when it is over: numbers that change every few seconds would be read out without end.
        const said = document.querySelector('[data-refresh-said]');
        if (said) said.textContent = part.querySelector('h1')?.textContent ?? '';
        return;
      }
    }
    setTimeout(again, EVERY);
  };
  setTimeout(again, EVERY);
}

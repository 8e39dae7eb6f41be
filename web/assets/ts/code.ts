/**
 * The code in the link of a mail stands behind the `#`, so it is never sent to the server by opening the link.
 * Fills it in and takes it out of the address bar; the visitor still presses the button.
 */
export function code(input: HTMLInputElement): void {
  const fill = () => {
    const found = /^#code=([0-9]{4,12})$/.exec(location.hash)?.[1];
    if (!found) return;
    input.value = found;
    history.replaceState(history.state, '', location.pathname + location.search);
    input.form?.querySelector<HTMLElement>('button[type="submit"]')?.focus();
  };
  fill();
  // The link may be opened in the very window that waits for the code.
  addEventListener('hashchange', fill);
}

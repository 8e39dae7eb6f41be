/** Moves the focus to the summary of errors, so that nobody has to look for it. */
export function summary(element: HTMLElement): void {
  element.focus();
}

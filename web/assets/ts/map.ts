/** Says the name and state of the hexagon under the pointer or the focus in the live line below the map. */
export function map(figure: HTMLElement): void {
  const live = figure.querySelector<HTMLElement>('[data-map-live]');
  if (!live) return;
  const show = (event: Event) => {
    const label = (event.target as Element).closest<SVGElement>('[data-label]')?.dataset.label;
    if (label && live.textContent !== label) live.textContent = label;
  };
  figure.addEventListener('pointerover', show);
  figure.addEventListener('focusin', show);
}

/** Says the name and state of the hexagon under the pointer or the focus in the live line below the map. */
export function map(figure: HTMLElement): void {
  const live = figure.querySelector<HTMLElement>('[data-map-live]');
  if (!live) return;
  live.textContent ||= live.dataset.hint ?? '';
  const show = (event: Event) => {
    const hexagon = (event.target as Element).closest<SVGElement>('.hex');
    const label = hexagon?.dataset.label ?? hexagon?.querySelector('title')?.textContent;
    if (label && live.textContent !== label) live.textContent = label;
  };
  figure.addEventListener('pointerover', show);
  figure.addEventListener('focusin', show);
}

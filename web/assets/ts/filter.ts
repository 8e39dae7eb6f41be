const key = 'filter-focus';

/** Sends a form of filters as soon as a select or box changes, and puts the focus back on it afterwards. */
export function filter(form: HTMLFormElement): void {
  form.addEventListener('change', (event) => {
    const field = event.target as HTMLElement;
    if (!field.matches('select, input[type="checkbox"], input[type="radio"], input[type="date"]')) return;
    sessionStorage.setItem(key, field.id);
    form.requestSubmit();
  });
  const id = sessionStorage.getItem(key);
  const field = id ? document.getElementById(id) : null;
  if (field && form.contains(field)) {
    sessionStorage.removeItem(key);
    field.focus({ preventScroll: false });
  }
}

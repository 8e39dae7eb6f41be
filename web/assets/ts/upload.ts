/** Says that a file is too large before it is sent, and not after. The server says so too. */
export function upload(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type=file]');
  const error = form.querySelector<HTMLElement>('[data-upload-error]');
  const words = error?.querySelector('span');
  if (!input || !error || !words) return;
  const tooLarge = (): boolean => (input.files?.[0]?.size ?? 0) > Number(form.dataset.upload);
  const show = (): void => {
    const wrong = tooLarge();
    error.hidden = !wrong;
    words.textContent = wrong ? (error.dataset.uploadError ?? '') : '';
    input.closest('.field')?.classList.toggle('utrecht-form-field--invalid', wrong);
    if (wrong) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    const described = `${input.id}-uitleg`;
    input.setAttribute('aria-describedby', wrong ? `${described} ${error.id}` : described);
  };
  input.addEventListener('change', show);
  form.addEventListener('submit', (event) => {
    if (!tooLarge()) return;
    event.preventDefault();
    show();
    input.focus();
  });
}

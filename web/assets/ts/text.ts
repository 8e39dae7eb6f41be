/** The Dutch or the English text, by the language of the page. */
export function say(nl: string, en: string): string {
  return document.documentElement.lang === 'en' ? en : nl;
}

/** A text as it is compared in a search: without accents, capitals and double spaces. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\s-]+/g, ' ').trim();
}

// Everything here makes a page pleasanter; each page works without it.
import { chooseAll } from './choose-all';
import { code } from './code';
import { copy } from './copy';
import { filter } from './filter';
import { map } from './map';
import { passkey } from './passkey';
import { refresh } from './refresh';
import { round } from './round';
import { searchChecks } from './search-checks';
import { summary } from './summary';
import { switcher } from './switcher';
import { typeahead } from './typeahead';
import { upload } from './upload';

document.querySelectorAll<HTMLInputElement>('input[data-code]').forEach(code);
document.querySelectorAll<HTMLFormElement>('form[data-choose-all]').forEach(chooseAll);
document.querySelectorAll<HTMLElement>('[data-copy]').forEach(copy);
document.querySelectorAll<HTMLFormElement>('form[data-filter]').forEach(filter);
document.querySelectorAll<HTMLElement>('[data-map]').forEach(map);
document.querySelectorAll<HTMLFormElement>('form[data-passkey]').forEach(passkey);
document.querySelectorAll<HTMLElement>('[data-refresh]').forEach(refresh);
document.querySelectorAll<HTMLElement>('[data-round]').forEach(round);
document.querySelectorAll<HTMLElement>('[data-search-checks]').forEach(searchChecks);
document.querySelectorAll<HTMLElement>('[data-error-summary]').forEach(summary);
document.querySelectorAll<HTMLDetailsElement>('details[data-switcher]').forEach(switcher);
document.querySelectorAll<HTMLInputElement>('input[data-typeahead]').forEach(typeahead);
document.querySelectorAll<HTMLFormElement>('form[data-upload]').forEach(upload);

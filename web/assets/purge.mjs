// Leaves out what no template uses: component rules whose classes appear nowhere, and the theme's tokens that no
// remaining rule reads. Works on esbuild's unminified output, whose braces and selectors are regular.

/** Classes that templates put together from a word and a Rust value. */
const composed = /^(nl-button--(primary|secondary|subtle|danger)|utrecht-alert--(info|ok|warning|error))$/;

/** The style sheet without unused component rules and tokens. */
export function purge(css, templates) {
  const rules = filter(css, (selector) => {
    const classes = [...selector.matchAll(/\.((?:nl|utrecht)-[\w-]+)/g)].map((m) => m[1]);
    return classes.every((name) => composed.test(name) || new RegExp(`${name}(?![\\w-])`).test(templates));
  });
  return dropTokens(rules);
}

function filter(css, keep) {
  let out = '';
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf('{', at);
    if (open < 0) return out + css.slice(at);
    const close = matching(css, open);
    const head = css.slice(at, open).replace(/\/\*[\s\S]*?\*\//g, '').trim();
    const body = css.slice(open + 1, close);
    if (head.startsWith('@media') || head.startsWith('@supports')) {
      const inner = filter(body, keep);
      if (inner.trim()) out += `${head} {${inner}}\n`;
    } else if (head.startsWith('@')) {
      out += `${head} {${body}}\n`;
    } else {
      const selectors = split(head).filter(keep);
      if (selectors.length) out += `${selectors.join(',\n')} {${body}}\n`;
    }
    at = close + 1;
  }
  return out;
}

/** Selectors apart at commas outside brackets. */
function split(head) {
  const parts = [''];
  let depth = 0;
  for (const char of head) {
    if (char === '(' || char === '[') depth += 1;
    if (char === ')' || char === ']') depth -= 1;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

function matching(css, open) {
  let depth = 0;
  for (let i = open; i < css.length; i += 1) {
    if (css[i] === '{') depth += 1;
    if (css[i] === '}') depth -= 1;
    if (depth === 0) return i;
  }
  throw new Error('A brace is missing in the style sheet.');
}

/** Declarations of tokens that are read by nothing, until none is left. */
function dropTokens(css) {
  let before;
  let after = css;
  do {
    before = after;
    const read = new Set([...before.matchAll(/var\(\s*(--[\w-]+)/g)].map((m) => m[1]));
    after = before.replace(/^\s*(--[\w-]+):.*;[^;\n]*\n/gm, (all, name) => (read.has(name) ? all : ''));
  } while (after !== before);
  return after;
}

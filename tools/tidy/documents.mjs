// The maps hold: every room with code has a README, what READMEs and pages name is there, links lead somewhere, and every
// `./dev` command in a document is one that dev knows.
import { dirname, posix } from 'node:path';
import { lineAt } from './tree.mjs';
import { parts } from './rooms.mjs';

const code = /\.(cc|h|proto|mjs|ts|svelte)$/;
const pathEnding = /\.(h|cc|md|mjs|js|ts|svelte|proto|ya?ml|json|cmake|txt|html|css|sh|svg|png|allow)$/;

export function documents(tree) {
  const pages = tree.files.filter((f) => f.endsWith('.md'));
  return [...missingReadmes(tree), ...pages.flatMap((page) => [...deadLinks(tree, page), ...deadPaths(tree, page), ...deadCommands(tree, page)])];
}

function rooms(tree) {
  const of = (path) => {
    const [top, second] = path.split('/');
    if (top === 'src' && path.split('/').length > 2) return `src/${second}`;
    return parts.includes(top) && path.includes('/') ? top : undefined;
  };
  return [...new Set(tree.files.filter((f) => code.test(f)).map(of).filter(Boolean))];
}

function missingReadmes(tree) {
  return rooms(tree)
    .filter((room) => !tree.exists(`${room}/README.md`))
    .map((room) => ({ path: room, rule: 'room-readme', text: 'has code but no README.md: say what it owns and the way through it' }));
}

// Fenced blocks blanked, so that examples are not taken for links.
const unfenced = (text) => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, (hit) => hit.replace(/[^\n]/g, ' '));

function deadLinks(tree, page) {
  const text = unfenced(tree.text(page));
  const findings = [];
  for (const hit of text.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)|^\[[^\]]+\]:\s*(\S+)/gm)) {
    const target = (hit[1] ?? hit[2]).replace(/[#?].*$/, '');
    if (!target || /^[a-z][a-z0-9+.-]*:/i.test(target)) continue;
    const path = posix.normalize(target.startsWith('/') ? target.slice(1) : posix.join(dirname(page), target));
    if (!tree.exists(path))
      findings.push({ path: page, line: lineAt(text, hit.index), rule: 'dead-link', text: `${target} is not there; mend or remove the link` });
  }
  return findings;
}

// Pages that are maps: what they name in backticks must be there. Decisions may name what is gone, STYLE.md names examples.
const isMap = (page) => !page.startsWith('docs/decisions/') && page !== 'STYLE.md';

function deadPaths(tree, page) {
  if (!isMap(page)) return [];
  const text = unfenced(tree.text(page));
  const here = dirname(page);
  const findings = [];
  for (const hit of text.matchAll(/`([^`\n]+)`/g)) {
    for (const name of expand(hit[1])) {
      if (!looksLikePath(tree, name) || lives(tree, here, name)) continue;
      findings.push({ path: page, line: lineAt(text, hit.index), rule: 'dead-path', text: `\`${name}\` is not there; name a living path` });
    }
  }
  return findings;
}

// "x.{h,cc}" -> "x.h", "x.cc"
function expand(name) {
  const hit = name.match(/^(.*)\{([\w.,-]+)\}(.*)$/);
  return hit ? hit[2].split(',').flatMap((part) => expand(hit[1] + part + hit[3])) : [name];
}

function looksLikePath(tree, name) {
  if (/[\s*<>$:"'(){}=]|\.\.\./.test(name) || /^[/~.-]/.test(name) || /^build/.test(name)) return false;
  if (pathEnding.test(name)) return true;
  // "ledger/sqlite" is one where its first part is a folder here; "application/json" is none.
  const first = name.split('/')[0];
  return name.includes('/') && (name.endsWith('/') || tree.isFolder(first) || tree.isFolder(`src/${first}`));
}

const lives = (tree, here, name) =>
  [here, 'src', '.', 'web/src'].some((base) => tree.exists(posix.normalize(posix.join(base, name))));

function deadCommands(tree, page) {
  if (!tree.exists('dev')) return [];
  const known = new Set([...tree.text('dev').matchAll(/^ {2}([a-z]+)(?: \|[^)]*)?\) /gm)].map((hit) => hit[1]));
  const text = tree.text(page);
  return [...text.matchAll(/\.\/dev ([a-z]+)/g)]
    .filter((hit) => !known.has(hit[1]))
    .map((hit) => ({ path: page, line: lineAt(text, hit.index), rule: 'dead-command', text: `./dev has no command "${hit[1]}"` }));
}

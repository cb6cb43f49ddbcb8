// File and function sizes. tools/tidy.allow holds the exceptions and may only shrink: an entry says the size that stands
// today, so whatever became smaller is lowered there, and what fits the limit leaves the list.
import { blank } from './tree.mjs';

export const limits = { file: 400, function: 80 };
export const allowPath = 'tools/tidy.allow';

const measured = /\.(cc|h|proto|mjs|js|ts|svelte|css|sh|cmake)$/;
const also = new Set(['dev', '.ci/run', 'CMakeLists.txt', 'tools/hardening']);

export function sizes(tree) {
  const found = new Map(); // "file PATH" or "function PATH NAME" -> {path, line, size, limit}
  for (const path of tree.files) {
    if (!measured.test(path) && !also.has(path)) continue;
    const lines = tree.text(path).replace(/\n$/, '').split('\n').length;
    found.set(`file ${path}`, { path, line: 1, size: lines, limit: limits.file, what: 'file' });
    for (const f of functions(path, tree.text(path))) {
      const key = `function ${path} ${f.name}`;
      if (found.has(key) && found.get(key).size >= f.size) continue;
      found.set(key, { path, line: f.line, size: f.size, limit: limits.function, what: `function ${f.name}` });
    }
  }
  return judge(found, readAllow(tree));
}

function readAllow(tree) {
  if (!tree.exists(allowPath)) return [];
  return tree.text(allowPath).split('\n').flatMap((text, at) => {
    const clean = text.replace(/#.*/, '').trim();
    if (!clean) return [];
    const hit = clean.match(/^(\d+) (file \S+|function \S+ \S+)$/);
    return [{ line: at + 1, size: hit ? Number(hit[1]) : undefined, key: hit?.[2] }];
  });
}

function judge(found, allow) {
  const findings = [];
  const allowed = new Map();
  for (const entry of allow) {
    const at = { path: allowPath, line: entry.line, rule: 'allowlist' };
    const now = found.get(entry.key);
    if (entry.key === undefined) findings.push({ ...at, text: 'write "SIZE file PATH" or "SIZE function PATH NAME"' });
    else if (!now) findings.push({ ...at, text: `nothing is called "${entry.key}" any more; remove the entry` });
    else if (now.size <= now.limit) findings.push({ ...at, text: `${entry.key} fits the limit now; remove the entry` });
    else if (now.size < entry.size) findings.push({ ...at, text: `${entry.key} has ${now.size} lines now; lower the entry` });
    if (entry.key) allowed.set(entry.key, entry.size);
  }
  for (const [key, f] of found) {
    if (f.size <= (allowed.get(key) ?? f.limit)) continue;
    const limit = allowed.has(key) ? `${allowed.get(key)} that ${allowPath} grants` : f.limit;
    const rule = f.what === 'file' ? 'file-size' : 'function-size';
    findings.push({ path: f.path, line: f.line, rule, text: `${f.what}: ${f.size} lines, over the ${limit}; split it by noun or step` });
  }
  return findings;
}

// Functions with their first line, name and length in lines.
export function functions(path, text) {
  if (/\.(cc|h)$/.test(path)) return cppFunctions(blank(text));
  if (/\.(mjs|js|ts|svelte)$/.test(path)) return scriptFunctions(text);
  return [];
}

// Walks the braces. What stands before an opening brace says whether it opens a scope (namespace, class), a function, or a
// value; functions are taken whole, with the lambdas inside them.
function cppFunctions(code) {
  // Preprocessor lines blanked, continued ones too.
  const clean = code.replace(/^[ \t]*#(?:[^\n\\]|\\\n|\\)*/gm, (hit) => hit.replace(/[^\n]/g, ' '));
  const out = [];
  const stack = [];
  let head = 0;
  let line = 1;
  for (let i = 0; i < clean.length; i++) {
    const c = clean[i];
    if (c === '\n') line++;
    const busy = stack.some((s) => s.kind !== 'scope');
    if (c === ';' && !busy) head = i + 1;
    if (c === '{') {
      const before = clean.slice(head, i);
      stack.push(busy ? { kind: 'inner' } : { ...opened(before), line: line - before.trimStart().split('\n').length + 1 });
      if (!busy) head = i + 1;
    }
    if (c === '}') {
      const top = stack.pop();
      if (top?.kind === 'function') out.push({ name: top.name, line: top.line, size: line - top.line + 1 });
      if (!stack.some((s) => s.kind !== 'scope')) head = i + 1;
    }
  }
  return out;
}

function opened(before) {
  const text = before.replace(/\s+/g, ' ').trim();
  if (/(?:[=(,]|\breturn)$/.test(text)) return { kind: 'value' };
  const declares = /(?:^|[;> ])(?:namespace|class|struct|union|enum)\b/.test(` ${text}`);
  const call = text.match(/((?:[\w~]+::)*(?:~?\w+|operator\s*[^\s(]+))\s*\(([^)]*)/);
  if (declares && !(call && /\)\s*(?:const|noexcept|override|final|->.*)*$/.test(text))) return { kind: 'scope' };
  if (/^extern\b/.test(text)) return { kind: 'scope' };
  if (!call) return { kind: 'value' };
  // Tests are told apart by their arguments: TEST(Suite, Name) is "TEST(Suite,Name)".
  const test = /^(?:TYPED_)?TEST(?:_[FP])?$|^RC_GTEST_/.test(call[1]);
  return { kind: 'function', name: test ? `${call[1]}(${call[2].replace(/\s/g, '')})` : call[1].replace(/\s/g, '') };
}

// Scripts: functions and arrow functions that start at the left margin (or one step in, inside a Svelte script) and end with
// a brace in the same column.
function scriptFunctions(text) {
  const lines = text.split('\n');
  const out = [];
  lines.forEach((start, at) => {
    const hit = start.match(
      /^( {0,2})(?:export )?(?:default )?(?:(?:async )?function\*? ?(\w*)|(?:const|let) (\w+)[^=]*= (?:async )?(?:\([^)]*\)|\w+)[^=]*=>)/,
    );
    if (!hit || /[;}]\s*$/.test(start)) return;
    const end = lines.findIndex((l, i) => i > at && (l.startsWith(`${hit[1]}}`) || l.startsWith(`${hit[1]})`)));
    if (end > 0) out.push({ name: hit[2] || hit[3] || 'default', line: at + 1, size: end - at + 1 });
  });
  return out;
}

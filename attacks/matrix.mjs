#!/usr/bin/env node
// matrix.mjs [--write]: the table of attack case by outlet, docs/attacks.md, made from attacks/matrix.yaml. Without --write it goes to
// standard output. Each outlet has one cell in each case: a test, a reason, or what is missing; anything else is an error.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join, resolve } from 'node:path';
import { createRequire } from 'node:module';

const self = fileURLToPath(import.meta.url);
export const root = resolve(dirname(self), '..');
export const page = join(root, 'docs/attacks.md');
const { parse } = createRequire(join(root, 'tools/package.json'))('yaml');

export const readMatrix = () => parse(readFileSync(join(root, 'attacks/matrix.yaml'), 'utf8'));

// One cell of the table: {test}, {reason, key} or {open, key}. Throws where a case says nothing of an outlet, or says it twice.
export function cellOf(matrix, one, outlet) {
  const suite = `Attack${String(one.case).padStart(2, '0')}_${one.name}`;
  const found = [];
  if (one.tests?.includes(outlet)) found.push({ test: `${suite}.${outlet}` });
  if (one.elsewhere?.[outlet]) found.push({ test: one.elsewhere[outlet] });
  for (const kind of ['reasons', 'open'])
    for (const [key, outlets] of Object.entries(one[kind] ?? {})) {
      if (!matrix[kind][key]) throw new Error(`case ${one.case}: nothing is called ${key}`);
      if (outlets.includes(outlet)) found.push({ [kind === 'open' ? 'open' : 'reason']: matrix[kind][key], key });
    }
  if (found.length !== 1) throw new Error(`case ${one.case}: ${outlet} has ${found.length} cells`);
  return found[0];
}

// What the cases say of outlets that there are not.
export function strangers(matrix) {
  const known = new Set(matrix.outlets.map((o) => o.id));
  return matrix.cases.flatMap((one) =>
    [one.tests ?? [], Object.keys(one.elsewhere ?? {}), ...Object.values(one.reasons ?? {}), ...Object.values(one.open ?? {})]
      .flat()
      .filter((id) => !known.has(id))
      .map((id) => `case ${one.case}: ${id}`),
  );
}

export function tests(matrix) {
  return matrix.cases.flatMap((one) => matrix.outlets.map((o) => cellOf(matrix, one, o.id).test).filter(Boolean));
}

// Notes are numbered in the order of their first use.
export function render(matrix) {
  const notes = [];
  const note = (cell) => {
    const at = notes.findIndex((n) => n.key === cell.key);
    return at >= 0 ? at + 1 : notes.push(cell);
  };
  const rows = matrix.cases.map((one) => {
    const suite = `Attack${String(one.case).padStart(2, '0')}_${one.name}`;
    const cells = matrix.outlets.map((o) => {
      const cell = cellOf(matrix, one, o.id);
      if (cell.test) return cell.test === `${suite}.${o.id}` ? '✓' : `✓ ${cell.test.replaceAll('_', '\\_')}`;
      return cell.open ? `**open ${note(cell)}**` : `– ${note(cell)}`;
    });
    const title = `${one.title.ja}<br>${one.title.en}${one.seen ? ` (${one.seen})` : ''}`;
    return `| ${one.case} | ${title}<br>\`${suite}\` | ${cells.join(' | ')} |`;
  });
  const count = (kind) => matrix.cases.flatMap((one) => matrix.outlets.map((o) => cellOf(matrix, one, o.id))).filter((c) => c[kind]).length;
  return `# Attack cases by outlet 攻撃事例と出口

Made by \`attacks/matrix.mjs\` from \`attacks/matrix.yaml\`; a test holds it to both. ✓ is a test that runs in every build: the one of that row's name with the
outlet behind it (\`Attack01_EmptyAudience.Federation\`), or the one that is named. – means that the case cannot apply there, for the
reason of that number. **open** says what is missing.

各セルは、毎回実行される試験（✓）、当てはまらない理由（–と番号）又は未対応の事項（open）です。

${count('test')} cells are tests, ${count('reason')} reasons, ${count('open')} open.

| | Case 事例 | ${matrix.outlets.map((o) => `${o.name.ja}<br>${o.name.en}`).join(' | ')} |
|---|---|${matrix.outlets.map(() => '---|').join('')}
${rows.join('\n')}

## Notes 注

${notes.map((n, i) => `${i + 1}. ${(n.reason ?? n.open).en} ${(n.reason ?? n.open).ja}`).join('\n')}
`;
}

if (process.argv[1] && resolve(process.argv[1]) === self) {
  const text = render(readMatrix());
  if (process.argv[2] === '--write') writeFileSync(page, text);
  else process.stdout.write(text);
}

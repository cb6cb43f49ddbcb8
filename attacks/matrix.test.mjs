// The table is whole: every case, every outlet, one cell each; every test that it names is there; the page is what the script writes.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellOf, page, readMatrix, render, root, strangers, tests } from './matrix.mjs';

const build = process.env.TSUGITE_BUILD ?? join(root, 'build');
const matrix = readMatrix();

// "Suite.Name" of every test of a binary.
function listed(binary) {
  let suite = '';
  return execFileSync(join(build, binary), ['--gtest_list_tests'], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      if (!line.startsWith(' ')) {
        suite = line.replace(/#.*/, '').trim();
        return [];
      }
      return [suite + line.replace(/#.*/, '').trim()];
    });
}

test('all 51 cases stand there in order, each with one cell for each outlet', () => {
  assert.deepEqual(matrix.cases.map((one) => one.case), Array.from({ length: 51 }, (_, i) => i + 1));
  for (const one of matrix.cases) for (const outlet of matrix.outlets) assert.ok(cellOf(matrix, one, outlet.id));
  assert.deepEqual(strangers(matrix), []);
});

test('a cell left out, given twice or of an unknown outlet is found', () => {
  const [one] = matrix.cases;
  assert.throws(() => cellOf(matrix, { ...one, tests: [] }, one.tests[0]), /has 0 cells/);
  assert.throws(() => cellOf(matrix, { ...one, elsewhere: { [one.tests[0]]: 'A.B' } }, one.tests[0]), /has 2 cells/);
  assert.deepEqual(strangers({ ...matrix, cases: [{ ...one, tests: ['Fax'] }] }), ['case 1: Fax']);
});

test('every reason is used and said in both languages', () => {
  for (const kind of ['reasons', 'open'])
    for (const [key, text] of Object.entries(matrix[kind])) {
      assert.ok(text.ja && text.en, key);
      assert.ok(matrix.cases.some((one) => one[kind]?.[key]), `${key} is used nowhere`);
    }
});

test('every test that is named exists, and every attack test is in the table', () => {
  const binaries = ['attack_test', 'server_test', 'ledger_test', 'node_test'].filter((name) => existsSync(join(build, name)));
  assert.ok(binaries.includes('attack_test'));
  const there = new Set(binaries.flatMap(listed));
  const named = tests(matrix);
  const own = listed('attack_test');
  // Of rooms that are not built here the names cannot be looked up.
  const missing = named.filter((name) => !there.has(name) && (name.startsWith('Attack') || binaries.length === 4));
  assert.deepEqual(missing, []);
  assert.deepEqual(own.filter((name) => name.startsWith('Attack') && !named.includes(name)), []);
});

test('docs/attacks.md is what the script writes', () => {
  assert.equal(readFileSync(page, 'utf8'), render(matrix), 'run node attacks/matrix.mjs --write');
});

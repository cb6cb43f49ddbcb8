// Small habits: nothing left to do in the code, and every fuzz entry is listed.
import { isTest, lineAt } from './tree.mjs';

export function leftovers(tree) {
  const findings = [];
  for (const path of tree.files.filter((f) => /\.(cc|h|proto|mjs|ts|svelte|cmake)$/.test(f) && !f.startsWith('tools/tidy/'))) {
    const text = tree.text(path);
    for (const hit of text.matchAll(/\b(?:TODO|FIXME)\b/g))
      findings.push({ path, line: lineAt(text, hit.index), rule: 'leftover', text: `${hit[0]}: do it, or open an issue and remove the mark` });
    if (/\.h$/.test(path) && !isTest(path) && !/^#pragma once$/m.test(text))
      findings.push({ path, line: 1, rule: 'header-guard', text: 'starts without #pragma once' });
  }
  return [...findings, ...unlistedFuzzers(tree)];
}

function unlistedFuzzers(tree) {
  const list = tree.exists('fuzz/CMakeLists.txt') ? tree.text('fuzz/CMakeLists.txt') : '';
  return tree.files
    .filter((f) => /^src\/.*_fuzz\.cc$/.test(f) && !list.includes(f.slice('src/'.length)))
    .map((path) => ({ path, rule: 'unlisted-fuzzer', text: 'never runs; list it in fuzz/CMakeLists.txt and fuzz/entries.cc' }));
}

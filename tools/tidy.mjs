#!/usr/bin/env node
// tidy [--root FOLDER]: the rules of the house that no compiler knows. One finding a line, "file:line: rule: what to do".
// Exit codes: 0 nothing found, 1 findings, 2 wrong usage. Needs Node only.
import { fileURLToPath } from 'node:url';
import { dirname, resolve } from 'node:path';
import { Tree } from './tidy/tree.mjs';
import { includes } from './tidy/includes.mjs';
import { bansIn } from './tidy/bans.mjs';
import { sizes } from './tidy/sizes.mjs';
import { documents } from './tidy/documents.mjs';
import { leftovers } from './tidy/leftovers.mjs';

export function tidy(root) {
  const tree = new Tree(root);
  const findings = [includes, bansIn, sizes, documents, leftovers].flatMap((rule) => rule(tree));
  return { files: tree.files.length, findings };
}

export const format = (f) => `${f.path}${f.line ? `:${f.line}` : ''}: ${f.rule}: ${f.text}`;

const self = fileURLToPath(import.meta.url);
if (process.argv[1] && resolve(process.argv[1]) === self) {
  const args = process.argv.slice(2);
  if (args.length && !(args.length === 2 && args[0] === '--root')) {
    console.error('usage: tidy [--root FOLDER]');
    process.exit(2);
  }
  const { files, findings } = tidy(args[1] ?? resolve(dirname(self), '..'));
  findings.forEach((f) => console.log(format(f)));
  console.log(findings.length ? `tidy: ${findings.length} findings in ${files} files` : `tidy: ${files} files, nothing found`);
  process.exit(findings.length ? 1 : 0);
}

#!/usr/bin/env node
// Plays every rehearsal of a procedure, and every whole scenario but the demonstration's, on two fresh nodes that are started once.
// procedures.mjs [FILE ...] [--folder DIR]; without files all of them. One line a scenario; what is not as the file says comes with
// its file and line. A procedure of the charter without a rehearsal of its name, and a rehearsal in which all goes well, are failures
// too. Exit codes: 0 all played, 1 not.
// TSUGITE_BUILD names the build folder, default build/.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root, scenarioArgs, startNodes, tsugite } from './nodes.mjs';

const rehearsals = join(root, 'e2e/scenarios/procedures');
const whole = ['tohoku-2011', 'noto-2024', 'acg-2016', 'decided-in-absence'].map((name) => join(root, 'e2e/scenarios', `${name}.yaml`));
const yamls = (folder) => readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort();

// A rehearsal shows more than the way on which all goes well: a nonconcurrence, something refused, or a second way to end.
const turnsDown = (text) => /\b(nonconcur|refused|verdict: refuse)\b/.test(text) ||
  new Set([...text.matchAll(/state: ([\w-]+)[^}]*ended: true/g)].map(([, end]) => end)).size > 1;

// Procedures that nobody can rehearse, rehearsals of nothing, and those in which all goes well.
function unmatched() {
  const procedures = new Set(yamls(join(root, 'charters/japan-us/procedures')));
  const rehearsed = new Set(yamls(rehearsals));
  return [
    ...[...procedures].filter((name) => !rehearsed.has(name)).map((name) => `the procedure ${basename(name, '.yaml')} has no rehearsal`),
    ...[...rehearsed].filter((name) => !procedures.has(name)).map((name) => `${name} rehearses no procedure`),
    ...[...rehearsed].filter((name) => !turnsDown(readFileSync(join(rehearsals, name), 'utf8'))).map((name) => `in ${name} nothing is refused, withdrawn or not concurred in`),
  ];
}

async function run({ files, folder }) {
  const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
  const binary = join(build, 'tsugite');
  let failed = 0;
  if (!files.length)
    for (const fault of unmatched()) {
      failed++;
      console.log(`FAIL  ${fault}`);
    }
  const stories = files.length ? files.map((file) => resolve(file)) : [...yamls(rehearsals).map((name) => join(rehearsals, name)), ...whole];
  const started = await startNodes({ binary, folder: folder ?? join(build, 'procedures'), tap: false });
  try {
    const [first, ...rest] = stories.map((story) => relative(process.cwd(), story));
    // One run for all, so that each person signs in once.
    const { code, out } = await tsugite(binary, scenarioArgs(started, first, [...rest, '--json']));
    const told = out.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
    for (const { played, error } of told) {
      if (played) console.log(`ok    ${basename(played)}`);
      if (error) console.log(`FAIL  ${error.where}: ${error.code}: ${error.message.en}`);
    }
    failed += stories.length - told.filter((line) => line.played).length;
    if (code !== 0 && !told.some((line) => line.error)) console.log(`FAIL  the player ended with ${code}: ${out.slice(-2000)}`);
    if (code !== 0) failed ||= 1;
  } finally {
    await started.stop();
  }
  console.log(failed ? `procedures: ${failed} not as they should be` : `procedures: all ${stories.length} played to their end`);
  return failed ? 1 : 0;
}

const { values, positionals } = parseArgs({ options: { folder: { type: 'string' } }, allowPositionals: true });
process.exit(await run({ files: positionals, folder: values.folder }).catch((error) => (console.error(`procedures: ${error.message}`), 1)));

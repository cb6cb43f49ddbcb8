#!/usr/bin/env node
// The shared definition is amended while two nodes run under it: both approve the second version's files, which changes nothing yet;
// both settle its digest and its date in a case of the real world; from then on new cases begin under it, and what was open ends under
// the first, and the release desk goes by the second. Files that give a marking another meaning are not approved. Exit codes: 0 so it is, 1 not. TSUGITE_BUILD names the build folder, default build/.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Person } from './api.mjs';
import { parties, password, root, scenarioArgs, startNodes, tsugite } from './nodes.mjs';

const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
const binary = join(build, 'tsugite');

function edit(folder, file, from, to) {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(path, text.replace(from, to));
}

// The second version says of a question how urgent it is, and lets less leave JPN.
function amend(first, second) {
  cpSync(first, second, { recursive: true });
  edit(second, 'charter.yaml', 'version: 1', 'version: 2');
  edit(second, 'marking.yaml', 'ceilings: {JPN: {USA: 1}', 'ceilings: {JPN: {USA: 0}');
  edit(second, 'procedures/rfi.yaml', 'fields:\n', 'fields:\n  - {id: haste, type: integer, name: {ja: 緊急度, en: Haste}}\n');
  edit(second, 'procedures/rfi.yaml', 'fields: [question, needed-by, where]', 'fields: [question, haste, needed-by, where]');
}

async function ran(args) {
  const { code, out, stdout } = await tsugite(binary, args);
  if (code !== 0) throw new Error(`tsugite ${args.slice(0, 3).join(' ')} ended with ${code}:\n${out.slice(-3000)}`);
  return stdout.trim();
}

async function run() {
  let digest;
  const before = async ({ nodes, charter, folder }) => {
    const second = join(folder, 'second');
    amend(charter, second);
    const unfit = join(folder, 'unfit');
    amend(charter, unfit);
    edit(unfit, 'marking.yaml', '{id: caution, party: JPN, rank: 1', '{id: caution, party: JPN, rank: 0');
    const refused = await tsugite(binary, ['charter', 'approve', unfit, '--data', nodes.JPN.data]);
    if (refused.code === 0 || !refused.out.includes('charter.marking-changed')) throw new Error(`a marking that means something else was approved:\n${refused.out}`);
    console.log('ok    files that give a marking another meaning are not approved');
    for (const party of parties) digest = await ran(['charter', 'approve', second, '--data', nodes[party].data]);
  };
  const started = await startNodes({ binary, folder: join(build, 'amendment'), before });
  try {
    const people = await Promise.all([['JPN', 'js-watch'], ['USA', 'usfj-watch']].map(([party, account]) => Person.signIn(started.nodes[party].url, account, password)));
    const versions = async () => Promise.all(people.map(async (person) => (await person.get('/charter')).version));
    const expect = async (version, when) => {
      const seen = await versions();
      if (seen.some((one) => one !== version)) throw new Error(`${when}, new cases begin under version ${seen.join(' and ')}, not ${version}`);
      console.log(`ok    ${when}, new cases begin under version ${version}`);
    };
    const play = async (name) => {
      const file = relative(process.cwd(), join(root, 'e2e/scenarios/amendment', `${name}.yaml`));
      const effective = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z/, 'Z');
      await ran(scenarioArgs(started, file, ['--set', `DIGEST=${digest}`, '--set', `EFFECTIVE=${effective}`]));
      console.log(`ok    ${name}.yaml`);
    };
    await expect(1, 'with the second version approved on both sides');
    await play('approved');
    await expect(2, 'once its digest and date are settled');
    await play('afterwards');
  } finally {
    await started.stop();
  }
  return 0;
}

process.exit(await run().catch((error) => (console.error(`amendment: ${error.message}`), 1)));

#!/usr/bin/env node
// Two nodes whose line is cut: what one writes into a file the other takes, running or stopped; then the exchange is proved from outside
// with the root public keys alone, and a label read as other systems write it. apart.mjs [--folder DIR]
// Exit codes: 0 all as it should be, 1 not. TSUGITE_BUILD names the build folder, default build/.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Person } from './api.mjs';
import { password, root, startNodes, tsugite } from './nodes.mjs';

const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
const binary = join(build, 'tsugite');
let failed = 0;

// What it says on either stream has to hold `words`.
async function expect(what, args, code, words, input) {
  const answer = await tsugite(binary, args, input);
  const good = answer.code === code && answer.out.includes(words);
  console.log(`${good ? 'ok   ' : 'FAIL '} ${what}`);
  if (!good) {
    failed++;
    console.log(`      tsugite ${args.join(' ')} ended with ${answer.code}, not ${code} with "${words}":\n${answer.out}`);
  }
  return answer.stdout;
}

function claim(what, good, seen) {
  console.log(`${good ? 'ok   ' : 'FAIL '} ${what}`);
  if (!good) failed++, console.log(`      ${JSON.stringify(seen)}`);
}

async function ask(person, id, en) {
  const body = {
    id, kind: 'step', context: person.context, procedure: 'rfi', step: 'ask', roles: { asker: 'JPN', answerer: 'USA' },
    fields: [{ id: 'question', value: { ja: '着陸帯は使えるか', en, original: 'ja' } }],
  };
  const answer = await person.ask('/commands', { method: 'POST', body });
  if (answer.status !== 200) throw new Error(`the question is not taken: ${answer.status} ${answer.text}`);
  return answer.json;
}

async function delivery(person, asked, wanted) {
  let seen;
  for (const end = Date.now() + 20000; Date.now() < end; await new Promise((go) => setTimeout(go, 100))) {
    seen = (await person.get(`/cases/${asked.case}`)).lanes.joint[0].delivery[0];
    if (seen.state === wanted) break;
  }
  claim(`the console shows it as ${wanted}`, seen.state === wanted, seen);
}

async function files({ nodes, folder }, watch, cut) {
  const { JPN, USA } = nodes;
  const there = join(folder, 'there.bundle'), back = join(folder, 'back.bundle'), half = join(folder, 'half.bundle');
  await expect('a running node writes a file', ['bundle', 'export', there, '--data', JPN.data, '--partner', 'USA'], 0, '1 records; nothing is left over');
  writeFileSync(half, readFileSync(there).subarray(0, -40));
  await expect('a file that was cut brings what is whole, and says so', ['bundle', 'import', half, '--data', USA.data], 0, 'bundle.cut');
  await expect('a stopped node takes it', ['bundle', 'import', there, '--data', USA.data], 0, 'new records from JPN');
  await expect('a second time it brings nothing', ['bundle', 'import', there, '--data', USA.data], 0, '0 new records');
  await expect('no file goes to the one that wrote it', ['bundle', 'import', there, '--data', JPN.data], 1, 'bundle.recipient');
  await expect('a stopped node writes one', ['bundle', 'export', back, '--data', USA.data, '--partner', 'JPN'], 0, 'nothing is left over');
  await expect('a running node takes it', ['bundle', 'import', back, '--data', JPN.data], 0, '0 new records from USA');
  await delivery(watch, cut, 'receipted');
}

async function proofs({ nodes, folder }, linked, cut) {
  const data = ['--data', nodes.JPN.data];
  const roots = ['JPN', 'USA'].flatMap((party) => ['--root', `${party}=${readFileSync(join(folder, 'roots', `${party}.root.pub`), 'utf8').trim()}`]);
  for (const [how, asked] of [['on the link', linked], ['in a file', cut]]) {
    const file = join(folder, `${asked.records[0]}.evidence`);
    await expect(`evidence of what went ${how}`, ['receipt', 'export', asked.records[0], ...data, '--out', file], 0, 'held');
    await expect('it holds, offline, by the root keys alone', ['receipt', 'verify', file, ...roots], 0, `USA held record ${asked.records[0]}`);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/number (\d+)/, (_, n) => `number ${Number(n) + 1}`));
    await expect('one number changed, and it does not', ['receipt', 'verify', file, ...roots], 1, 'evidence.inclusion');
    await expect('nobody is asked to trust a key that was not given', ['receipt', 'verify', file, ...roots.slice(0, 2)], 1, 'evidence.root');
  }
  await expect('no evidence of what is not there', ['receipt', 'export', '0'.repeat(64), ...data], 1, 'evidence.not-sent');
}

async function labels({ folder }, watch, asked) {
  const { status, text } = await watch.ask(`/records/${asked.records[0]}/label.xml`);
  claim('the label is served as STANAG 4774', status === 200 && text.includes('confidentialitymetadatalabel:1:0'), { status, text });
  const charter = ['--charter', join(folder, 'charter')];
  await expect('and reads back', ['label', 'from-xml', '-', ...charter, '--json'], 0, '"releasable_to":["JPN","USA"]', text);
  await expect('with another policy it does not', ['label', 'from-xml', '-', ...charter], 1, 'stanag4774.policy', text.replace('>JAPAN<', '>NATO<'));
}

async function run(folder) {
  const started = await startNodes({ binary, folder });
  try {
    const watch = await Person.signIn(started.nodes.JPN.url, 'js-watch', password);
    const linked = await ask(watch, 'apart-1', 'Is the pad usable?');
    await delivery(watch, linked, 'receipted');
    started.nodes.USA.process.kill('SIGTERM');
    await started.nodes.USA.ended;
    const cut = await ask(watch, 'apart-2', 'Is the road open?');
    await files(started, watch, cut);
    await proofs(started, linked, cut);
    await labels(started, watch, cut);
  } finally {
    await started.stop();
  }
  console.log(failed ? `apart: ${failed} not as they should be` : 'apart: all as it should be');
  return failed ? 1 : 0;
}

const { values } = parseArgs({ options: { folder: { type: 'string' } } });
process.exit(await run(values.folder ?? join(build, 'apart')).catch((error) => (console.error(`apart: ${error.stack}`), 1)));

// After a wrong release, on real processes: one act recalls the record and destroys its key here; the proofs hold; a backup from before,
// restored, does not bring the text back.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Person } from './api.mjs';
import { openBodies } from './bodies.mjs';
import { password, root, startAgain, startNodes, tsugite } from './nodes.mjs';
import { ask } from './questions.mjs';

const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
const binary = join(build, 'tsugite');
const folder = join(build, 'purge');
const words = 'CANARY-purged-51f0';
const reason = { ja: '誤って含めた内容', en: 'It held what it should not', original: 'both' };
let started, jpn, usa, record;

const signIn = (account, node) => Person.signIn(node.url, account, password);
const verify = async (node) => JSON.parse((await tsugite(binary, ['ledger', 'verify', '--data', node.data, '--json'])).stdout);
const holds = (node) => openBodies(node.data).some(({ envelope }) => envelope.includes(words));
const slots = (node) => join(node.data, 'keys', 'records-00000001.keys');
const stop = async (node) => {
  node.process.kill('SIGTERM');
  await node.ended;
};

before(async () => {
  started = await startNodes({ binary, folder });
  ({ JPN: jpn, USA: usa } = started.nodes);
});
after(() => started?.stop());

test('purged here and recalled there, in one act; both ledgers verify', async () => {
  const asked = await ask(await signIn('js-watch', jpn), 'JPN', words);
  [record] = asked.json.records;
  const reader = await signIn('usfj-watch', usa), officer = await signIn('release', jpn);
  for (let i = 0; i < 100 && !(await reader.everything()).includes(words); ++i) await new Promise((go) => setTimeout(go, 100));
  assert.equal((await tsugite(binary, ['node', 'backup', '--data', jpn.data, '--to', join(folder, 'before')])).code, 0);
  copyFileSync(slots(jpn), join(folder, 'old.keys'));
  const purged = await officer.ask(`/records/${record}/purge`, { method: 'POST', body: { reason } });
  assert.equal(purged.status, 200, purged.text);
  assert.equal(purged.json.disposed.rule, 'purge');
  assert.equal(purged.json.recall.ask, 'destroy');
  assert.ok(!(await officer.everything()).includes(words));
  assert.equal((await officer.ask(`/records/${record}`)).status, 410);
  for (let i = 0; i < 100 && (await reader.everything()).includes(words); ++i) await new Promise((go) => setTimeout(go, 100));
  assert.ok(!(await reader.everything()).includes(words));
  for (const node of [jpn, usa]) {
    const report = await verify(node);
    assert.ok(report.right, JSON.stringify(report.wrong));
  }
  assert.equal((await verify(jpn)).disposed, 1);
});

test('a backup from before does not bring it back', async () => {
  await stop(jpn);
  const restored = await tsugite(binary, ['node', 'restore', '--from', join(folder, 'before'), '--data', jpn.data, '--replace-newer']);
  assert.equal(restored.code, 0, restored.out);
  await startAgain(binary, folder, jpn);
  const officer = await signIn('release', jpn);
  for (let i = 0; i < 100 && (await officer.get('/links')).links[0].state !== 'up'; ++i) await new Promise((go) => setTimeout(go, 100));
  assert.ok(!(await officer.everything()).includes(words));
  assert.equal((await officer.ask(`/records/${record}`)).status, 410);
  const report = await verify(jpn);
  assert.ok(report.right, JSON.stringify(report.wrong));
  assert.equal(report.disposed, 1);
});

test('an old copy of the keys would open it; the next start destroys it again', async () => {
  await stop(jpn);
  assert.ok(!holds(jpn));
  copyFileSync(join(folder, 'old.keys'), slots(jpn));
  assert.ok(holds(jpn));
  await startAgain(binary, folder, jpn);
  assert.ok(!(await (await signIn('release', jpn)).everything()).includes(words));
  await stop(jpn);
  assert.ok(!holds(jpn));
});

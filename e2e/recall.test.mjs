// A recall between two real nodes, the partner's stopped while it is asked: pending, then answered, and from then on no way of the
// partner's node gives out what the record says.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { Person } from './api.mjs';
import { password, root, startAgain, startNodes, tsugite } from './nodes.mjs';
import { ask } from './questions.mjs';

const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
const binary = join(build, 'tsugite');
const folder = join(build, 'recall');
const words = 'CANARY-recalled-7a1c';
const reason = { ja: '誤って含めた内容', en: 'It held what it should not', original: 'both' };
let started, jpn, usa;

const until = async (what, look) => {
  for (const end = Date.now() + 20000; Date.now() < end; await new Promise((go) => setTimeout(go, 100))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`waited in vain: ${what}`);
};
const signIn = async (account, node) => Person.signIn(node.url, account, password);
const stage = async (officer, record) => (await officer.get('/recalls')).recalls.find((one) => one.record === record)?.holders[0].stage;

before(async () => {
  started = await startNodes({ binary, folder });
  ({ JPN: jpn, USA: usa } = started.nodes);
});
after(() => started?.stop());

test('asked while the partner is offline, answered when it is back, never served again', async () => {
  const watch = await signIn('js-watch', jpn), officer = await signIn('release', jpn);
  let reader = await signIn('usfj-watch', usa);
  const asked = await ask(watch, 'JPN', words);
  assert.equal(asked.status, 200, asked.text);
  const [record] = asked.json.records, id = asked.json.case;
  await until('the record at USA', async () => (await reader.everything()).includes(words));

  usa.process.kill('SIGTERM');
  await usa.ended;
  const refused = await watch.ask(`/records/${record}/recall`, { method: 'POST', body: { ask: 'stop', reason } });
  assert.equal(refused.status, 403, refused.text);
  const recalled = await officer.ask(`/records/${record}/recall`, { method: 'POST', body: { ask: 'stop', reason } });
  assert.equal(recalled.status, 200, recalled.text);
  assert.equal(recalled.json.recall.by, 'JPN');
  assert.equal(await stage(officer, record), 'pending');

  await startAgain(binary, folder, usa);
  await until('the answer', async () => (await stage(officer, record)) === 'acknowledged');
  reader = await signIn('usfj-watch', usa);
  assert.ok(!(await reader.everything()).includes(words));
  assert.equal((await reader.ask(`/records/${record}`)).status, 410);
  assert.equal((await reader.ask(`/records/${record}/label.xml`)).status, 410);
  assert.deepEqual((await reader.get(`/search?words=${words}`)).cases, []);
  const item = Object.values((await reader.get(`/cases/${id}`)).lanes).flat().find((one) => one.digest === record);
  assert.equal(item.recall.reason.ja, reason.ja);
  assert.deepEqual(item.fields, []);
});

test('a start later nothing of it is back, and both ledgers verify', async () => {
  usa.process.kill('SIGTERM');
  await usa.ended;
  await startAgain(binary, folder, usa);
  assert.ok(!(await (await signIn('usfj-watch', usa)).everything()).includes(words));
  for (const node of [jpn, usa]) {
    const report = JSON.parse((await tsugite(binary, ['ledger', 'verify', '--data', node.data, '--json'])).stdout);
    assert.ok(report.right, JSON.stringify(report.wrong));
  }
});

// Keys over time and the end of a link, on two real processes: new keys go to the partner with the next hello; stolen ones are refused
// until the partner has the new file; a link that an administrator ends carries nothing until the party is made a partner again; and a
// partner that does not move leaves its mark on the link before it is given up.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Person } from './api.mjs';
import { password, root, startAgain, startNodes, tsugite } from './nodes.mjs';
import { ask, converged, signIn } from './questions.mjs';

const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
const binary = join(build, 'tsugite');
const folder = join(build, 'keys');
let started, jpn, usa;

const keysOf = (node) => join(node.data, 'keys', `${node.party}.keys`);
const keysFor = (node, partner) => join(node.data, 'keys', `${node.party}-for-${partner}.keys`);
const verified = async (node) => JSON.parse((await tsugite(binary, ['ledger', 'verify', '--data', node.data, '--json'])).stdout).right;
const pause = (ms) => new Promise((go) => setTimeout(go, ms));
const stop = async (node) => {
  node.process.kill('SIGTERM');
  await node.ended;
};
const rotate = async (node, ...how) => {
  await stop(node);
  const { code, out } = await tsugite(binary, ['keys', 'rotate', '--data', node.data, '--root', join(folder, 'roots', `${node.party}.root`), ...how]);
  assert.equal(code, 0, out);
  await startAgain(binary, folder, node);
};
// Once for each run of a node: signing in again and again is refused.
const signed = new Map();
const watchAt = async (node) => signed.get(node.process) ?? signed.set(node.process, await signIn(node)).get(node.process);
const linkOf = async (node) => (await (await watchAt(node)).get('/links')).links[0];
async function link(node, holds, what) {
  let seen;
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(200)) if (holds((seen = await linkOf(node)))) return seen;
  throw new Error(`${node.party}: ${what}; its link: ${JSON.stringify(seen)}`);
}
const bothWays = async (id) => {
  const people = await Promise.all([jpn, usa].map(watchAt));
  for (const [at, person] of people.entries()) assert.equal((await ask(person, ['JPN', 'USA'][at], `${id}-${at}`)).status, 200);
  await converged(people);
  return people;
};

before(async () => {
  started = await startNodes({ binary, folder });
  ({ JPN: jpn, USA: usa } = started.nodes);
});
after(() => started?.stop());

test('new keys go with the next hello; what the old ones signed still proves what it proved', async () => {
  const [watch] = await bothWays('before');
  const { json } = await ask(watch, 'JPN', 'proved');
  await converged([watch]);
  const evidence = join(folder, 'before.evidence');
  const made = await tsugite(binary, ['receipt', 'export', '--data', jpn.data, '--out', evidence, json.records[0]]);
  assert.equal(made.code, 0, made.out);
  await rotate(usa);
  await bothWays('after');
  assert.ok(await verified(jpn) && await verified(usa));
  const shown = await tsugite(binary, ['keys', 'show', '--data', usa.data]);
  assert.match(shown.out, /\b2\b/);
  const still = await tsugite(binary, ['receipt', 'verify', evidence, '--charter', join(folder, 'charter')]);
  assert.equal(still.code, 0, still.out);
});

test('stolen keys: nothing goes until the partner has the new file, and both sides say why', async () => {
  await rotate(usa, '--stolen');
  const unknown = (one) => one.state !== 'up' && one.reason?.code === 'link.unknown-key';
  await link(jpn, unknown, 'it does not say that the key is unknown');
  await link(usa, unknown, 'it does not say that its new key is unknown there');
  const file = existsSync(keysFor(usa, 'JPN')) ? keysFor(usa, 'JPN') : keysOf(usa);
  await stop(jpn);
  const added = await tsugite(binary, ['partner', 'add', '--data', jpn.data, '--party', 'USA', '--keys', file, '--dial', `127.0.0.1:${usa.federation}`]);
  assert.equal(added.code, 0, added.out);
  await startAgain(binary, folder, jpn);
  await bothWays('after-the-theft');
  assert.ok(await verified(jpn) && await verified(usa));
});

test('an administrator ends a link: nothing more goes, both say so, and after readmission it goes on where it was', async () => {
  const admin = await Person.signIn(jpn.url, 'admin', password);
  const ended = await admin.ask('/links/USA/end', { method: 'POST', body: { reason: { ja: '演練', en: 'A drill', original: 'both' } } });
  assert.equal(ended.status, 200, ended.text);
  assert.equal((await linkOf(jpn)).state, 'removed');
  await link(usa, (one) => one.state !== 'up' && one.reason?.code === 'link.removed', 'the partner does not say that the link was ended');
  const refused = await ask(await watchAt(jpn), 'JPN', 'to-nobody');
  assert.notEqual(refused.status, 200);
  await stop(jpn);  // and it stays so
  await startAgain(binary, folder, jpn);
  await pause(1500);
  assert.equal((await linkOf(jpn)).state, 'removed');
  const again = await (await Person.signIn(jpn.url, 'admin', password)).ask('/links/USA/end', { method: 'DELETE' });
  assert.equal(again.status, 200, again.text);
  await bothWays('readmitted');
  assert.ok(await verified(jpn) && await verified(usa));
});

test('a partner that stands still: what waits and since when is told at once, and the link is given up', { timeout: 90_000 }, async () => {
  const watch = await watchAt(jpn);
  usa.process.kill('SIGSTOP');
  const since = Date.now();
  assert.equal((await ask(watch, 'JPN', 'to-one-that-stands-still')).status, 200);
  const waits = await link(jpn, (one) => one.streams.some((stream) => stream.sent > stream.receipted), 'nothing waits');
  const oldest = waits.streams.find((stream) => stream.sent > stream.receipted).oldest_unreceipted_ms;
  assert.ok(Math.abs(oldest - since) < 5000, `${oldest} against ${since}`);
  let given;
  for (const end = Date.now() + 60_000; Date.now() < end && (given?.state ?? 'up') === 'up'; await pause(500)) given = (await watch.get('/links')).links[0];
  assert.notEqual(given.state, 'up');
  assert.match(given.reason.code, /^link\.(lost|no-receipt|tls|connect)$/, 'silent on the line, or on a new call');
  usa.process.kill('SIGCONT');
  await converged([watch, await watchAt(usa)]);
});

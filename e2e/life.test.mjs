// The life of a node as its operator sees it, on real processes: stopped under load, backed up while it runs, restored as a drill and
// in earnest, met with a newer data file, and with a full disk.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openBodies } from './bodies.mjs';
import { root, startAgain, startNodes, tsugite } from './nodes.mjs';
import { ask, converged, signIn } from './questions.mjs';

const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
const binary = join(build, 'tsugite');
const folder = join(build, 'life');
let started;
let usa;

const node = (...args) => tsugite(binary, ['node', ...args]);
const verify = async (data) => JSON.parse((await tsugite(binary, ['ledger', 'verify', '--data', data, '--json'])).stdout);
const stopOne = async (one) => {
  one.process.kill('SIGTERM');
  return one.ended;
};
const pause = (ms) => new Promise((go) => setTimeout(go, ms));

before(async () => {
  started = await startNodes({ binary, folder });
  usa = started.nodes.USA;
});
after(() => started?.stop());

test('told to stop under load, it ends in order: what was acknowledged is there and under a seal', async () => {
  const person = await signIn(usa);
  let acknowledged = 0;
  let going = true;
  const load = Promise.all([0, 1, 2, 3].map(async (writer) => {
    for (let n = 0; going; ++n) {
      const answer = await ask(person, 'USA', `stop-${writer}-${n}`).catch(() => undefined);
      if (answer?.status !== 200) return;
      ++acknowledged;
    }
  }));
  await pause(500);
  assert.equal(await stopOne(usa), 0);
  going = false;
  await load;
  const report = await verify(usa.data);
  assert.ok(acknowledged > 10, `${acknowledged}`);
  assert.ok(report.right && report.unsealed === 0, JSON.stringify(report));
  assert.ok(report.entries >= acknowledged, `${report.entries} of ${acknowledged}`);
  await startAgain(binary, folder, usa);
});

test('backed up while it runs, a drill says what it holds and leaves nothing', async () => {
  const person = await signIn(usa);
  await ask(person, 'USA', 'backup-1');
  const made = await node('backup', '--data', usa.data, '--to', join(folder, 'backup'));
  assert.equal(made.code, 0, made.out);
  assert.match(made.out, /no key is in it/);
  execFileSync('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: join(folder, 'backup') });
  mkdirSync(join(folder, 'scratch'));
  const before = readdirSync(usa.data).sort();
  const drill = await node('restore', '--from', join(folder, 'backup'), '--data', usa.data, '--verify', '--scratch', join(folder, 'scratch'));
  assert.equal(drill.code, 0, drill.out);
  assert.match(drill.out, /a node of USA: [1-9]\d* entries/);
  assert.deepEqual(readdirSync(join(folder, 'scratch')), []);
  assert.deepEqual(readdirSync(usa.data).sort(), before);
});

test('a damaged backup is found wrong, by the drill and by the restore', async () => {
  cpSync(join(folder, 'backup'), join(folder, 'damaged'), { recursive: true });
  const data = join(folder, 'damaged', 'tsugite.db');
  execFileSync('sqlite3', [data, "UPDATE seal SET checkpoint = CAST(replace(checkpoint, 'tsugite', 'tsugitE') AS BLOB)"]);
  const args = ['restore', '--from', join(folder, 'damaged'), '--data', usa.data];
  const changed = await node(...args, '--verify');
  assert.match(changed.out, /backup\.changed/);
  const sums = join(folder, 'damaged', 'SHA256SUMS');
  const [sum] = execFileSync('sha256sum', [data], { encoding: 'utf8' }).split(' ');
  writeFileSync(sums, readFileSync(sums, 'utf8').replace(/^[0-9a-f]+(?=  tsugite\.db$)/m, sum));
  const wrong = await node(...args, '--verify');
  assert.equal(wrong.code, 1, wrong.out);
  assert.match(wrong.out, /^WRONG /m);
  await stopOne(usa);
  assert.equal((await node(...args)).code, 1);
  await startAgain(binary, folder, usa);
});

test('a restore touches no node that runs, and none that holds more unless told so, in either language', async () => {
  const args = ['restore', '--from', join(folder, 'backup'), '--data', usa.data];
  const running = await node(...args);
  assert.equal(running.code, 3);
  assert.match(running.out, /store\.in-use/);
  const person = await signIn(usa);
  await ask(person, 'USA', 'after-the-backup');
  await converged([person, await signIn(started.nodes.JPN)]);
  await stopOne(usa);
  const { entries } = await verify(usa.data);
  const newer = spawnSync(binary, ['node', ...args], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'ja_JP.UTF-8' } });
  assert.equal(newer.status, 3);
  assert.match(newer.stderr, /restore\.newer.*記録があります/);
  assert.equal((await verify(usa.data)).entries, entries);
  const told = await node(...args, '--replace-newer');
  assert.equal(told.code, 0, told.out);
  assert.ok((await verify(usa.data)).entries < entries);
  assert.match(told.out, /tsugite\.db\.replaced-1/);
});

test('restored from before what its partner holds, it gets back what it had sent and goes on', async () => {
  await startAgain(binary, folder, usa);
  const people = [await signIn(usa), await signIn(started.nodes.JPN)];
  assert.equal((await ask(people[0], 'USA', 'since-the-restore')).status, 200);
  await converged(people);
  await stopOne(usa);
  for (const party of ['JPN', 'USA']) {
    const words = openBodies(started.nodes[party].data).map(({ envelope }) => envelope.toString()).join('\n');
    for (const id of ['backup-1', 'after-the-backup', 'since-the-restore']) assert.ok(words.includes(`<${id}>`), `${id} at ${party}`);
  }
  assert.ok((await verify(usa.data)).right);
  await startAgain(binary, folder, usa);
});

test('the doctor finds nothing wrong with two nodes that run, and says at both ends what is when one is stopped', async () => {
  const doctor = (party, env = {}) => spawnSync(binary, ['doctor', '--data', started.nodes[party].data], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', ...env } });
  await converged([await signIn(usa), await signIn(started.nodes.JPN)]);
  for (const party of ['JPN', 'USA']) {
    const said = doctor(party);
    assert.equal(said.status, 0, said.stdout);
    assert.match(said.stdout, /nothing is wrong/);
  }
  await stopOne(usa);
  assert.match(doctor('USA').stdout, /doctor\.not-running: .*\n {4}-> here: Start the node/);
  const there = doctor('JPN', { LC_ALL: 'ja_JP.UTF-8' });
  assert.equal(there.status, 1);
  assert.match(there.stdout, /link\.connect: .*\n {4}-> どちらかで: 接続先の番地とポート/);
  await startAgain(binary, folder, usa);
});

test('a data file of a newer version is refused and left as it is', async () => {
  await stopOne(usa);
  const data = join(usa.data, 'data', 'tsugite.db');
  const version = execFileSync('sqlite3', [data, 'PRAGMA wal_checkpoint(TRUNCATE); PRAGMA user_version'], { encoding: 'utf8' }).trim().split('\n').at(-1);
  execFileSync('sqlite3', [data, 'PRAGMA user_version=99; PRAGMA wal_checkpoint(TRUNCATE)']);
  const before = readFileSync(data);
  for (const args of [['run', '--data', usa.data], ['backup', '--data', usa.data, '--to', join(folder, 'never')],
    ['restore', '--from', join(folder, 'backup'), '--data', usa.data]]) {
    const said = await node(...args);
    assert.equal(said.code, 3, args[0]);
    assert.match(said.out, /store\.newer-version.*nothing was touched/, args[0]);
  }
  assert.ok(readFileSync(data).equals(before));
  assert.ok(!existsSync(join(folder, 'never')) && !existsSync(join(folder, 'never.part')));
  execFileSync('sqlite3', [data, `PRAGMA user_version=${version}; PRAGMA wal_checkpoint(TRUNCATE)`]);
  await startAgain(binary, folder, usa);
});

// In a mount namespace of its own, where even an ordinary user may have a small disk; some systems forbid that.
const ownDisk = ['unshare', '--user', '--map-root-user', '--mount'];
const may = spawnSync(ownDisk[0], [...ownDisk.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

test('on a full disk it reads on and refuses writes by name; with room again it writes', { skip: may ? false : 'no mount namespace for this user' }, async () => {
  await stopOne(usa);
  const saved = `${usa.data}.saved`;
  cpSync(usa.data, saved, { recursive: true });
  const script = 'mount -t tmpfs -o size=160m tmpfs "$1" && cp -a "$2/." "$1" && shift 2 && exec "$@"';
  await startAgain(binary, folder, usa, { within: [...ownDisk, 'sh', '-c', script, 'sh', usa.data, saved] });
  const filler = join('/proc', `${usa.process.pid}`, 'root', usa.data, 'filler');
  const person = await signIn(usa);
  assert.equal((await ask(person, 'USA', 'room-1')).status, 200);
  writeFileSync(filler, Buffer.alloc(110 << 20));
  let refused;
  for (let n = 0; n < 50; ++n, await pause(200)) if ((refused = await ask(person, 'USA', `full-${n}`)).status !== 200) break;
  assert.equal(refused.json.error?.code ?? refused.json.code, 'store.full', refused.text);
  assert.ok((await person.get('/cases')).cases.length > 0);
  assert.equal((await fetch(`${usa.url}/healthz`)).status, 503);
  rmSync(filler);
  let again;
  for (let n = 0; n < 50; ++n, await pause(200)) if ((again = await ask(person, 'USA', `again-${n}`)).status === 200) break;
  assert.equal(again.status, 200, again.text);
  assert.equal(await stopOne(usa), 0);
  await startAgain(binary, folder, usa);
});

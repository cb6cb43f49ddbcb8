// Two fresh nodes, JPN and USA, on loopback: root keys, a charter that holds them, data folders, keys exchanged, accounts, processes.
// Everything lies in one folder that is thrown away at the next start.
import { spawn, execFile } from 'node:child_process';
import { cpSync, createWriteStream, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const parties = ['JPN', 'USA'];
// Of the fictional accounts of a rehearsal on this machine, whose data folder is thrown away.
export const password = 'tsugite-demo';

// A folder is only thrown away if a run made it.
const mark = '.tsugite-rehearsal';

export function freshFolder(folder) {
  if (existsSync(folder) && readdirSync(folder).length && !existsSync(join(folder, mark)))
    throw new Error(`${folder} is no folder of a rehearsal; it is left as it is`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, mark), '');
}

// Runs a subcommand to its end: {code, out}, both streams together.
export function tsugite(binary, args, input = '') {
  return new Promise((done) => {
    const child = execFile(binary, args, { maxBuffer: 64 << 20 }, (error, out, err) =>
      done({ code: error ? (error.code ?? 1) : 0, out: out + err, stdout: out }));
    child.stdin.on('error', () => {}); // it may end without reading
    child.stdin.end(input);
  });
}

async function must(binary, args, input) {
  const { code, out } = await tsugite(binary, args, input);
  if (code !== 0) throw new Error(`tsugite ${args.join(' ')} ended with ${code}:\n${out}`);
  return out;
}

// The accounts of a national annex: [{account, ja, en}]. The file is ours, one person a line.
export function accounts(party) {
  const text = readFileSync(join(root, 'e2e/annex', party, 'people.yaml'), 'utf8');
  const people = [...text.matchAll(/\{account: ([\w-]+), name: \{ja: '?([^,'}]+)'?, en: '?([^'}]+?)'?\}/g)];
  if (!people.length) throw new Error(`no accounts in the annex of ${party}`);
  return people.map(([, account, ja, en]) => ({ account, ja, en }));
}

const listenAt = (port) => new Promise((done) => {
  const server = createServer();
  server.once('error', () => done(undefined));
  server.listen({ host: '127.0.0.1', port }, () => done(server));
});

// A port for each wish: the one wanted where it is free, else any. All are held until all are found, so that none comes twice.
async function ports(wishes) {
  const held = [];
  for (const wish of wishes) held.push((await listenAt(wish)) ?? (await listenAt(0)));
  const found = held.map((server) => server.address().port);
  await Promise.all(held.map((server) => new Promise((done) => server.close(done))));
  return found;
}

// So many ports that nobody listens on now.
export const freePorts = (count) => ports(Array(count).fill(0));

async function prepare(binary, folder, wanted, say) {
  const found = await ports(parties.flatMap((party) => [wanted[party].web, wanted[party].federation]));
  const nodes = Object.fromEntries(parties.map((party, i) =>
    [party, { party, data: join(folder, party), web: found[2 * i], federation: found[2 * i + 1] }]));
  const charter = join(folder, 'charter');
  cpSync(join(root, 'charters/japan-us'), charter, { recursive: true });
  for (const party of parties) {
    say(`root key and charter: ${party}`);
    const key = join(folder, 'roots', `${party}.root`);
    mkdirSync(dirname(key), { recursive: true });
    await must(binary, ['root', 'init', '--party', party, '--out', key]);
    await must(binary, ['charter', 'set-root', '--charter', charter, party, readFileSync(`${key}.pub`, 'utf8').trim()]);
  }
  await must(binary, ['charter', 'check', charter]);
  for (const { party, data, web, federation } of Object.values(nodes)) {
    say(`data folder and keys: ${party}`);
    await must(binary, ['node', 'init', '--data', data, '--party', party, '--charter', charter, '--annex', join(root, 'e2e/annex', party),
      '--root', join(folder, 'roots', `${party}.root`), '--web', `127.0.0.1:${web}`, '--federation', `127.0.0.1:${federation}`]);
  }
  const [a, b] = parties.map((party) => nodes[party]);
  // One of them calls; either could.
  await must(binary, ['partner', 'add', '--data', a.data, '--party', b.party, '--keys', join(b.data, 'keys', `${b.party}.keys`), '--dial', `127.0.0.1:${b.federation}`]);
  await must(binary, ['partner', 'add', '--data', b.data, '--party', a.party, '--keys', join(a.data, 'keys', `${a.party}.keys`)]);
  for (const party of parties) {
    say(`accounts: ${party}`);
    for (const { account } of accounts(party)) await must(binary, ['user', 'set', '--data', nodes[party].data, account], `${password}\n`);
  }
  return nodes;
}

// `within`: a command line in front, that runs what follows it.
function run(binary, folder, node, { tap = false, within = [] } = {}) {
  const [command, ...args] = [...within, binary, 'node', 'run', '--data', node.data, '--web-root', join(root, 'web/dist')];
  if (tap) args.push('--frame-tap', (node.tap = join(folder, `${node.party}.frames`)));
  node.url = `http://127.0.0.1:${node.web}`;
  node.log = join(folder, `${node.party}.log`);
  const log = createWriteStream(node.log, { flags: 'a' });
  node.process = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  node.process.stdout.pipe(log);
  node.process.stderr.pipe(log);
  node.ended = new Promise((done) => node.process.once('close', (code, signal) => done(signal ?? code)));
}

export async function healthy(node, seconds = 30) {
  let ended;
  node.ended.then((how) => (ended = how));
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (ended !== undefined) break;
    const answer = await fetch(`${node.url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((go) => setTimeout(go, 100));
  }
  throw new Error(`${node.party} ${ended === undefined ? `is not healthy after ${seconds} s` : `ended with ${ended}`}; its log:\n${readFileSync(node.log, 'utf8').slice(-4000)}`);
}

// One node again, in the folder and on the ports it had. Up when it returns.
export async function startAgain(binary, folder, node, options) {
  run(binary, folder, node, options);
  await healthy(node);
}

const anyPorts = { JPN: { web: 0, federation: 0 }, USA: { web: 0, federation: 0 } };

// {nodes: {JPN: {url, data, log, tap, process, ended}, USA}, folder, passwords, stop}. `before` may do more to the two data folders
// before their nodes start.
export async function startNodes({ binary, folder, wanted = anyPorts, tap = false, say = () => {}, before = () => {} }) {
  freshFolder(folder);
  const nodes = await prepare(binary, folder, wanted, say);
  await before({ nodes, charter: join(folder, 'charter'), folder });
  const passwords = join(folder, 'passwords.yaml');
  writeFileSync(passwords, `"*": ${password}\n`);
  const stop = async () => {
    for (const node of Object.values(nodes)) node.process?.kill('SIGTERM');
    const kill = setTimeout(() => Object.values(nodes).forEach((node) => node.process?.kill('SIGKILL')), 20000);
    const ends = await Promise.all(Object.values(nodes).map((node) => node.ended));
    clearTimeout(kill);
    return Object.fromEntries(parties.map((party, i) => [party, ends[i]]));
  };
  try {
    for (const node of Object.values(nodes)) run(binary, folder, node, { tap });
    for (const node of Object.values(nodes)) await healthy(node);
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, folder, passwords, stop };
}

export const scenarioArgs = ({ nodes, passwords }, file, more = []) => ['scenario', 'run', file,
  ...parties.flatMap((party) => ['--node', `${party}=${nodes[party].url}`]), '--passwords', passwords, ...more];

// The Debian package from the outside: its fields, what is in it and how, its unit's sandbox; then the program as unpacked, running
// as the unit runs it, under a trace of its system calls; then installed, upgraded, removed and purged below another root.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { freePorts, password, root } from '../e2e/nodes.mjs';
import { ask, signIn, watches } from '../e2e/questions.mjs';
import { allowed, called } from './syscalls.mjs';

const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
const run = (command, args, options = {}) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20, ...options });
const folder = mkdtempSync(join(tmpdir(), 'tsugite-package-'));
const unpacked = join(folder, 'unpacked');
const unit = 'usr/lib/systemd/system/tsugite@.service';
let deb;
let files; // [{mode, owner, path}]

before(() => {
  run('cpack', ['--config', join(build, 'CPackConfig.cmake'), '-B', join(folder, 'made')]);
  const names = readdirSync(join(folder, 'made')).filter((name) => name.endsWith('.deb'));
  assert.equal(names.length, 1, names.join(' '));
  deb = join(folder, 'made', names[0]);
  run('dpkg-deb', ['-x', deb, unpacked]);
  files = run('dpkg-deb', ['--contents', deb]).trim().split('\n').map((line) => {
    const [mode, owner, , , , path] = line.split(/\s+/);
    return { mode, owner, path };
  });
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('its fields say what it is and what it needs', () => {
  const field = (name) => run('dpkg-deb', ['--field', deb, name]).trim();
  assert.equal(field('Package'), 'tsugite');
  assert.match(field('Version'), /^\d+\.\d+\.\d+$/);
  assert.match(field('Maintainer'), /^[^<]+ <[^@\s]+@[^@\s]+>$/);
  const [synopsis, ...more] = field('Description').split('\n');
  assert.ok(synopsis.length <= 80 && !/^(an?|the) |\.$/i.test(synopsis), synopsis);
  assert.ok(more.length > 0 && more.every((line) => line.startsWith(' ')));
  for (const needed of ['libc6 (>=', 'libssl3 (>=', 'libsqlite3-0 (>=', 'libsodium23 (>=', 'systemd']) assert.ok(field('Depends').includes(needed), needed);
  assert.ok(!/-dev\b|gtest|benchmark/.test(field('Depends')), field('Depends'));
});

test('it holds what belongs in a package, and nothing else', () => {
  const paths = files.map(({ path }) => path.replace(/^\.\//, ''));
  for (const path of ['usr/bin/tsugite', unit, 'usr/lib/sysusers.d/tsugite.conf', 'usr/lib/tmpfiles.d/tsugite.conf', 'usr/share/tsugite/web/index.html',
    'usr/share/tsugite/charters/japan-us/charter.yaml', 'usr/share/man/man1/tsugite.1.gz', 'usr/share/doc/tsugite/copyright',
    'usr/share/doc/tsugite/changelog.gz', 'usr/share/doc/tsugite/sbom.cdx.json', 'usr/share/doc/tsugite/SECURITY.md',
    'usr/share/doc/tsugite/examples/node.yaml', 'usr/share/doc/tsugite/examples/annex/JPN/annex.yaml'])
    assert.ok(paths.includes(path), path);
  const ours = /^usr\/(bin\/tsugite$|lib\/(systemd\/system|sysusers\.d|tmpfiles\.d)\/tsugite[@.][\w.]*$|share\/(tsugite|doc\/tsugite|man\/man1)\/.)/;
  assert.deepEqual(paths.filter((path) => path && !path.endsWith('/') && !ours.test(path)), []);
  assert.deepEqual(paths.filter((path) => /\.(map|test\.\w+|built|frames|key|root)$/.test(path)), []);
});

test('files are root\'s, writable by nobody else, executable where they are programs', () => {
  for (const { mode, owner, path } of files) {
    assert.equal(owner, 'root/root', path);
    const wanted = path.endsWith('/') ? 'drwxr-xr-x' : path === './usr/bin/tsugite' ? '-rwxr-xr-x' : '-rw-r--r--';
    assert.equal(mode, wanted, path);
  }
});

test('the control files are as dpkg wants them', () => {
  const control = join(folder, 'control');
  run('dpkg-deb', ['-e', deb, control]);
  for (const script of ['postinst', 'prerm', 'postrm']) {
    const text = readFileSync(join(control, script), 'utf8');
    assert.match(text, /^#!\/bin\/sh\n/);
    assert.match(text, /^set -e$/m, script);
    run('sh', ['-n', join(control, script)]);
    assert.equal(spawnSync('sh', [join(control, script), 'nonsense']).status, 1, `${script} takes no unknown argument`);
  }
  const sums = readFileSync(join(control, 'md5sums'), 'utf8');
  run('md5sum', ['--quiet', '-c', join(control, 'md5sums')], { cwd: unpacked });
  assert.equal(sums.trim().split('\n').length, files.filter(({ path }) => !path.endsWith('/')).length);
});

test('the program is stripped, the pages are in order', () => {
  const sections = run('readelf', ['-SW', join(unpacked, 'usr/bin/tsugite')]);
  assert.ok(!/\.(debug_info|symtab)\b/.test(sections));
  const manual = gunzipSync(readFileSync(join(unpacked, 'usr/share/man/man1/tsugite.1.gz'))).toString();
  for (const command of ['root init', 'charter check', 'node run', 'node backup', 'node restore', 'partner add', 'ledger verify', 'scenario run'])
    assert.ok(manual.includes(`.SS tsugite ${command}`), command);
  assert.ok(!manual.includes(build), 'no path of the machine it was built on');
  const version = run('dpkg-deb', ['--field', deb, 'Version']).trim();
  assert.ok(gunzipSync(readFileSync(join(unpacked, 'usr/share/doc/tsugite/changelog.gz'))).toString().startsWith(`tsugite (${version}) `));
});

test('the sandbox of the unit is at most 1.5 on systemd\'s scale', () => {
  const said = run('systemd-analyze', ['security', '--offline=true', '--threshold=15', join(unpacked, unit)]);
  const [, level] = said.match(/exposure level for .*: ([\d.]+)/);
  assert.ok(Number(level) <= 1.5, level);
});

// A node as README.Debian makes one, with the unpacked program and charter.
function makeNode(binary, data, ports) {
  const charter = join(folder, 'charter');
  run('cp', ['-r', join(unpacked, 'usr/share/tsugite/charters/japan-us'), charter]);
  for (const party of ['JPN', 'USA']) {
    run(binary, ['root', 'init', '--party', party, '--out', join(folder, `${party}.root`)]);
    run(binary, ['charter', 'set-root', '--charter', charter, party, readFileSync(join(folder, `${party}.root.pub`), 'utf8').trim()]);
  }
  run(binary, ['node', 'init', '--data', data, '--party', 'JPN', '--charter', charter, '--annex', join(unpacked, 'usr/share/doc/tsugite/examples/annex/JPN'),
    '--root', join(folder, 'JPN.root'), '--web', `127.0.0.1:${ports[0]}`, '--federation', `127.0.0.1:${ports[1]}`]);
}

test('unpacked, it runs as the unit runs it, with no system call that the unit forbids, and ends in order', async () => {
  const binary = join(unpacked, 'usr/bin/tsugite');
  const data = join(folder, 'var/lib/tsugite/jpn');
  const ports = await freePorts(2);
  makeNode(binary, data, ports);
  run(binary, ['user', 'set', '--data', data, watches.JPN], { input: `${password}\n` });
  const settings = readFileSync(join(unpacked, unit), 'utf8');
  const [, command] = settings.match(/^ExecStart=\/usr\/bin\/tsugite (.*)$/m);
  const args = command.replaceAll('/var/lib/tsugite/%i', data).replaceAll('/usr/share', join(unpacked, 'usr/share')).split(' ');
  const trace = join(folder, 'trace');
  const node = spawn('strace', ['-f', '-qq', '-o', trace, binary, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  node.stderr.on('data', (text) => (said += text));
  const ended = new Promise((done) => node.once('close', (code, signal) => done(signal ?? code)));
  try {
    for (let i = 0; i < 150; ++i) {
      if ((await fetch(`http://127.0.0.1:${ports[0]}/healthz`).catch(() => undefined))?.ok) break;
      await new Promise((go) => setTimeout(go, 100));
    }
    assert.match(await (await fetch(`http://127.0.0.1:${ports[0]}/`)).text(), /<script/, said);
    const person = await signIn({ url: `http://127.0.0.1:${ports[0]}`, party: 'JPN' });
    assert.equal((await ask(person, 'JPN', 'packaged')).status, 200, said);
    run(binary, ['node', 'backup', '--data', data, '--to', join(folder, 'backup')]);
  } finally {
    // strace passes it on to nobody: the node is its only child.
    const [child] = readFileSync(`/proc/${node.pid}/task/${node.pid}/children`, 'utf8').trim().split(' ');
    process.kill(Number(child), 'SIGTERM');
  }
  assert.equal(await ended, 0, said);
  const used = called(readFileSync(trace, 'utf8'));
  // Where it is root, and only there, SQLite gives its log to the owner of the data file.
  if (process.getuid() === 0) used.delete('fchown');
  assert.ok(used.has('fdatasync') || used.has('fsync'), 'the trace is of the node');
  const lists = [...settings.matchAll(/^SystemCallFilter=(.*)$/gm)].map((hit) => hit[1]);
  const may = allowed(lists, run('systemd-analyze', ['syscall-filter']));
  assert.deepEqual([...used].filter((name) => !may.has(name)), []);
  assert.ok(!may.has('mount') && !may.has('setuid') && may.has('read'));
});

test('installed, upgraded, removed and purged: the user is there, and the folders of the nodes stay', () => {
  const other = join(folder, 'root');
  for (const path of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'etc', 'usr/share']) mkdirSync(join(other, path), { recursive: true });
  for (const name of ['status', 'available']) writeFileSync(join(other, 'var/lib/dpkg', name), '');
  writeFileSync(join(other, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
  writeFileSync(join(other, 'etc/group'), 'root:x:0:\n');
  const dpkg = (...args) => run('dpkg', [`--root=${other}`, '--force-script-chrootless', '--force-depends', '--force-not-root', `--log=${join(folder, 'dpkg.log')}`, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const time of ['first', 'second']) {
    dpkg('-i', deb);
    assert.match(readFileSync(join(other, 'etc/passwd'), 'utf8'), /^tsugite:.*:\/var\/lib\/tsugite:\/usr\/sbin\/nologin$/m, time);
    assert.equal(run('stat', ['-c', '%a', join(other, 'var/lib/tsugite')]).trim(), '750', time);
  }
  assert.match(readFileSync(join(other, 'var/lib/dpkg/status'), 'utf8'), /Status: install ok installed/);
  writeFileSync(join(other, 'var/lib/tsugite/kept'), 'a ledger');
  dpkg('-r', 'tsugite');
  assert.ok(!existsSync(join(other, 'usr/bin/tsugite')));
  dpkg('-P', 'tsugite');
  assert.equal(readFileSync(join(other, 'var/lib/tsugite/kept'), 'utf8'), 'a ledger');
});

// TLS from outside, with a client that is not ours: openssl s_client at the federation port and at a web port with a certificate.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePorts, root, startNodes, tsugite } from './nodes.mjs';

const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
const binary = join(build, 'tsugite');
const folder = join(build, 'tls');
const openssl = (...args) => execFileSync('openssl', args, { encoding: 'buffer', stdio: ['ignore', 'pipe', 'ignore'] });
let started;
let web; // a node that serves its web over TLS

// Speaks to a port until the other side closes, or for `seconds`. {code, out: both streams as latin1}
function client(port, args, { say = '', seconds = 3 } = {}) {
  return new Promise((done) => {
    const child = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, ...args], { stdio: 'pipe' });
    const parts = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => parts.push(part));
    child.stdin.on('error', () => {});
    if (say) child.stdin.write(say);
    const end = setTimeout(() => child.stdin.end(), seconds * 1000);
    const kill = setTimeout(() => child.kill('SIGKILL'), (seconds + 5) * 1000);
    child.once('close', (code) => {
      [end, kill].forEach(clearTimeout);
      done({ code, out: Buffer.concat(parts).toString('latin1') });
    });
  });
}

// Of the first certificate in a text.
function pinIn(text) {
  const [pem] = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/);
  const key = execFileSync('openssl', ['x509', '-pubkey', '-noout'], { input: pem });
  return createHash('sha256').update(execFileSync('openssl', ['pkey', '-pubin', '-outform', 'der'], { input: key })).digest('hex');
}

function keyPair(name) {
  const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', `/CN=${name}`,
    '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', certificate);
  return { key, certificate, pin: pinIn(readFileSync(certificate, 'utf8')) };
}

const upgrade = (protocol) => `GET /federation HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
  `Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`;

async function startWeb() {
  const { key, certificate } = keyPair('tsugite.test');
  const [port, federation] = await freePorts(2);
  const data = join(folder, 'web');
  const made = await tsugite(binary, ['node', 'init', '--data', data, '--party', 'JPN', '--charter', join(folder, 'charter'), '--annex', join(root, 'e2e/annex/JPN'),
    '--root', join(folder, 'roots/JPN.root'), '--web', `127.0.0.1:${port}`, '--federation', `127.0.0.1:${federation}`, '--tls-certificate', certificate, '--tls-key', key]);
  assert.equal(made.code, 0, made.out);
  appendFileSync(join(data, 'node.yaml'), 'web_names: [tsugite.test]\n');
  const process_ = spawn(binary, ['node', 'run', '--data', data, '--web-root', join(root, 'web/dist')], { stdio: 'ignore' });
  web = { port, certificate, process: process_ };
  for (let i = 0; i < 100; ++i, await new Promise((go) => setTimeout(go, 100)))
    if ((await client(port, ['-tls1_3'], { seconds: 0 })).out.includes('TLSv1.3')) return;
  throw new Error('the node with a web over TLS does not start');
}

before(async () => {
  started = await startNodes({ binary, folder });
  await startWeb();
});
after(async () => {
  web?.process.kill('SIGTERM');
  await started?.stop();
});

const federation = () => started.nodes.USA.federation;

for (const [name, port] of [['federation', federation], ['web', () => web.port]]) {
  for (const version of ['-tls1', '-tls1_1', '-tls1_2'])
    test(`${name}: nothing below TLS 1.3 (${version})`, async () => {
      const { code, out } = await client(port(), [version, '-cipher', 'ALL:@SECLEVEL=0'], { seconds: 1 });
      assert.notEqual(code, 0);
      assert.match(out, /protocol version|unsupported protocol|no protocols available/);
      assert.ok(!/Cipher is (TLS_|ECDHE)/.test(out), out);
    });

  test(`${name}: plain HTTP gets no answer`, async () => {
    const answer = await fetch(`http://127.0.0.1:${port()}/healthz`).then((r) => r.status, () => 'none');
    assert.equal(answer, 'none');
  });

  test(`${name}: an authenticated cipher and a fresh key for each connection`, async () => {
    const { out } = await client(port(), ['-tls1_3'], { seconds: 1 });
    assert.match(out, /Cipher is TLS_(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)/);
    assert.match(out, /Server Temp Key: (X25519|ECDH)/);
    assert.match(out, /Compression: NONE/);
    const weak = await client(port(), ['-tls1_3', '-ciphersuites', 'TLS_AES_128_CCM_8_SHA256'], { seconds: 1 });
    assert.notEqual(weak.code, 0);
  });
}

test('federation: who shows no certificate is turned away', async () => {
  const { out } = await client(federation(), ['-tls1_3'], { say: upgrade('tsugite.federation.v1') });
  assert.match(out, /certificate required/);
  assert.ok(!out.includes('101 Switching'), out);
});

test('federation: the key it shows is the one that its root certified', async () => {
  const { out } = await client(federation(), ['-tls1_3', '-showcerts'], { seconds: 1 });
  const certified = readFileSync(join(started.nodes.USA.data, 'keys/USA.keys'), 'utf8').match(/^tls (\S+)$/m)[1];
  assert.equal(Buffer.from(pinIn(out), 'hex').toString('base64'), certified);
});

test('federation: an unknown key is told so by name, and the log has it', async () => {
  const stranger = keyPair('stranger');
  const { out } = await client(federation(), ['-tls1_3', '-cert', stranger.certificate, '-key', stranger.key], { say: upgrade('tsugite.federation.v1') });
  assert.match(out, /101 Switching Protocols/);
  assert.match(out, /link\.unknown-key/);
  assert.ok(!out.includes('log.key') && !/\bJPN\b.*\bUSA\b/.test(out.split('101 Switching')[1]), 'and nothing else');
  const log = readFileSync(started.nodes.USA.log, 'utf8');
  assert.ok(log.split('\n').some((line) => line.includes(stranger.pin) && line.includes('127.0.0.1') && line.includes('refused')), log.slice(-1000));
});

test('federation: no session is resumed, so that each connection proves its key', async () => {
  const stranger = keyPair('resumer');
  const { out } = await client(federation(), ['-tls1_3', '-cert', stranger.certificate, '-key', stranger.key], { say: upgrade('tsugite.federation.v1') });
  assert.ok(!out.includes('Post-Handshake New Session Ticket'), out);
});

test('federation: the console is not behind it, whatever is asked', async () => {
  const stranger = keyPair('browser');
  for (const say of ['GET /api/v1/session HTTP/1.1\r\nHost: x\r\n\r\n', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', upgrade('chat')]) {
    const { out } = await client(federation(), ['-tls1_3', '-quiet', '-cert', stranger.certificate, '-key', stranger.key], { say });
    assert.ok(!/HTTP\/1\.1 [1-5]/.test(out), out);
  }
});

test('web: its certificate, strict transport, a secure cookie, and only the names it knows', async () => {
  const get = async (host, path = '/healthz') =>
    (await client(web.port, ['-tls1_3', '-ign_eof', '-servername', 'tsugite.test', '-CAfile', web.certificate, '-verify_hostname', 'tsugite.test'],
      { say: `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n` })).out;
  const known = await get(`tsugite.test:${web.port}`);
  assert.match(known, /Verification: OK/);
  assert.match(known, /HTTP\/1\.1 200/);
  assert.match(known, /Strict-Transport-Security: max-age=\d{7,}/);
  assert.match(await get(`127.0.0.1:${web.port}`), /HTTP\/1\.1 200/);
  const foreign = await get(`evil.test:${web.port}`);
  assert.ok(!/HTTP\/1\.1 200/.test(foreign), foreign);
  assert.match(foreign, /request\.host/);
});

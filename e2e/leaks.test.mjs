// A finder that cannot find is no check: each form is planted among random bytes and must be found, and nothing else may be.
import test from 'node:test';
import assert from 'node:assert/strict';
import zlib from 'node:zlib';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forms, search, searchFiles, filesBelow } from './leaks.mjs';

const secret = 'Zq7WmX2LrT9vKc4JhB8nYd5PsG3fAu6E';
const other = 'Qa1Ws2Ed3Rf4Tg5Yh6Uj7Ik8Ol9Pz0Xc';
const among = (bytes) => Buffer.concat([randomBytes(1 + (bytes[0] % 97)), bytes, randomBytes(61)]);
const has = (bytes, form) => search(among(bytes), { mine: secret }).some((hit) => hit.secret === 'mine' && hit.form.endsWith(form));

const planted = {
  'raw': Buffer.from(secret),
  'hex': Buffer.from(Buffer.from(secret).toString('hex')),
  'hex upper': Buffer.from(Buffer.from(secret).toString('hex').toUpperCase()),
  'utf-16le': Buffer.from(secret, 'utf16le'),
  'utf-16be': Buffer.from(secret, 'utf16le').swap16(),
};

for (const [form, bytes] of Object.entries(planted)) test(`finds ${form}`, () => assert.ok(has(bytes, form)));

for (const before of [0, 1, 2])
  for (const encoding of ['base64', 'base64url'])
    test(`finds ${encoding} with ${before} bytes before it`, () => {
      // Neighbours that differ each time: the characters at the seams must not matter.
      for (let i = 0; i < 20; i++) {
        const whole = Buffer.concat([randomBytes(3 * (i % 4) + before), Buffer.from(secret), randomBytes(i % 5)]);
        const hits = search(Buffer.from(whole.toString(encoding)), { mine: secret }, { decompress: false });
        assert.ok(hits.some((hit) => hit.form === `${encoding} +${before}`), whole.toString(encoding));
      }
    });

const streams = { zlib: zlib.deflateSync, gzip: zlib.gzipSync, deflate: zlib.deflateRawSync };
for (const [name, pack] of Object.entries(streams))
  for (const [form, bytes] of Object.entries(planted))
    test(`finds ${form} inside ${name}`, () => {
      const text = Buffer.concat([Buffer.from('{"body":"'.repeat(7)), bytes, Buffer.from('"}'.repeat(9))]);
      assert.ok(has(pack(text), `compressed ${form}`));
    });

for (const level of [0, 1, 6, 9])
  for (const strategy of [zlib.constants.Z_DEFAULT_STRATEGY, zlib.constants.Z_FIXED, zlib.constants.Z_HUFFMAN_ONLY])
    test(`finds it in raw deflate of level ${level}, strategy ${strategy}`, () => {
      for (let i = 0; i < 20; i++) {
        const text = Buffer.concat([randomBytes(i), Buffer.from('{"id":"a","id":"b"}'.repeat(i)), planted.raw, randomBytes(9)]);
        assert.ok(has(zlib.deflateRawSync(text, { level, strategy }), level === 0 ? 'raw' : 'compressed raw'));
      }
    });

test('finds it in a stream that is cut off', () => {
  const whole = zlib.deflateSync(Buffer.concat([Buffer.from(secret), randomBytes(4000)]));
  assert.ok(has(whole.subarray(0, 2000), 'compressed raw'));
});

test('finds nothing where nothing is', () => {
  const clean = Buffer.concat([randomBytes(20000), Buffer.from(other), zlib.gzipSync(Buffer.from(other.repeat(50)))]);
  assert.deepEqual(search(clean, { mine: secret }), []);
});

test('a form never is a part of another secret', () => {
  for (const needle of Object.values(forms(secret))) assert.ok(needle.length >= 32);
});

test('looks into every file below a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leaks-'));
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  writeFileSync(join(folder, 'a', 'b', 'log'), among(planted.hex));
  writeFileSync(join(folder, 'clean'), randomBytes(100));
  assert.equal(filesBelow(folder).length, 2);
  const hits = searchFiles(filesBelow(folder), { mine: secret });
  assert.ok(hits.length > 0 && hits.every((hit) => hit.path.endsWith('log')));
  rmSync(folder, { recursive: true });
});

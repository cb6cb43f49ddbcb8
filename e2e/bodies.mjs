// Opens the bodies of a stopped node's data file with the keys of its key folder, as the format says and without the program's own
// code: a search of the folder alone would look at ciphertext. Every tag is verified; a body that does not open is an error.
// Format: docs/formats/datafile.md. Needs sqlite3 (Debian).
import { execFileSync } from 'node:child_process';
import { createDecipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const slotsPerFile = 4096;
const header = 32;
const tagBytes = 16;

function keyOf(folder, slot, files) {
  const file = Math.floor(slot / slotsPerFile) + 1;
  files[file] ??= readFileSync(join(folder, 'keys', `records-${String(file).padStart(8, '0')}.keys`));
  const at = header + (slot % slotsPerFile) * 32;
  return files[file].subarray(at, at + 32);
}

// What is left of a segment, read from the front.
class Reader {
  constructor(bytes) {
    this.rest = bytes;
  }
  take(size) {
    if (size > this.rest.length) throw new Error('a segment is cut short');
    const out = this.rest.subarray(0, size);
    this.rest = this.rest.subarray(size);
    return out;
  }
  number() {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = this.take(1)[0];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }
  bytes() {
    return this.take(this.number());
  }
}

function openSegment(folder, first, content, files) {
  const segment = new Reader(content);
  const layout = segment.take(1)[0];
  if (layout !== 1) throw new Error(`segment ${first}: unknown layout ${layout}`);
  const nonce = segment.take(12);
  const out = [];
  for (let n = first, end = first + segment.number(); n < end; ++n) {
    const row = segment.bytes();
    const body = segment.take(segment.number());
    const place = Buffer.alloc(8);
    place.writeBigUInt64BE(BigInt(n));
    const key = keyOf(folder, n, files);
    if (key.every((byte) => byte === 0)) { // disposed of
      segment.take(tagBytes);
      continue;
    }
    const cipher = createDecipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(Buffer.concat([place, row]));
    cipher.setAuthTag(segment.take(tagBytes));
    const envelope = Buffer.concat([cipher.update(body), cipher.final()]);
    const digest = row.subarray(0, 32);
    if (!createHash('sha256').update(envelope).digest().equals(digest)) throw new Error(`entry ${n} is not what its digest says`);
    out.push({ n, digest: digest.toString('hex'), envelope });
  }
  if (segment.rest.length !== 0) throw new Error(`segment ${first}: bytes left over`);
  return out;
}

// [{n, digest, envelope}], in the order of the ledger.
export function openBodies(folder) {
  const files = {}, all = [];
  for (let after = -1; ; ) {  // some segments at a time: what they are in hexadecimal may be longer than a string can be
    const sql = `SELECT n, hex(entries) FROM segment WHERE n > ${after} ORDER BY n LIMIT 500`;
    const lines = execFileSync('sqlite3', ['-readonly', '-separator', '|', join(folder, 'data', 'tsugite.db'), sql], { maxBuffer: 1 << 29, encoding: 'utf8' }).split('\n').filter(Boolean);
    if (lines.length === 0) return all;
    for (const line of lines) {
      const [n, hex] = line.split('|');
      for (const one of openSegment(folder, Number(n), Buffer.from(hex, 'hex'), files)) all.push(one);
      after = Number(n);
    }
  }
}

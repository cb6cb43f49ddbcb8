// Opens the bodies of a stopped node's data file with the keys of its key folder, as the format says and without the program's own
// code: a search of the folder alone would look at ciphertext. Every tag is verified; a body that does not open is an error.
// Format: src/ledger/sqlite/row_cipher.h, src/ledger/sqlite/keyring.h. Needs sqlite3 (Debian).
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

const number = (value) => {
  const out = Buffer.alloc(8);
  out.writeBigUInt64BE(BigInt(value));
  return out;
};
const counted = (bytes) => Buffer.concat([number(bytes.length), bytes]);

// [{n, digest, envelope}], in the order of the ledger.
export function openBodies(folder) {
  const columns = ['digest', 'body', 'source', 'context', 'dispositions', 'sidecar', 'seal'];
  const sql = `SELECT n, source_number, seen_ms, ${columns.map((c) => `hex(${c})`).join(', ')} FROM entry ORDER BY n`;
  const out = execFileSync('sqlite3', ['-readonly', '-separator', '|', join(folder, 'data', 'tsugite.db'), sql], { maxBuffer: 1 << 30, encoding: 'utf8' });
  const files = {};
  return out.split('\n').filter(Boolean).map((line) => {
    const [n, sourceNumber, seen, ...hex] = line.split('|');
    const row = Object.fromEntries(columns.map((c, i) => [c, Buffer.from(hex[i], 'hex')]));
    const rest = [row.source, row.context, row.dispositions, row.sidecar, row.seal].map(counted);
    const said = createHash('sha256').update(Buffer.concat([number(n), row.digest, number(sourceNumber), number(seen), ...rest])).digest();
    if (row.body[0] !== 1) throw new Error(`entry ${n}: unknown cipher ${row.body[0]}`);
    const cipher = createDecipheriv('aes-256-gcm', keyOf(folder, Number(n), files), said.subarray(0, 12));
    cipher.setAAD(said);
    cipher.setAuthTag(row.body.subarray(-tagBytes));
    const envelope = Buffer.concat([cipher.update(row.body.subarray(1, -tagBytes)), cipher.final()]);
    if (!createHash('sha256').update(envelope).digest().equals(row.digest)) throw new Error(`entry ${n} is not what its digest says`);
    return { n: Number(n), digest: row.digest.toString('hex'), envelope };
  });
}

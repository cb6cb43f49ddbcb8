// Finds a short secret in bytes of any kind: raw, base64 (both alphabets, all three alignments), hex, UTF-16, and each of these inside
// whatever decompresses as zlib, gzip or raw deflate, from any offset. leaks.test.mjs shows that it finds each form.
import zlib from 'node:zlib';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mayBegin } from './deflate.mjs';

const inflated = { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: 8 << 20 };
const window = 256 << 10; // of compressed bytes tried from one offset
const least = 32; // decompressed bytes below which a stream is an accident of random bytes

// {name: bytes} of every form a secret of printable ASCII may take.
export function forms(secret) {
  const raw = Buffer.from(secret, 'latin1');
  const utf16 = Buffer.from(secret, 'utf16le');
  const out = {
    raw,
    'hex': Buffer.from(raw.toString('hex')),
    'hex upper': Buffer.from(raw.toString('hex').toUpperCase()),
    'utf-16le': utf16,
    'utf-16be': Buffer.from(utf16).swap16(),
  };
  for (const before of [0, 1, 2]) {
    // Only the characters that depend on nothing but the secret: those of whole sextets inside it.
    const text = Buffer.concat([Buffer.alloc(before), raw]).toString('base64').replace(/=+$/, '');
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + raw.length) * 8) / 6);
    const inner = text.slice(first, last);
    out[`base64 +${before}`] = Buffer.from(inner);
    out[`base64url +${before}`] = Buffer.from(inner.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return out;
}

function inflateAt(bytes, at) {
  const slice = bytes.subarray(at, at + window);
  const a = bytes[at];
  const b = bytes[at + 1];
  const tries = [];
  if (a === 0x1f && b === 0x8b) tries.push(zlib.gunzipSync);
  if ((a & 0x0f) === 8 && ((a << 8) | b) % 31 === 0) tries.push(zlib.inflateSync);
  if (mayBegin(bytes, at, least)) tries.push(zlib.inflateRawSync);
  return tries.flatMap((open) => {
    try {
      const out = open(slice, inflated);
      return out.length >= least ? [out] : [];
    } catch {
      return [];
    }
  });
}

// [{secret, form, at}] of all secrets ({name: text}) in the bytes.
export function search(bytes, secrets, { decompress = true } = {}) {
  const needles = Object.entries(secrets).flatMap(([secret, text]) =>
    Object.entries(forms(text)).map(([form, needle]) => ({ secret, form, needle })));
  const look = (where, how, offset) => needles.flatMap(({ secret, form, needle }) => {
    const at = where.indexOf(needle);
    return at < 0 ? [] : [{ secret, form: how + form, at: offset ?? at }];
  });
  const found = look(bytes, '', undefined);
  if (!decompress) return found;
  const traces = Error.stackTraceLimit;
  Error.stackTraceLimit = 0; // most offsets are no stream at all
  for (let at = 0; at + 2 < bytes.length; at++)
    for (const plain of inflateAt(bytes, at)) found.push(...look(plain, 'compressed ', at));
  Error.stackTraceLimit = traces;
  return found;
}

// Every file below a folder.
export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

export function searchFiles(paths, secrets, options) {
  return paths.flatMap((path) => search(readFileSync(path), secrets, options).map((hit) => ({ path, ...hit })));
}

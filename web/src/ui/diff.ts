// Word-level difference of two texts, in any language: the words are those that Intl.Segmenter finds, so that Japanese, which
// writes no spaces, is compared as finely as English. Pure.
import type { Language } from '$/api/types';

export interface Piece {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

// Beyond this many pairs of words the difference would cost more than it tells.
const maxPairs = 4_000_000;

export function words(language: Language, text: string): string[] {
  const found = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].map((s) => s.segment);
  return joinNumbers(found);
}

// "1", ".", "5" is one word to a reader; so is "12 t" to no one, hence only digits and their points are joined.
function joinNumbers(parts: string[]): string[] {
  const out: string[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last && /^[\d.,:]+$/.test(part) && /[\d.,:]$/.test(last) && /^\d/.test(last)) out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}

export function diff(language: Language, before: string, after: string): Piece[] {
  if (before === after) return after ? [{ kind: 'same', text: after }] : [];
  const a = words(language, before);
  const b = words(language, after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const same = (parts: string[]): Piece[] => parts.map((text) => ({ kind: 'same', text }));
  return merge(quiet([...same(a.slice(0, start)), ...middle, ...same(a.slice(a.length - end))]));
}

// Longest common subsequence.
function between(a: string[], b: string[]): Piece[] {
  if (a.length * b.length > maxPairs) {
    return [{ kind: 'gone', text: a.join('') }, { kind: 'new', text: b.join('') }];
  }
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] =
        a[i] === b[j] ? length[(i + 1) * width + j + 1]! + 1 : Math.max(length[(i + 1) * width + j]!, length[i * width + j + 1]!);
  const out: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ kind: 'same', text: a[i]! });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && length[(i + 1) * width + j]! >= length[i * width + j + 1]!)) {
      out.push({ kind: 'gone', text: a[i++]! });
    } else {
      out.push({ kind: 'new', text: b[j++]! });
    }
  }
  return out;
}

// A lone blank that stayed between two changes is part of the change: "~~one lift~~ two lifts", not four fragments.
function quiet(pieces: Piece[]): Piece[] {
  return pieces.flatMap((p, i) => {
    const inside = p.kind === 'same' && /^\s+$/.test(p.text) && i > 0 && i < pieces.length - 1;
    if (!inside || pieces[i - 1]!.kind === 'same' || pieces[i + 1]!.kind === 'same') return [p];
    return [{ kind: 'gone', text: p.text }, { kind: 'new', text: p.text }] as Piece[];
  });
}

// Runs of one kind become one piece; within a change what went comes before what came.
function merge(pieces: Piece[]): Piece[] {
  const out: Piece[] = [];
  let gone = '';
  let fresh = '';
  const flush = () => {
    if (gone) out.push({ kind: 'gone', text: gone });
    if (fresh) out.push({ kind: 'new', text: fresh });
    gone = fresh = '';
  };
  for (const p of pieces) {
    if (p.kind === 'gone') gone += p.text;
    else if (p.kind === 'new') fresh += p.text;
    else {
      flush();
      const last = out.at(-1);
      if (last?.kind === 'same') last.text += p.text;
      else out.push({ ...p });
    }
  }
  flush();
  return out;
}

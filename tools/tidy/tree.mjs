// The files under judgement, read once: path, text, lines, and for C++ the code with comments and literals blanked out.
import { readFileSync, readdirSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const skipped = new Set(['node_modules', 'dist', '.git', '.cache', 'run', 'coverage', 'test-results']);

// Paths of all files below root, sorted, with "/" between the parts.
export function walk(root, below = '') {
  const out = [];
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      if (skipped.has(entry.name) || (!below && entry.name.startsWith('build'))) continue;
      out.push(...walk(root, path));
    } else if (entry.isFile()) {
      out.push(path);
    }
  }
  return out.sort();
}

// Same length and line breaks as the text; comments, and with `literals` the insides of literals too, become blanks.
export function blank(text, { literals = true } = {}) {
  const pattern =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\bR"([^()\\\s]{0,16})\([\s\S]*?\)\1"|"(?:\\[\s\S]|[^"\\\n])*"|(?<![0-9a-fA-F])'(?:\\[\s\S][^'\n]*|[^'\\\n])'/g;
  return text.replace(pattern, (hit) => {
    if (hit.startsWith('/')) return hit.replace(/[^\n]/g, ' ');
    if (!literals) return hit;
    const first = hit.indexOf(hit.includes('"') ? '"' : "'");
    return hit.slice(0, first + 1) + hit.slice(first + 1, -1).replace(/[^\n]/g, ' ') + hit.at(-1);
  });
}

export class Tree {
  #texts = new Map();
  constructor(root) {
    this.root = root;
    this.files = walk(root);
  }
  text(path) {
    if (!this.#texts.has(path)) this.#texts.set(path, readFileSync(join(this.root, path), 'utf8'));
    return this.#texts.get(path);
  }
  exists(path) {
    return existsSync(join(this.root, path));
  }
  isFolder(path) {
    return this.exists(path) && statSync(join(this.root, path)).isDirectory();
  }
  cpp() {
    return this.files.filter((f) => /\.(cc|h)$/.test(f));
  }
}

export const lineAt = (text, index) => text.slice(0, index).split('\n').length;
// Tests, and headers that serve them: "x_for_test.h", "test_x.h".
export const isTest = (path) => /_test\.cc$|_for_test\.h$|(?:^|\/)test_\w+\.h$/.test(path);

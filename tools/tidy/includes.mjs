// Include directions: lower rooms never include higher ones, features never include each other, paths start at src/.
import { posix } from 'node:path';
import { blank, isTest, lineAt } from './tree.mjs';
import { levelOf, levels, parts, roomOf } from './rooms.mjs';

const order = levels.map((rooms) => rooms.join(',')).join(' < ');

export function includes(tree) {
  const findings = [];
  for (const path of tree.cpp()) {
    const code = blank(tree.text(path), { literals: false });
    for (const hit of code.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm)) {
      const finding = judge(tree, path, hit[1]);
      if (finding) findings.push({ path, line: lineAt(code, hit.index), ...finding });
    }
  }
  const known = new Set([...levelOf.keys()]);
  for (const room of new Set(tree.cpp().map(roomOf).filter((r) => r && !known.has(r))))
    findings.push({
      path: `src/${room}`,
      rule: 'unknown-room',
      text: `the room "${room}" has no place in the order; add it to tools/tidy/rooms.mjs`,
    });
  return findings;
}

function judge(tree, path, target) {
  const from = roomOf(path);
  const segments = target.split('/');
  const to = segments[0];
  const generated =
    (target.endsWith('.pb.h') && tree.exists(`src/${target.replace(/\.pb\.h$/, '.proto')}`)) || tree.exists(`src/${target}.in`);
  if (!generated && !tree.exists(`src/${target}`)) {
    const part = path.split('/')[0];
    // A program beside src/ names its own files from the root or from where they stand.
    const beside = posix.join(posix.dirname(path), target);
    if (from === undefined && ((to === part && tree.exists(target)) || tree.exists(beside))) return undefined;
    if (parts.includes(to) && tree.exists(target))
      return { rule: 'include-direction', text: `${from ? `src/${from}` : part} must not include ${to}/: nothing depends on it` };
    return { rule: 'include-path', text: `"${target}" is not a path below src/; write the path from there, e.g. "base/ids.h"` };
  }
  if (from === undefined) return undefined;
  if (isTest(target) && !isTest(path) && !/_fuzz\.cc$/.test(path))
    return { rule: 'include-direction', text: `"${target}" serves tests; what ships must not include it` };
  if (to === 'world' && segments[1] === 'posix' && !['world', 'node', 'cli'].includes(from) && !isTest(path))
    return {
      rule: 'include-direction',
      text: `only node/ and cli/ build the real world; take an interface of world/ (world/clock.h, world/random.h, world/disk.h)`,
    };
  if (from === 'features' && to === 'features') {
    const own = path.split('/')[2];
    if (segments[1] !== own && segments.length > 2)
      return { rule: 'feature-includes-feature', text: `features/${own} must not include features/${segments[1]}; let them meet in records` };
    return undefined;
  }
  if (from === to) return undefined;
  if (levelOf.has(from) && levelOf.has(to) && levelOf.get(to) < levelOf.get(from)) return undefined;
  return {
    rule: 'include-direction',
    text: `${from} must not include ${to} (${order}); move what is needed down, or pass it in`,
  };
}

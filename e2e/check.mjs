#!/usr/bin/env node
// demo --check: plays Kumamoto 2016 on two fresh nodes without waiting and asserts every statement of it from the outside: over HTTP,
// in the files, with `ledger verify`. One line a statement. Exit codes: 0 all hold, 1 one does not.
// TSUGITE_BUILD names the build folder, default build/. The frames are tapped, so the binary is tsugite-e2e.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Person } from './api.mjs';
import { openBodies } from './bodies.mjs';
import { Observer } from './observer.mjs';
import { parties, password, root, scenarioArgs, startNodes, tsugite } from './nodes.mjs';
import { playing, stopped } from './statements.mjs';

const scenario = join(root, 'e2e/scenarios/kumamoto-2016.yaml');

// 32 bytes each, printable, so that they pass through texts unchanged.
function mintCanaries() {
  const names = [...readFileSync(scenario, 'utf8').matchAll(/\$\{canary:([\w-]+)\}/g)].map((hit) => hit[1]);
  return Object.fromEntries([...new Set(names)].map((name) => [name, randomBytes(64).toString('base64').replace(/[^0-9A-Za-z]/g, '').slice(0, 32)]));
}

// Plays it; {code, cases: name -> id, last: the last line}.
async function play(binary, started, canaries) {
  const set = Object.entries(canaries).flatMap(([name, value]) => ['--set', `canary:${name}=${value}`]);
  const child = spawn(binary, scenarioArgs(started, scenario, ['--json', ...set]), { stdio: ['ignore', 'pipe', 'inherit'] });
  const out = { cases: {}, last: '' };
  createInterface({ input: child.stdout }).on('line', (line) => {
    out.last = line;
    const told = JSON.parse(line);
    if (told.save && told.case) out.cases[told.save] = told.case;
  });
  out.code = await new Promise((done) => child.once('close', done));
  return out;
}

// What `ledger verify` says of a copy in which one stored digest was changed.
async function damaged(binary, { nodes, folder }) {
  const copy = join(folder, 'damaged');
  cpSync(nodes.JPN.data, copy, { recursive: true });
  const database = join(copy, 'data', 'tsugite.db');
  const { digest } = openBodies(copy)[3];
  const [first, hex] = execFileSync('sqlite3', ['-readonly', database, `SELECT n || ' ' || hex(entries) FROM segment WHERE instr(entries, x'${digest}')`], { encoding: 'utf8' }).trim().split(' ');
  execFileSync('sqlite3', [database], { input: `UPDATE segment SET entries = x'${hex.replace(digest.toUpperCase(), '0'.repeat(64))}' WHERE n = ${first};` });
  const said = await tsugite(binary, ['ledger', 'verify', '--data', copy, '--json']);
  rmSync(copy, { recursive: true });
  return said;
}

async function judge(statements, run) {
  let failed = 0;
  for (const [text, holds] of statements) {
    try {
      await holds(run);
      console.log(`ok    ${text}`);
    } catch (error) {
      failed++;
      console.log(`FAIL  ${text}: ${error.message.replace(/\s+/g, ' ').slice(0, 2000)}`);
    }
  }
  return failed;
}

async function whilePlaying(binary, started, run) {
  const { nodes } = started;
  const signIn = async (party, account) => Person.signIn(nodes[party].url, account, password);
  run.people = { JPN: await signIn('JPN', 'js-watch'), USA: await signIn('USA', 'usfj-watch'), release: await signIn('JPN', 'release') };
  run.observer = new Observer({ JPN: run.people.JPN, USA: run.people.USA });
  run.observer.start();
  const { code, cases, last } = await play(binary, started, run.canaries);
  run.cases = cases;
  console.log(code === 0 ? 'ok    the story was played to its end' : `FAIL  the story was played to its end: ${last}`);
  await run.observer.stop();
  run.words = {};
  for (const party of parties) {
    const people = [run.people[party], ...(party === 'JPN' ? [run.people.release] : [await signIn('USA', 'fdo')])];
    run.words[party] = Buffer.concat(await Promise.all(people.map((person) => person.everything())));
  }
  return (code === 0 ? 0 : 1) + (await judge(playing, run));
}

export async function check({ folder } = {}) {
  const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
  const binary = join(build, 'tsugite-e2e');
  const run = { canaries: mintCanaries() };
  let started;
  try {
    started = await startNodes({ binary, folder: folder ?? join(build, 'demo-check'), tap: true });
  } catch (error) {
    console.log(`FAIL  both nodes start: ${error.message}`);
    return 1;
  }
  run.nodes = started.nodes;
  let failed = 0;
  try {
    failed += await whilePlaying(binary, started, run);
  } catch (error) {
    failed++;
    console.log(`FAIL  the check itself: ${error.stack} ${error.cause?.stack ?? ''}`);
  }
  run.ends = await started.stop();
  run.verified = {};
  for (const party of parties) run.verified[party] = await tsugite(binary, ['ledger', 'verify', '--data', run.nodes[party].data, '--json']);
  run.damaged = await damaged(binary, started);
  run.sim = await tsugite(join(build, 'sim'), ['--seeds', '30']);
  if (run.words) failed += await judge(stopped, run);
  else console.log(`      the nodes ended with ${JSON.stringify(run.ends)}; their logs are in ${started.folder}`);
  console.log(failed ? `demo --check: ${failed} statements do not hold` : 'demo --check: every statement holds');
  return failed ? 1 : 0;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) process.exit(await check({ folder: process.argv[2] }));

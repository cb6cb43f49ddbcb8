#!/usr/bin/env node
// kill.mjs [CYCLES] [--seed N] [--folder DIR]: README.md beside it. The seed decides who is killed and after how long, not what the
// machine does meanwhile. Exit codes: 0 nothing was lost, 1 something was, or a node ended by itself, 2 wrong usage.
// TSUGITE_BUILD names the build folder, default build/.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openBodies } from '../bodies.mjs';
import { healthy, parties, root, startAgain, startNodes, tsugite } from '../nodes.mjs';
import { converged, signIn } from '../questions.mjs';
import { Writer } from './writer.mjs';

const writersEach = 2;
const pause = (ms) => new Promise((go) => setTimeout(go, ms));

// mulberry32
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

async function kill(node) {
  node.process.kill('SIGKILL');
  const how = await node.ended;
  if (how !== 'SIGKILL') throw new Error(`${node.party} ended by itself with ${how}; its log is ${node.log}`);
}

// Kills the chosen ones together and starts them again; sometimes once more while they start. How many kills.
async function cycle(binary, folder, chosen, draw) {
  let kills = 0;
  await Promise.all(chosen.map(kill));
  kills += chosen.length;
  for (const node of chosen) {
    const starting = startAgain(binary, folder, node).catch(() => {}); // it ends below, or is asked for below
    if (draw() < 0.2) {
      await pause(draw() * 300);
      await kill(node);
      ++kills;
      await starting;
      await startAgain(binary, folder, node);
    }
    await starting;
    await healthy(node);
  }
  return kills;
}

async function run(binary, started, cycles, draw, writers) {
  const { nodes, folder } = started;
  let kills = 0;
  writers.forEach((writer) => writer.start());
  for (let n = 1; n <= cycles; ++n) {
    await pause(100 + draw() * 900);
    const pick = draw();
    const chosen = pick < 0.1 ? Object.values(nodes) : [nodes[pick < 0.55 ? 'JPN' : 'USA']];
    kills += await cycle(binary, folder, chosen, draw);
    if (n % 25 === 0) console.log(`      ${n} cycles, ${kills} kills, ${writers.reduce((sum, one) => sum + one.acknowledged.size, 0)} acknowledged`);
  }
  await Promise.all(writers.map((writer) => writer.stop()));
  await converged(await Promise.all(Object.values(nodes).map(signIn)));
  return kills;
}

// How often each question stands in a ledger, and which records do. A question's id is in its text twice, in two languages.
function contents(data) {
  const digests = new Set();
  const questions = new Map();
  for (const { digest, envelope } of openBodies(data)) {
    digests.add(digest);
    for (const id of new Set([...envelope.toString('latin1').matchAll(/<([\w-]+)>/g)].map((hit) => hit[1]))) questions.set(id, (questions.get(id) ?? 0) + 1);
  }
  return { digests, questions };
}

async function judge(binary, nodes, writers) {
  const faults = writers.flatMap((writer) => writer.wrong);
  for (const party of parties) {
    const verified = await tsugite(binary, ['ledger', 'verify', '--data', nodes[party].data, '--json']);
    if (verified.code !== 0) faults.push(`ledger verify of ${party}: ${verified.out}`);
    const { digests, questions } = contents(nodes[party].data);
    for (const [id, records] of writers.flatMap((writer) => [...writer.acknowledged])) {
      for (const record of records) if (!digests.has(record)) faults.push(`${id}: ${record} was acknowledged and is not at ${party}`);
      if (questions.get(id) !== 1) faults.push(`${id} stands ${questions.get(id) ?? 0} times at ${party}`);
    }
  }
  return faults;
}

async function main({ cycles, seed, folder }) {
  const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
  const binary = join(build, 'tsugite');
  const begun = Date.now();
  const started = await startNodes({ binary, folder: folder ?? join(build, 'kill') });
  const writers = parties.flatMap((party) => Array.from({ length: writersEach }, (_, n) => new Writer(started.nodes[party], `${party}-${n}`)));
  let kills;
  let ends;
  try {
    kills = await run(binary, started, cycles, random(seed), writers);
  } finally {
    writers.forEach((writer) => (writer.going = false));
    ends = await started.stop();
  }
  const faults = Object.entries(ends).filter(([, how]) => how !== 0).map(([party, how]) => `${party} ended with ${how} when told to stop`);
  faults.push(...(await judge(binary, started.nodes, writers)));
  faults.slice(0, 20).forEach((fault) => console.log(`FAIL  ${fault}`));
  const sum = (of) => writers.reduce((total, one) => total + of(one), 0);
  console.log(`kill: ${cycles} cycles (seed ${seed}), ${kills} kills in ${Math.round((Date.now() - begun) / 1000)} s; ${sum((one) => one.acknowledged.size)} records ` +
    `acknowledged, ${sum((one) => one.repeated)} of them asked for again; ${faults.length ? `${faults.length} faults` : 'all of them at both, each once; both ledgers verify'}`);
  return faults.length ? 1 : 0;
}

let chosen;
try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' }, folder: { type: 'string' } } });
  chosen = { cycles: Number(positionals[0] ?? 12), seed: Number(values.seed ?? Date.now() % 1e6), folder: values.folder };
  if (!(chosen.cycles >= 1) || !Number.isInteger(chosen.seed) || positionals.length > 1) throw new Error('CYCLES and N are numbers');
} catch (error) {
  console.error(`kill: ${error.message}\nusage: kill.mjs [CYCLES] [--seed N] [--folder DIR]`);
  process.exit(2);
}
process.exit(await main(chosen).catch((error) => (console.log(`FAIL  ${error.stack}`), 1)));

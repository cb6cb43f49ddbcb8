#!/usr/bin/env node
// Plays the Kumamoto 2016 rehearsal on two fresh nodes at a pace a person can watch, then leaves both consoles up until Ctrl-C.
// demo.mjs [--check] [--pace SECONDS] [--folder DIR]; --check plays it without waiting and asserts it (check.mjs).
// Exit codes: 0 done, 1 failed, 2 wrong usage.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { accounts, parties, password, root, scenarioArgs, startNodes } from './nodes.mjs';

function options() {
  try {
    const { values } = parseArgs({
      options: { check: { type: 'boolean', default: false }, pace: { type: 'string', default: '4' }, folder: { type: 'string' } },
    });
    if (!(Number(values.pace) >= 0)) throw new Error('--pace takes seconds');
    return values;
  } catch (error) {
    console.error(`demo: ${error.message}\nusage: demo.mjs [--check] [--pace SECONDS] [--folder DIR]`);
    process.exit(2);
  }
}

function welcome(nodes) {
  const line = '─'.repeat(100);
  console.log(`${line}\n演習・演習・演習  EXERCISE EXERCISE EXERCISE   平成28年熊本地震の再現 / Kumamoto 2016 replayed\n${line}`);
  for (const party of parties) {
    console.log(`\n  ${party}  ${nodes[party].url}`);
    for (const { account, ja, en } of accounts(party)) console.log(`    ${account.padEnd(12)} ${en}  ${ja}`);
  }
  console.log(`\n  パスワードは全員 / everybody's password: ${password}\n${line}`);
}

async function demo({ pace, folder }) {
  const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
  const binary = join(build, 'tsugite');
  const wanted = { JPN: { web: 8801, federation: 9801 }, USA: { web: 8802, federation: 9802 } };
  const started = await startNodes({ binary, folder: folder ?? join(build, 'demo'), wanted, say: (text) => console.log(`  ${text}`) });
  const { nodes, stop } = started;
  let stopping = false;
  let failed = false;
  let player;
  const end = async (code) => {
    if (stopping) return;
    stopping = true;
    player?.kill('SIGTERM');
    await stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(failed ? 1 : 0));
  for (const node of Object.values(nodes))
    node.ended.then((how) => {
      if (stopping) return;
      console.error(`demo: ${node.party} ended with ${how}; its log is ${node.log}`);
      end(1);
    });
  welcome(nodes);
  player = spawn(binary, scenarioArgs(started, join(root, 'e2e/scenarios/kumamoto-2016.yaml'), ['--pace', pace]), { stdio: 'inherit' });
  failed = (await new Promise((done) => player.once('close', done))) !== 0;
  if (stopping) return;
  console.log(failed ? '\n再現は途中で止まりました。/ The replay stopped before its end.' : '\n再現が終わりました。/ The replay is over.');
  console.log(`どちらの画面も使えます（Ctrl-C で終了）。/ Both consoles stay up; Ctrl-C ends them.\n${parties.map((p) => `  ${p}  ${nodes[p].url}`).join('\n')}`);
}

const chosen = options();
if (chosen.check) {
  const { check } = await import('./check.mjs');
  process.exit(await check({ folder: chosen.folder }));
}
await demo(chosen).catch((error) => {
  console.error(`demo: ${error.message}`);
  process.exit(1);
});

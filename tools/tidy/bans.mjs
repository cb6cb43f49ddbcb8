// What a deterministic room may not touch, each with its replacement. The list is the whole law: rule, where it does not
// hold, the pattern over code without comments and literals, and what to do instead.
import { blank, isTest, lineAt } from './tree.mjs';
import { roomOf } from './rooms.mjs';

const shell = new Set(['world', 'server', 'node', 'cli']);
const inShell = (path) => shell.has(roomOf(path));
// A gateway's link moves bytes; its parser does not.
const gatewayLink = (path) => /^src\/gateways\/.*\/link\.(h|cc)$/.test(path);
const sqlite = (path) => path.startsWith('src/ledger/sqlite/');
// The programs beside src/ stand outside, but for the simulator: only its main may touch the world.
const outside = (path) => roomOf(path) === undefined && (!path.startsWith('sim/') || path === 'sim/main.cc');

const bans = [
  {
    rule: 'raw-clock',
    pattern:
      /\b(?:system|steady|high_resolution|utc|file)_clock\b|(?<![\w.>:])(?:std::|::)?time\s*\(\s*(?:nullptr|NULL|0|&\w+)\s*\)|\b(?:gettimeofday|clock_gettime|localtime(?:_r)?|gmtime(?:_r)?|nanosleep|usleep)\s*\(|\bsleep_(?:for|until)\b/g,
    text: 'take a world::Clock (world/clock.h), or the time as an argument (base/time.h)',
    allowed: (path) => inShell(path) || gatewayLink(path),
  },
  {
    rule: 'raw-random',
    pattern:
      /\brandom_device\b|(?<![\w.>:])(?:std::|::)?s?rand\s*\(|\brandombytes_\w+|\bRAND_(?:priv_)?bytes\b|\b(?:getrandom|getentropy|arc4random\w*)\s*\(|\bcrypto_(?!\w*seed)\w+_(?:keygen|keypair)\s*\(/g,
    text: 'take a world::Random (world/random.h): ids and keys come from a stream that the simulator can replay',
    allowed: inShell,
  },
  {
    rule: 'raw-random',
    pattern: /\b(?:mt19937(?:_64)?|minstd_rand0?|default_random_engine|ranlux\w+)\b/g,
    text: 'take a world::Random (world/random.h), not an engine of your own',
    allowed: (path) => inShell(path) || isTest(path),
  },
  {
    rule: 'raw-socket',
    pattern:
      /#\s*include\s*<(?:boost\/(?:asio|beast)\b[^>]*|sys\/(?:socket|un|epoll)\.h|netinet\/[^>]*|arpa\/inet\.h|netdb\.h)>|(?<![\w>])::(?:socket|connect|accept|bind|listen|send|recv)\s*\(|(?<![\w.>:])(?:socket|sendto|recvfrom|getaddrinfo|epoll_create1?)\s*\(/g,
    text: 'keep it free of I/O: take and give bytes; the shell in server/ and node/ moves them',
    allowed: (path) => inShell(path) || gatewayLink(path),
  },
  {
    rule: 'raw-thread',
    pattern:
      /\bstd::(?:j?thread|(?:recursive_|shared_|timed_|recursive_timed_)?mutex|condition_variable(?:_any)?|async|promise|barrier|latch|counting_semaphore)\b|\bpthread_\w+\s*\(/g,
    text: 'the core runs on one thread; the shell in server/ and node/ owns threads and locks, and the store of the disk its lock',
    allowed: (path) => inShell(path) || gatewayLink(path) || sqlite(path) || isTest(path),
  },
  {
    rule: 'raw-file',
    pattern: /\bstd::(?:basic_)?[io]?fstream\b|\bstd::filesystem\b|(?<![\w.>:])(?:std::|::)?(?:fopen|freopen|tmpfile|mkstemp)\s*\(/g,
    text: 'take the bytes as an argument, or a world::Disk (world/disk.h)',
    allowed: (path) => inShell(path) || gatewayLink(path) || sqlite(path) || isTest(path) || path.startsWith('sim/'),
  },
  {
    rule: 'environment',
    pattern: /\b(?:secure_)?getenv\s*\(/g,
    text: 'take the setting as an argument; only node/ and cli/ read the environment',
    allowed: (path) => ['node', 'cli'].includes(roomOf(path)) || isTest(path),
  },
];

export function bansIn(tree) {
  const findings = [];
  for (const path of tree.cpp()) {
    if (outside(path)) continue;
    const code = blank(tree.text(path));
    for (const ban of bans) {
      if (ban.allowed(path)) continue;
      for (const hit of code.matchAll(ban.pattern)) {
        const what = hit[0].replace(/\s+/g, ' ').replace(/\(.*$/, '()').trim();
        findings.push({ path, line: lineAt(code, hit.index), rule: ban.rule, text: `${what}: ${ban.text}` });
      }
    }
  }
  return findings;
}

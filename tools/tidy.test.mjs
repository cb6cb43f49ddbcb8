// Plants each violation in a small tree and expects exactly that finding; then its lawful twin, and expects none.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tidy } from './tidy.mjs';
import { functions } from './tidy/sizes.mjs';
import { blank } from './tidy/tree.mjs';

// Rules found in a tree of these files, as "path:line rule" without the missing READMEs that small trees have.
function found(files, { readmes = false } = {}) {
  const root = mkdtempSync(join(tmpdir(), 'tidy-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return tidy(root)
      .findings.filter((f) => readmes || f.rule !== 'room-readme')
      .map((f) => `${f.path}${f.line ? `:${f.line}` : ''} ${f.rule}`);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const lines = (n) => 'x\n'.repeat(n);
const body = (n) => '  work();\n'.repeat(n);
const header = '#pragma once\n';
const stub = Object.fromEntries(
  ['base/a.h', 'world/a.h', 'world/posix/a.h', 'label/a.h', 'ledger/a.h', 'server/a.h', 'features/plan/a.h', 'features/drill/a.h'].map(
    (path) => [`src/${path}`, header],
  ),
);

// [name, files, findings]
const cases = [
  ['a lower room includes a higher one', { ...stub, 'src/ledger/b.cc': '#include "server/a.h"\n' }, ['src/ledger/b.cc:1 include-direction']],
  ['rooms of one level include each other', { ...stub, 'src/label/b.cc': '\n#include "world/a.h"\n' }, ['src/label/b.cc:2 include-direction']],
  ['a higher room includes a lower one', { ...stub, 'src/server/b.cc': '#include "ledger/a.h"\n#include "server/a.h"\n' }, []],
  ['an include in a comment', { ...stub, 'src/base/b.cc': '// #include "server/a.h"\n/*\n#include "server/a.h"\n*/\n' }, []],
  ['features include each other', { ...stub, 'src/features/plan/b.cc': '#include "features/drill/a.h"\n' }, ['src/features/plan/b.cc:1 feature-includes-feature']],
  ['a feature includes itself', { ...stub, 'src/features/plan/b.cc': '#include "features/plan/a.h"\n' }, []],
  ['the real world outside a main', { ...stub, 'src/server/b.cc': '#include "world/posix/a.h"\n' }, ['src/server/b.cc:1 include-direction']],
  ['the real world in node', { ...stub, 'src/node/b.cc': '#include "world/posix/a.h"\n' }, []],
  ['a path that starts beside the file', { ...stub, 'src/base/b.cc': '#include "a.h"\n' }, ['src/base/b.cc:1 include-path']],
  ['a generated header', { 'src/ledger/r.proto': '', 'src/ledger/s.h.in': '', 'src/ledger/b.cc': '#include "ledger/r.pb.h"\n#include "ledger/s.h"\n' }, []],
  ['what ships includes what serves tests', { 'src/base/test_a.h': header, 'src/base/b_for_test.h': header, 'src/base/b.cc': '#include "base/test_a.h"\n#include "base/b_for_test.h"\n' }, ['src/base/b.cc:1 include-direction', 'src/base/b.cc:2 include-direction']],
  ['a test includes what serves it', { 'src/base/test_a.h': header + '#include <fstream>\nstd::ifstream in;\n', 'src/base/b_test.cc': '#include "base/test_a.h"\n' }, []],
  ['a room includes a program', { 'sim/a.h': header, 'src/node/b.cc': '#include "sim/a.h"\n' }, ['src/node/b.cc:1 include-direction']],
  ['a program includes itself and a room', { ...stub, 'sim/a.h': header, 'sim/b.cc': '#include "sim/a.h"\n#include "server/a.h"\n' }, []],
  ['a program includes what stands beside it', { 'sim/a.h': header, 'sim/b.cc': '#include "a.h"\n' }, []],
  ['a program includes another', { 'sim/a.h': header, 'bench/b.cc': '#include "sim/a.h"\n' }, ['bench/b.cc:1 include-direction']],
  ['a room without a place', { 'src/utils/b.cc': '' }, ['src/utils unknown-room']],

  ['a raw clock', { 'src/core/b.cc': 'auto t = std::chrono::system_clock::now();\n' }, ['src/core/b.cc:1 raw-clock']],
  ['C time', { 'src/base/b.cc': 'long t = time(nullptr);\ngettimeofday(&tv, 0);\nclock_gettime(0, &ts);\n' }, ['src/base/b.cc:1 raw-clock', 'src/base/b.cc:2 raw-clock', 'src/base/b.cc:3 raw-clock']],
  ['a clock in the simulator', { 'sim/b.cc': 'steady_clock::now();\n' }, ['sim/b.cc:1 raw-clock']],
  ["the simulator's main", { 'sim/main.cc': 'std::chrono::steady_clock::now();\n' }, []],
  ['a clock where clocks live', { 'src/world/posix/b.cc': 'std::chrono::system_clock::now();\n' }, []],
  ['a clock in words only', { 'src/core/b.cc': '// not system_clock\nauto s = "time(nullptr)"; int time(0 /* ms */);\n' }, ['src/core/b.cc:2 raw-clock']],
  ['time as a name', { 'src/core/b.cc': 'x.time(0); lead_time(0); Time time{3}; wall::time(nullptr);\n' }, []],
  ['randomness', { 'src/casework/b.cc': 'std::random_device d;\nint r = rand();\nrandombytes_buf(p, n);\ncrypto_sign_keypair(pk, sk);\nstd::mt19937 e;\n' }, [1, 2, 3, 4, 5].map((n) => `src/casework/b.cc:${n} raw-random`)],
  ['a seeded engine in a test, a key from a seed', { 'src/base/b_test.cc': 'std::mt19937 e(7); crypto_sign_seed_keypair(pk, sk, seed); x.rand();\n' }, []],
  ['sockets', { 'src/federation/b.cc': '#include <boost/asio.hpp>\n#include <sys/socket.h>\nint s = socket(AF_INET, SOCK_STREAM, 0);\n::connect(s, a, n);\n' }, [1, 2, 3, 4].map((n) => `src/federation/b.cc:${n} raw-socket`)],
  ['our own accept', { 'src/federation/b.cc': 'void Session::accept(int x) {}\nvoid f() { s.connect(1); accept(2); }\n' }, []],
  ["a gateway's link", { 'src/gateways/cot/link.cc': '#include <boost/asio.hpp>\nstd::chrono::steady_clock::now();\n' }, []],
  ['threads', { 'src/ledger/b.cc': 'std::thread t;\nstd::mutex m;\nthread_local int x;\n' }, ['src/ledger/b.cc:1 raw-thread', 'src/ledger/b.cc:2 raw-thread']],
  ['files', { 'src/charter/b.cc': 'std::ifstream in(path);\nfopen(p, "r");\n' }, ['src/charter/b.cc:1 raw-file', 'src/charter/b.cc:2 raw-file']],
  ['files and locks in the store, files in tests', { 'src/ledger/sqlite/b.cc': 'std::filesystem::path p; std::mutex m;\n', 'src/charter/b_test.cc': 'std::ifstream in(path);\n' }, []],
  ['the environment', { 'src/server/b.cc': 'std::getenv("HOME");\n' }, ['src/server/b.cc:1 environment']],

  ['a long file', { 'src/base/b.cc': lines(401) }, ['src/base/b.cc:1 file-size']],
  ['a file at the limit', { 'src/base/b.cc': lines(400) }, []],
  ['a long function', { 'src/base/b.cc': `int a;\nvoid T::f(int x) {\n${body(79)}}\n` }, ['src/base/b.cc:2 function-size']],
  ['a function at the limit', { 'src/base/b.cc': `void f() {\n${body(78)}}\n` }, []],
  ['a long function in a script', { 'web/a.ts': `export function f() {\n${body(79)}}\n` }, ['web/a.ts:1 function-size']],
  ['a long file with leave', { 'src/base/b.cc': lines(410), 'tools/tidy.allow': '410 file src/base/b.cc\n' }, []],
  ['more than the leave', { 'src/base/b.cc': lines(411), 'tools/tidy.allow': '410 file src/base/b.cc\n' }, ['src/base/b.cc:1 file-size']],
  ['leave that must shrink', { 'src/base/b.cc': lines(405), 'tools/tidy.allow': '# why\n410 file src/base/b.cc\n' }, ['tools/tidy.allow:2 allowlist']],
  ['leave that is not needed', { 'src/base/b.cc': lines(30), 'tools/tidy.allow': '410 file src/base/b.cc\n' }, ['tools/tidy.allow:1 allowlist']],
  ['leave for what is gone', { 'tools/tidy.allow': '410 file src/base/b.cc\nnonsense\n' }, ['tools/tidy.allow:1 allowlist', 'tools/tidy.allow:2 allowlist']],
  ['a long function with leave', { 'src/base/b.cc': `void T::f() {\n${body(90)}}\n`, 'tools/tidy.allow': '92 function src/base/b.cc T::f\n' }, []],

  ['a dead path in a README', { ...stub, 'src/base/README.md': 'See `a.h`, `base/a.h`, `gone.h` and `base/gone/`.\n' }, ['src/base/README.md:1 dead-path', 'src/base/README.md:1 dead-path']],
  ['what only looks like a path', { ...stub, 'src/base/README.md': 'Not paths: `application/json`, `/api/v1`, `*.h`, `x.y()`, `build/tsugite`, `a b.h`, `<fmt/core.h>`.\n' }, []],
  ['both of a pair', { 'src/base/a.h': header, 'src/base/a.cc': '', 'src/base/README.md': '`a.{h,cc}` `a.{h,md}`\n' }, ['src/base/README.md:1 dead-path']],
  ['a dead link', { 'docs/b.md': '', 'docs/a.md': 'a [link](b.md#x), a [dead](c.md) and [far](https://example.org/)\n\n```\n[not](d.md)\n```\n' }, ['docs/a.md:1 dead-link']],
  ['what a decision names may be gone', { 'docs/decisions/0001-a.md': '`src/base/gone.h`\n' }, []],
  ['a dead command', { dev: 'case x in\n  test) run ;;\n  help | --help) usage ;;\nesac\n', 'README.md': './dev test\n./dev help\n./dev party\n' }, ['README.md:3 dead-command']],

  ['something left to do', { 'src/base/b.cc': `\n// ${'TO'}${'DO'} later\n` }, ['src/base/b.cc:2 leftover']],
  ['a header without its guard', { 'src/base/b.h': 'int x;\n' }, ['src/base/b.h:1 header-guard']],
  ['a fuzzer nobody runs', { 'src/base/b_fuzz.cc': '' }, ['src/base/b_fuzz.cc unlisted-fuzzer']],
  ['a listed fuzzer', { 'src/base/b_fuzz.cc': '', 'fuzz/CMakeLists.txt': 'base/b_fuzz.cc\n' }, []],
];

for (const [name, files, expected] of cases) test(name, () => assert.deepEqual(found(files), expected));

test('a room with code has a README, one without code needs none', () => {
  const files = { 'src/base/a.h': header, 'src/label/notes.txt': '', 'web/src/a.ts': '', 'web/README.md': '' };
  assert.deepEqual(found(files, { readmes: true }), ['src/base room-readme']);
});

test('functions are found where they begin, by name and length', () => {
  const code = `namespace a {
struct S : B<int> {
  S(int x) : x_{x}, y_(2) {
    go();
  }
  bool operator==(const S&) const {
    return true;
  }
};
const std::vector<int> table = {
    1, 2};
static const auto made = make({1, 2});
TEST(Suite, Case) {
  auto f = [] { return 1; };
  if (x) {
  }
}
enum class E { a, b };
#define MACRO(x) \\
  do { x; \\
  } while (0)
template <class T>
Result<T> read(std::string_view in,
               int n) noexcept {
}
}
`;
  const names = functions('x.cc', code).filter((f) => f.size > 1).map((f) => `${f.line} ${f.name} ${f.size}`);
  assert.deepEqual(names, ['3 y_ 3', '6 operator== 3', '13 TEST(Suite,Case) 5', '22 read 4']);
});

test('comments and literals are blanked in place', () => {
  const text = 'a("x // y"); // z\nR"(one\n"two")" b /* c\n*/ \'"\' 1\'000 d';
  const out = blank(text);
  assert.equal(out.length, text.length);
  assert.equal(out.split('\n').length, text.split('\n').length);
  for (const gone of ['y', 'z', 'one', 'two', 'c\n']) assert.ok(!out.includes(gone), `${gone} in ${out}`);
  for (const kept of ['a(', 'b', "1'000", 'd']) assert.ok(out.includes(kept), `${kept} in ${out}`);
});

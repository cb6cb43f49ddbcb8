// interop_vectors: writes checkpoints, proofs and cosignatures of ours, and spoilt ones, for tools/interop/main.go, which says the form.
#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"

namespace {

using namespace tsugite;
using namespace tsugite::ledger;

constexpr std::uint64_t leaves = 70;  // past a full tree of 64

Digest record(std::uint64_t number) { return sha256("record " + std::to_string(number)); }
LeafAt leaf() {
  return [](std::uint64_t at) { return leaf_hash(record(at)); };
}

std::string joined(const std::vector<Digest>& path) {
  std::string out;
  for (const auto& one : path) out += " " + one.hex();
  return out;
}

void trees() {
  Frontier frontier;
  for (std::uint64_t n = 0; n < leaves; ++n) {
    fmt::print("leaf {} {}\n", n, record(n).hex());
    frontier.add(record(n));
    fmt::print("tree {} {}\n", n + 1, frontier.root().hex());
  }
}

void inclusions() {
  for (std::uint64_t size = 1; size <= leaves; ++size)
    for (std::uint64_t at = 0; at < size; at += 1 + size / 8) {
      const std::string root = root_of(size, leaf()).hex();
      const auto path = inclusion_proof(at, size, leaf());
      fmt::print("inclusion {} {} {} {}{}\n", at, size, root, record(at).hex(), joined(path));
      fmt::print("bad-inclusion {} {} {} {}{}\n", at, size, root, record(at + 1).hex(), joined(path));
      if (!path.empty())
        fmt::print("bad-inclusion {} {} {} {}{}\n", at, size, root, record(at).hex(), joined({path.begin(), path.end() - 1}));
    }
}

void consistencies() {
  for (std::uint64_t to = 2; to <= leaves; to += 3)
    for (std::uint64_t from = 1; from < to; from += 1 + to / 6) {
      const std::string before = root_of(from, leaf()).hex(), after = root_of(to, leaf()).hex();
      const auto path = consistency_proof(from, to, leaf());
      fmt::print("consistency {} {} {} {}{}\n", from, to, before, after, joined(path));
      fmt::print("bad-consistency {} {} {} {}{}\n", from, to, after, before, joined(path));
    }
}

void notes() {
  const auto log = *SigningKey::from_seed(std::string(32, '\1')), cosigner = *SigningKey::from_seed(std::string(32, '\2')),
             other = *SigningKey::from_seed(std::string(32, '\3'));
  const std::string origin = outbox_origin("japan-us", "JPN", "USA", "real"), name = cosigner_name("japan-us", "USA");
  const std::string key = log.public_key().hex(), cokey = cosigner.public_key().hex();
  for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{70}, std::uint64_t{1} << 40}) {
    const Checkpoint one{origin, size, record(size)};
    const Bytes note = sign_checkpoint(one, log), stolen = sign_checkpoint(one, other);
    const std::int64_t seconds = 1'460'636'789 + static_cast<std::int64_t>(size % 1000);
    const Bytes receipt = cosign_checkpoint(note, name, cosigner, {seconds * 1000});
    const auto line = [&](const char* kind, const Bytes& text) {
      fmt::print("{} {} {} {} {} {}\n", kind, origin, key, size, record(size).hex(), to_base64(text));
    };
    const auto cosigned = [&](const char* kind, std::int64_t at, const Bytes& text) {
      fmt::print("{} {} {} {} {} {} {}\n", kind, origin, key, name, cokey, at, to_base64(text));
    };
    line("checkpoint", note);
    line("checkpoint", receipt);  // the partner's line does not disturb ours
    line("bad-checkpoint", stolen);
    cosigned("cosigned", seconds, receipt);
    cosigned("bad-cosigned", seconds + 1, receipt);
    cosigned("bad-cosigned", seconds, note);
    cosigned("bad-cosigned", seconds, cosign_checkpoint(note, name, other, {seconds * 1000}));
  }
}

}  // namespace

int main() {
  trees();
  inclusions();
  consistencies();
  notes();
}

// The hello: who is there, under which charter the two nodes join, and how far each holds the other's outboxes.
//
// Judging is pure. A hello that cannot be met is refused with a reason that both sides show: "hello.protocol", "hello.party",
// "hello.keys", "hello.pin", "hello.old-keys", "hello.charter", "hello.fold", "hello.clock".
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "charter/charter.h"
#include "federation/frame.pb.h"
#include "ledger/key_history.h"

namespace tsugite::federation {

struct Expectation {
  std::string partner;
  ledger::PublicKey root;                    // of the partner's party, from our newest charter
  Digest peer_pin;                           // of the TLS key the peer proved to hold
  std::uint64_t last_serial = 0;             // of the newest key certificate we saw from it
  std::map<Digest, std::uint32_t> approved;  // our approved charters and their versions
  std::uint32_t fold_version = 0;
};

struct Held {
  std::uint64_t size = 0;
  Digest root;
};

struct Peer {
  ledger::KeyHistory keys;  // the newest is the one in use
  Digest charter;           // the newest that both have approved
  std::string software;
  std::int64_t clock_difference_ms = 0;  // its clock minus ours
  std::map<std::string, Held> held;      // by context: how far it holds our outbox
};

Result<Peer> judge_hello(const v1::Hello& hello, const Expectation& expected, WallTime now);

}  // namespace tsugite::federation

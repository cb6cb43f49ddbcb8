// A party that does not keep to the protocol. Its node is real and its keys are its own; what goes out is twisted on the way: replayed,
// forked, forged in another's name, withheld, flooded, lied about. Whatever the others make of it, their own promises must hold.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/core.h"
#include "federation/frame.pb.h"
#include "ledger/merkle.h"
#include "rng.h"

namespace tsugite::sim {

class Liar {
 public:
  Liar(const core::Config& config, std::uint64_t seed) : config_(config), luck_(seed, "liar") {}

  // What goes out to that partner instead of this frame, in order.
  std::vector<Bytes> twist(const std::string& to, const Bytes& frame);
  std::uint64_t lies() const { return lies_; }

 private:
  Bytes forged(const std::string& to, const v1::Entries& entries);
  Bytes other_hello(v1::Frame frame);
  Bytes unasked();
  Bytes asked_back(const std::string& to);

  const core::Config& config_;
  Rng luck_;
  std::map<std::pair<std::string, std::string>, ledger::Frontier> told_;           // by partner and context
  std::map<std::string, std::vector<Bytes>> sent_;                                 // by partner, to be said again
  v1::Entries last_;                                                               // of anybody's outbox
  std::map<std::string, std::pair<std::string, std::uint64_t>> in_anothers_name_;  // by partner: of which context, at which number
  std::uint64_t lies_ = 0;
};

}  // namespace tsugite::sim

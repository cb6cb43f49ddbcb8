// 6 One history: whoever is shown another history than the one it holds says so and keeps what proves it. Written from the frames and the
// raw ledgers, and not from what the core makes of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check.h"
#include "ledger/checkpoint.h"

namespace tsugite::sim {

class ForkCheck {
 public:
  explicit ForkCheck(const Alliance& alliance) : alliance_(alliance) {}

  // Before a frame of one that does not keep to the protocol is handed over; and when its turn is over, and on the disk.
  void before(const Node& node, const std::string& from, const Bytes& frame);
  Wrong after(const Node& node);
  std::uint64_t shown() const { return shown_; }  // so many other histories

 private:
  const std::vector<Digest>& held(const Node& node, const std::string& from, const std::string& context);
  struct Reading {  // of one node's ledger, as far as it was read
    std::uint64_t lives = 0, next = 0;
    std::map<std::pair<std::string, std::string>, std::vector<Digest>> held;  // by partner and context
  };
  struct Shown {
    std::string from, context;
    ledger::Checkpoint checkpoint;
    std::uint64_t lives = 0;
  };

  const Alliance& alliance_;
  std::map<std::string, Reading> readings_;
  std::optional<Shown> other_;  // history than the one that is held, in the frame under way
  std::uint64_t shown_ = 0;
};

}  // namespace tsugite::sim

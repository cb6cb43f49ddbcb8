// Window: how much was sent to one partner and is not yet co-signed, over all contexts. Pure value; times come in.
//
// It begins at limits::in_flight_bytes and doubles up to limits::in_flight_most while receipts come within a quarter of a second;
// where they take longer than a second it halves again. So what is under way is bounded by time, not only by bytes: on a fast link
// a partner catches up at the speed of the disks, on a slow one an urgent record never waits behind more than the beginning.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "base/limits.h"
#include "base/time.h"

namespace tsugite::federation {

class Window {
 public:
  // What one more frame should hold at most; 0: wait for receipts.
  std::size_t batch() const {
    const std::size_t frame = std::min(limits::batch_bytes, limit_ / 2);
    return in_flight_ + frame <= limit_ ? frame : 0;
  }
  // `end`: size of the outbox after the frame.
  void sent(const std::string& context, std::uint64_t end, std::size_t bytes, WallTime now) {
    frames_[context].push_back({end, bytes, now});
    in_flight_ += bytes;
  }
  void acknowledged(const std::string& context, std::uint64_t size, WallTime now) {
    auto& frames = frames_[context];
    const bool was_full = batch() == 0;
    while (!frames.empty() && frames.front().end <= size) {
      const Duration took = now - frames.front().at;
      if (took > slow) limit_ = std::max(limit_ / 2, limits::in_flight_bytes);
      else if (was_full && took <= quick) limit_ = std::min(limit_ * 2, limits::in_flight_most);
      in_flight_ -= frames.front().bytes;
      frames.pop_front();
    }
  }
  std::size_t in_flight() const { return in_flight_; }

 private:
  static constexpr Duration quick{250}, slow{1000};
  struct Sent {
    std::uint64_t end;
    std::size_t bytes;
    WallTime at;
  };
  std::map<std::string, std::deque<Sent>> frames_;
  std::size_t in_flight_ = 0, limit_ = limits::in_flight_bytes;
};

}  // namespace tsugite::federation

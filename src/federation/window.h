// Window: how much was sent to one partner and is not yet co-signed, over all contexts (limits::in_flight_bytes). Pure value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "base/limits.h"

namespace tsugite::federation {

class Window {
 public:
  std::size_t room() const { return in_flight_ >= limits::in_flight_bytes ? 0 : limits::in_flight_bytes - in_flight_; }
  // `end`: size of the outbox after the frame.
  void sent(const std::string& context, std::uint64_t end, std::size_t bytes) {
    frames_[context].push_back({end, bytes});
    in_flight_ += bytes;
  }
  void acknowledged(const std::string& context, std::uint64_t size) {
    auto& frames = frames_[context];
    while (!frames.empty() && frames.front().end <= size) {
      in_flight_ -= frames.front().bytes;
      frames.pop_front();
    }
  }
  std::size_t in_flight() const { return in_flight_; }

 private:
  struct Sent {
    std::uint64_t end;
    std::size_t bytes;
  };
  std::map<std::string, std::deque<Sent>> frames_;
  std::size_t in_flight_ = 0;
};

}  // namespace tsugite::federation

// Window: how much was sent to one partner and is not yet co-signed, over all contexts. Pure value; times come in.
//
// It begins at limits::in_flight_bytes and doubles up to limits::in_flight_most while receipts come within a quarter of a second;
// where they take longer than a second it halves again. So what is under way is bounded by time, not only by bytes: on a fast link
// a partner catches up at the speed of the disks, on a slow one an urgent record never waits behind more than the beginning.
// Of a file it is the room that is left in it: nothing comes back, and nothing goes over.
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
  static Window of_file(std::size_t bytes) {
    Window out;
    out.limit_ = bytes;
    out.file_ = true;
    return out;
  }
  // What one more frame should hold at most; 0: wait for receipts, or the file is full.
  std::size_t batch() const {
    if (file_) return fits(1) ? std::min(limits::batch_bytes, limit_ - in_flight_) : 0;
    // Two under way at least, though each goes over by a part of a record.
    const std::size_t frame = std::min(limits::batch_bytes, limit_ / 2), room = limit_ - std::min(limit_, in_flight_);
    return room >= frame / 2 ? std::min(frame, room) : 0;
  }
  // Has a frame with records of so many bytes a place? On a link always: it goes a little over.
  bool fits(std::size_t record_bytes) const { return !file_ || in_flight_ + in_file(record_bytes) <= limit_; }
  // `end`: size of the outbox after the frame.
  void sent(const std::string& context, std::uint64_t end, std::size_t bytes, WallTime now) {
    frames_[context].push_back({end, bytes, now});
    in_flight_ += file_ ? in_file(bytes) : bytes;
  }
  // Did any of it get there by that?
  bool acknowledged(const std::string& context, std::uint64_t size, WallTime now) {
    auto& frames = frames_[context];
    const bool was_full = batch() == 0;
    const std::size_t before = in_flight_;
    while (!frames.empty() && frames.front().end <= size) {
      const Duration took = now - frames.front().at;
      if (took > slow) limit_ = std::max(limit_ / 2, limits::in_flight_bytes);
      else if (was_full && took <= quick) limit_ = std::min(limit_ * 2, limits::in_flight_most);
      in_flight_ -= frames.front().bytes;
      frames.pop_front();
    }
    return in_flight_ < before;
  }
  std::size_t in_flight() const { return in_flight_; }

 private:
  static constexpr Duration quick{250}, slow{1000};
  struct Sent {
    std::uint64_t end;
    std::size_t bytes;
    WallTime at;
  };
  // A frame in a file: its records with what stands before each, its checkpoint, the file's own bytes around it.
  static std::size_t in_file(std::size_t record_bytes) { return record_bytes + record_bytes / 16 + 1024; }
  std::map<std::string, std::deque<Sent>> frames_;
  std::size_t in_flight_ = 0, limit_ = limits::in_flight_bytes;
  bool file_ = false;
};

}  // namespace tsugite::federation

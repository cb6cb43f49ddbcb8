// From knowing to sharing: how long records of one kind were known here before they were numbered for a partner, and before its receipt
// was here. Counted as it happens, from the node's start on; nothing is looked up.
//
// Times fall into buckets that grow by a quarter of an octave, so a median or a 90th percentile is right within 19 %; the worst is exact.
// Milliseconds of our own clock; one that was set back counts as nothing. Values.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace tsugite::core {

class Spread {
 public:
  void add(std::int64_t ms);
  void add(const Spread& other);
  std::uint64_t count() const { return count_; }
  std::int64_t worst_ms() const { return worst_; }
  std::int64_t at_ms(double part) const;  // so much of all was no slower; 0 where nothing was counted

 private:
  static constexpr std::size_t buckets = 160;
  std::array<std::uint32_t, buckets> of_{};
  std::uint64_t count_ = 0;
  std::int64_t worst_ = 0;
};

struct Sharing {
  std::string partner, context;
  std::string kind;  // "report/file"
  Spread numbered, receipted;
};

}  // namespace tsugite::core

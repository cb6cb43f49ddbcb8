#include "core/sharing.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace tsugite::core {
namespace {

constexpr std::array quarters = {1.189207115002721, 1.4142135623730951, 1.681792830507429};  // of an octave: 2 to the 1/4, 1/2, 3/4
constexpr std::size_t to_an_octave = quarters.size() + 1;

// Every record that is sent is counted: no logarithm for that.
std::size_t bucket_of(std::int64_t ms, std::size_t buckets) {
  if (ms < 1) return 0;
  const auto octave = static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(ms)) - 1);
  const double within = static_cast<double>(ms) / static_cast<double>(std::uint64_t{1} << octave);
  const auto quarter = static_cast<std::size_t>(std::ranges::count_if(quarters, [&](double from) { return within >= from; }));
  return std::min(buckets - 1, 1 + octave * to_an_octave + quarter);
}

// The middle of a bucket, as a factor.
std::int64_t value_of(std::size_t bucket) {
  if (bucket == 0) return 0;
  return static_cast<std::int64_t>(std::llround(std::exp2((static_cast<double>(bucket) - 0.5) / double{to_an_octave})));
}

}  // namespace

void Spread::add(std::int64_t ms) {
  ms = std::max<std::int64_t>(ms, 0);
  ++of_[bucket_of(ms, buckets)];
  ++count_;
  worst_ = std::max(worst_, ms);
}

void Spread::add(const Spread& other) {
  for (std::size_t i = 0; i < buckets; ++i) of_[i] += other.of_[i];
  count_ += other.count_;
  worst_ = std::max(worst_, other.worst_);
}

std::int64_t Spread::at_ms(double part) const {
  if (count_ == 0) return 0;
  const auto wanted = static_cast<std::uint64_t>(std::ceil(part * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets; ++i) {
    seen += of_[i];
    if (seen >= wanted && of_[i] > 0) return std::min(value_of(i), worst_);
  }
  return worst_;
}

}  // namespace tsugite::core

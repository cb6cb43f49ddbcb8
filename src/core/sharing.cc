#include "core/sharing.h"

#include <algorithm>
#include <cmath>

namespace tsugite::core {
namespace {

constexpr double to_an_octave = 4;

std::size_t bucket_of(std::int64_t ms, std::size_t buckets) {
  if (ms < 1) return 0;
  return std::min(buckets - 1, 1 + static_cast<std::size_t>(std::log2(static_cast<double>(ms)) * to_an_octave));
}

// The middle of a bucket, as a factor.
std::int64_t value_of(std::size_t bucket) {
  if (bucket == 0) return 0;
  return static_cast<std::int64_t>(std::llround(std::exp2((static_cast<double>(bucket) - 0.5) / to_an_octave)));
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

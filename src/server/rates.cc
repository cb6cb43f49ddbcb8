#include "server/rates.h"

#include <algorithm>
#include <cmath>

namespace tsugite::server {

double Rates::filled(const Bucket& bucket, Duration now) const {
  const double seconds = static_cast<double>(std::max<std::int64_t>(0, now.ms - bucket.at.ms)) / 1000;
  return std::min(rule_.burst, bucket.tokens + seconds * rule_.per_second);
}

std::int64_t Rates::take(const std::string& key, Duration now) {
  auto hit = buckets_.find(key);
  if (hit == buckets_.end()) {
    if (buckets_.size() >= most_) std::erase_if(buckets_, [&](const auto& item) { return filled(item.second, now) >= rule_.burst; });
    if (buckets_.size() >= most_) return static_cast<std::int64_t>(std::ceil(rule_.burst / rule_.per_second));
    hit = buckets_.emplace(key, Bucket{rule_.burst, now}).first;
  }
  Bucket& bucket = hit->second;
  bucket = {filled(bucket, now), now};
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return 0;
  }
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil((1 - bucket.tokens) / rule_.per_second)));
}

}  // namespace tsugite::server

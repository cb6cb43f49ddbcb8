// Token buckets: how often one key (an address, an address with an account, a session) may do a thing. Monotonic time; bounded
// memory: when the table is full, buckets that have filled up again are dropped, and if none has, a new key is refused.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

#include "base/time.h"

namespace tsugite::server {

class Rates {
 public:
  struct Rule {
    double burst = 1;
    double per_second = 1;
  };
  Rates(Rule rule, std::size_t most_keys) : rule_(rule), most_(most_keys) {}

  // 0: go on, one token is taken. Otherwise: seconds to wait, at least 1.
  std::int64_t take(const std::string& key, Duration now);
  // Forgets what the key has used up, e.g. after a sign-in that was right.
  void forgive(const std::string& key) { buckets_.erase(key); }
  std::size_t size() const { return buckets_.size(); }

 private:
  struct Bucket {
    double tokens;
    Duration at;
  };
  double filled(const Bucket& bucket, Duration now) const;

  Rule rule_;
  std::size_t most_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace tsugite::server

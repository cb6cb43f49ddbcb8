// Counters of the server, and the text of /metrics (Prometheus text format 0.0.4). Routes are counted by their pattern, never by what was
// asked for, so nothing of any case stands here and the number of series is bounded. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "server/backend.h"

namespace tsugite::server {

class Metrics {
 public:
  void request(const std::string& route, int status) { ++requests_[{route, status}]; }
  void sign_in_failed() { ++sign_in_failures_; }
  void rate_refused() { ++rate_refusals_; }
  void stream_dropped() { ++streams_dropped_; }

  struct Now {
    std::size_t sessions = 0, connections = 0, streams = 0;
  };
  std::string text(const Facts& facts, const std::vector<Figure>& figures, const Now& now, bool counts) const;

 private:
  std::map<std::pair<std::string, int>, std::uint64_t> requests_;
  std::uint64_t sign_in_failures_ = 0, rate_refusals_ = 0, streams_dropped_ = 0;
};

}  // namespace tsugite::server

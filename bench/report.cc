#include <fmt/core.h>

#include <chrono>
#include <cstdlib>

#include "bench/bench.h"

namespace tsugite::bench {

std::int64_t now_ns() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

void print_times(std::string_view what, const std::vector<std::int64_t>& ns) {
  const auto us = [&](double p) { return static_cast<double>(quantile(ns, p)) / 1000; };
  fmt::print("{:<28} p50 {:8.1f} us   p90 {:8.1f} us   p99 {:8.1f} us   ({} times)\n", what, us(0.5), us(0.9), us(0.99), ns.size());
}

void print_ratio(std::string_view name, const Ratio& ratio) {
  fmt::print("ratio {} {:.2f} goal {}{:.2f}\n", name, ratio.value, ratio.at_most ? "<=" : ">=", ratio.goal);
}

void give_up(const std::string& why) {
  fmt::print(stderr, "bench: {}\n", why);
  std::exit(2);
}

}  // namespace tsugite::bench

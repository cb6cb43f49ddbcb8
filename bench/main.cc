// bench [NAME]...: runs the benchmarks, or those named. Exit codes: 0 every goal holds, 1 one does not, 2 wrong usage or no figure.
#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <string_view>
#include <vector>

#include "bench/bench.h"

namespace {

using tsugite::bench::Benchmark;

const std::vector<Benchmark> kAll = {
    {"append-single", tsugite::bench::append_single}, {"append-group", tsugite::bench::append_group},
    {"catch-up", tsugite::bench::catch_up},           {"steps", tsugite::bench::steps},
    {"start-up", tsugite::bench::start_up},
};

// In a folder of its own that is gone afterwards.
bool run(const Benchmark& one) {
  const std::filesystem::path folder = std::filesystem::path(TSUGITE_BENCH_FOLDER) / one.name;
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto ratio = one.run(folder);
  std::filesystem::remove_all(folder);
  tsugite::bench::print_ratio(one.name, ratio);
  std::fflush(stdout);
  return ratio.holds();
}

const Benchmark* find(std::string_view name) {
  for (const Benchmark& one : kAll)
    if (one.name == name) return &one;
  return nullptr;
}

}  // namespace

int main(int count, char** values) {
  std::vector<Benchmark> wanted;
  for (int i = 1; i < count; ++i) {
    const Benchmark* one = find(values[i]);
    if (one == nullptr) {
      fmt::print(stderr, "usage: bench [NAME]...\nbenchmarks:");
      for (const Benchmark& known : kAll) fmt::print(stderr, " {}", known.name);
      fmt::print(stderr, "\n");
      return 2;
    }
    wanted.push_back(*one);
  }
  bool hold = true;
  for (const Benchmark& one : wanted.empty() ? kAll : wanted) hold = run(one) && hold;
  return hold ? 0 : 1;
}

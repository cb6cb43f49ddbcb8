// What can be measured: one line in main.cc for each.
//
// A benchmark measures its floor and ours in one run, alternately, on the same disk. It prints its figures and returns one Ratio,
// which is printed last: "ratio NAME VALUE goal GOAL".
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tsugite::bench {

struct Ratio {
  double value = 0;
  double goal = 0;
  bool at_most = true;  // otherwise at least
  bool holds() const { return at_most ? value <= goal : value >= goal; }
};

struct Benchmark {
  std::string_view name;
  Ratio (*run)(const std::filesystem::path& folder);
};

Ratio append_single(const std::filesystem::path& folder);
Ratio append_group(const std::filesystem::path& folder);
Ratio catch_up(const std::filesystem::path& folder);
Ratio steps(const std::filesystem::path& folder);
Ratio start_up(const std::filesystem::path& folder);

// Nanoseconds since some start.
std::int64_t now_ns();
void print_times(std::string_view what, const std::vector<std::int64_t>& ns);
void print_ratio(std::string_view name, const Ratio& ratio);

// A benchmark that cannot do its work says why and ends the program: no figure is better than a wrong one.
[[noreturn]] void give_up(const std::string& why);
template <class T>
T need(Result<T> result) {
  if (!result) give_up(describe(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// The p-th part of the samples, 0.5 for the median.
template <class T>
T quantile(std::vector<T> samples, double p) {
  if (samples.empty()) give_up("no samples");
  const auto at = samples.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(samples.size() - 1));
  std::nth_element(samples.begin(), at, samples.end());
  return *at;
}

}  // namespace tsugite::bench

// fuzz NAME [SEED] [--runs N] [--corpus FOLDER]... [--input FILE] [--save FOLDER]
// Runs one entry on mutated inputs. The same seed gives the same inputs. Where the build counts the places
// that code reaches (preset fuzz), an input that reaches a new one joins the pool; the pool grows the same
// way from the same seed. Exit codes: 0 every run came back, 1 a run did not, 2 wrong usage.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/corpus.h"
#include "fuzz/crash.h"
#include "fuzz/entries.h"
#include "fuzz/mutate.h"

namespace tsugite::fuzz {
namespace {

struct Options {
  std::string name;
  std::uint64_t seed = 0;
  std::uint64_t runs = 1'000'000;
  std::size_t max_bytes = 64 * 1024;
  std::vector<std::string> corpora;
  std::string input;
  std::string save = ".";
};

const Entry* find(const std::string& name) {
  for (const Entry& entry : entries())
    if (entry.name == name) return &entry;
  return nullptr;
}

void run_one(const Entry& entry, std::uint64_t number, const std::string& input) {
  begin_run(number, input);
  entry.run(input);
  end_run();
}

int replay(const Entry& entry, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    fmt::print(stderr, "fuzz: cannot read {}\n", path);
    return 2;
  }
  run_one(entry, 1, std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
  fmt::print("fuzz {}: {} came back\n", entry.name, path);
  return 0;
}

int run_all(const Entry& entry, const Options& options) {
  auto pool = read_corpus(options.corpora);
  if (!pool) {
    fmt::print(stderr, "fuzz: {}\n", describe(pool.error()));
    return 2;
  }
  fmt::print("fuzz {} {}: {} seed inputs, {} runs\n", entry.name, options.seed, pool->size(), options.runs);
  std::fflush(stdout);
  Mutator mutator(options.seed, options.max_bytes);
  const auto start = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); };
  double told = 0;
  std::uint64_t number = 0;
  for (const std::string& input : *pool) run_one(entry, ++number, input);
  while (number < options.runs) {
    const std::string input = mutator.next(*pool);
    const std::size_t reached = places_reached();
    run_one(entry, ++number, input);
    if (places_reached() > reached) pool->push_back(input);
    if (number % 1024 == 0 && seconds() - told > 10) {
      told = seconds();
      fmt::print("  {} runs, {:.0f} a second, {} inputs, {} places reached\n", number, static_cast<double>(number) / told, pool->size(),
                 places_reached());
      std::fflush(stdout);
    }
  }
  fmt::print("fuzz {} {}: {} runs came back in {:.1f} s\n", entry.name, options.seed, number, seconds());
  return 0;
}

int main(int argc, char** argv) {
  Options options;
  options.seed = std::random_device{}();
  CLI::App app{"Feeds one parser with mutated inputs. Without a name: lists what can be fuzzed."};
  app.add_option("name", options.name, "what to fuzz");
  app.add_option("seed", options.seed, "replays the run of that seed (default: a new one)");
  app.add_option("--runs", options.runs, "how many inputs")->capture_default_str();
  app.add_option("--max-bytes", options.max_bytes, "longest input")->capture_default_str();
  app.add_option("--corpus", options.corpora, "folder of seed inputs, instead of the entry's own");
  app.add_option("--input", options.input, "run this one file and nothing else");
  app.add_option("--save", options.save, "folder for an input that crashes")->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (options.name.empty()) {
    for (const Entry& entry : entries()) fmt::print("{}\n", entry.name);
    return 0;
  }
  const Entry* entry = find(options.name);
  if (entry == nullptr) {
    fmt::print(stderr, "fuzz: nothing is called {}; run fuzz without a name for the list\n", options.name);
    return 2;
  }
  if (options.corpora.empty())
    for (const std::string& folder : entry->corpora) options.corpora.push_back(TSUGITE_SOURCE_DIR "/" + folder);
  watch(entry->name, options.seed, options.save);
  return options.input.empty() ? run_all(*entry, options) : replay(*entry, options.input);
}

}  // namespace
}  // namespace tsugite::fuzz

int main(int argc, char** argv) { return tsugite::fuzz::main(argc, argv); }

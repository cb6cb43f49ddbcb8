// The bird in the mine: a parser with a bug that only mutation finds. The test fuzz.canary expects the crash,
// so a fuzzer that no longer mutates, or no longer notices, fails the test run.
#include <cstdlib>
#include <string_view>

namespace tsugite {

void fuzz_canary(std::string_view input);

void fuzz_canary(std::string_view input) {
  // Reached from the seed "size=12;" by a changed digit, a lost end and a byte that was no letter.
  if (!input.starts_with("size=") || input.size() < 7) return;
  if (input[5] == '1' || input.back() == ';') return;
  for (const char c : input.substr(7))
    if (static_cast<unsigned char>(c) >= 0x80) std::abort();
}

}  // namespace tsugite

// Mutations of an input, all from one seed: the same seed, pool and number give the same input on every
// machine. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tsugite::fuzz {

// splitmix64: small, fast and the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  // 0 <= result < bound; bound > 0.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

class Mutator {
 public:
  Mutator(std::uint64_t seed, std::size_t max_bytes) : dice_(seed), max_bytes_(max_bytes) {}

  // An input out of the pool, changed in one to sixteen places. An empty pool counts as one empty input.
  std::string next(const std::vector<std::string>& pool);

 private:
  void change(std::string& input, const std::vector<std::string>& pool);
  void flip(std::string& input);
  void set_byte(std::string& input);
  void set_number(std::string& input);
  void insert_word(std::string& input);
  void remove_chunk(std::string& input);
  void repeat_chunk(std::string& input);
  void truncate(std::string& input);
  void splice(std::string& input, const std::vector<std::string>& pool);
  // A chunk [begin, begin + size) within size, more often short than long.
  std::pair<std::size_t, std::size_t> chunk(std::size_t size);

  Dice dice_;
  std::size_t max_bytes_;
};

}  // namespace tsugite::fuzz

// Which case each record is in, in nine bytes a record: 36 bits of its digest beside the case's number. Two records that share those
// bits cost only time: the caller asks the case whether it really holds the digest, and the second one is kept whole. Pure value.
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>

#include "base/ids.h"

namespace tsugite::casework {

class RecordTable {
 public:
  static constexpr std::uint32_t most_cases = (1u << 28) - 1;

  // The case that it may be in; nothing: certainly in none.
  std::optional<std::uint32_t> candidate(const Digest& digest) const {
    const auto at = slots_.find(slot(digest, 0));
    if (at == slots_.end()) return std::nullopt;
    if (!whole_.empty())
      if (const auto other = whole_.find(digest); other != whole_.end()) return other->second;
    return static_cast<std::uint32_t>(*at & most_cases);
  }
  // `number` is less than most_cases.
  void add(const Digest& digest, std::uint32_t number) {
    if (!slots_.insert(slot(digest, number)).second) whole_.emplace(digest, number);
  }

 private:
  static std::uint64_t slot(const Digest& digest, std::uint32_t number) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, digest.value.data(), sizeof bits);
    return (bits & ~std::uint64_t{most_cases}) | number;
  }
  struct Hash {
    using is_avalanching = void;
    std::size_t operator()(std::uint64_t slot) const { return static_cast<std::size_t>((slot >> 28) * 0x9e3779b97f4a7c15ull); }
  };
  struct Same {
    bool operator()(std::uint64_t a, std::uint64_t b) const { return a >> 28 == b >> 28; }
  };

  boost::unordered_flat_set<std::uint64_t, Hash, Same> slots_;
  std::map<Digest, std::uint32_t> whole_;
};

}  // namespace tsugite::casework

// Dictionary: many words looked for at once, in one pass over the bytes. A text in which none of them stands costs one look into a
// small table for each character.
//
// Latin letters are compared without regard to case; a word that begins or ends with a letter or digit of ASCII stands only where no
// other one touches it there. Words of fewer than three bytes are not taken: they would be found everywhere. Values; thread-safe for
// reading.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tsugite::label::content {

class Dictionary {
 public:
  struct Hit {
    std::uint32_t word = 0;  // its number, in the order of add()
    std::size_t at = 0;      // byte
    std::size_t length = 0;
  };

  static constexpr std::size_t shortest = 3;
  bool add(std::string_view word, std::uint32_t number, bool whole = true);  // false: too short. whole: as the bounds above say
  // In the order in which they stand, at most so many.
  std::vector<Hit> find(std::string_view text, std::size_t most) const;

 private:
  static std::uint16_t key(std::string_view three);
  struct Word {
    std::string folded;
    std::uint32_t number = 0;
    bool whole = true;
  };
  std::bitset<65536> first_;                           // of the first three bytes, hashed
  std::vector<std::pair<std::uint16_t, Word>> words_;  // by that key
};

}  // namespace tsugite::label::content

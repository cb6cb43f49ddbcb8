// SearchWords: what a person types to find a case, and whether a text has all of it. Width, case and the many forms of one
// character do not count (Unicode NFKC with case folding), so that ＪＰＮ－Ｓ－７ finds JPN-S-7. Words are parted by spaces, the wide one
// too. Pure and bounded: limits::search_bytes, limits::search_words. Errors: "request.search".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tsugite::server {

class SearchWords {
 public:
  static Result<SearchWords> read(std::string_view asked);

  // Every word stands in one of the texts.
  bool in(const std::vector<std::string>& texts) const;
  // The whole of what was asked is this text.
  bool is(std::string_view text) const;

 private:
  std::vector<std::string> words_;
};

}  // namespace tsugite::server

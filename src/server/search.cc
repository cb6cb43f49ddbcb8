#include "server/search.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>

#include "base/limits.h"

namespace tsugite::server {
namespace {

// Expects UTF-8; what is none becomes U+FFFD and so matches nothing that is.
std::string folded(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  if (U_SUCCESS(status))
    form->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr, status);
  return U_SUCCESS(status) ? out : std::string(text);
}

}  // namespace

Result<SearchWords> SearchWords::read(std::string_view asked) {
  if (asked.size() > limits::search_bytes)
    return fail("request.search", "words", "this is too much to search for; give a few words",
                "検索の語が長すぎます。短い語を幾つか入れてください");
  SearchWords out;
  const std::string text = folded(asked);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    if (end > at) out.words_.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  if (out.words_.empty()) return fail("request.search", "words", "say what to search for", "検索する語を入れてください");
  if (out.words_.size() > limits::search_words)
    return fail("request.search", "words", "these are too many words to search for", "検索の語が多すぎます");
  return out;
}

bool SearchWords::in(const std::vector<std::string>& texts) const {
  std::vector<std::string> plain;
  for (const auto& text : texts) plain.push_back(folded(text));
  return std::all_of(words_.begin(), words_.end(), [&](const std::string& word) {
    return std::any_of(plain.begin(), plain.end(), [&](const std::string& text) { return text.find(word) != std::string::npos; });
  });
}

bool SearchWords::is(std::string_view text) const { return words_.size() == 1 && words_.front() == folded(text); }

}  // namespace tsugite::server

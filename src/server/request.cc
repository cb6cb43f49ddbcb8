#include "server/request.h"

#include <algorithm>

#include "base/limits.h"
#include "server/utf8.h"

namespace tsugite::server {
namespace {

std::unexpected<Error> bad(std::string_view where, const char* en, const char* ja) {
  std::string shown;
  for (char c : where.substr(0, 80)) shown += (c >= 0x20 && c < 0x7f) ? c : '?';
  return fail("request.target", shown, en, ja);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Result<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const bool whole = i + 2 < text.size();
      const int high = whole ? hex_digit(text[i + 1]) : -1;
      const int low = whole ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0)
        return bad(text, "a percent sign in the address is not followed by two hexadecimal digits",
                   "アドレスのパーセント記号に16進数2桁が続いていません");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      return bad(text, "the address holds a control character", "アドレスに制御文字が含まれています");
    out += c;
  }
  if (!valid_utf8(out)) return bad(text, "the address is not UTF-8", "アドレスがUTF-8ではありません");
  return out;
}

Result<void> take_path(std::string_view path, Target& out) {
  out.path = "/";
  std::size_t at = 1;
  while (at <= path.size()) {
    std::size_t end = std::min(path.find('/', at), path.size());
    std::string_view raw = path.substr(at, end - at);
    const bool last = end == path.size();
    at = end + 1;
    if (raw.empty()) {
      if (last) break;
      return bad(path, "the address holds an empty path segment", "アドレスのパスに空の要素があります");
    }
    auto segment = decode(raw, false);
    if (!segment) return std::unexpected(segment.error());
    if (*segment == "." || *segment == ".." || segment->find_first_of("/\\") != std::string::npos)
      return bad(path, "the address holds a path segment that leads elsewhere", "アドレスのパスに使えない要素があります");
    if (out.path.size() > 1) out.path += '/';
    out.path += *segment;
    out.segments.push_back(std::move(*segment));
  }
  return {};
}

Result<void> take_query(std::string_view query, Target& out) {
  while (!query.empty()) {
    std::size_t end = std::min(query.find('&'), query.size());
    std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = decode(pair.substr(0, equals), true);
    auto value = decode(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name) return std::unexpected(name.error());
    if (!value) return std::unexpected(value.error());
    if (!out.query.emplace(*name, *value).second)
      return bad(pair, "the address gives a parameter twice", "アドレスで同じパラメータが2回指定されています");
  }
  return {};
}

}  // namespace

Result<Target> parse_target(std::string_view target) {
  if (target.empty() || target.front() != '/')
    return bad(target, "the address does not begin with a slash", "アドレスがスラッシュで始まっていません");
  if (target.size() > limits::http_target_bytes)
    return bad(target, "the address is too long; send what is long in the body", "アドレスが長すぎます。長い内容は本文で送ってください");
  Target out;
  std::size_t question = std::min(target.find('?'), target.size());
  if (auto ok = take_path(target.substr(0, question), out); !ok) return std::unexpected(ok.error());
  if (question < target.size())
    if (auto ok = take_query(target.substr(question + 1), out); !ok) return std::unexpected(ok.error());
  return out;
}

std::string cookie_value(std::string_view header, std::string_view name) {
  std::string found;
  while (!header.empty()) {
    std::size_t end = std::min(header.find(';'), header.size());
    std::string_view pair = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    if (pair.size() <= name.size() || !pair.starts_with(name) || pair[name.size()] != '=') continue;
    if (!found.empty()) return {};
    found = pair.substr(name.size() + 1);
  }
  return found;
}

}  // namespace tsugite::server

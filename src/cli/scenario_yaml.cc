#include "cli/scenario_yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/limits.h"

namespace tsugite::cli {

void YamlNotes::note(const YAML::Node& node, std::string code, std::string en, std::string ja) {
  // yaml-cpp counts from 0 and says -1 of what was never written: the file then begins with the mistake.
  const int line = node.IsDefined() ? std::max(node.Mark().line, 0) + 1 : 1;
  errors.push_back(Error{"scenario." + std::move(code), fmt::format("{}:{}", file, line), Text{std::move(ja), std::move(en)}});
}

std::string YamlNotes::filled(const std::string& text) const {
  std::string out;
  std::size_t at = 0;
  while (true) {
    const auto open = text.find("${", at);
    const auto close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) return out + text.substr(at);
    out += text.substr(at, open - at);
    const auto hit = set.find(text.substr(open + 2, close - open - 2));
    if (hit != set.end()) out += hit->second;
    at = close + 1;
  }
}

std::string scalar_of(YamlNotes& notes, const YAML::Node& node) {
  if (node.IsDefined() && node.IsScalar()) {
    if (node.Scalar().size() <= limits::text_bytes) return notes.filled(node.Scalar());
    notes.note(node, "too-long", "this text is longer than a field may be", "この文は項目に入る長さを超えています");
    return {};
  }
  notes.note(node, "not-a-value", "one value is expected here, not a list or a mapping",
             "ここには一つの値が必要です（リストや対応表は書けません）");
  return {};
}

Text text_of(YamlNotes& notes, const YAML::Node& node, bool both) {
  YamlMap map(notes, node, "a text in ja and en", "ja と en の文");
  Text out{map.word("ja"), map.word("en")};
  map.done();
  const bool written = map.node().IsMap();
  if (written && (both ? out.ja.empty() || out.en.empty() : out.ja.empty() && out.en.empty()))
    notes.note(node, "one-language", both ? "both ja and en are needed" : "ja or en is needed",
               both ? "ja と en の両方が必要です" : "ja か en が必要です");
  return out;
}

YamlMap::YamlMap(YamlNotes& notes, YAML::Node node, const char* what_en, const char* what_ja) : notes_(notes), node_(std::move(node)) {
  if (node_.IsDefined() && node_.IsMap()) {
    std::set<std::string> seen;
    for (const auto& entry : node_)
      if (entry.first.IsScalar() && !seen.insert(entry.first.Scalar()).second)
        notes_.note(entry.first, "twice", fmt::format("\"{}\" stands here twice", entry.first.Scalar()),
                    fmt::format("「{}」が二度書かれています", entry.first.Scalar()));
    return;
  }
  notes_.note(node_, "not-a-mapping", fmt::format("{} must be a mapping", what_en),
              fmt::format("{}は「キー: 値」の形で書いてください", what_ja));
  node_.reset(YAML::Node(YAML::NodeType::Map));
}

bool YamlMap::has(const std::string& key) { return take(key).IsDefined(); }

YAML::Node YamlMap::take(const std::string& key) {
  known_.insert(key);
  const YAML::Node& map = node_;  // the const lookup does not create the key
  return map[key];
}

std::string YamlMap::word(const std::string& key, bool required) {
  const auto value = take(key);
  if (value.IsDefined()) return scalar_of(notes_, value);
  if (required) notes_.note(node_, "missing", fmt::format("\"{}\" is missing", key), fmt::format("「{}」がありません", key));
  return {};
}

std::optional<bool> YamlMap::flag(const std::string& key) {
  const auto value = take(key);
  if (!value.IsDefined()) return std::nullopt;
  bool out = false;
  if (value.IsScalar() && YAML::convert<bool>::decode(value, out)) return out;
  notes_.note(value, "not-true-or-false", fmt::format("\"{}\" must be true or false", key),
              fmt::format("「{}」は true か false です", key));
  return std::nullopt;
}

std::optional<double> YamlMap::number(const std::string& key, double least, double most) {
  const auto value = take(key);
  if (!value.IsDefined()) return std::nullopt;
  const std::string text = scalar_of(notes_, value);
  double out = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (wrong == std::errc{} && end == text.data() + text.size() && out >= least && out <= most) return out;
  notes_.note(value, "not-a-number", fmt::format("\"{}\" must be a number from {} to {}", key, least, most),
              fmt::format("「{}」は {} 以上 {} 以下の数です", key, least, most));
  return std::nullopt;
}

std::vector<std::string> YamlMap::words(const std::string& key) {
  const auto value = take(key);
  std::vector<std::string> out;
  if (!value.IsDefined()) return out;
  if (!value.IsSequence()) {
    notes_.note(value, "not-a-list", fmt::format("\"{}\" must be a list", key), fmt::format("「{}」はリストで書いてください", key));
    return out;
  }
  for (const auto& item : value) out.push_back(scalar_of(notes_, item));
  return out;
}

Text YamlMap::text(const std::string& key) {
  const auto value = take(key);
  return value.IsDefined() ? text_of(notes_, value, true) : Text{};
}

std::optional<WallTime> YamlMap::time(const std::string& key) {
  const auto value = take(key);
  const auto time = from_iso(value.IsDefined() ? scalar_of(notes_, value) : "");
  if (time) return *time;
  notes_.note(value.IsDefined() ? value : node_, "not-a-time",
              fmt::format("\"{}\" must be a time with an offset, such as 2016-04-17T09:00+09:00", key),
              fmt::format("「{}」は 2016-04-17T09:00+09:00 のように時差付きの日時です", key));
  return std::nullopt;
}

void YamlMap::done() {
  for (const auto& entry : node_) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "?";
    if (!known_.contains(key))
      notes_.note(entry.first, "unknown-key", fmt::format("\"{}\" means nothing here", key),
                  fmt::format("「{}」はここでは使えません", key));
  }
}

}  // namespace tsugite::cli

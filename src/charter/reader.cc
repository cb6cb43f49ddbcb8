#include "charter/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <numeric>
#include <utility>

#include "base/limits.h"

namespace tsugite::charter {
namespace {

using Kind = yaml::Node::Kind;

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0u);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
    }
  }
  return row.back();
}

Text named(Kind kind) {
  switch (kind) {
    case Kind::list: return {"一覧（[ ] 又は - ）", "a list"};
    case Kind::map: return {"キーと値の組", "a map of keys"};
    case Kind::scalar: return {"一つの値", "one value"};
    case Kind::null: break;
  }
  return {"空", "nothing"};
}

}  // namespace

std::string Sources::at(std::string path) const {
  for (;;) {
    if (auto it = places_.find(path); it != places_.end()) return it->second;
    const auto bar = path.rfind('|');
    if (bar == std::string::npos) return "";
    path.resize(bar);
  }
}

std::string nearest(const std::string& word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, std::min<std::size_t>(word.size() / 3, 3)) + 1;
  if (word.size() > limits::name_bytes) return best;
  for (const auto& candidate : candidates)
    if (const auto distance = edit_distance(word, candidate); distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  return best;
}

Text did_you_mean(const std::string& word, const std::vector<std::string>& candidates) {
  const std::string guess = nearest(word, candidates);
  if (guess.empty()) return {};
  return {fmt::format("（「{}」のことですか）", guess), fmt::format(" (did you mean \"{}\"?)", guess)};
}

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= limits::name_bytes &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-") == std::string::npos;
}

bool is_date(const std::string& text) {
  using namespace std::chrono;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  int y = 0, m = 0, d = 0;
  const auto part = [&](std::size_t from, std::size_t size, int& out) {
    const auto [end, bad] = std::from_chars(text.data() + from, text.data() + from + size, out);
    return bad == std::errc{} && end == text.data() + from + size && out > 0;
  };
  if (!part(0, 4, y) || !part(5, 2, m) || !part(8, 2, d)) return false;
  return year_month_day{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}}.ok();
}

MapReader::MapReader(const yaml::Node& node, Report& report, std::string path)
    : node_(node), report_(report), path_(std::move(path)), broken_(node.kind != Kind::map) {
  if (broken_) report_.add(node_.line, "type", "here must stand a map of keys and values", "ここにはキーと値の組を書いてください");
  report_.sources.note(path_, report_.where(node_.line));
}

void MapReader::rename(std::string path) {
  path_ = std::move(path);
  report_.sources.note(path_, report_.where(node_.line));
}

int MapReader::line(const std::string& key) const {
  const auto* node = node_.find(key);
  return node ? node->line : node_.line;
}

const yaml::Node* MapReader::get(const std::string& key, Kind kind, Need need) {
  asked_.push_back(key);
  if (broken_) return nullptr;
  const yaml::Node* node = node_.find(key);
  if (!node) {
    if (need == Need::required)
      report_.add(node_.line, "missing-key", fmt::format("\"{}\" is missing", key), fmt::format("「{}」がありません", key));
    return nullptr;
  }
  report_.sources.note(path_ + "|" + key, report_.where(node->line));
  if (node->kind != kind) {
    const Text wanted = named(kind);
    report_.add(node->line, "type", fmt::format("\"{}\" must be {}", key, wanted.en),
                fmt::format("「{}」には{}を書いてください", key, wanted.ja));
    return nullptr;
  }
  return node;
}

const yaml::Node* MapReader::list(const std::string& key, Need need) { return get(key, Kind::list, need); }
const yaml::Node* MapReader::map(const std::string& key, Need need) { return get(key, Kind::map, need); }

const yaml::Node* MapReader::filled(const std::string& key) {
  const auto* node = list(key);
  if (node && node->items.empty())
    report_.add(node->line, "empty", fmt::format("\"{}\" needs at least one entry", key),
                fmt::format("「{}」には一つ以上書いてください", key));
  return node;
}

std::string read_id(const yaml::Node& node, Report& report) {
  if (node.kind == Kind::scalar && is_id(node.text)) return node.text;
  report.add(node.line, "id", fmt::format("an id is 1 to {} of the characters A-Z a-z 0-9 . _ / -", limits::name_bytes),
             fmt::format("識別子は A-Z a-z 0-9 . _ / - の1から{}文字で書いてください", limits::name_bytes));
  return {};
}

Text read_text(const yaml::Node& node, Report& report) {
  Text out;
  if (node.kind != Kind::map) {
    report.add(node.line, "text", "text stands in both languages: {ja: ..., en: ...}",
               "文は両方の言語で書いてください（{ja: ..., en: ...}）");
    return out;
  }
  for (const auto& [key, value] : node.keys) {
    if (key != "ja" && key != "en")
      report.add(value.line, "unknown-key", fmt::format("\"{}\" is no language of a text; use ja and en", key),
                 fmt::format("「{}」は文の言語ではありません。ja と en を使ってください", key));
    else if (value.kind == Kind::scalar && value.text.size() <= limits::text_bytes) (key == "ja" ? out.ja : out.en) = value.text;
    else if (value.kind == Kind::scalar)
      report.add(value.line, "too-long", fmt::format("text is longer than {} bytes", limits::text_bytes),
                 fmt::format("文が{}バイトを超えています", limits::text_bytes));
  }
  if (out.ja.empty() || out.en.empty())
    report.add(node.line, "text", fmt::format("the {} text is missing", out.ja.empty() ? "Japanese (ja)" : "English (en)"),
               fmt::format("{}の文がありません", out.ja.empty() ? "日本語（ja）" : "英語（en）"));
  return out;
}

std::string MapReader::id(const std::string& key, Need need) {
  const auto* node = get(key, Kind::scalar, need);
  return node ? read_id(*node, report_) : std::string();
}

std::string MapReader::word(const std::string& key, Need need) {
  const auto* node = get(key, Kind::scalar, need);
  if (!node) return {};
  if (!node->text.empty() && node->text.size() <= limits::name_bytes && node->text.find('\n') == std::string::npos) return node->text;
  report_.add(node->line, "word", fmt::format("\"{}\" must be 1 to {} bytes on one line", key, limits::name_bytes),
              fmt::format("「{}」は1行、1から{}バイトで書いてください", key, limits::name_bytes));
  return {};
}

Text MapReader::text(const std::string& key, Need need) {
  const auto* node = get(key, Kind::map, need);
  return node ? read_text(*node, report_) : Text{};
}

bool MapReader::flag(const std::string& key, bool otherwise) {
  const auto* node = get(key, Kind::scalar, Need::optional);
  if (!node) return otherwise;
  if (node->text == "true" || node->text == "false") return node->text == "true";
  report_.add(node->line, "type", fmt::format("\"{}\" must be true or false", key),
              fmt::format("「{}」は true か false で書いてください", key));
  return otherwise;
}

int MapReader::integer(const std::string& key, Need need, int least, int most, int otherwise) {
  const auto* node = get(key, Kind::scalar, need);
  if (!node) return otherwise;
  int out = 0;
  const char* end = node->text.data() + node->text.size();
  const auto [stopped, bad] = std::from_chars(node->text.data(), end, out);
  if (bad == std::errc{} && stopped == end && out >= least && out <= most) return out;
  report_.add(node->line, "type", fmt::format("\"{}\" must be a whole number from {} to {}", key, least, most),
              fmt::format("「{}」は{}から{}までの整数で書いてください", key, least, most));
  return otherwise;
}

std::vector<std::string> MapReader::ids(const std::string& key, Need need) {
  std::vector<std::string> out;
  const auto* node = get(key, Kind::list, need);
  if (!node) return out;
  for (const auto& item : node->items) {
    const std::string id = read_id(item, report_);
    if (id.empty()) continue;
    report_.sources.note(path_ + "|" + key + "|" + id, report_.where(item.line));
    if (std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
    else
      report_.add(item.line, "duplicate-id", fmt::format("\"{}\" stands twice in \"{}\"", id, key),
                  fmt::format("「{}」に「{}」が重複しています", key, id));
  }
  return out;
}

std::string MapReader::date(const std::string& key, Need need) {
  const auto* node = get(key, Kind::scalar, need);
  if (!node) return {};
  if (is_date(node->text)) return node->text;
  report_.add(node->line, "date", fmt::format("\"{}\" must be a date such as 2015-11-03", key),
              fmt::format("「{}」は 2015-11-03 のような日付で書いてください", key));
  return {};
}

std::string MapReader::partial_date(const std::string& key, Need need) {
  const auto* node = get(key, Kind::scalar, need);
  if (!node) return {};
  const std::string whole = node->text + (node->text.size() == 4 ? "-01-01" : node->text.size() == 7 ? "-01" : "");
  if (is_date(whole)) return node->text;
  report_.add(node->line, "date", fmt::format("\"{}\" must be a year, a month or a date: 1951, 1951-09 or 1951-09-08", key),
              fmt::format("「{}」は 1951、1951-09、1951-09-08 のように、年、月又は日で書いてください", key));
  return {};
}

std::optional<Duration> MapReader::duration(const std::string& key) {
  const auto* node = get(key, Kind::scalar, Need::required);
  if (!node) return std::nullopt;
  if (auto out = duration_from_iso(node->text); out && out->ms > 0) return *out;
  report_.add(node->line, "duration", fmt::format("\"{}\" must be a duration such as PT2H or P3D, more than none", key),
              fmt::format("「{}」は PT2H や P3D のような、0より長い期間で書いてください", key));
  return std::nullopt;
}

std::optional<std::size_t> MapReader::one_of(const std::string& key, const std::vector<std::string>& names, Need need) {
  const auto* node = get(key, Kind::scalar, need);
  if (!node) return std::nullopt;
  if (auto it = std::find(names.begin(), names.end(), node->text); it != names.end()) return static_cast<std::size_t>(it - names.begin());
  const Text guess = did_you_mean(node->text, names);
  report_.add(node->line, "unknown-value",
              fmt::format("\"{}\" is no value of \"{}\"; use one of {}{}", node->text, key, fmt::join(names, ", "), guess.en),
              fmt::format("「{}」は「{}」の値ではありません。{} のいずれかです{}", node->text, key, fmt::join(names, "、"), guess.ja));
  return std::nullopt;
}

void MapReader::finish() {
  for (std::size_t i = 0; i < node_.keys.size(); ++i) {
    const std::string& key = node_.keys[i].first;
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    const Text guess = did_you_mean(key, asked_);
    report_.add(node_.key_lines[i], "unknown-key", fmt::format("the key \"{}\" is not known here{}", key, guess.en),
                fmt::format("キー「{}」はここでは使えません{}", key, guess.ja));
  }
}

}  // namespace tsugite::charter

// content.yaml of an annex: names of persons, and words that need a second look before they leave.
#include "base/limits.h"
#include "charter/entries.h"
#include "charter/parts.h"

namespace tsugite::charter {
namespace {

using Need = MapReader::Need;

// One-line texts of a list, each long enough to be looked for.
std::vector<std::string> lines(MapReader& entry, const std::string& key, Need need) {
  std::vector<std::string> out;
  const auto* list = entry.list(key, need);
  if (list == nullptr) return out;
  for (const auto& item : list->items) {
    const bool text = item.kind == yaml::Node::Kind::scalar && item.text.find('\n') == item.text.npos;
    if (!text || item.text.size() < label::content::Dictionary::shortest)
      entry.report().add(item.line, "content-word", "write a text of at least three letters, or one kanji",
                         "３文字以上の語又は漢字を書いてください");
    else out.push_back(item.text);
  }
  return out;
}

}  // namespace

void load_content(const yaml::Node& node, Report& report, label::content::Words& words) {
  MapReader file(node, report, "content");
  words.names = lines(file, "names", Need::optional);
  std::size_t count = words.names.size();
  read_entries(
      file, "second_look", "word",
      [&](MapReader& entry, const std::string& id) {
        label::content::Word one;
        one.id = id;
        one.words = lines(entry, "words", Need::required);
        one.reason = entry.text("reason");
        count += one.words.size();
        add_unique(words.second_look, std::move(one), entry.line(), report);
      },
      Need::optional);
  if (count > limits::content_words)
    report.add(file.line(), "content-many", "too many names and words for one list", "氏名と語の数が多すぎます");
  file.finish();
}

}  // namespace tsugite::charter

// The folder broken/: each file says what is wrong, changes the charter of the three prefectures accordingly, and names the one finding
// that must come of it, with its line and, where parties can run into it, a shortest way there.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "charter/test_files.h"
#include "charter/yaml.h"

namespace tsugite::charter {
namespace {

const std::filesystem::path source = TSUGITE_SOURCE_DIR;

Files three_prefectures() { return read_folder(source / "charters/three-prefectures"); }

struct Case {
  std::string name, code, file, mark;
  Files files;
  std::vector<std::string> trace;
};

std::string text_of(const yaml::Node& node, const std::string& key) {
  const auto* found = node.find(key);
  return found ? found->text : std::string();
}

Case read_case(const std::string& name, const Bytes& content) {
  const auto node = yaml::parse(content);
  if (!node) throw std::runtime_error(name + " is not YAML");
  Case out{name, text_of(*node, "finding"), "", text_of(*node, "mark"), three_prefectures(), {}};
  for (const auto& edit : node->find("edits")->items) {
    out.file = text_of(edit, "file");
    std::string& text = out.files[out.file];
    const std::string find = text_of(edit, "find");
    const auto at = text.find(find);
    if (at == std::string::npos) throw std::runtime_error(name + ": not in " + out.file + ": " + find);
    text.replace(at, find.size(), text_of(edit, "put"));
  }
  if (const auto* trace = node->find("trace"))
    for (const auto& item : trace->items) out.trace.push_back(item.text);
  return out;
}

std::vector<Case> cases() {
  std::vector<Case> out;
  for (const auto& [name, content] : read_folder(source / "src/charter/broken")) out.push_back(read_case(name, content));
  return out;
}

std::string shown(const std::vector<Finding>& findings) {
  std::string out;
  for (const auto& finding : findings) {
    out += describe(finding.error) + "\n";
    for (const auto& step : finding.trace) out += "  - '" + show(step) + "'\n";
  }
  return out;
}

TEST(Broken, ThreePrefecturesAreWhole) { EXPECT_EQ(shown(load_charter(three_prefectures()).findings), ""); }

TEST(Broken, EachShowsItsOneFindingWithItsTrace) {
  std::set<std::string> codes;
  const auto all = cases();
  EXPECT_GE(all.size(), 40u);
  for (const auto& one : all) {
    SCOPED_TRACE(one.name);
    const auto loaded = load_charter(one.files);
    EXPECT_EQ(loaded.findings.size(), 1u) << shown(loaded.findings);
    if (loaded.findings.empty()) continue;
    const Finding& finding = loaded.findings[0];
    EXPECT_EQ(finding.error.code, "charter." + one.code) << shown(loaded.findings);
    EXPECT_FALSE(finding.error.message.ja.empty() || finding.error.message.en.empty());
    std::vector<std::string> trace;
    for (const auto& step : finding.trace) trace.push_back(show(step));
    EXPECT_EQ(trace, one.trace) << shown(loaded.findings);
    // The line: the first that contains the mark.
    const auto bar = finding.error.where.rfind(':');
    const std::string& text = one.files.at(finding.error.where.substr(0, bar));
    const auto at = text.find(one.mark);
    EXPECT_NE(at, std::string::npos) << one.mark;
    if (at == std::string::npos) continue;
    EXPECT_EQ(std::stol(finding.error.where.substr(bar + 1)),
              1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'))
        << shown(loaded.findings);
    codes.insert(one.code);
  }
  const Bytes page = read_folder(source / "docs/formats").at("charter.md");
  for (const auto& code : codes)
    EXPECT_TRUE(page.find("`" + code + "`") != Bytes::npos ||
                (code.starts_with("unknown-") && page.find("`" + code.substr(7) + "`") != Bytes::npos))
        << code << " is not in docs/formats/charter.md";
  // Every rule about parties who act on one another has a broken charter of its own.
  for (const auto* code : {"stuck", "waits-in-vain", "no-way-out", "settles-without-word", "never-opens", "never-reached", "never-taken",
                           "clock-in-vain", "referral-without-end", "refers", "referral-way", "class-above", "class-body", "by-reference"})
    EXPECT_TRUE(codes.contains(code)) << code;
}

}  // namespace
}  // namespace tsugite::charter

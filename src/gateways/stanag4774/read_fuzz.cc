#include "gateways/stanag4774/confidentiality_label.h"

namespace tsugite {

void fuzz_stanag4774(std::string_view input);

namespace {

using gateways::stanag4774::Marking;

// Each kind of category, each kind of name.
const label::Policy& policy() {
  static const label::Policy out = [] {
    label::Policy p;
    p.id = "fuzz";
    p.parties = {"JPN", "USA"};
    p.classifications = {{"caution", {"caution", 1, {"注意", "Caution"}, "JPN"}}};
    p.caveats = {{"ONLY", {"ONLY", {"限り", "Only"}, false, {"JPN"}, {}}}, {"UNSURE", {"UNSURE", {"未確認", "Unsure"}, false, {}, {}}}};
    return p;
  }();
  return out;
}

const std::vector<label::Naming>& namings() {
  using label::Category;
  static const std::vector<label::Naming> out{
      {"JAPAN",
       "urn:oid:1.2.392",
       "JPN",
       Duration{86'400'000},
       "directoryName",
       {{"JPN", "C=JP"}, {"USA", "C=US"}},
       {{"caution", "注意"}},
       {{"Releasable To", Category::Type::permissive, "", Category::Of::parties, {{"JPN", "JPN"}, {"USA", "USA"}}},
        {"Handling", Category::Type::restrictive, "urn:oid:1.2.392.1", Category::Of::caveats, {{"ONLY", "日本限り"}}},
        {"Reliability", Category::Type::informative, "", Category::Of::caveats, {{"UNSURE", "未確認"}}}}}};
  return out;
}

}  // namespace

// Whatever comes in: no crash. What is read is a label of the policy, and written and read again it is the same label.
void fuzz_stanag4774(std::string_view input) {
  const auto marking = gateways::stanag4774::read(input, policy(), namings());
  if (!marking) {
    if (marking.error().code.empty() || marking.error().message.ja.empty()) __builtin_trap();
    return;
  }
  if (!policy().check(marking->label) || !marking->label.releasable_to.contains(marking->label.originator)) __builtin_trap();
  const auto written = gateways::stanag4774::write(*marking, policy(), namings().front());
  if (!written) __builtin_trap();
  const auto again = gateways::stanag4774::read(*written, policy(), namings());
  if (!again || again->label != marking->label || again->created != marking->created || again->root != marking->root) __builtin_trap();
}

}  // namespace tsugite

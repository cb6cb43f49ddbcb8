#include "charter/supersedes.h"

#include <gtest/gtest.h>

#include <functional>

namespace tsugite::charter {
namespace {

Charter first() {
  Charter out;
  out.marking.id = "policy";
  out.parties["JPN"], out.parties["USA"];
  out.marking.classifications["open"] = {"open", 0, {}, ""};
  out.marking.classifications["caution"] = {"caution", 1, {}, "JPN"};
  out.marking.caveats["PERSONAL"] = {.id = "PERSONAL", .name = {}, .never_leaves = true, .only_parties = {}, .reason = {}};
  return out;
}

struct Case {
  const char* name;
  const char* code;
  std::function<void(Charter&)> change;
};

TEST(Supersedes, ANameKeepsItsMeaning) {
  const Case cases[] = {
      {"nothing changes", "", [](Charter&) {}},
      {"a marking more", "",
       [](Charter& c) {
         c.marking.classifications["secret"] = {"secret", 2, {}, ""};
       }},
      {"a caveat more", "",
       [](Charter& c) { c.marking.caveats["NAMED"] = {.id = "NAMED", .name = {}, .only_parties = {"JPN"}, .reason = {}}; }},
      {"a party more", "", [](Charter& c) { c.parties["AUS"]; }},
      {"another ceiling", "", [](Charter& c) { c.marking.ceiling["JPN"]["USA"] = 1; }},
      {"called otherwise", "",
       [](Charter& c) {
         c.marking.classifications["caution"].name = Text{"注意", "Caution"};
       }},
      {"another policy", "charter.other-policy", [](Charter& c) { c.marking.id = "other"; }},
      {"another root key", "charter.root-changed", [](Charter& c) { c.parties["USA"].root = ledger::PublicKey{}; }},
      {"a party gone", "charter.party-gone", [](Charter& c) { c.parties.erase("USA"); }},
      {"a marking gone", "charter.marking-gone", [](Charter& c) { c.marking.classifications.erase("open"); }},
      {"a caveat gone", "charter.marking-gone", [](Charter& c) { c.marking.caveats.erase("PERSONAL"); }},
      {"a marking lowered", "charter.marking-changed", [](Charter& c) { c.marking.classifications["caution"].rank = 0; }},
      {"a marking of another party", "charter.marking-changed", [](Charter& c) { c.marking.classifications["open"].party = "USA"; }},
      {"a caveat that lets leave", "charter.marking-changed", [](Charter& c) { c.marking.caveats["PERSONAL"].never_leaves = false; }},
      {"a caveat for some", "charter.marking-changed", [](Charter& c) { c.marking.caveats["PERSONAL"].only_parties = {"JPN"}; }},
      {"a caveat of another group", "charter.marking-changed", [](Charter& c) { c.marking.caveats["PERSONAL"].group = "tlp"; }},
      {"a caveat of another rank", "charter.marking-changed", [](Charter& c) { c.marking.caveats["PERSONAL"].rank = 1; }},
      {"a caveat that asks a person", "charter.marking-changed", [](Charter& c) { c.marking.caveats["PERSONAL"].by_person = true; }},
      {"a caveat for the named", "charter.marking-changed", [](Charter& c) { c.marking.caveats["PERSONAL"].named_only = true; }},
      {"a caveat that asks two", "charter.marking-changed", [](Charter& c) { c.marking.caveats["PERSONAL"].two_persons = true; }},
  };
  for (const auto& one : cases) {
    Charter second = first();
    one.change(second);
    const auto lost = supersedes(second, first());
    EXPECT_EQ(lost.empty() ? "" : lost.front().code, one.code) << one.name;
  }
}

}  // namespace
}  // namespace tsugite::charter

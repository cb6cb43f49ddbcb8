// A small marking policy for the tests of this room: three parties, four markings of three ranks, three caveats.
#pragma once

#include <rapidcheck.h>

#include <set>
#include <string>
#include <vector>

#include "label/label.h"

namespace tsugite::label {

inline Policy test_policy() {
  Policy policy;
  policy.id = "test";
  policy.parties = {"JPN", "USA", "AUS"};
  policy.classifications = {{"open", {"open", 0, {"公開可", "Open"}}},
                            {"UNCLASSIFIED", {"UNCLASSIFIED", 0, {"非区分", "UNCLASSIFIED"}}},
                            {"caution", {"caution", 1, {"注意", "Caution"}}},
                            {"secret", {"secret", 2, {"省秘", "Ministry secret"}}}};
  policy.caveats = {
      {"PERSONAL", {"PERSONAL", {"個人情報", "Personal"}, true, {}, {"個人名を含みます。", "It names persons."}}},
      {"JPN-ONLY", {"JPN-ONLY", {"日本限り", "Japan only"}, false, {"JPN"}, {"国内限りの情報です。", "It is national only."}}},
      {"UNCONFIRMED", {"UNCONFIRMED", {"未確認", "Unconfirmed"}, false, {}, {}}},
      {"GREEN", {"GREEN", {"緑", "Green"}, false, {}, {}, "light", 1}},
      {"RED", {"RED", {"赤", "Red"}, false, {}, {"受領者限りです。", "It is for its recipients only."}, "light", 2, true, true}}};
  policy.groups = {{"light", {"light", {"信号", "the light"}, {"cyber/share"}}}};
  policy.ceiling = {{"JPN", {{"USA", 1}}}, {"USA", {{"JPN", 1}}}};  // nobody may release to AUS
  return policy;
}

// Any subset.
inline rc::Gen<std::set<std::string>> some_of(std::vector<std::string> all) {
  return rc::gen::map(rc::gen::container<std::vector<bool>>(all.size(), rc::gen::arbitrary<bool>()), [all](const std::vector<bool>& take) {
    std::set<std::string> out;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (take[i]) out.insert(all[i]);
    return out;
  });
}

}  // namespace tsugite::label

// Attempts: what the label cases try: a node under another annex, a question marked by hand, a label as another system would write it.
#pragma once

#include <gtest/gtest.h>

#include "attacks/carrier.h"
#include "gateways/stanag4774/test_policy.h"

namespace tsugite::attacks {

using core::CommandInput;
using gateways::stanag4774::read_shipped;

// Under the roots and keys of the pair, with another annex: what an administrator may get wrong.
inline void load_with(core::Pair& pair, const std::function<void(charter::Annex&)>& change,
                      const std::set<std::string>& partners = {"USA"}) {
  const std::string id = "JPN";
  const auto log = core::test_key(id + " log"), cosigner = core::test_key(id + " cosigner");
  auto annex = charter::load_annex(charter::shipped_annex(id), *pair.charter()).annex;
  change(annex);
  core::Config config{
      id,
      {{pair.charter()->digest, pair.charter()}},
      std::make_shared<const charter::Annex>(std::move(annex)),
      partners,
      log,
      cosigner,
      ledger::KeyCertificate{id, log.public_key(), cosigner.public_key(), core::Pair::pin(id), 1}.sign(core::test_key(id + " root")),
      "test"};
  pair[id].core = std::move(*core::Core::load(std::move(config), pair[id].store, core::test_now));
  pair["USA"].core->link_down(id, {}, core::test_now);
}

// Tries each change on an otherwise good question; the good one leaves, so that nothing else held the others.
inline void none_leaves(Carrier& by, const std::vector<Carrier::Change>& changes) {
  for (std::size_t i = 0; i < changes.size(); ++i) {
    EXPECT_FALSE(by.leaves(changes[i])) << "change " << i;
    EXPECT_FALSE(by.reason.code.empty()) << "change " << i;
    EXPECT_FALSE(by.reason.message.ja.empty()) << "change " << i;
  }
  EXPECT_TRUE(by.leaves([](CommandInput&) {})) << describe(by.reason);
}

inline Carrier::Change labelled(const std::function<void(v1::Label&)>& change) {
  return [change](CommandInput& input) { change(*input.command.label); };
}

inline std::string xml_label(const std::string& policy, const std::string& classification, const std::string& categories) {
  return R"(<s:originatorConfidentialityLabel xmlns:s="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"><s:ConfidentialityInformation><s:PolicyIdentifier>)" +
         policy + "</s:PolicyIdentifier><s:Classification>" + classification + "</s:Classification>" + categories +
         R"(</s:ConfidentialityInformation><s:OriginatorID IDType="directoryName">C=US</s:OriginatorID><s:CreationDateTime>2016-04-15T16:30:00Z</s:CreationDateTime></s:originatorConfidentialityLabel>)";
}
inline const std::string for_both =
    R"(<s:Category Type="PERMISSIVE" TagName="Releasable To"><s:GenericValue>JPN</s:GenericValue><s:GenericValue>USA</s:GenericValue></s:Category>)";
inline const std::string green = R"(<s:Category Type="RESTRICTIVE" TagName="TLP"><s:GenericValue>GREEN</s:GenericValue></s:Category>)";
inline std::string code_of_label(const std::string& xml) {
  const auto read = read_shipped(xml);
  return read ? "read" : read.error().code;
}

}  // namespace tsugite::attacks

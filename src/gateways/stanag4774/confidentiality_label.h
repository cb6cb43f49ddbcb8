// Labels as other systems write them: the XML confidentiality label of STANAG 4774 (ADatP-4774 edition A), in and out. Pure and bounded:
// equal bytes, equal result. Which of our markings is called what is data (label/naming.h). Format page: docs/formats/label.md.
//
// Default deny in both directions: what the naming does not name is neither written nor read, so that no label comes out weaker than it
// went in. Only what the standard says never bears on access is passed over, and named: privacy marks and values of INFORMATIVE
// categories. Errors carry the element and the rule; besides those of xml/prescan.h, with "stanag4774" before them:
//   no-name     writing: the policy has no name for that part of the label
//   not-a-label  the root is none of the standard's label elements
//   policy      a policy identifier, or its URI, that the charter does not name
//   missing, duplicate, unknown-element, unknown-attribute, text    the form of the standard, strictly
//   classification, category, value, originator, time              what stands there is none that the policy has
//   succession  a label that turns into another by itself: the successor is marked when its day comes
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "label/label.h"
#include "label/naming.h"

namespace tsugite::gateways::stanag4774 {

inline constexpr std::string_view label_namespace = "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0";

// 2200-01-01: no label is made or comes up for review later.
inline constexpr WallTime latest_review{7'258'118'400'000};

// What the label is: the originator's own, an equivalent of it under another policy, or the marking of metadata.
enum class Root { originator, alternative, metadata };

struct Marking {
  Root root = Root::originator;
  label::Label label;
  WallTime created;
  std::optional<WallTime> review = {};        // read; when written, it follows from the policy
  std::string policy = {};                    // the identifier it was read under
  std::vector<std::string> passed_over = {};  // what was read and does not bear on access: "Category Reliability: B"

  bool operator==(const Marking&) const = default;
};

Result<std::string> write(const Marking& marking, const label::Policy& policy, const label::Naming& naming);

// A label that names nobody as a recipient is releasable to its originator alone.
Result<Marking> read(BytesView xml, const label::Policy& policy, const std::vector<label::Naming>& namings);

// The naming of that identifier, or nullptr.
const label::Naming* find(const std::vector<label::Naming>& namings, std::string_view identifier);

}  // namespace tsugite::gateways::stanag4774

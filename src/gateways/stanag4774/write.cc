#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "gateways/stanag4774/confidentiality_label.h"

namespace tsugite::gateways::stanag4774 {
namespace {

constexpr const char* roots[] = {"slab:originatorConfidentialityLabel", "slab:alternativeConfidentialityLabel",
                                 "slab:metadataConfidentialityLabel"};
constexpr const char* types[] = {"RESTRICTIVE", "PERMISSIVE", "INFORMATIVE"};

std::unexpected<Error> no_name(const label::Naming& naming, const std::string& where, const std::string& id) {
  return fail("stanag4774.no-name", where,
              fmt::format("the policy {} has no name for \"{}\"; write the label under a policy that has one", naming.identifier, id),
              fmt::format("基準「{}」には「{}」に当たる名称がありません。名称のある基準で書き出してください", naming.identifier, id));
}

pugi::xml_node add(pugi::xml_node parent, const char* name, const std::string& text) {
  auto node = parent.append_child(name);
  node.text().set(text.c_str());
  return node;
}

// The label's values under one category: parties it is releasable to, or caveats it carries.
std::vector<std::string> values_of(const label::Category& category, const std::set<std::string>& ids) {
  std::vector<std::string> out;
  for (const auto& [id, value] : category.values)
    if (ids.contains(id)) out.push_back(value);
  return out;
}

Result<void> all_named(const label::Naming& naming, label::Category::Of of, const std::set<std::string>& ids, const char* where) {
  for (const auto& id : ids) {
    bool named = false;
    for (const auto& category : naming.categories) named = named || (category.of == of && category.values.contains(id));
    if (!named) return no_name(naming, where, id);
  }
  return {};
}

}  // namespace

const label::Naming* find(const std::vector<label::Naming>& namings, std::string_view identifier) {
  for (const auto& naming : namings)
    if (naming.identifier == identifier) return &naming;
  return nullptr;
}

Result<std::string> write(const Marking& marking, const label::Policy& policy, const label::Naming& naming) {
  const label::Label& label = marking.label;
  if (auto ok = policy.check(label); !ok) return std::unexpected(ok.error());
  const auto classification = naming.classifications.find(label.classification);
  if (classification == naming.classifications.end()) return no_name(naming, "label.classification", label.classification);
  const auto originator = naming.originators.find(label.originator);
  if (originator == naming.originators.end()) return no_name(naming, "label.originator", label.originator);
  // Without a recipient the element would be left out, and elsewhere that means everyone: the originator itself is always named.
  auto recipients = label.releasable_to;
  recipients.insert(label.originator);
  if (auto ok = all_named(naming, label::Category::Of::parties, recipients, "label.releasable_to"); !ok) return std::unexpected(ok.error());
  if (auto ok = all_named(naming, label::Category::Of::caveats, label.caveats, "label.caveats"); !ok) return std::unexpected(ok.error());

  const WallTime review = std::min(marking.created + naming.review, WallTime{latest_review.ms - 1000});
  if (marking.created.ms < 0 || marking.created >= latest_review)
    return fail("stanag4774.time", "created", "a label is made between 1970 and 2200", "表示の作成日時は1970年から2200年までです");

  pugi::xml_document document;
  auto root = document.append_child(roots[static_cast<std::size_t>(marking.root)]);
  root.append_attribute("xmlns:slab") = std::string(label_namespace).c_str();
  root.append_attribute("ReviewDateTime") = to_iso(review).c_str();
  auto information = root.append_child("slab:ConfidentialityInformation");
  auto identifier = add(information, "slab:PolicyIdentifier", naming.identifier);
  if (!naming.uri.empty()) identifier.append_attribute("URI") = naming.uri.c_str();
  add(information, "slab:Classification", classification->second);
  for (const auto& category : naming.categories) {
    const auto values = values_of(category, category.of == label::Category::Of::parties ? recipients : label.caveats);
    if (values.empty() && category.required) return no_name(naming, "label.caveats", category.tag);
    if (values.empty()) continue;
    auto node = information.append_child("slab:Category");
    node.append_attribute("Type") = types[static_cast<std::size_t>(category.type)];
    node.append_attribute("TagName") = category.tag.c_str();
    if (!category.uri.empty()) node.append_attribute("URI") = category.uri.c_str();
    for (const auto& value : values) add(node, "slab:GenericValue", value);
  }
  add(root, "slab:OriginatorID", originator->second).append_attribute("IDType") = naming.originator_type.c_str();
  add(root, "slab:CreationDateTime", to_iso(marking.created));
  std::ostringstream out;
  document.save(out, "  ", pugi::format_indent, pugi::encoding_utf8);
  return out.str();
}

}  // namespace tsugite::gateways::stanag4774

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "base/limits.h"
#include "gateways/stanag4774/confidentiality_label.h"
#include "gateways/stanag4774/reader.h"
#include "gateways/xml/clean.h"
#include "gateways/xml/element.h"
#include "gateways/xml/prescan.h"

namespace tsugite::gateways::stanag4774 {
namespace {

using label::Category;
using label::Naming;

constexpr std::pair<std::string_view, Root> roots[] = {{"originatorConfidentialityLabel", Root::originator},
                                                       {"alternativeConfidentialityLabel", Root::alternative},
                                                       {"metadataConfidentialityLabel", Root::metadata},
                                                       {"ConfidentialityLabel", Root::originator}};  // of older senders

// The id whose name it is, or empty.
std::string id_of(const std::map<std::string, std::string>& names, const std::string& name) {
  for (const auto& [id, known] : names)
    if (known == name) return id;
  return {};
}

class Reading {
 public:
  Reading(const label::Policy& policy, const std::vector<Naming>& namings) : policy_(policy), namings_(namings) {}

  Result<Marking> read(pugi::xml_node root) {
    for (const auto& [name, kind] : roots)
      if (xml::is(root, label_namespace, name)) found(root, kind);
    if (!is_label_)
      return tsugite::fail("stanag4774.not-a-label", xml::path_of(root), "the XML is not a confidentiality label of STANAG 4774",
                           "STANAG 4774の機密表示のXMLではありません");
    if (reader_.ok())
      if (auto known = policy_.check(out_.label); !known) return std::unexpected(known.error());
    if (!reader_.ok()) return std::unexpected(reader_.error());
    return std::move(out_);
  }

 private:
  void found(pugi::xml_node root, Root kind) {
    is_label_ = true;
    out_.root = kind;
    reader_.only_attributes(root, {"Id", "ReviewDateTime", "xsi:schemaLocation"});
    reader_.only(root, {"ConfidentialityInformation", "OriginatorID", "CreationDateTime", "SuccessionHandling"});
    if (auto successor = reader_.maybe(root, "SuccessionHandling"))
      reader_.fail("succession", successor, "the label turns into another by itself; mark the record anew when that day comes",
                   "期日に自動で変わる表示は受け付けません。その期日に表示し直してください");
    const auto information = reader_.one(root, "ConfidentialityInformation");
    if (!reader_.ok()) return;
    reader_.only_attributes(information, {});
    reader_.only(information, {"PolicyIdentifier", "Classification", "PrivacyMark", "Category"});
    policy(reader_.one(information, "PolicyIdentifier"));
    if (naming_ == nullptr || !reader_.ok()) return;
    out_.label.policy = policy_.id;
    classification(reader_.one(information, "Classification"));
    if (auto mark = reader_.maybe(information, "PrivacyMark"))
      out_.passed_over.push_back(xml::clean_line("PrivacyMark: " + reader_.token(mark)));
    for (const auto& node : reader_.each(information, "Category")) category(node);
    for (const auto& known : naming_->categories)
      if (known.required && !seen(known.tag))
        reader_.fail("missing", information, fmt::format("the policy requires the category \"{}\"", known.tag),
                     fmt::format("この基準ではカテゴリー「{}」が必須です", known.tag));
    originator(root, reader_.maybe(root, "OriginatorID"));
    const auto created = reader_.one(root, "CreationDateTime");
    reader_.only_attributes(created, {});
    out_.created = reader_.time(created, reader_.token(created));
    if (const auto review = root.attribute("ReviewDateTime")) out_.review = reader_.time(root, review.value());
  }

  void policy(pugi::xml_node node) {
    reader_.only_attributes(node, {"URI"});
    const std::string identifier = reader_.token(node);
    if (!reader_.ok()) return;
    naming_ = find(namings_, identifier);
    const std::string_view uri = node.attribute("URI").value();
    if (naming_ == nullptr || (!uri.empty() && uri != naming_->uri)) {
      naming_ = nullptr;
      return reader_.fail("policy", node,
                          fmt::format("the charter does not name the policy \"{}\" with this URI", xml::clean_line(identifier)),
                          fmt::format("共通定義書に、この識別の基準「{}」はありません", xml::clean_line(identifier)));
    }
    out_.policy = identifier;
  }

  void classification(pugi::xml_node node) {
    reader_.only_attributes(node, {});
    const std::string name = reader_.token(node);
    out_.label.classification = id_of(naming_->classifications, name);
    if (reader_.ok() && out_.label.classification.empty())
      reader_.fail("classification", node,
                   fmt::format("the policy {} has no classification \"{}\"", naming_->identifier, xml::clean_line(name)),
                   fmt::format("基準「{}」に区分「{}」はありません", naming_->identifier, xml::clean_line(name)));
  }

  void category(pugi::xml_node node) {
    reader_.only_attributes(node, {"Type", "TagName", "URI"});
    const std::string tag = collapsed(node.attribute("TagName").value());
    const std::string_view type = node.attribute("Type").value();
    const bool informative = type == "INFORMATIVE";
    const auto known = std::ranges::find(naming_->categories, tag, &Category::tag);
    if (known == naming_->categories.end()) {
      if (informative && tag.size() <= limits::name_bytes) return pass_over(node, tag);
      return refuse(node, tag, type);
    }
    const std::string_view uri = node.attribute("URI").value();
    if (type != type_name(known->type) || (!uri.empty() && uri != known->uri)) return refuse(node, tag, type);
    seen_.push_back(tag);
    reader_.only(node, {"GenericValue"});
    const auto values = reader_.each(node, "GenericValue");
    // A category without a value says that something is restricted, not what.
    if (values.empty()) return reader_.fail("missing", node, "the category names no value", "カテゴリーに値がありません");
    if (values.size() > limits::label_terms)
      return reader_.fail("value", node, fmt::format("a category holds at most {} values", limits::label_terms),
                          fmt::format("一つのカテゴリーの値は{}件までです", limits::label_terms));
    for (const auto& value : values) add(*known, value);
  }

  void add(const Category& category, pugi::xml_node node) {
    reader_.only_attributes(node, {});
    const std::string value = reader_.token(node), id = id_of(category.values, value);
    if (!reader_.ok()) return;
    if (id.empty() && category.type == Category::Type::informative) {
      out_.passed_over.push_back(xml::clean_line("Category " + category.tag + ": " + value));
    } else if (id.empty()) {
      reader_.fail("value", node, fmt::format("the category \"{}\" has no value \"{}\"", category.tag, xml::clean_line(value)),
                   fmt::format("カテゴリー「{}」に値「{}」はありません", category.tag, xml::clean_line(value)));
    } else if (category.of == Category::Of::parties) {
      out_.label.releasable_to.insert(id);
    } else {
      out_.label.caveats.insert(id);
    }
  }

  // What is informative never bears on access, whatever it says.
  void pass_over(pugi::xml_node node, const std::string& tag) {
    if (out_.passed_over.size() >= limits::label_terms)
      return reader_.fail("category", node, "the label has more informative categories than are read",
                          "参考のカテゴリーが上限を超えています");
    out_.passed_over.push_back(xml::clean_line("Category " + tag));
  }

  void refuse(pugi::xml_node node, const std::string& tag, std::string_view type) {
    const std::string shown = xml::clean_line(std::string_view(tag).substr(0, 64)), kind = xml::clean_line(type.substr(0, 16));
    reader_.fail("category", node, fmt::format("the policy {} has no {} category \"{}\"", naming_->identifier, kind, shown),
                 fmt::format("基準「{}」に{}のカテゴリー「{}」はありません", naming_->identifier, kind, shown));
  }

  void originator(pugi::xml_node root, pugi::xml_node node) {
    if (!node) {
      out_.label.originator = naming_->party;
      if (naming_->party.empty())
        reader_.fail("missing", root, "under a policy of several parties the label must name its originator",
                     "複数の当事者に共通の基準では、作成元（OriginatorID）が必要です");
    } else {
      reader_.only_attributes(node, {"IDType"});
      const std::string name = reader_.token(node);
      if (node.attribute("IDType").value() == naming_->originator_type) out_.label.originator = id_of(naming_->originators, name);
      if (reader_.ok() && out_.label.originator.empty())
        reader_.fail("originator", node, fmt::format("no party is known as \"{}\" under this policy", xml::clean_line(name)),
                     fmt::format("この基準で「{}」と呼ばれる当事者はありません", xml::clean_line(name)));
    }
    out_.label.releasable_to.insert(out_.label.originator);
  }

  static std::string_view type_name(Category::Type type) {
    constexpr std::string_view names[] = {"RESTRICTIVE", "PERMISSIVE", "INFORMATIVE"};
    return names[static_cast<std::size_t>(type)];
  }
  bool seen(const std::string& tag) const { return std::ranges::find(seen_, tag) != seen_.end(); }

  const label::Policy& policy_;
  const std::vector<Naming>& namings_;
  const Naming* naming_ = nullptr;
  Reader reader_;
  Marking out_;
  std::vector<std::string> seen_;
  bool is_label_ = false;
};

}  // namespace

Result<Marking> read(BytesView text, const label::Policy& policy, const std::vector<Naming>& namings) {
  auto scanned = xml::prescan(text, "stanag4774");
  if (!scanned) return std::unexpected(scanned.error());
  pugi::xml_document document;
  const auto parsed = document.load_buffer(scanned->data(), scanned->size(), pugi::parse_default, pugi::encoding_utf8);
  const auto root = document.document_element();
  if (!parsed || !root || root.next_sibling() || root.previous_sibling())
    return fail("stanag4774.malformed", fmt::format("byte {}", parsed.offset), "the XML is not well-formed", "XMLの形式が正しくありません");
  return Reading(policy, namings).read(root);
}

}  // namespace tsugite::gateways::stanag4774

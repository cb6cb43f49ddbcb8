// The text of a step: what the command gives, what it leaves standing, and who will be able to read it.
//
// A field the command does not name is carried over: in an amendment from the text before it, in a new proposal from the one
// that stands. A field named without a value is taken out. Nothing is carried from home into what will be released.
#include <fmt/format.h>

#include <algorithm>

#include "casework/decide.h"
#include "casework/fields.h"
#include "casework/rules.h"
#include "ledger/envelope.h"

namespace tsugite::casework {
namespace {

const Fields no_fields;

// Where only one language is there, that one is the original.
v1::Field with_original(v1::Field field) {
  if (field.value_case() != v1::Field::kText) return field;
  auto& text = *field.mutable_text();
  if (text.original().empty() && text.ja().empty() != text.en().empty()) text.set_original(text.ja().empty() ? "en" : "ja");
  return field;
}

void carry(const std::string& name, const Fields& given, const Fields& before, Fields& out) {
  const auto* field = find_field(given, name);
  if (field == nullptr) field = find_field(before, name);
  if (field != nullptr && field->value_case() != v1::Field::VALUE_NOT_SET) *out.Add() = with_original(*field);
}

}  // namespace

Result<void> Decider::compose_fields(Content& content, const v1::Staffing* before) const {
  const Fields given(command_.fields.begin(), command_.fields.end());
  const auto& allowed = step_->spec->fields;
  for (int i = 0; i < given.size(); ++i) {
    const auto& name = given[i].name();
    const auto* spec = procedure_->spec->field(name);
    if (spec == nullptr || std::ranges::find(allowed, name) == allowed.end())
      return fail("casework.field-not-here", "fields." + name,
                  fmt::format("\"{}\" does not carry a field \"{}\"", step_->spec->name.en, name),
                  fmt::format("「{}」に項目「{}」は付けられません", step_->spec->name.ja, name));
    if (spec->settles && !step_->spec->proposes && !step_->spec->home)
      return fail("casework.field-settles", "fields." + name,
                  fmt::format("\"{}\" settles: to change it, make a counter-proposal", spec->name.en),
                  fmt::format("「{}」は調整の対象です。変えるには対案を示してください", spec->name.ja));
    for (int k = 0; k < i; ++k)
      if (given[k].name() == name)
        return fail("casework.field-twice", "fields." + name, "a field is given twice", "同じ項目が二度指定されています");
  }
  const auto& former = before == nullptr ? no_fields : before->step().field();
  for (const auto& spec : procedure_->spec->fields)
    if (!spec.settles || step_->spec->home) carry(spec.id, given, former, *content.step.mutable_field());
  return {};
}

Result<void> Decider::compose_proposal(Content& content, const v1::Staffing* before) const {
  const Fields given(command_.fields.begin(), command_.fields.end());
  Fields former;
  if (before != nullptr) {
    former = before->proposal().field();
  } else if (standing() != no_node && !impl_.is_recalled(*matter_, standing())) {
    auto text = impl_.read(matter_->joint->nodes[standing()].index);
    if (!text) return std::unexpected(text.error());
    former = text->proposal().field();
  }
  auto& out = *content.proposal.emplace().mutable_field();
  const auto settlement = procedure_->spec->settlement_of(*step_->spec);
  for (const auto& spec : procedure_->spec->fields)
    if (spec.settles && settlement == spec.settlement) carry(spec.id, given, former, out);
  return check_proposal_fields(*procedure_, step_->settlement, out, today());
}

// The proposal a reply speaks of is the one the person looked at, or nothing is replied.
Result<void> Decider::name_standing(Content& content, const v1::Staffing* before) const {
  const auto digest = standing() == no_node ? Bytes() : matter_->joint->nodes[standing()].digest.bytes();
  auto looked_at = command_.expected_proposal;
  if (looked_at.empty() && before != nullptr) looked_at = before->step().proposal();
  const bool replies = step_->spec->replies;
  if ((replies || (step_->spec->proposes && !looked_at.empty())) && looked_at != digest)
    return fail("casework.proposal-changed", "expected_proposal", "another proposal stands now than the one looked at",
                "ご覧になっていた提案は、現在の提案ではありません");
  if (replies) content.step.set_proposal(digest);
  return {};
}

// What crosses must not point at what stays: not even by digest.
Result<void> Decider::references_stay(const Content& content) const {
  if (step_->spec->home) return {};
  const auto check = [&](const Fields& fields) -> Result<void> {
    for (const auto& field : fields) {
      auto digest = Digest::from(field.record());
      if (!digest) continue;
      const MatterId at = impl_.matter_of(*digest);
      if (at != no_matter && impl_.opened(at).joint->find(*digest) == no_node)
        return fail("casework.names-home", "fields." + field.name(), "a record that stays at home cannot be named to the partner",
                    "国内限りの記録を相手側に示すことはできません");
    }
    return {};
  };
  if (auto ok = check(content.step.field()); !ok) return ok;
  return content.proposal ? check(content.proposal->field()) : Result<void>{};
}

Result<v1::Label> Decider::label_for(Parties audience, const v1::Label* before) const {
  v1::Envelope marked;
  marked.set_party(impl_.own);
  auto& label = *marked.mutable_label();
  if (command_.label) {
    label = *command_.label;
  } else if (before != nullptr) {
    label = *before;
  } else {
    const auto& policy = book_->charter().marking;
    label.set_policy(policy.id);
    label.set_classification(policy.lowest(impl_.own));
    label.set_originator(impl_.own);
    std::set<std::string> readers;
    for (std::uint8_t party = 0; party < book_->parties(); ++party)
      if (audience & only(party)) readers.insert(book_->party_id(party));
    for (const auto& reader : readers) label.add_releasable_to(reader);
  }
  if (impl_.good_book != book_ || label.originator() != impl_.own || !ledger::same_label(impl_.good_label, label)) {
    if (auto ok = check_label(*book_, marked); !ok) return std::unexpected(ok.error());
    impl_.good_label = label;
    impl_.good_book = book_;
  }
  return std::move(label);
}

// A field that marks puts what was chosen on the label, over a weaker marking of its group and never over a stricter one.
v1::Label Decider::marked(v1::Label label, const v1::Step& step) const {
  std::set<std::string> caveats(label.caveats().begin(), label.caveats().end());
  for (const auto& field : step.field())
    if (const auto* spec = procedure_->spec->field(field.name()); spec != nullptr && !spec->marks.empty())
      book_->charter().marking.add_caveat(caveats, field.choice());
  label.mutable_caveats()->Assign(caveats.begin(), caveats.end());
  return label;
}

Result<Decider::Content> Decider::compose(const v1::Staffing* before) {
  Content out;
  out.step.set_procedure(procedure_->spec->id);
  out.step.set_step(step_->spec->id);
  const bool opens = step_->spec->home ? matter_ == nullptr : matter_ == nullptr || matter_->joint->state.procedure == nullptr;
  if (opens)
    for (std::size_t i = 0; i < roles_.size(); ++i)
      (*out.step.mutable_role())[procedure_->spec->roles[i].id] = book_->party_id(static_cast<std::uint8_t>(roles_[i]));
  const auto or_before = [&](const std::string& given, const std::string& former) {
    return given.empty() && before != nullptr ? former : given;
  };
  out.step.set_number(or_before(command_.number, before == nullptr ? std::string() : before->step().number()));
  out.step.set_legal_basis(or_before(command_.legal_basis, before == nullptr ? std::string() : before->step().legal_basis()));

  if (auto ok = compose_fields(out, before); !ok) return std::unexpected(ok.error());
  if (step_->spec->proposes)
    if (auto ok = compose_proposal(out, before); !ok) return std::unexpected(ok.error());
  if (auto ok = check_content(*step_, out.step, impl_.own, today()); !ok) return std::unexpected(ok.error());
  if (auto ok = name_standing(out, before); !ok) return std::unexpected(ok.error());
  if (auto ok = references_stay(out); !ok) return std::unexpected(ok.error());
  if (!step_->spec->home)
    if (auto ok = tried(out); !ok) return std::unexpected(ok.error());
  auto label = label_for(step_->spec->home ? only(party_) : audience_, before == nullptr ? nullptr : &before->label());
  if (!label) return std::unexpected(label.error());
  out.label = marked(*std::move(label), out.step);
  return out;
}

}  // namespace tsugite::casework

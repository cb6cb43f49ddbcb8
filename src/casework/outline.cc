#include "casework/outline.h"

#include <algorithm>

#include "casework/fields.h"

namespace tsugite::casework {
namespace {

constexpr const char* gone = "—";

void blank(v1::Text& text) {
  if (text.ja().empty() && text.en().empty()) return;
  text.Clear();
  text.set_ja(gone);
  text.set_en(gone);
}

void blank(v1::Field& field, const charter::FieldSpec* spec) {
  switch (field.value_case()) {
    case v1::Field::kText: blank(*field.mutable_text()); break;
    case v1::Field::kPlace: field.mutable_place()->Clear(); break;
    case v1::Field::kQuantity: field.mutable_quantity()->set_milli(0); break;
    case v1::Field::kPeriod: field.mutable_period()->Clear(); break;
    case v1::Field::kTimeMs: field.set_time_ms(0); break;
    case v1::Field::kChoice:
      if (spec == nullptr || spec->choices.empty()) field.set_choice("-");
      break;
    case v1::Field::kInteger: field.set_integer(0); break;
    case v1::Field::kAreas:
      field.mutable_areas()->Clear();
      field.mutable_areas()->add_area()->set_code("-");
      break;
    case v1::Field::kRecord: field.set_record(Digest{}.bytes()); break;
    case v1::Field::VALUE_NOT_SET: break;
  }
}

bool is_noted(const std::vector<const charter::FieldSpec*>& noted, const std::string& name) {
  return std::ranges::any_of(noted, [&](const auto* one) { return one->id == name; });
}

void strip(v1::Step& step, const Rulebook* book) {
  const auto* procedure = book == nullptr ? nullptr : book->procedure(step.procedure());
  const auto* rule = procedure == nullptr ? nullptr : procedure->step(step.step());
  if (rule == nullptr) return step.clear_field();
  for (auto& field : *step.mutable_field())
    if (!is_noted(rule->noted, field.name())) blank(field, procedure->spec->field(field.name()));
}

// A proposal does not name its procedure: it keeps what any that it fits asks for.
void strip(v1::Proposal& proposal, const Rulebook* book, charter::Day day) {
  if (book == nullptr) return proposal.clear_field();
  std::vector<const ProcedureRule*> fitting;
  for (const auto& [id, spec] : book->charter().procedures)
    if (const auto* rule = book->procedure(id); !fits(*rule, proposal.field(), day).empty()) fitting.push_back(rule);
  if (fitting.empty()) return proposal.clear_field();
  for (auto& field : *proposal.mutable_field()) {
    if (std::ranges::any_of(fitting, [&](const auto* rule) { return is_noted(rule->noted, field.name()); })) continue;
    blank(field, fitting.front()->spec->field(field.name()));
  }
}

}  // namespace

v1::Envelope outline_of(const Rulebook* book, const v1::Envelope& envelope) {
  v1::Envelope out = envelope;
  const auto day = charter::day_of({envelope.wall_ms()});
  switch (out.body_case()) {
    case v1::Envelope::kStep: strip(*out.mutable_step(), book); break;
    case v1::Envelope::kProposal: strip(*out.mutable_proposal(), book, day); break;
    case v1::Envelope::kStaffing:
      if (out.staffing().has_step()) out.mutable_staffing()->mutable_step()->clear_field();
      if (out.staffing().has_proposal()) out.mutable_staffing()->mutable_proposal()->clear_field();
      if (out.staffing().has_reason()) blank(*out.mutable_staffing()->mutable_reason());
      break;
    case v1::Envelope::kRelease: blank(*out.mutable_release()->mutable_reason()); break;
    case v1::Envelope::kRefusal: blank(*out.mutable_refusal()->mutable_reason()); break;
    case v1::Envelope::kVoided: blank(*out.mutable_voided()->mutable_reason()); break;
    case v1::Envelope::kRecall: blank(*out.mutable_recall()->mutable_reason()); break;
    case v1::Envelope::kStandingRule: blank(*out.mutable_standing_rule()->mutable_reason()); break;
    case v1::Envelope::kOpaque: out.mutable_opaque()->clear_content(); break;
    case v1::Envelope::kRecallAck:
    case v1::Envelope::kDisposal:
    case v1::Envelope::BODY_NOT_SET: break;
  }
  return out;
}

}  // namespace tsugite::casework

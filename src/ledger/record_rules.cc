#include "ledger/record_rules.h"

#include <optional>

#include "base/ids.h"
#include "base/limits.h"
#include "ledger/names.h"

namespace tsugite::ledger {
namespace {

using Fault = std::optional<Error>;

Fault fault(const char* code, std::string where, const char* en, const char* ja) { return Error{code, std::move(where), Text{ja, en}}; }

// Every check returns the first fault or nothing; TRY hands a fault up.
#define TRY(check) \
  if (Fault found_ = (check)) return found_

Fault name(const std::string& value, const char* where) {
  if (valid_name(value)) return {};
  return fault("record.name", where, "an identifier is empty, too long or not of the letters that identifiers are made of",
               "識別子が空か、長すぎるか、使用できない文字を含んでいます");
}

Fault optional_name(const std::string& value, const char* where) { return value.empty() ? Fault{} : name(value, where); }

Fault characters(const std::string& value, const char* where) {
  switch (text_fault(value)) {
    case TextFault::utf8: return fault("record.utf8", where, "a text is not well-formed UTF-8", "本文が正しい UTF-8 ではありません");
    case TextFault::control:
      return fault("record.text-control", where, "a text holds control characters or marks that reorder it",
                   "本文に制御文字または表示順を変える文字が含まれています");
    case TextFault::none: break;
  }
  return {};
}

Fault length(const std::string& bytes, std::size_t want, const char* code, const char* where) {
  if (bytes.size() == want) return {};
  return fault(code, where, "an identifier, salt or digest has the wrong length",
               "識別子、ソルトまたはダイジェストの長さが正しくありません");
}

Fault digest(const std::string& bytes, const char* where) { return length(bytes, Digest::size, "record.digest-length", where); }

Fault instant(std::int64_t ms, const char* where) {
  if (ms >= 0 && ms < record_time_end_ms) return {};
  return fault("record.time-range", where, "a time lies outside 1970 to 2199", "時刻が1970年から2199年までの範囲にありません");
}

Fault whole_number(std::int64_t value, const char* where) {
  if (value >= -exact_integer && value <= exact_integer) return {};
  return fault("record.number-range", where, "a number is too large to be exact everywhere",
               "数値が大きすぎ、正確に扱えない場合があります");
}

// proto3 keeps what it does not know; a record holds nothing that no rule has read.
template <class Message>
Fault known(const Message& m, const char* where) {
  static const auto* const reflection = m.GetReflection();  // one for each kind of message
  if (reflection->GetUnknownFields(m).empty()) return {};
  return fault("record.unknown-field", where, "the record holds a field that this version does not know",
               "この版では定義されていない項目が含まれています");
}

Fault line(const std::string& value, const char* where) {  // short text on one line
  if (value.size() > limits::name_bytes || value.find_first_of("\n\t") != std::string::npos)
    return fault("record.line", where, "a short text is too long or not on one line", "短い文字列が長すぎるか、1行に収まっていません");
  return characters(value, where);
}

Fault text(const v1::Text& t, const char* where) {
  TRY(known(t, where));
  if (t.ja().size() > limits::text_bytes || t.en().size() > limits::text_bytes)
    return fault("record.text-size", where, "a text is too long", "本文が長すぎます");
  TRY(characters(t.ja(), where));
  TRY(characters(t.en(), where));
  // Empty where no person's words are translated: names, a rule's reason.
  const std::string_view original = t.original();
  const bool both = original == "both", ja = both || original == "ja", en = both || original == "en";
  if ((!original.empty() && !ja && !en) || (ja && t.ja().empty()) || (en && t.en().empty()))
    return fault("record.original", where, "the original must be ja, en or both, and its text must be there",
                 "原文の指定は ja、en、both のいずれかとし、その本文が必要です");
  return {};
}

template <class List>
Fault sorted_names(const List& list, std::size_t most, const char* where) {
  if (static_cast<std::size_t>(list.size()) > most)
    return fault("record.too-many", where, "a list is longer than allowed", "項目数が上限を超えています");
  const std::string* before = nullptr;
  for (const std::string& one : list) {
    TRY(name(one, where));
    if (before != nullptr && *before >= one)
      return fault("record.not-sorted", where, "a list is not in order or names something twice",
                   "一覧が整列されていないか、重複があります");
    before = &one;
  }
  return {};
}

Fault label(const v1::Label& l, const char* where) {
  TRY(known(l, where));
  TRY(name(l.policy(), where));
  TRY(name(l.classification(), where));
  TRY(name(l.originator(), where));
  TRY(sorted_names(l.releasable_to(), limits::label_terms, where));
  return sorted_names(l.caveats(), limits::label_terms, where);
}

Fault place(const v1::Place& p) {
  TRY(known(p, "place"));
  if (p.lat_e7() < -900'000'000 || p.lat_e7() > 900'000'000 || p.lon_e7() < -1'800'000'000 || p.lon_e7() > 1'800'000'000)
    return fault("record.coordinates", "place", "a position lies outside ±90 degrees of latitude or ±180 of longitude",
                 "座標が緯度±90度、経度±180度の範囲にありません");
  return text(p.name(), "place.name");
}

Fault quantity(const v1::Quantity& q) {
  TRY(known(q, "quantity"));
  TRY(whole_number(q.milli(), "quantity"));
  return name(q.unit(), "quantity.unit");
}

Fault period(const v1::Period& p) {
  TRY(known(p, "period"));
  TRY(instant(p.from_ms(), "period.from_ms"));
  TRY(instant(p.to_ms(), "period.to_ms"));
  if (p.from_ms() > p.to_ms())
    return fault("record.period", "period", "a period ends before it begins", "期間の終わりが始まりより前になっています");
  return {};
}

Fault areas(const v1::Areas& list) {
  TRY(known(list, "areas"));
  for (const v1::Area& area : list.area()) {
    TRY(known(area, "areas"));
    TRY(name(area.code(), "areas.code"));
    TRY(text(area.name(), "areas.name"));
    TRY(text(area.level(), "areas.level"));
  }
  return {};
}

Fault value(const v1::Field& f) {
  switch (f.value_case()) {
    case v1::Field::kText: return text(f.text(), "field.text");
    case v1::Field::kPlace: return place(f.place());
    case v1::Field::kQuantity: return quantity(f.quantity());
    case v1::Field::kPeriod: return period(f.period());
    case v1::Field::kTimeMs: return instant(f.time_ms(), "field.time_ms");
    case v1::Field::kChoice:
      if (valid_choice(f.choice())) return {};
      return name(f.choice(), "field.choice");
    case v1::Field::kInteger: return whole_number(f.integer(), "field.integer");
    case v1::Field::kAreas: return areas(f.areas());
    case v1::Field::kRecord: return digest(f.record(), "field.record");
    case v1::Field::VALUE_NOT_SET: break;
  }
  return fault("record.no-value", "field", "a field has no value", "値のない項目があります");
}

template <class List>
Fault fields(const List& list) {
  if (static_cast<std::size_t>(list.size()) > limits::fields_per_step)
    return fault("record.too-many", "field", "a list is longer than allowed", "項目数が上限を超えています");
  for (int i = 0; i < list.size(); ++i) {
    const v1::Field& field = list[i];
    TRY(known(field, "field"));
    TRY(name(field.name(), "field.name"));
    for (int k = 0; k < i; ++k)
      if (list[k].name() == field.name())
        return fault("record.field-twice", field.name(), "a field is given twice", "同じ項目が二度指定されています");
    TRY(value(field));
  }
  return {};
}

Fault proposal(const v1::Proposal& p) {
  TRY(known(p, "proposal"));
  return fields(p.field());
}

Fault step(const v1::Step& s) {
  TRY(known(s, "step"));
  TRY(name(s.procedure(), "step.procedure"));
  TRY(name(s.step(), "step.step"));
  if (s.role().size() > limits::audience_parties)
    return fault("record.too-many", "step.role", "a list is longer than allowed", "項目数が上限を超えています");
  for (const auto& [role, party] : s.role()) {
    TRY(name(role, "step.role"));
    TRY(name(party, "step.role"));
  }
  TRY(fields(s.field()));
  if (!s.proposal().empty()) TRY(digest(s.proposal(), "step.proposal"));
  TRY(line(s.number(), "step.number"));
  return optional_name(s.legal_basis(), "step.legal_basis");
}

Fault verdict_set(bool set, const char* where) {
  if (set) return {};
  return fault("record.choice", where, "a decision is missing or of a kind this version does not know",
               "判断の種別がないか、この版では定義されていません");
}

Fault staffing(const v1::Staffing& s) {
  TRY(known(s, "staffing"));
  TRY(length(s.staffing(), CaseId::size, "record.id-length", "staffing.staffing"));
  TRY(verdict_set(v1::Staffing::Act_IsValid(s.act()) && s.act() != v1::Staffing::ACT_UNSPECIFIED, "staffing.act"));
  TRY(optional_name(s.organisation(), "staffing.organisation"));
  TRY(optional_name(s.on_behalf(), "staffing.on_behalf"));
  TRY(verdict_set(v1::Staffing::Authority_IsValid(s.authority()), "staffing.authority"));
  TRY(optional_name(s.delegation(), "staffing.delegation"));
  TRY(text(s.reason(), "staffing.reason"));
  if (s.has_step()) TRY(step(s.step()));
  if (s.has_proposal()) TRY(proposal(s.proposal()));
  if (s.has_label()) TRY(label(s.label(), "staffing.label"));
  return {};
}

Fault release(const v1::Release& r) {
  TRY(known(r, "release"));
  TRY(digest(r.record(), "release.record"));
  TRY(name(r.recipient(), "release.recipient"));
  TRY(verdict_set(v1::Release::Verdict_IsValid(r.verdict()) && r.verdict() != v1::Release::VERDICT_UNSPECIFIED, "release.verdict"));
  if (r.derived().empty() == (r.verdict() == v1::Release::REPLACE))
    return fault("record.derived", "release.derived", "a record that replaces another is named where one does, and nowhere else",
                 "代わりの記録の指定と判断の種別が一致しません");
  if (!r.derived().empty()) TRY(digest(r.derived(), "release.derived"));
  return text(r.reason(), "release.reason");
}

Fault standing_rule(const v1::StandingRule& r) {
  TRY(known(r, "standing_rule"));
  TRY(length(r.rule(), RecordId::size, "record.id-length", "standing_rule.rule"));
  TRY(verdict_set(v1::StandingRule::Act_IsValid(r.act()) && r.act() != v1::StandingRule::ACT_UNSPECIFIED, "standing_rule.act"));
  TRY(text(r.reason(), "standing_rule.reason"));
  if (r.act() != v1::StandingRule::ADOPT) return {};
  TRY(digest(r.like(), "standing_rule.like"));
  TRY(name(r.kind(), "standing_rule.kind"));
  TRY(name(r.recipient(), "standing_rule.recipient"));
  TRY(name(r.classification(), "standing_rule.classification"));
  return sorted_names(r.caveats(), limits::label_terms, "standing_rule.caveats");
}

template <class RefusalOrVoided>
Fault refusal(const RefusalOrVoided& r, const char* where) {
  TRY(known(r, where));
  TRY(digest(r.record(), where));
  TRY(name(r.code(), where));
  return text(r.reason(), where);
}

Fault opaque(const v1::Opaque& o) {
  TRY(known(o, "opaque"));
  return name(o.type(), "opaque.type");
}

Fault recall(const v1::Recall& r) {
  TRY(known(r, "recall"));
  TRY(digest(r.record(), "recall.record"));
  TRY(verdict_set(v1::Recall::Ask_IsValid(r.ask()) && r.ask() != v1::Recall::ASK_UNSPECIFIED, "recall.ask"));
  if (r.reason().ja().empty() || r.reason().en().empty())
    return fault("record.no-reason", "recall.reason", "a recall gives its reason in both languages",
                 "回収には、理由を日英両語で記す必要があります");
  return text(r.reason(), "recall.reason");
}

Fault recall_ack(const v1::RecallAck& a) {
  TRY(known(a, "recall_ack"));
  TRY(digest(a.recall(), "recall_ack.recall"));
  TRY(digest(a.record(), "recall_ack.record"));
  return verdict_set(v1::RecallAck::Done_IsValid(a.done()) && a.done() != v1::RecallAck::DONE_UNSPECIFIED, "recall_ack.done");
}

Fault disposal(const v1::Disposal& d) {
  TRY(known(d, "disposal"));
  TRY(name(d.rule(), "disposal.rule"));
  TRY(text(d.reason(), "disposal.reason"));
  if (d.one().empty()) return fault("record.no-body", "disposal", "the record says nothing", "記録に内容がありません");
  for (const auto& one : d.one()) {
    TRY(known(one, "disposal"));
    TRY(digest(one.record(), "disposal.record"));
    if (one.outline().size() > limits::record_bytes)
      return fault("record.too-many", "disposal.outline", "a list is longer than allowed", "項目数が上限を超えています");
  }
  return {};
}

Fault body(const v1::Envelope& e) {
  switch (e.body_case()) {
    case v1::Envelope::kStep: return step(e.step());
    case v1::Envelope::kProposal: return proposal(e.proposal());
    case v1::Envelope::kStaffing: return staffing(e.staffing());
    case v1::Envelope::kRelease: return release(e.release());
    case v1::Envelope::kRefusal: return refusal(e.refusal(), "refusal");
    case v1::Envelope::kVoided: return refusal(e.voided(), "voided");
    case v1::Envelope::kOpaque: return opaque(e.opaque());
    case v1::Envelope::kStandingRule: return standing_rule(e.standing_rule());
    case v1::Envelope::kRecall: return recall(e.recall());
    case v1::Envelope::kRecallAck: return recall_ack(e.recall_ack());
    case v1::Envelope::kDisposal: return disposal(e.disposal());
    case v1::Envelope::BODY_NOT_SET: break;
  }
  return fault("record.no-body", "", "the record says nothing", "記録に内容がありません");
}

Fault after(const v1::Envelope& e) {
  if (static_cast<std::size_t>(e.after_size()) > limits::after_digests)
    return fault("record.too-many", "after", "a list is longer than allowed", "項目数が上限を超えています");
  for (int i = 0; i < e.after_size(); ++i) {
    TRY(digest(e.after(i), "after"));
    for (int k = 0; k < i; ++k)
      if (e.after(k) == e.after(i))
        return fault("record.after-twice", "after", "the record names the same earlier record twice", "同じ先行記録が二度指定されています");
  }
  return {};
}

Fault audience(const v1::Envelope& e) {
  TRY(sorted_names(e.audience(), limits::audience_parties, "audience"));
  for (const std::string& party : e.audience())
    if (party == e.party()) return {};
  return fault("record.audience", "audience", "the author's own party is not in the audience",
               "作成した当事者自身が共有先に含まれていません");
}

// Who says it, how it is marked and whom it is for.
Fault marks(const v1::Envelope& e) {
  TRY(name(e.party(), "party"));
  TRY(name(e.seat(), "seat"));
  if (!e.has_label()) return fault("record.no-label", "label", "the record is not marked", "記録に表示がありません");
  TRY(label(e.label(), "label"));
  if (e.label().originator() != e.party())
    return fault("record.originator", "label", "the label's originator is not the record's party",
                 "表示の作成元と記録の当事者が一致しません");
  return audience(e);
}

Fault record(const v1::Envelope& e, bool marks_too) {
  TRY(known(e, ""));
  if (e.schema() != record_schema)
    return fault("record.schema", "schema", "the record is of another schema version", "記録の形式の版が異なります");
  TRY(length(e.id(), RecordId::size, "record.id-length", "id"));
  TRY(length(e.case_id(), CaseId::size, "record.id-length", "case_id"));
  TRY(length(e.salt(), 16, "record.salt-length", "salt"));
  TRY(digest(e.charter(), "charter"));
  TRY(name(e.context(), "context"));
  TRY(instant(e.wall_ms(), "wall_ms"));
  TRY(after(e));
  if (marks_too) TRY(marks(e));
  if (stays_home(e) && e.audience_size() != 1)
    return fault("record.home", "audience", "domestic records have no audience but their own party",
                 "国内限りの記録に他の当事者が共有先として指定されています");
  return body(e);
}

#undef TRY

Result<void> result(Fault found) {
  if (found) return std::unexpected(std::move(*found));
  return {};
}

}  // namespace

bool stays_home(const v1::Envelope& e) {
  return e.has_staffing() || e.has_release() || e.has_voided() || e.has_standing_rule() || e.has_disposal();
}

Result<void> check_record(const v1::Envelope& envelope) { return result(record(envelope, true)); }
Result<void> check_but_marks(const v1::Envelope& envelope) { return result(record(envelope, false)); }
Result<void> check_label(const v1::Label& wire, const std::string& where) { return result(label(wire, where.c_str())); }

}  // namespace tsugite::ledger

#include "server/views/preview_view.h"

#include <fmt/format.h>

#include "base/bytes.h"
#include "server/field_text.h"
#include "server/json_write.h"
#include "server/views/case_facts.h"
#include "server/views/field_view.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

// One line of the envelope: its name, what it says in words, and as the bytes have it where words say less.
class Lines {
 public:
  void words(Text name, Text value) { out_.push_back({{"name", to_json(name)}, {"text", to_json(value)}, {"raw", nullptr}}); }
  void same(Text name, const std::string& value) { words(std::move(name), Text{value, value}); }
  void raw(Text name, const std::string& value) { out_.push_back({{"name", to_json(name)}, {"text", nullptr}, {"raw", value}}); }
  json::array take() { return std::move(out_); }

 private:
  json::array out_;
};

template <class List>
std::string joined(const List& list) {
  return fmt::format("{}", fmt::join(list, ", "));
}

void add_step(Lines& lines, const v1::Step& step, const charter::Procedure* procedure) {
  const auto* spec = step_of(procedure, step.step());
  lines.words({"手続・処置", "Procedure, step"},
              procedure && spec ? Text{procedure->title.ja + "・" + spec->name.ja, procedure->title.en + ", " + spec->name.en}
                                : Text{step.procedure() + "/" + step.step(), step.procedure() + "/" + step.step()});
  for (const auto& [role, party] : std::map<std::string, std::string>(step.role().begin(), step.role().end()))
    lines.same({"役割", "Role"}, role + " = " + party);
  if (!step.proposal().empty()) lines.raw({"対象の提案", "Proposal it speaks of"}, to_hex(step.proposal()));
  if (!step.number().empty()) lines.same({"番号", "Own number"}, step.number());
  if (!step.legal_basis().empty()) lines.same({"根拠", "Legal basis"}, step.legal_basis());
}

json::array envelope_lines(const v1::Envelope& e, const charter::Charter& charter, const charter::Procedure* procedure,
                           const label::Policy& policy) {
  Lines lines;
  lines.same({"作成した側", "Party"}, e.party());
  const auto seat = charter.seats.find(e.seat());
  lines.words({"配置", "Seat"}, seat == charter.seats.end() ? Text{e.seat(), e.seat()} : seat->second.name);
  lines.words({"作成時刻", "Author's time"}, time_text(e.wall_ms()));
  if (e.has_step()) add_step(lines, e.step(), procedure);
  const auto classification = policy.classifications.find(e.label().classification());
  lines.words({"区分", "Classification"}, classification == policy.classifications.end()
                                              ? Text{e.label().classification(), e.label().classification()}
                                              : classification->second.name);
  lines.same({"提供先", "Releasable to"}, joined(e.label().releasable_to()));
  if (e.label().caveats_size() > 0) lines.same({"注意事項", "Caveats"}, joined(e.label().caveats()));
  lines.same({"作成元", "Originator"}, e.label().originator());
  lines.same({"配布先", "Audience"}, joined(e.audience()));
  lines.same({"実任務・演習", "Context"}, e.context());
  lines.raw({"案件", "Case"}, to_hex(e.case_id()));
  for (const auto& after : e.after()) lines.raw({"先行する記録", "Comes after"}, to_hex(after));
  lines.raw({"共通定義書", "Charter"}, to_hex(e.charter()));
  lines.raw({"識別子", "Id"}, to_hex(e.id()));
  lines.raw({"乱数", "Salt"}, to_hex(e.salt()));
  lines.same({"形式の版", "Schema"}, std::to_string(e.schema()));
  return lines.take();
}

json::value record_view(Window& window, const Digest& digest) {
  const auto* envelope = window.record(digest);
  const auto bytes = window.encoded(digest);
  if (!envelope || !bytes) return nullptr;
  const auto* c = window.case_of(digest);
  const auto& charter = c ? window.charter_of(*c) : window.charter();
  const auto* procedure = c ? window.procedure_of(*c) : nullptr;
  json::array fields;
  if (envelope->has_proposal()) add_field_views(fields, envelope->proposal().field(), charter, procedure);
  if (envelope->has_step()) add_field_views(fields, envelope->step().field(), charter, procedure);
  return {{"digest", digest.hex()},
          {"bytes", bytes->size()},
          {"bytes_base64", to_base64(*bytes)},
          {"body", envelope->has_proposal() ? "proposal" : "step"},
          {"envelope", envelope_lines(*envelope, charter, procedure, window.marking())},
          {"fields", std::move(fields)}};
}

json::value decision_view(const label::Decision& decision) {
  using Verdict = label::Decision::Verdict;
  const char* verdict = decision.verdict == Verdict::release ? "release" : decision.verdict == Verdict::desk ? "desk" : "never";
  return {{"verdict", verdict},
          {"code", decision.code},
          {"rule", decision.rule.empty() ? json::value(nullptr) : json::value(decision.rule)},
          {"two_persons", decision.two_persons},
          {"reason", to_json(decision.reason)}};
}

json::value found_view(Window& window, const core::Preview& preview, const core::Found& found) {
  const charter::FieldSpec* spec = nullptr;
  for (const auto& digest : preview.records)
    if (const auto* c = window.case_of(digest); c && !spec)
      if (const auto* procedure = window.procedure_of(*c)) spec = procedure->field(found.field);
  return {{"class", label::content::class_id(found.finding.which)},
          {"rule", found.finding.rule},
          {"field", named(found.field, spec ? spec->name : Text{found.field, found.field})},
          {"language", found.language == Language::ja ? "ja" : "en"},
          {"at", found.finding.at},
          {"length", found.finding.length},
          {"shown", found.finding.shown},
          {"message", to_json(found.finding.message)}};
}

}  // namespace

json::object preview_view(Window& window, const core::Preview& preview, const std::string& partner) {
  json::array records, awaits, findings;
  for (const auto& found : preview.findings) findings.push_back(found_view(window, preview, found));
  std::size_t bytes = 0;
  for (const auto& digest : preview.records) {
    auto view = record_view(window, digest);
    if (view.is_object()) bytes += view.as_object().at("bytes").to_number<std::size_t>();
    records.push_back(std::move(view));
  }
  for (const auto& digest : preview.awaits) awaits.emplace_back(digest.hex());
  // What settles is held whole by every party: nothing of it is taken out.
  const auto* last = preview.records.empty() ? nullptr : window.record(preview.records.back());
  const bool redactable = last && last->has_step() && last->step().proposal().empty();
  return {{"partner", party_ref(window.charter(), partner)},
          {"records", std::move(records)},
          {"bytes", bytes},
          {"awaits", std::move(awaits)},
          {"unreachable", preview.unreachable},
          {"findings", std::move(findings)},
          {"redactable", redactable},
          {"now", decision_view(preview.now)},
          {"released", decision_view(preview.released)}};
}

}  // namespace tsugite::server

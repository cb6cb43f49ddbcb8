#include "server/views/desk_view.h"

#include "server/json_write.h"
#include "server/views/case_ref.h"
#include "server/views/field_view.h"
#include "server/views/item_view.h"

namespace tsugite::server {
namespace json = boost::json;

namespace {

json::value first_view(const Window& window, const core::FirstRelease& first) {
  const auto* person = window.annex().person(first.person);
  return {{"account", first.person},
          {"name", to_json(person ? person->name : Text{first.person, first.person})},
          {"at_ms", first.at_ms},
          {"reason", to_json(first.reason)}};
}

// "report/file" in words.
Text kind_name(const Window& window, const std::string& kind) {
  const auto slash = kind.find('/');
  const auto* procedure = window.charter().procedure(kind.substr(0, slash));
  if (kind == "refusal") return {"受入れ拒否", "Refusal"};
  if (!procedure || slash == kind.npos) return {kind, kind};
  const auto* step = step_of(procedure, kind.substr(slash + 1));
  return step ? Text{procedure->title.ja + "・" + step->name.ja, procedure->title.en + ", " + step->name.en} : procedure->title;
}

json::value rule_view(const Window& window, const core::StandingRule& standing) {
  const auto* person = window.annex().person(standing.person);
  v1::Label label;
  label.set_classification(standing.rule.classification);
  for (const auto& caveat : standing.rule.caveats) label.add_caveats(caveat);
  return {{"id", standing.rule.id},
          {"partner", standing.rule.recipient},
          {"kind", standing.rule.kind},
          {"name", to_json(kind_name(window, standing.rule.kind))},
          {"label", label_view(window.marking(), label)},
          {"by", to_json(person ? person->name : Text{standing.person, standing.person})},
          {"at_ms", standing.at_ms},
          {"reason", to_json(standing.rule.reason)}};
}

json::value spread_view(const core::Spread& spread) {
  return {{"count", spread.count()}, {"median_ms", spread.at_ms(0.5)}, {"p90_ms", spread.at_ms(0.9)}, {"worst_ms", spread.worst_ms()}};
}

}  // namespace

json::object desk_view(Window& window, const std::string& context) {
  json::array items;
  for (const auto& item : window.desk_items(context)) {
    const auto* envelope = window.record(item.record);
    const auto bytes = window.encoded(item.record);
    if (!envelope || !bytes) continue;
    const auto* c = window.case_of(item.record);
    const auto& charter = c ? window.charter_of(*c) : window.charter();
    const auto* procedure = c ? window.procedure_of(*c) : nullptr;
    json::array fields;
    if (envelope->has_proposal()) add_field_views(fields, envelope->proposal().field(), charter, procedure);
    if (envelope->has_step()) add_field_views(fields, envelope->step().field(), charter, procedure);
    items.push_back({{"record", item.record.hex()},
                     {"partner", item.partner},
                     {"kind", item.kind},
                     {"code", item.reason.code},
                     {"reason", to_json(item.reason.message)},
                     {"never", item.never},
                     {"two_persons", item.two_persons},
                     {"first", item.first ? first_view(window, *item.first) : json::value(nullptr)},
                     {"since_ms", item.since_ms},
                     {"case", c ? json::value(case_ref(window, *c)) : json::value(nullptr)},
                     {"fields", std::move(fields)},
                     {"label", label_view(window.marking(), envelope->label())},
                     {"marking",
                      {{"classification", envelope->label().classification()},
                       {"releasable_to", string_array(envelope->label().releasable_to())},
                       {"caveats", string_array(envelope->label().caveats())}}},
                     {"bytes", bytes->size()}});
  }
  json::array rules, sharing;
  for (const auto& rule : window.standing_rules()) rules.push_back(rule_view(window, rule));
  for (const auto& one : window.sharing(context))
    sharing.push_back({{"partner", one.partner},
                       {"kind", one.kind},
                       {"name", to_json(kind_name(window, one.kind))},
                       {"numbered", spread_view(one.numbered)},
                       {"receipted", spread_view(one.receipted)}});
  return {{"items", std::move(items)}, {"rules", std::move(rules)}, {"sharing", std::move(sharing)}};
}

}  // namespace tsugite::server

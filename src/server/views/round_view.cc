#include "server/views/round_view.h"

#include <algorithm>

#include "server/json_write.h"
#include "server/views/field_view.h"
#include "server/views/item_view.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

using casework::Round;

const char* status_id(Round::Status status) {
  switch (status) {
    case Round::Status::open: return "open";
    case Round::Status::decided: return "decided";
    case Round::Status::withdrawn: return "withdrawn";
  }
  return "";
}

json::array asked_view(const charter::Charter& charter, const Round& round) {
  json::array out;
  for (const auto& [organisation, answer] : round.asked) {
    auto reason = round.reasons.find(organisation);
    out.push_back({{"organisation", organisation_ref(charter, organisation)},
                   {"answer", answer},
                   {"reason", reason == round.reasons.end() ? json::value(nullptr) : to_json(reason->second)}});
  }
  return out;
}

json::array history_view(Window& window, const casework::Case& c, const Round& round) {
  json::array out;
  const auto& charter = window.charter_of(c);
  for (const auto& [record, envelope] : seen_records(window, c)) {
    if (!envelope->has_staffing() || envelope->staffing().staffing() != round.id.view()) continue;
    const auto& act = envelope->staffing();
    const bool reason = !act.reason().ja().empty() || !act.reason().en().empty();
    out.push_back({{"at_ms", record->seen_ms},
                   {"act", act_id(act.act())},
                   {"seat", seat_ref(charter, envelope->seat())},
                   {"organisation", act.organisation().empty() ? json::value(nullptr) : organisation_ref(charter, act.organisation())},
                   {"reason", reason ? to_json(act.reason()) : json::value(nullptr)},
                   {"version", act.version()}});
  }
  return out;
}

// Who will read it once decided: the case's parties as far as the label lets them; our own alone for a home step.
std::vector<std::string> readers_of(const Window& window, const casework::Case& c, const charter::StepSpec* step,
                                    const v1::Staffing& text) {
  if (step && step->home) return {window.party()};
  std::vector<std::string> out;
  const auto& to = text.label().releasable_to();
  for (const auto& party : c.audience)
    if (party == window.party() || !text.has_label() || std::count(to.begin(), to.end(), party)) out.push_back(party);
  return out;
}

struct May {
  json::array acts, concur_for;
};

// Who may do what in an open round; the command is judged again when it comes.
May may_of(const Window& window, const charter::Charter& charter, const Round& round, const casework::Actor& actor) {
  May out;
  const auto* seat = charter.seat(actor.seat);
  if (round.to_be_seen_by(actor.seat) && window.principal().holds(actor.seat)) out.acts.emplace_back("seen");
  if (round.status != Round::Status::open || !seat || !window.principal().holds(actor.seat)) return out;
  const auto* drafter = charter.seat(round.drafted_by);
  const bool drafts = drafter && seat->organisation == drafter->organisation;
  const bool decider = round.may_decide(actor.seat, charter::day_of(window.now()));
  if (drafts) out.acts.emplace_back("amend");
  if (auto asked = round.asked.find(seat->organisation); asked != round.asked.end()) {
    if (asked->second != "concurred") out.acts.emplace_back("concur");
    if (asked->second != "nonconcurred") out.acts.emplace_back("nonconcur");
    out.concur_for.emplace_back(seat->organisation);
  }
  const bool concurred = std::all_of(round.asked.begin(), round.asked.end(), [](const auto& asked) { return asked.second == "concurred"; });
  if (decider && concurred) out.acts.emplace_back("decide");
  if (drafts || decider) out.acts.emplace_back("withdraw");
  return out;
}

}  // namespace

json::array rounds_view(Window& window, const casework::Case& c, const casework::Actor& actor) {
  json::array out;
  const auto& charter = window.charter_of(c);
  const auto* procedure = window.procedure_of(c);
  for (const auto& round : c.rounds) {
    const auto* text = window.record(round.text);
    if (!text || !text->has_staffing()) continue;
    const auto* step = step_of(procedure, round.step);
    json::array fields;
    add_field_views(fields, text->staffing().proposal().field(), charter, procedure);
    add_field_views(fields, text->staffing().step().field(), charter, procedure);
    json::array deciders;
    for (const auto& seat : round.deciders) deciders.push_back(seat_ref(charter, seat));
    json::array deputies;
    for (const auto& one : round.deputies) {
      json::object seat = seat_ref(charter, one.seat).as_object();
      seat["standing"] = !one.in_absence;
      deputies.push_back(std::move(seat));
    }
    May may = may_of(window, charter, round, actor);
    out.push_back(
        {{"id", round.id.hex()},
         {"step", round.step},
         {"name", to_json(step ? step->name : Text{round.step, round.step})},
         {"version", round.version},
         {"status", status_id(round.status)},
         {"drafted_by", seat_ref(charter, round.drafted_by)},
         {"fields", std::move(fields)},
         {"readers", string_array(readers_of(window, c, step, text->staffing()))},
         {"commitment", procedure ? json::value(commitment_id(procedure->commitment)) : json::value(nullptr)},
         {"asked", asked_view(charter, round)},
         {"deciders", std::move(deciders)},
         {"deputies", std::move(deputies)},
         {"in_place", round.in_place ? json::value{{"of", seat_ref(charter, round.in_place->of)}, {"standing", !round.in_place->in_absence}}
                                     : json::value(nullptr)},
         {"may", std::move(may.acts)},
         {"concur_for", std::move(may.concur_for)},
         {"history", history_view(window, c, round)}});
  }
  return out;
}

}  // namespace tsugite::server

#include "server/views/case_page.h"

#include <algorithm>

#include "server/json_write.h"
#include "server/views/action_view.h"
#include "server/views/case_ref.h"
#include "server/views/field_view.h"
#include "server/views/item_view.h"
#include "server/views/round_view.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

using casework::Standing;

// When each state was last entered, our time. A step that each party takes leads on with the last of them.
std::map<std::string, std::int64_t> entered(Window& window, const casework::Case& c) {
  std::map<std::string, std::int64_t> out;
  const auto* procedure = window.procedure_of(c);
  std::set<std::string> parties;
  for (const auto& [role, party] : c.roles) parties.insert(party);
  std::map<std::string, std::set<std::string>> taken;
  for (const auto& [record, envelope] : seen_records(window, c)) {
    if (!envelope->has_step()) continue;
    const auto* step = step_of(procedure, envelope->step().step());
    if (!step || step->to.empty()) continue;
    if (record->standing != Standing::effective && !(step->home && record->standing == Standing::home)) continue;
    if (step->each) {
      auto& by = taken[step->id];
      by.insert(envelope->party());
      if (!std::includes(by.begin(), by.end(), parties.begin(), parties.end())) continue;
    }
    out[step->to] = record->seen_ms;
  }
  if (c.state_since_ms > 0 && c.state != "start") out[c.state] = c.state_since_ms;
  return out;
}

// Home states where our own track uses them, every joint state, and of the ends the one reached, or the first while none is.
json::array path_view(Window& window, const casework::Case& c) {
  json::array out;
  const auto* procedure = window.procedure_of(c);
  if (!procedure) return out;
  const auto reached = entered(window, c);
  const std::string current = shown_state(window, c).id;
  bool ended = false;
  for (const auto& state : procedure->states) ended = ended || (state.kind == charter::State::Kind::end && reached.contains(state.id));
  bool end_shown = false;
  const bool at_home = std::any_of(procedure->states.begin(), procedure->states.end(), [&](const charter::State& state) {
    return state.home() && (reached.contains(state.id) || state.id == current);
  });
  for (const auto& state : procedure->states) {
    if (state.home() && !at_home) continue;
    auto when = reached.find(state.id);
    if (state.kind == charter::State::Kind::end) {
      if (ended ? when == reached.end() : end_shown) continue;
      end_shown = true;
    }
    out.push_back({{"state", state.id},
                   {"name", to_json(state.name)},
                   {"kind", kind_id(state.kind)},
                   {"reached_ms", when == reached.end() ? json::value(nullptr) : json::value(when->second)},
                   {"current", state.id == current}});
  }
  return out;
}

json::value proposal_view(Window& window, const casework::Case& c) {
  if (!c.proposal) return nullptr;
  const auto* standing = window.record(*c.proposal);
  if (!standing || !standing->has_proposal()) return nullptr;
  const auto* procedure = window.procedure_of(c);
  // Proposals before it, in fold order; those whose step is void never stood.
  std::set<std::string> stood;
  const auto seen = seen_records(window, c);
  for (const auto& [record, envelope] : seen) {
    const auto* step = envelope->has_step() ? step_of(procedure, envelope->step().step()) : nullptr;
    if (step && step->proposes && record->standing == Standing::effective) stood.insert(envelope->step().proposal());
  }
  std::int64_t version = 1;
  const v1::Envelope* before = nullptr;
  for (const auto& [record, envelope] : seen) {
    if (record->digest == *c.proposal) break;
    if (!envelope->has_proposal() || !stood.contains(record->digest.bytes())) continue;
    before = envelope;
    ++version;
  }
  json::array fields, previous;
  const auto& charter = window.charter_of(c);
  add_field_views(fields, standing->proposal().field(), charter, procedure);
  if (before) add_field_views(previous, before->proposal().field(), charter, procedure);
  return {{"digest", c.proposal->hex()},
          {"party", standing->party()},
          {"version", version},
          {"fields", std::move(fields)},
          {"previous", before ? json::value(std::move(previous)) : json::value(nullptr)},
          {"settled", c.settled == c.proposal}};
}

json::array replies_view(Window& window, const casework::Case& c) {
  json::array out;
  for (const auto& reply : c.replies) {
    const auto* envelope = window.record(reply.record);
    if (!envelope) continue;
    std::int64_t at = 0;
    for (const auto& record : c.records)
      if (record.digest == reply.record) at = record.seen_ms;
    out.push_back({{"party", reply.party},
                   {"proposal", reply.proposal.hex()},
                   {"record", reply.record.hex()},
                   {"at_ms", at},
                   {"seat", seat_ref(window.charter_of(c), envelope->seat())}});
  }
  return out;
}

// The cases that records named in its fields belong to, by digest; only those that this reader may see.
json::object references_view(Window& window, const casework::Case& c) {
  json::object out;
  const auto take = [&](const auto& fields) {
    for (const auto& field : fields) {
      const auto digest = field.has_record() ? Digest::from(field.record()) : std::unexpected(Error{});
      const auto* named = digest ? window.case_of(*digest) : nullptr;
      if (named && named->context == c.context && named->id != c.id) out[digest->hex()] = case_ref(window, *named);
    }
  };
  for (const auto& [record, envelope] : seen_records(window, c)) {
    if (envelope->has_step()) take(envelope->step().field());
    if (envelope->has_proposal()) take(envelope->proposal().field());
    if (!envelope->has_staffing()) continue;
    take(envelope->staffing().proposal().field());
    take(envelope->staffing().step().field());
  }
  return out;
}

// What is left to do at home ends with the case.
bool offered(const casework::Case& c, const charter::Procedure& procedure, const casework::Available& available) {
  const auto* step = step_of(&procedure, available.step);
  return step && !(c.ended && step->home);
}

template <class Map>
json::object object_of(const Map& map) {
  json::object out;
  for (const auto& [key, value] : map) out[key] = value;
  return out;
}

}  // namespace

json::object case_page(Window& window, const casework::Case& c, const casework::Actor& actor, WallTime now) {
  json::object out = case_ref(window, c);
  const auto* procedure = window.procedure_of(c);

  std::vector<casework::Waiting> waiting = window.waiting(c.context, actor, now);
  std::erase_if(waiting, [&](const casework::Waiting& one) { return one.case_id != c.id; });
  std::optional<std::int64_t> due;
  for (const auto& one : waiting)
    if (one.due && (!due || one.due->ms < *due)) due = one.due->ms;

  json::array actions;
  if (procedure)
    for (const auto& available : window.available(c, actor))
      if (offered(c, *procedure, available)) actions.push_back(action_view(window, *procedure, available));

  Lanes lanes = lanes_of(window, c);
  out["roles"] = object_of(c.roles);
  out["path"] = path_view(window, c);
  out["home_state"] =
      c.home_state.empty() || c.home_state == "start" ? json::value(nullptr) : json::value(state_view(state_of(procedure, c.home_state)));
  out["proposal"] = proposal_view(window, c);
  out["replies"] = replies_view(window, c);
  out["numbers"] = object_of(c.numbers);
  out["lanes"] = {{"ours", std::move(lanes.ours)}, {"joint", std::move(lanes.joint)}, {"theirs", std::move(lanes.theirs)}};
  out["rounds"] = rounds_view(window, c, actor);
  out["actions"] = std::move(actions);
  out["references"] = references_view(window, c);
  out["due_ms"] = due ? json::value(*due) : json::value(nullptr);
  return out;
}

}  // namespace tsugite::server

#include "server/views/case_facts.h"

#include <algorithm>

#include "server/conventions.h"

namespace tsugite::server {
namespace {

using casework::Standing;

bool speaks(Standing standing) { return standing == Standing::effective || standing == Standing::remark; }

void take(std::map<std::string, v1::Field>& out, const google::protobuf::RepeatedPtrField<v1::Field>& fields, bool over) {
  for (const auto& field : fields) {
    if (over) out[field.name()] = field;
    else out.try_emplace(field.name(), field);
  }
}

}  // namespace

std::vector<Seen> seen_records(Window& window, const casework::Case& c) {
  std::vector<Seen> out;
  for (const auto& record : c.records)
    if (const auto* envelope = window.record(record.digest)) out.push_back({&record, envelope});
  return out;
}

bool is_void(Standing standing) {
  switch (standing) {
    case Standing::effective:
    case Standing::remark:
    case Standing::held:
    case Standing::withheld:
    case Standing::home: return false;
    case Standing::void_out_of_state:
    case Standing::void_precedence:
    case Standing::void_late:
    case Standing::void_refused:
    case Standing::void_not_permitted: return true;
  }
  return true;
}

const char* standing_id(Standing standing) {
  switch (standing) {
    case Standing::effective: return "effective";
    case Standing::remark: return "remark";
    case Standing::void_out_of_state: return "void_out_of_state";
    case Standing::void_precedence: return "void_precedence";
    case Standing::void_late: return "void_late";
    case Standing::void_refused: return "void_refused";
    case Standing::void_not_permitted: return "void_not_permitted";
    case Standing::home: return "home";
    case Standing::held: return "held";
    case Standing::withheld: return "withheld";
  }
  return "";
}

StandingFields standing_fields(Window& window, const casework::Case& c) {
  StandingFields out;
  const auto seen = seen_records(window, c);
  for (const auto& [record, envelope] : seen)
    if (speaks(record->standing) && envelope->has_step()) take(out, envelope->step().field(), true);
  if (c.proposal)
    if (const auto* proposal = window.record(*c.proposal); proposal && proposal->has_proposal())
      take(out, proposal->proposal().field(), true);
  if (c.state != "start") return out;
  for (auto it = seen.rbegin(); it != seen.rend(); ++it) {
    if (it->record->standing != Standing::home && it->record->standing != Standing::withheld) continue;
    if (it->envelope->has_step()) take(out, it->envelope->step().field(), false);
    if (it->envelope->has_proposal()) take(out, it->envelope->proposal().field(), false);
    if (it->envelope->has_staffing()) {
      take(out, it->envelope->staffing().proposal().field(), false);
      take(out, it->envelope->staffing().step().field(), false);
    }
  }
  return out;
}

namespace {

// A situation is a national determination: the choice itself says what the case is.
std::optional<Text> determination(const charter::Procedure* procedure, const StandingFields& fields) {
  if (!procedure) return std::nullopt;
  for (const auto& spec : procedure->fields) {
    auto hit = fields.find(spec.id);
    if (spec.choices_from != conventions::situations || hit == fields.end()) continue;
    for (const auto& [id, name] : spec.choices)
      if (id == hit->second.choice()) return name;
  }
  return std::nullopt;
}

}  // namespace

Heading heading_of(Window& window, const casework::Case& c, const StandingFields& fields) {
  for (const char* name : conventions::title_fields) {
    auto hit = fields.find(name);
    if (hit == fields.end() || !hit->second.has_text()) continue;
    const auto& text = hit->second.text();
    if (!text.ja().empty() || !text.en().empty()) return {{text.ja(), text.en()}, text.original()};
  }
  const auto* procedure = window.procedure_of(c);
  if (auto determined = determination(procedure, fields)) return {*determined, ""};
  Text title = procedure ? procedure->title : Text{c.procedure, c.procedure};
  if (const auto number = window.number_of(c.id)) {
    title.ja += " " + *number;
    title.en += " " + *number;
  }
  return {title, ""};
}

const v1::Field* place_of(const charter::Procedure* procedure, const StandingFields& fields) {
  if (!procedure) return nullptr;
  for (const auto& spec : procedure->fields)
    if (auto hit = fields.find(spec.id); hit != fields.end() && hit->second.has_place()) return &hit->second;
  return nullptr;
}

std::optional<Digest> opened_with(Window& window, const casework::Case& c) {
  for (const auto& [record, envelope] : seen_records(window, c))
    if (record->standing == Standing::effective && envelope->has_step()) return record->digest;
  return std::nullopt;
}

std::set<std::string> held_by(Window& window, const casework::Case& c) {
  using State = core::Delivery::State;
  std::set<std::string> out;
  for (const auto& [record, envelope] : seen_records(window, c)) {
    if (envelope->party() != window.party()) out.insert(envelope->party());
    for (const auto& partner : envelope->audience()) {
      if (partner == window.party() || out.contains(partner)) continue;
      const auto state = window.delivery(record->digest, partner).state;
      if (state == State::queued || state == State::sent || state == State::receipted || state == State::received) out.insert(partner);
    }
  }
  return out;
}

const charter::StepSpec* step_of(const charter::Procedure* procedure, const std::string& step) {
  return procedure ? procedure->step(step) : nullptr;
}

Standpoint state_of(const charter::Procedure* procedure, const std::string& state) {
  if (const auto* spec = procedure ? procedure->state(state) : nullptr)
    return {state, spec->name,
            spec->kind == charter::State::Kind::home    ? "home"
            : spec->kind == charter::State::Kind::joint ? "joint"
                                                        : "end"};
  return {state, state == "start" ? Text{"開始前", "Not begun"} : Text{state, state}, "home"};
}

Standpoint shown_state(const Window& window, const casework::Case& c) {
  const auto* procedure = window.procedure_of(c);
  const bool home = c.state == "start" && !c.home_state.empty() && c.home_state != "start";
  return state_of(procedure, home ? c.home_state : c.state);
}

std::optional<std::string> waits_for(Window& window, const casework::Case& c) {
  const auto* procedure = window.procedure_of(c);
  const auto* state = procedure && !c.ended ? procedure->state(c.state) : nullptr;
  if (!state) return c.ended ? std::nullopt : std::optional(window.party());  // still at home: ours
  if (state->waits_for.empty()) return std::nullopt;
  if (state->waits_for != "each") {
    auto role = c.roles.find(state->waits_for);
    return role == c.roles.end() ? std::nullopt : std::optional(role->second);
  }
  // Whoever has not yet taken the step that each takes from here.
  std::set<std::string> open;
  for (const auto& [role, party] : c.roles) open.insert(party);
  for (const auto& [record, envelope] : seen_records(window, c)) {
    if (record->standing != casework::Standing::effective || !envelope->has_step()) continue;
    const auto* step = procedure->step(envelope->step().step());
    if (step && step->each && std::count(step->from.begin(), step->from.end(), c.state)) open.erase(envelope->party());
  }
  if (open.contains(window.party())) return window.party();
  return open.empty() ? std::nullopt : std::optional(*open.begin());
}

std::int64_t updated_ms(Window& window, const casework::Case& c) {
  std::int64_t latest = 0;
  for (const auto& seen : seen_records(window, c)) latest = std::max(latest, seen.record->seen_ms);
  return latest;
}

}  // namespace tsugite::server

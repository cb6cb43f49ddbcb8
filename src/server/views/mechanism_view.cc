#include "server/views/mechanism_view.h"

#include <algorithm>

#include "server/conventions.h"
#include "server/json_write.h"
#include "server/views/case_ref.h"
#include "server/views/field_view.h"
#include "server/views/matter_body.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

constexpr std::size_t latest_shown = 5;  // of the cases before a body

using Cases = std::vector<const casework::Case*>;

// Begun between the parties and not ended.
Cases open_cases(Window& window, const std::string& context, bool shared_only) {
  Cases out;
  for (const auto* c : window.cases(context)) {
    if (c->ended || shown_state(window, *c).kind == "home") continue;
    if (!shared_only || !held_by(window, *c).empty()) out.push_back(c);
  }
  return out;
}

// The situation that a case determines, by the charter it runs under.
const charter::Situation* determined_in(Window& window, const casework::Case& c, const StandingFields& fields) {
  const auto* procedure = window.procedure_of(c);
  if (!procedure) return nullptr;
  const auto& situations = window.charter_of(c).situations;
  for (const auto& spec : procedure->fields) {
    auto hit = fields.find(spec.id);
    if (spec.choices_from != conventions::situations || hit == fields.end()) continue;
    if (auto one = situations.find(hit->second.choice()); one != situations.end()) return &one->second;
  }
  return nullptr;
}

json::value as_of(const charter::Procedure* procedure, const StandingFields& fields) {
  for (const auto& spec : procedure->fields)
    if (auto hit = fields.find(spec.id); hit != fields.end() && hit->second.value_case() == v1::Field::kTimeMs)
      return hit->second.time_ms();
  return nullptr;
}

struct Determinations {
  json::array list;
  std::map<std::string, json::array> by_body;  // who determined what
};

Determinations determinations(Window& window, const Cases& cases) {
  Determinations out;
  for (const auto* c : cases) {
    const auto fields = standing_fields(window, *c);
    const auto* situation = determined_in(window, *c, fields);
    if (!situation) continue;
    out.list.push_back({{"party", c->opened_by},
                        {"situation", named(situation->id, situation->name)},
                        {"as_of_ms", as_of(window.procedure_of(*c), fields)},
                        {"case", case_ref(window, *c)}});
    for (const auto& body : situation->bodies) out.by_body[body].push_back({{"party", c->opened_by}, {"situation", situation->id}});
  }
  return out;
}

json::array bodies_view(Window& window, const Cases& cases, std::map<std::string, json::array> set_in_motion) {
  std::map<std::string, Cases> before;
  for (const auto* c : cases)
    for (const auto& body : bodies_before(window, *c)) before[body].push_back(c);
  json::array out;
  for (const auto& [id, body] : window.charter().bodies) {
    auto& open = before[id];
    auto& by = set_in_motion[id];
    if (open.empty() && by.empty()) continue;
    const std::size_t shown = std::min(open.size(), latest_shown);
    std::partial_sort(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(shown), open.end(), [&](const auto* a, const auto* b) {
      return std::pair(-updated_ms(window, *a), a->id) < std::pair(-updated_ms(window, *b), b->id);
    });
    json::array latest;
    for (std::size_t i = 0; i < shown; ++i) latest.push_back(case_ref(window, *open[i]));
    out.push_back({{"id", id}, {"set_in_motion", std::move(by)}, {"open", open.size()}, {"latest", std::move(latest)}});
  }
  return out;
}

// ---- who is on duty, as each side released it ----

bool is_roster(const charter::Procedure* procedure) {
  return procedure && std::all_of(std::begin(conventions::roster_marks), std::end(conventions::roster_marks),
                                  [&](const char* mark) { return procedure->field(mark) != nullptr; });
}

struct Roster {
  std::string seat;
  json::object view;
};

std::vector<Roster> rosters(Window& window, const Cases& cases) {
  std::vector<Roster> out;
  for (const auto* c : cases) {
    const auto* procedure = window.procedure_of(*c);
    if (!is_roster(procedure)) continue;
    const auto fields = standing_fields(window, *c);
    const auto desk = fields.find(conventions::desk);
    if (desk == fields.end()) continue;
    const auto* seat = window.charter_of(*c).seat(desk->second.choice());
    if (seat == nullptr) continue;
    json::array shown;
    for (const auto& spec : procedure->fields)
      if (auto hit = fields.find(spec.id); hit != fields.end() && hit != desk)
        shown.push_back(field_view(hit->second, window.charter_of(*c), procedure));
    out.push_back(
        {seat->id,
         {{"party", c->opened_by}, {"seat", named(seat->id, seat->name)}, {"fields", std::move(shown)}, {"case", case_ref(window, *c)}}});
  }
  return out;
}

// ---- who is my counterpart ----

std::set<std::string> shared_bodies(const charter::Charter& charter, const charter::Seat& a, const charter::Seat& b) {
  std::set<std::string> out;
  for (const auto& body : a.bodies) {
    auto it = charter.bodies.find(body);
    if (b.bodies.contains(body) && it != charter.bodies.end() && charter.stands(it->second)) out.insert(body);
  }
  return out;
}

// The other side's seats in the bodies of this one, those of its level first; where there is none, those of its level.
json::array counterparts(const charter::Charter& charter, const charter::Seat& mine, const std::vector<Roster>& on_duty) {
  struct Row {
    int order = 0;
    const charter::Seat* seat = nullptr;
    std::set<std::string> bodies;
  };
  std::vector<Row> rows;
  const std::string own = charter.party_of(mine.id);
  for (const auto& [id, seat] : charter.seats) {
    if (charter.party_of(id) == own || !charter.stands(seat)) continue;
    Row row{0, &seat, shared_bodies(charter, mine, seat)};
    const bool level = seat.level == mine.level;
    if (row.bodies.empty() && !level) continue;
    row.order = row.bodies.empty() ? 2 : level ? 0 : 1;
    rows.push_back(std::move(row));
  }
  const bool meet = std::any_of(rows.begin(), rows.end(), [](const Row& row) { return !row.bodies.empty(); });
  if (meet) std::erase_if(rows, [](const Row& row) { return row.bodies.empty(); });
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::pair(a.order, -static_cast<std::int64_t>(a.bodies.size())) <
           std::pair(b.order, -static_cast<std::int64_t>(b.bodies.size()));
  });
  json::array out;
  for (const auto& row : rows) {
    auto duty = std::find_if(on_duty.begin(), on_duty.end(), [&](const Roster& roster) { return roster.seat == row.seat->id; });
    out.push_back({{"party", charter.party_of(row.seat->id)},
                   {"seat", named(row.seat->id, row.seat->name)},
                   {"organisation", organisation_ref(charter, row.seat->organisation)},
                   {"level", row.seat->level},
                   {"bodies", string_array(row.bodies)},
                   {"roster", duty == on_duty.end() ? json::value(nullptr) : json::value(duty->view)}});
  }
  return out;
}

}  // namespace

json::object mechanism_view(Window& window, const std::string& context, const casework::Actor& actor, bool shared_only) {
  const Cases cases = open_cases(window, context, shared_only);
  auto determined = determinations(window, cases);
  const auto on_duty = rosters(window, cases);
  json::array released;
  for (const auto& roster : on_duty) released.push_back(roster.view);
  const auto* mine = window.charter().seat(actor.seat);
  return {{"determinations", std::move(determined.list)},
          {"bodies", bodies_view(window, cases, std::move(determined.by_body))},
          {"rosters", std::move(released)},
          {"counterparts", mine ? counterparts(window.charter(), *mine, on_duty) : json::array{}}};
}

}  // namespace tsugite::server

#include "server/views/today_view.h"

#include <algorithm>

#include "base/limits.h"
#include "server/json_write.h"
#include "server/views/case_ref.h"
#include "server/views/item_view.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

using Why = casework::Waiting::Why;

const char* why_id(Why why) {
  switch (why) {
    case Why::our_turn: return "our_turn";
    case Why::concurrence: return "concurrence";
    case Why::decision: return "decision";
    case Why::redraft: return "redraft";
    case Why::partner: return "partner";
    case Why::review: return "review";
  }
  return "";
}

struct Row {
  bool partner = false;
  std::int64_t due_ms = 0;  // 0: none
  std::int64_t since_ms = 0;
  json::object view;

  bool operator<(const Row& o) const {
    if (partner != o.partner) return o.partner;
    if ((due_ms != 0) != (o.due_ms != 0)) return due_ms != 0;
    if (due_ms != o.due_ms) return due_ms < o.due_ms;
    return since_ms < o.since_ms;
  }
};

const casework::Round* round_of(const casework::Case& c, const RecordId& id) {
  for (const auto& round : c.rounds)
    if (round.id == id) return &round;
  return nullptr;
}

// The step being staffed, or the state that waits.
Text name_of(const Window& window, const casework::Case& c, const casework::Waiting& waiting) {
  const auto* procedure = window.procedure_of(c);
  if (const auto* round = round_of(c, waiting.staffing))
    if (const auto* step = step_of(procedure, round->step)) return step->name;
  if (!waiting.clock_state.empty()) return state_of(procedure, waiting.clock_state).name;
  return shown_state(window, c).name;
}

void add_waiting(std::vector<Row>& rows, Window& window, const std::string& context, const casework::Actor& actor, WallTime now) {
  for (const auto& waiting : window.waiting(context, actor, now)) {
    const auto* c = window.find(waiting.case_id, context);
    if (!c) continue;
    Row row;
    row.partner = waiting.why == Why::partner;
    row.since_ms = updated_ms(window, *c);
    row.view = {{"why", why_id(waiting.why)}, {"case", case_ref(window, *c)}, {"overdue", waiting.due && waiting.due->ms < now.ms}};
    if (waiting.due) row.view["due_ms"] = row.due_ms = waiting.due->ms;
    if (!waiting.staffing.zero()) row.view["staffing"] = waiting.staffing.hex();
    if (!waiting.organisation.empty()) row.view["organisation"] = waiting.organisation;
    row.view["name"] = to_json(name_of(window, *c, waiting));
    rows.push_back(std::move(row));
  }
}

void add_desk(std::vector<Row>& rows, Window& window, const std::string& context) {
  for (const auto& item : window.desk_items(context)) {
    const auto* c = window.case_of(item.record);
    if (!c || item.never) continue;  // nobody can release it as it stands: it is shown at the desk, it does not wait
    Row row;
    row.since_ms = item.since_ms;
    row.view = {{"why", "desk"},           {"case", case_ref(window, *c)},        {"overdue", false}, {"record", item.record.hex()},
                {"partner", item.partner}, {"name", to_json(item.reason.message)}};
    rows.push_back(std::move(row));
  }
}

json::array recent_view(Window& window, const std::string& context) {
  struct Change {
    const casework::Case* c;
    Seen seen;
  };
  std::vector<Change> changes;
  for (const auto* c : window.cases(context))
    for (const auto& seen : seen_records(window, *c))
      if (is_item(*seen.envelope)) changes.push_back({c, seen});
  const std::size_t shown = std::min(changes.size(), limits::recent_records);
  std::partial_sort(changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(shown), changes.end(),
                    [](const Change& a, const Change& b) { return a.seen.record->index > b.seen.record->index; });
  changes.resize(shown);
  json::array out;
  for (const auto& change : changes)
    out.push_back({{"at_ms", change.seen.record->seen_ms},
                   {"party", change.seen.envelope->party()},
                   {"case", case_ref(window, *change.c)},
                   {"name", to_json(act_name(window, *change.c, change.seen))},
                   {"lane", lane_of(window, change.seen)}});
  return out;
}

}  // namespace

json::object today_view(Window& window, const std::string& context, const casework::Actor& actor, WallTime now) {
  std::vector<Row> rows;
  add_waiting(rows, window, context, actor, now);
  add_desk(rows, window, context);
  std::stable_sort(rows.begin(), rows.end());
  json::array items;
  for (auto& row : rows) items.push_back(std::move(row.view));
  return {{"items", std::move(items)}, {"recent", recent_view(window, context)}};
}

}  // namespace tsugite::server

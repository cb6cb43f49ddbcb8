// 付議: a step puts the matter before another body. It goes up, or sideways to an equal, never down, and the state it leads to
// says where the matter lies. That it comes back is checked in the product.
#include <fmt/format.h>

#include <algorithm>

#include "charter/model/rules.h"

namespace tsugite::charter::model {
namespace {

bool has(const std::vector<std::string>& all, const std::string& one) { return std::find(all.begin(), all.end(), one) != all.end(); }

}  // namespace

void check_referrals(const Charter& charter, const Procedure& procedure, Report& report) {
  const std::string path = "procedure|" + procedure.id + "|step|";
  for (const auto& state : procedure.states)
    if (!state.at.empty() && state.kind != State::Kind::joint)
      report.at(report.sources.at("procedure|" + procedure.id + "|state|" + state.id + "|at"), "refers",
                "only a joint state lies before a body", "調整の場に付議された状態は、共同の状態に限ります");
  for (const auto& step : procedure.steps) {
    const State* to = procedure.state(step.to);
    if (!step.refers.empty() && (step.home || !to || to->at != step.refers)) {
      report.at(report.sources.at(path + step.id + "|refers"), "refers",
                fmt::format("a step that refers a matter to {} leads to a joint state that is \"at: {}\"", step.refers, step.refers),
                fmt::format("{}に付議する処置は、「at: {}」の共同の状態に移してください", step.refers, step.refers));
      continue;
    }
    if (!step.refers.empty())
      for (const auto& place : step.at) {
        const auto body = charter.bodies.find(place);
        if (body == charter.bodies.end() || has(body->second.feeds, step.refers) || has(body->second.lateral, step.refers)) continue;
        report.at(report.sources.at(path + step.id + "|at|" + place), "referral-way",
                  fmt::format("{} neither reports to {} nor is its equal, so it cannot refer a matter there", place, step.refers),
                  fmt::format("{}は{}に報告する場でも対等の場でもないため、付議できません", place, step.refers));
        break;
      }
    if (step.refers.empty() && to && to->kind == State::Kind::joint && !to->at.empty())
      for (const auto& id : step.from)
        if (const State* from = procedure.state(id); !from || from->at != to->at) {
          report.at(report.sources.at(path + step.id + "|to"), "refers",
                    fmt::format("\"{}\" lies before {}: only a step that refers leads there", step.to, to->at),
                    fmt::format("状態「{}」は{}に付議された状態です。付議する処置でのみ移せます", step.to, to->at));
          break;
        }
  }
}

}  // namespace tsugite::charter::model

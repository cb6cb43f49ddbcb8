// Checks of what the charter says of foundations, mechanisms, situations, liaison seats and programmes, and, once all of that
// stands, of the whole: a measure somebody can carry out, a step that rests on something.
#include <algorithm>
#include <set>

#include "charter/check.h"
#include "charter/parts.h"

namespace tsugite::charter {
namespace {

struct Names {  // every table once
  explicit Names(const Charter& charter)
      : parties(ids_of(charter.parties)), bodies(ids_of(charter.bodies)), situations(ids_of(charter.situations)),
        foundations(ids_of(charter.foundations)), instruments(ids_of(charter.instruments)), mechanisms(ids_of(charter.mechanisms)),
        organisations(ids_of(charter.organisations)), procedures(ids_of(charter.procedures)) {}
  std::vector<std::string> parties, bodies, situations, foundations, instruments, mechanisms, organisations, procedures;
};

// Unlike check_known, an empty table is no excuse, unless it may be empty because its file could not be read.
void known(const std::string& name, const std::vector<std::string>& all, const std::string& path, const std::string& noun,
           const std::string& noun_ja, Report& report) {
  if (!name.empty() && all.empty() && report.findings.empty())
    report.at(report.sources.at(path), "unknown-" + noun, fmt::format("there is no {} \"{}\"", noun, name),
              fmt::format("{}「{}」はありません", noun_ja, name));
  else check_known(name, all, path, noun, noun_ja, report);
}

void all_known(const std::vector<std::string>& names, const std::vector<std::string>& all, const std::string& path, const std::string& noun,
               const std::string& noun_ja, Report& report) {
  for (const auto& name : names) known(name, all, path + "|" + name, noun, noun_ja, report);
}

void check_foundations(const Charter& charter, const Names& names, Report& report) {
  for (const auto& [id, one] : charter.instruments)
    known(one.party, names.parties, "instrument|" + id + "|party", "party", "当事者", report);
  for (const auto& [id, one] : charter.foundations)
    known(one.instrument, names.instruments, "foundation|" + id + "|instrument", "instrument", "文書", report);
  for (const auto& [id, one] : charter.limits) {
    const std::string path = "limit|" + id;
    known(one.basis, names.foundations, path + "|basis", "foundation", "根拠", report);
    all_known(one.rules, rule_codes(), path + "|rules", "rule", "規則", report);
    if (one.rules.empty())
      report.at(report.sources.at(path + "|rules"), "empty", "a limit names at least one rule that holds it",
                "限界には、それを守らせる規則を一つ以上書いてください");
  }
}

// Which parties have somebody in this body on the day the charter takes effect?
std::set<std::string> sitting(const Charter& charter, const std::string& body) {
  std::set<std::string> out;
  for (const auto& [id, seat] : charter.seats)
    if (seat.bodies.contains(body) && charter.stands(seat)) out.insert(charter.party_of(id));
  return out;
}

void check_body(const Charter& charter, const Body& body, const Names& names, Report& report) {
  const std::string path = "body|" + body.id;
  known(body.party, names.parties, path + "|party", "party", "当事者", report);
  known(body.mechanism, names.mechanisms, path + "|mechanism", "mechanism", "枠組み", report);
  all_known(body.bases, names.foundations, path + "|bases", "foundation", "根拠", report);
  // Who sits where says nothing while seats and organisations have faults of their own.
  if (!charter.stands(body) || charter.seats.empty() || charter.organisations.empty() || !report.findings.empty()) return;
  const auto parties = sitting(charter, body.id);
  if (body.party.empty() ? parties.size() >= 2 : parties.contains(body.party)) return;
  report.at(report.sources.at(path), "body-seats",
            body.party.empty() ? fmt::format("{} needs standing seats of at least two parties", body.id)
                               : fmt::format("{} needs a standing seat of {}", body.id, body.party),
            body.party.empty() ? fmt::format("{}には、二者以上の当事者の配置が必要です", body.id)
                               : fmt::format("{}には、{}の配置が必要です", body.id, body.party));
}

void check_mechanisms(const Charter& charter, const Names& names, Report& report) {
  for (const auto& [id, one] : charter.mechanisms) {
    const std::string path = "mechanism|" + id;
    all_known(one.bases, names.foundations, path + "|bases", "foundation", "根拠", report);
    all_known(one.situations, names.situations, path + "|situations", "situation", "事態", report);
    if (one.bodies.empty())
      report.at(report.sources.at(path), "mechanism", fmt::format("no body belongs to the mechanism {}", id),
                fmt::format("枠組み{}に属する調整の場がありません", id));
  }
}

void check_liaison(const Charter& charter, const Names& names, Report& report) {
  for (const auto& [id, seat] : charter.seats) {
    const std::string place = "seat|" + id + "|hosted_by";
    for (const auto& body : seat.bodies) {
      const auto it = charter.bodies.find(body);
      const std::string party = charter.party_of(id);
      if (it != charter.bodies.end() && !it->second.party.empty() && charter.parties.contains(party) && it->second.party != party)
        report.at(report.sources.at("seat|" + id + "|bodies|" + body), "domestic-seat",
                  fmt::format("{} is a domestic council of {}", body, it->second.party),
                  fmt::format("{}は{}の国内の会議です", body, it->second.party));
    }
    known(seat.hosted_by, names.organisations, place, "organisation", "機関", report);
    const auto host = charter.organisations.find(seat.hosted_by);
    if (host != charter.organisations.end() && host->second.party == charter.party_of(id))
      report.at(report.sources.at(place), "liaison", "a liaison officer sits with another party's organisation",
                "連絡官が配置されるのは、他の当事者の機関です");
  }
}

void check_situations(const Charter& charter, const Names& names, Report& report) {
  for (const auto& [id, one] : charter.situations) {
    const std::string path = "situation|" + id;
    all_known(one.bodies, names.bodies, path + "|bodies", "body", "調整の場", report);
    for (const auto& [party, text] : one.determined) known(party, names.parties, path + "|determined|" + party, "party", "当事者", report);
  }
  for (const auto& [id, one] : charter.measures) {
    const std::string path = "measure|" + id;
    all_known(one.bases, names.foundations, path + "|bases", "foundation", "根拠", report);
    for (const auto& [party, text] : one.roles) known(party, names.parties, path + "|roles|" + party, "party", "当事者", report);
    if (!one.primary.empty() && !one.roles.empty() && names.parties.size() > 1)
      for (const auto& party : names.parties)
        if (!one.roles.contains(party))
          report.at(report.sources.at(path + "|roles"), "roles", fmt::format("one party leads, so \"roles\" says what {} does", party),
                    fmt::format("一方が主体となる措置です。{}の役割も書いてください", party));
  }
}

void check_programmes(const Charter& charter, const Names& names, Report& report) {
  for (const auto& [id, one] : charter.programmes) {
    const std::string path = "programme|" + id;
    all_known(one.bases, names.foundations, path + "|bases", "foundation", "根拠", report);
    all_known(one.bodies, names.bodies, path + "|bodies", "body", "調整の場", report);
    all_known(one.procedures, names.procedures, path + "|procedures", "procedure", "手続", report);
  }
}

}  // namespace

void check_catalogue(const Charter& charter, Report& report) {
  const Names names(charter);
  check_foundations(charter, names, report);
  for (const auto& [id, body] : charter.bodies) check_body(charter, body, names, report);
  check_mechanisms(charter, names, report);
  check_liaison(charter, names, report);
  check_situations(charter, names, report);
  check_programmes(charter, names, report);
}

void check_coverage(const Charter& charter, Report& report) {
  for (const auto& [id, measure] : charter.measures) {
    const std::string place = report.sources.at("measure|" + id);
    if (measure.procedures.empty())
      report.at(place, "measure-procedure", fmt::format("no procedure carries the measure {}", id),
                fmt::format("措置「{}」を実施する手続がありません", id));
    if (std::none_of(measure.bodies.begin(), measure.bodies.end(),
                     [&](const auto& body) { return charter.stands(charter.bodies.at(body)); }))
      report.at(place, "measure-body", fmt::format("no body that stands coordinates the measure {}", id),
                fmt::format("措置「{}」を調整する場がありません", id));
  }
  for (const auto& [id, situation] : charter.situations)
    if (situation.bodies.empty() && situation.measures.empty())
      report.at(report.sources.at("situation|" + id), "situation", "the situation sets no body and no measure in motion",
                "この事態によって動く調整の場も措置もありません");
  for (const auto& [id, procedure] : charter.procedures) {
    const auto bare = std::find_if(procedure.steps.begin(), procedure.steps.end(),
                                   [](const StepSpec& step) { return !step.home && step.legal_bases.empty(); });
    if (procedure.basis.empty() && bare != procedure.steps.end())
      report.at(report.sources.at("procedure|" + id + "|step|" + bare->id), "no-basis",
                "the step rests on no legal basis: give it `bases`, or its procedure a `basis`",
                "この処置の根拠がありません。処置に「bases」、又は手続に「basis」を書いてください");
  }
}

}  // namespace tsugite::charter

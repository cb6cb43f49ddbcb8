// Nothing claims a higher class of commitment than is declared, nor settles one where it cannot be settled.
#include <fmt/format.h>

#include <algorithm>

#include "charter/model/rules.h"
#include "charter/parts.h"

namespace tsugite::charter::model {
namespace {

const std::string& name_of(Commitment one) { return commitment_ids()[static_cast<std::size_t>(one)]; }

std::string said(const Charter& charter, Commitment one) {
  const auto it = charter.commitment_names.find(one);
  return it == charter.commitment_names.end() ? name_of(one) : it->second.ja;
}

// Bodies named in `at` that may not settle this class. Organisations are a party's own affair.
std::vector<std::string> too_low(const Charter& charter, const StepSpec& step, Commitment wanted) {
  std::vector<std::string> out;
  for (const auto& place : step.at)
    if (auto it = charter.bodies.find(place); it != charter.bodies.end() && it->second.commitment < wanted) out.push_back(place);
  return out;
}

}  // namespace

void check_roles(const Procedure& procedure, Report& report) {
  // Home steps alone need no other party: a watch's log is nobody's business but our own.
  const bool joint = std::any_of(procedure.steps.begin(), procedure.steps.end(), [](const StepSpec& step) { return !step.home; });
  if (procedure.roles.size() == 1 && joint)
    report.at(report.sources.at("procedure|" + procedure.id + "|roles"), "one-role",
              "a case is between parties: one with joint steps has at least two roles",
              "案件は当事者の間のものです。共同の処置がある手続には、役割を二つ以上書いてください");
}

void check_claims(const Charter& charter, const Procedure& procedure, Report& report) {
  for (const auto& step : procedure.steps) {
    const std::string path = "procedure|" + procedure.id + "|step|" + step.id;
    const Commitment claimed = step.claims.value_or(step.replies ? procedure.commitment : Commitment::operational_coordination);
    if (claimed > procedure.commitment) {
      report.at(report.sources.at(path + "|class"), "class-above",
                fmt::format("the step claims to be \"{}\", above its procedure's \"{}\"", name_of(claimed), name_of(procedure.commitment)),
                fmt::format("処置が「{}」を称していますが、手続の区分「{}」を超えています", said(charter, claimed),
                            said(charter, procedure.commitment)));
      continue;
    }
    if (step.replies && procedure.commitment == Commitment::international_by_reference) {
      report.at(report.sources.at(path + "|replies"), "by-reference",
                "an international commitment is made elsewhere and only referred to here: no step replies",
                "国際約束はここでは参照のみです。回答する処置は置けません");
      continue;
    }
    if (claimed == Commitment::operational_coordination) continue;
    const auto low = too_low(charter, step, claimed);
    if (step.at.empty() || !low.empty())
      report.at(report.sources.at(path + (step.at.empty() ? "" : "|at|" + low.front())), "class-body",
                step.at.empty() ? fmt::format("what claims \"{}\" names the body that may settle it", name_of(claimed))
                                : fmt::format("{} cannot settle \"{}\"", low.front(), name_of(claimed)),
                step.at.empty() ? fmt::format("「{}」に当たる処置には、それを行える場を「at」に書いてください", said(charter, claimed))
                                : fmt::format("{}では「{}」を行えません", low.front(), said(charter, claimed)));
  }
}

}  // namespace tsugite::charter::model

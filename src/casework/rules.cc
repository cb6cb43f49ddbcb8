#include "casework/rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "casework/fields.h"
#include "ledger/envelope.h"

namespace tsugite::casework {

Parties parties_of(const Rulebook& book, const google::protobuf::RepeatedPtrField<std::string>& names) {
  Parties out = 0;
  const std::string* before = nullptr;
  for (const auto& name : names) {
    const auto party = book.party(name);
    if (party == no_party || (before != nullptr && *before >= name)) return 0;
    out |= only(party);
    before = &name;
  }
  return out;
}

Result<void> check_audience(const Rulebook& book, const v1::Envelope& envelope) {
  const auto party = book.party(envelope.party());
  if (party == no_party)
    return fail("casework.unknown-party", envelope.party(), "the record's party is not in its charter",
                "記録の作成側が共通定義書にありません");
  if ((parties_of(book, envelope.audience()) & only(party)) == 0)
    return fail("casework.audience", "audience", "the audience is not a list of parties with the author among them",
                "配布先が作成側を含む当事者の一覧になっていません");
  return {};
}

Result<void> check_author(const Rulebook& book, const v1::Envelope& envelope) {
  if (auto ok = check_audience(book, envelope); !ok) return ok;
  const auto* seat = book.seat(envelope.seat());
  if (seat == nullptr)
    return fail("casework.unknown-seat", envelope.seat(), "the charter has no such seat", "共通定義書にこの配置はありません");
  if (seat->party != book.party(envelope.party()))
    return fail("casework.foreign-seat", envelope.seat(), fmt::format("this seat is not one of {}", envelope.party()),
                fmt::format("この配置は {} のものではありません", envelope.party()));
  if (auto ok = check_stands(*seat, charter::day_of({envelope.wall_ms()})); !ok) return ok;
  if (static_cast<std::size_t>(envelope.after_size()) > limits::after_digests ||
      std::ranges::any_of(envelope.after(), [](const auto& one) { return one.size() != Digest::size; }))
    return fail("casework.after", "after", "the record names too many records before it, or not by digest",
                "先行記録の指定が多すぎるか、ダイジェストではありません");
  return {};
}

Result<void> check_stands(const SeatRule& seat, charter::Day day) {
  if (seat.days.holds(day)) return {};
  return fail("casework.not-standing", seat.spec->id, fmt::format("the seat \"{}\" does not exist on that day", seat.spec->name.en),
              fmt::format("「{}」は、その日には置かれていません", seat.spec->name.ja));
}

Result<void> check_referred(const StepRule& rule, charter::Day day) {
  if (rule.refers_on.holds(day)) return {};
  return fail("casework.not-standing", rule.spec->refers, fmt::format("{} does not exist on that day", rule.spec->refers),
              fmt::format("「{}」は、その日には置かれていません", rule.spec->refers));
}

namespace {

template <class Roles>
Result<std::string> roles_of(const Rulebook& book, const ProcedureRule& rule, const Roles& roles) {
  std::string out(rule.spec->roles.size(), static_cast<char>(no_party));
  for (const auto& [role, party] : roles) {
    auto it = rule.role_of.find(role);
    if (it == rule.role_of.end())
      return fail("casework.unknown-role", "roles." + role, "the procedure has no such role", "手続にこの役割はありません");
    const auto number = book.party(party);
    if (number == no_party)
      return fail("casework.unknown-party", "roles." + role, "the charter has no such party", "共通定義書にこの当事者はありません");
    out[static_cast<std::size_t>(it->second)] = static_cast<char>(number);
  }
  for (std::size_t i = 0; i < out.size(); ++i)
    if (out[i] == static_cast<char>(no_party))
      return fail("casework.role-open", "roles." + rule.spec->roles[i].id,
                  fmt::format("name the party that is {}", rule.spec->roles[i].name.en),
                  fmt::format("「{}」となる当事者を指定してください", rule.spec->roles[i].name.ja));
  return out;
}

}  // namespace

Result<std::string> check_roles(const Rulebook& book, const ProcedureRule& rule, const std::map<std::string, std::string>& roles) {
  return roles_of(book, rule, roles);
}

Result<std::string> check_roles(const Rulebook& book, const ProcedureRule& rule,
                                const google::protobuf::Map<std::string, std::string>& roles) {
  return roles_of(book, rule, roles);
}

Result<void> check_content(const StepRule& rule, const v1::Step& step, const std::string& party, charter::Day day) {
  const auto& spec = *rule.spec;
  if (auto ok = check_step_fields(rule, step.field(), party, day); !ok) return ok;
  if (spec.number && step.number().empty())
    return fail("casework.number-missing", "number", fmt::format("\"{}\" needs your own order number", spec.name.en),
                fmt::format("「{}」には自らの命令番号が必要です", spec.name.ja));
  if (!spec.number && !step.number().empty())
    return fail("casework.number-not-here", "number", fmt::format("\"{}\" carries no order number", spec.name.en),
                fmt::format("「{}」に命令番号は付けられません", spec.name.ja));
  auto bases = spec.legal_bases.find(party);
  const bool any = bases != spec.legal_bases.end() && !bases->second.empty();
  if (any && step.legal_basis().empty())
    return fail("casework.basis-missing", "legal_basis", fmt::format("name the legal basis of \"{}\"", spec.name.en),
                fmt::format("「{}」の根拠を示してください", spec.name.ja));
  if (!step.legal_basis().empty() &&
      (!any || std::ranges::none_of(bases->second, [&](const auto& one) { return one.first == step.legal_basis(); })))
    return fail("casework.basis-unknown", "legal_basis",
                fmt::format("\"{}\" is no legal basis of this step for {}", step.legal_basis(), party),
                fmt::format("「{}」は {} のこの処置の根拠に挙げられていません", step.legal_basis(), party));
  return {};
}

Result<std::string> check_step(const Rulebook& book, const SeatRule& seat, const StepRule& rule, const v1::Envelope& envelope,
                               Parties audience) {
  const auto& step = envelope.step();
  const auto& spec = *rule.spec;
  const auto day = charter::day_of({envelope.wall_ms()});
  if (!rule.may(seat.number, day))
    return fail("casework.seat-not-permitted", envelope.seat(), fmt::format("\"{}\" cannot be taken from this seat", spec.name.en),
                fmt::format("この配置から「{}」を行うことはできません", spec.name.ja));
  if (auto ok = check_referred(rule, day); !ok) return std::unexpected(ok.error());
  if (auto ok = check_content(rule, step, envelope.party(), day); !ok) return std::unexpected(ok.error());
  const std::size_t names = spec.proposes || spec.replies ? Digest::size : 0;
  if (step.proposal().size() != names)
    return fail("casework.proposal-missing", "proposal",
                names == 0 ? "this step speaks of no proposal" : "this step must name the proposal it speaks of",
                names == 0 ? "この処置は提案を伴いません" : "この処置は対象の提案を示す必要があります");
  if (step.role().empty()) return std::string();
  const auto refused = [&](const char* en, const char* ja) { return fail("casework.roles", "roles", en, ja); };
  if (!rule.from[0]) return refused("only the step that opens a case names roles", "役割を定めるのは案件を開始する処置だけです");
  auto roles = check_roles(book, *rule.procedure, step.role());
  if (!roles) return roles;
  Parties in_roles = 0;
  for (char party : *roles) in_roles |= only(static_cast<std::uint8_t>(party));
  if (!spec.home && in_roles != audience)
    return refused("the audience of a case is the parties in its roles", "案件の配布先は、役割を持つ当事者と一致しなければなりません");
  if (rule.by >= 0 &&
      (static_cast<std::size_t>(rule.by) >= roles->size() || (*roles)[static_cast<std::size_t>(rule.by)] != static_cast<char>(seat.party)))
    return refused("the author does not hold the role that takes this step", "作成側がこの処置を行う役割を持っていません");
  return roles;
}

Result<void> check_label(const Rulebook& book, const v1::Envelope& envelope) {
  auto label = ledger::label_of(envelope.label());
  if (!label) return std::unexpected(label.error());
  if (auto ok = book.charter().marking.check(*label); !ok) return ok;
  if (label->originator != envelope.party())
    return fail("casework.originator", "label.originator", "a party marks only what it originates itself",
                "表示を付けられるのは、その記録の作成元である側だけです");
  return {};
}

}  // namespace tsugite::casework

#include "casework/permit.h"

#include <fmt/format.h>

namespace tsugite::casework {
namespace {

const Text not_begun{"開始前", "not begun"};

const Text& name_of(const ProcedureRule& rule, int state) {
  const auto* spec = rule.states[static_cast<std::size_t>(state)];
  return spec == nullptr ? not_begun : spec->name;
}

Result<void> wrong_state(const StepRule& step, int state, const char* code) {
  const auto& name = name_of(*step.procedure, state);
  return fail(code, step.spec->id, fmt::format("\"{}\" cannot be taken while the case is \"{}\"", step.spec->name.en, name.en),
              fmt::format("案件が「{}」の間は「{}」を行うことができません", name.ja, step.spec->name.ja));
}

Result<void> permit_home(const Matter* matter, const StepRule& step) {
  const int state = matter == nullptr || matter->home == nullptr ? 0 : matter->home->state;
  // A case that only a draft of this step began is not open yet.
  const bool begun = matter != nullptr && (matter->joint->state.procedure != nullptr || state != 0);
  if (step.spec->opens && begun)
    return fail("casework.opened", step.spec->id, "the case is open already; this step begins a new one",
                "この案件は既に始まっています。この処置は新しい案件を始めるものです");
  if (!step.from[static_cast<std::size_t>(state)]) return wrong_state(step, state, "casework.home-state");
  return {};
}

Result<void> still_missing(const StepRule& step, const NeedRule& need) {
  const Text& what = need.field->choices[static_cast<std::size_t>(need.value)].second;
  return fail("casework.needs", step.spec->id,
              fmt::format("\"{}\" waits until \"{}\" has been recorded for \"{}\"", step.spec->name.en, need.step->spec->name.en, what.en),
              fmt::format("「{}」は、「{}」について「{}」が行われるまでできません", step.spec->name.ja, what.ja, need.step->spec->name.ja));
}

Result<void> permit_reply(const JointState& state, const StepRule& step, std::uint8_t party) {
  if (step.spec->replies && (state.proposal == no_node || state.proposal_for != step.settlement))
    return fail("casework.no-proposal", step.spec->id, "there is no proposal to reply to", "回答の対象となる提案がありません");
  if (step.spec->replies && state.has_replied(party))
    return fail("casework.replied", step.spec->id, "our official reply on this proposal stands already",
                "この提案に対する正式回答は既に行っています");
  if (state.settles_too_early(step, party))
    return fail("casework.replies-missing", step.spec->id,
                "nothing settles before every party in a role has given its official reply on the same proposal",
                "役割を持つすべての側が同一の提案に正式回答するまで、調整済とはなりません");
  return {};
}

}  // namespace

Result<void> permit_seat(const StepRule& step, const SeatRule& seat, charter::Day day) {
  if (step.may(seat.number, day)) return {};
  return fail("casework.seat-not-permitted", seat.spec->id,
              fmt::format("\"{}\" cannot be taken from the seat \"{}\"", step.spec->name.en, seat.spec->name.en),
              fmt::format("「{}」の配置から「{}」を行うことはできません", seat.spec->name.ja, step.spec->name.ja));
}

Result<void> permit_now(const Matter* matter, const StepRule& step, const std::string& roles, std::uint8_t party) {
  static const JointState nothing;
  JointState opened;
  const JointState* state = matter == nullptr ? &nothing : &matter->joint->state;
  if (state->procedure == nullptr) {
    opened.roles = roles;
    state = &opened;
  }
  if (!state->holds(step.by, party))
    return fail("casework.role", step.spec->id, fmt::format("\"{}\" is for the other side to take in this case", step.spec->name.en),
                fmt::format("この案件で「{}」を行う役割は当方にありません", step.spec->name.ja));
  if (step.spec->home) return permit_home(matter, step);
  const int home = matter == nullptr || matter->home == nullptr ? 0 : matter->home->state;
  if (state->procedure == nullptr && step.procedure->ended(home)) return wrong_state(step, home, "casework.home-state");
  if (!step.from[static_cast<std::size_t>(state->state)]) return wrong_state(step, state->state, "casework.state");
  if (const auto& needed = step.spec->requires_home; !needed.empty()) {
    auto wanted = step.procedure->state_of.find(needed);
    if (wanted == step.procedure->state_of.end() || wanted->second != home) {
      const int name = wanted == step.procedure->state_of.end() ? 0 : wanted->second;
      return fail("casework.home-first", step.spec->id,
                  fmt::format("\"{}\" must be reached on our own side first", name_of(*step.procedure, name).en),
                  fmt::format("先に国内で「{}」とする必要があります", name_of(*step.procedure, name).ja));
    }
  }
  if (step.spec->each && state->has_taken(step, party))
    return fail("casework.taken", step.spec->id, "our side has taken this step already", "当方は既にこの処置を行っています");
  if (const auto* need = matter == nullptr ? nullptr : matter->joint->missing(step, party)) return still_missing(step, *need);
  return permit_reply(*state, step, party);
}

std::string default_roles(const Rulebook& book, const StepRule& step, std::uint8_t party) {
  const auto count = step.procedure->spec->roles.size();
  if (count == 1) return std::string(1, static_cast<char>(party));
  if (book.parties() != 2 || count != 2 || step.by < 0 || static_cast<std::size_t>(step.by) >= count) return {};
  std::string out(2, static_cast<char>(party == 0 ? 1 : 0));
  out[static_cast<std::size_t>(step.by)] = static_cast<char>(party);
  return out;
}

}  // namespace tsugite::casework

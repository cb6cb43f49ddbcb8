#include "casework/decide.h"

#include <algorithm>

#include "base/limits.h"
#include "casework/permit.h"
#include "casework/rules.h"

namespace tsugite::casework {

Result<void> Decider::find_seat() {
  seat_ = book_->seat(command_.actor.seat);
  party_ = book_->party(impl_.own);
  if (seat_ == nullptr)
    return fail("casework.unknown-seat", command_.actor.seat, "the charter has no such seat", "共通定義書にこの配置はありません");
  if (party_ == no_party || seat_->party != party_)
    return fail("casework.foreign-seat", command_.actor.seat, "this seat is not one of ours", "この配置は当方のものではありません");
  office_ = seat_;
  return check_stands(*seat_, today());
}

Result<void> Decider::open_case() {
  using Kind = Command::Kind;
  if (command_.kind != Kind::step && command_.kind != Kind::draft)
    return fail("casework.no-case", "case", "name the case", "案件を指定してください");
  book_ = &impl_.in_effect(now_);
  procedure_ = book_->procedure(command_.procedure);
  if (procedure_ == nullptr)
    return fail("casework.unknown-procedure", command_.procedure, "the charter has no such procedure", "共通定義書にこの手続はありません");
  if (command_.context.empty())
    return fail("casework.no-context", "context", "name the context: real world, or one exercise", "実任務か演習かを指定してください");
  context_ = command_.context;
  case_id_ = *CaseId::from(draw("case"));
  return {};
}

Result<void> Decider::find_case() {
  if (command_.entropy.size() != 32)
    return fail("casework.entropy", "entropy", "a command comes with 32 random bytes", "要求には32バイトの乱数が必要です");
  if (command_.case_id.zero()) return open_case();
  matter_ = impl_.find(command_.case_id);
  if (matter_ != nullptr) matter_->pinned = true;
  if (matter_ == nullptr || matter_->procedure() == nullptr)
    return fail("casework.no-case", command_.case_id.hex(), "there is no such case", "該当する案件がありません");
  book_ = matter_->book;
  procedure_ = matter_->procedure();
  case_id_ = matter_->id;
  context_ = impl_.contexts[matter_->context];
  if (command_.context != context_)
    return fail("casework.other-context", context_, "the case belongs to another context: real world and exercise never mix",
                "この案件は別の区分のものです。実任務と演習を混ぜることはできません");
  const auto held = matter_->joint->nodes.size() + (matter_->home == nullptr ? 0 : matter_->home->records.size());
  if (held + 4 > limits::records_per_case)
    return fail("casework.case-full", case_id_.hex(), "the case holds as many records as a case may; open a new one",
                "案件の記録数が上限に達しました。新しい案件を開始してください");
  return {};
}

Result<void> Decider::find_step(const std::string& id) {
  step_ = procedure_->step(id);
  if (step_ == nullptr) return fail("casework.unknown-step", id, "the procedure has no such step", "手続にこの処置はありません");
  if (matter_ == nullptr && !step_->spec->opens)
    return fail("casework.does-not-open", id, "this step opens no case", "この処置で案件を開始することはできません");
  return find_roles();
}

Result<void> Decider::find_roles() {
  roles_ = matter_ == nullptr ? std::string() : matter_->roles();
  if (roles_.empty() && command_.roles.empty()) roles_ = default_roles(*book_, *step_, party_);
  if (roles_.empty()) {
    auto given = check_roles(*book_, *procedure_, command_.roles);
    if (!given) return std::unexpected(given.error());
    roles_ = *given;
  }
  audience_ = 0;
  for (char party : roles_) audience_ |= only(static_cast<std::uint8_t>(party));
  // A procedure of home steps alone, such as a watch's log, is nobody's business but our own.
  if (!procedure_->spec->all_home() && (audience_ & (audience_ - 1)) == 0)
    return fail("casework.one-party", "roles", "a case needs more than one party", "案件には二つ以上の当事者が必要です");
  return {};
}

Result<void> Decider::permit(bool drafting) const {
  if (auto ok = permit_now(matter_, *step_, roles_, party_); !ok) return ok;
  if (drafting) {
    if (step_->spec->home && !step_->spec->staffing)
      return fail("casework.home-step", step_->spec->id, "this step stays at home and needs no staffing",
                  "この処置は国内限りで、起案は不要です");
    if (clearance_of(*book_, *impl_.annex, *step_, today()).deciders.empty())
      return fail("casework.no-decider", step_->spec->id, "none of our seats may decide this step",
                  "この処置を決裁できる配置が当方にありません");
    return {};
  }
  if (auto ok = check_referred(*step_, today()); !ok) return ok;
  return permit_seat(*step_, *office_, today());
}

NodeId Decider::standing() const { return matter_ == nullptr ? no_node : matter_->joint->state.proposal; }

// The records as every holder will fold them, after all that we hold.
Result<void> Decider::tried(const Content& content) const {
  Joint& joint = impl_.trial;
  if (matter_ != nullptr) joint = *matter_->joint;
  else joint = {};
  const auto add = [&](Node::Kind kind) -> Node& {
    Node node;
    node.kind = kind;
    node.party = party_;
    node.digest.value.fill(static_cast<std::uint8_t>(kind));  // stands for a digest that is not there yet
    node.first_edge = static_cast<std::uint32_t>(joint.edges.size());
    joint.edges.insert(joint.edges.end(), joint.heads.begin(), joint.heads.end());
    node.edge_count = static_cast<std::uint32_t>(joint.heads.size());
    return joint.nodes.emplace_back(node);
  };
  NodeId target = standing();
  if (content.proposal) {
    add(Node::Kind::proposal);
    target = static_cast<NodeId>(joint.nodes.size() - 1);
    joint.fits.push_back({target, procedure_, step_->settlement});
    joint.fold_last();
  }
  auto& node = add(Node::Kind::step);
  node.step = step_;
  if (step_->spec->proposes || step_->spec->replies) node.target = target;
  const auto id = static_cast<NodeId>(joint.nodes.size() - 1);
  if (joint.state.procedure == nullptr) joint.openings.emplace_back(id, roles_);
  joint.fold_last();
  if (auto it = joint.why.find(id); it != joint.why.end()) {
    Error why = it->second;
    why.where = step_->spec->id;
    return std::unexpected(std::move(why));
  }
  return {};
}

Decider::Envelopes Decider::take_step() {
  if (auto ok = find_step(command_.step); !ok) return std::unexpected(ok.error());
  if (auto ok = permit(false); !ok) return std::unexpected(ok.error());
  if (step_->spec->staffing)
    return fail("casework.staffing-needed", step_->spec->id, "this step is taken by deciding a staffed draft: draft it first",
                "この処置には起案と決裁が必要です。まず起案してください");
  auto content = compose(nullptr);
  if (!content) return std::unexpected(content.error());
  if (step_->spec->home) {
    v1::Envelope body;
    *body.mutable_step() = std::move(content->step);
    return at_home(std::move(body), *office_);
  }
  return release(*content);
}

Decider::Envelopes Decider::run() {
  if (auto ok = find_case(); !ok) return std::unexpected(ok.error());
  if (auto ok = find_seat(); !ok) return std::unexpected(ok.error());
  switch (command_.kind) {
    case Command::Kind::step: return take_step();
    case Command::Kind::draft: return draft();
    default: return staff();
  }
}

}  // namespace tsugite::casework

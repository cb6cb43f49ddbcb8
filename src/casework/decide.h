// One command on its way to records, or to a refusal with its reason. Made for one command and thrown away.
//
// What it hands out folds: before anything is returned, the records are tried on a copy of the joint state.
#pragma once

#include "casework/impl.h"
#include "ledger/record.pb.h"

namespace tsugite::casework {

class Decider {
 public:
  Decider(const Casework::Impl& impl, const Command& command, WallTime now, const Casework::Seal& seal)
      : impl_(impl), command_(command), now_(now), seal_(seal) {}
  ~Decider() {
    if (matter_ != nullptr) matter_->pinned = false;
  }
  Decider(const Decider&) = delete;
  Decider& operator=(const Decider&) = delete;
  Result<std::vector<v1::Envelope>> run();

 private:
  struct Content {
    v1::Step step;
    std::optional<v1::Proposal> proposal;
    v1::Label label;
  };
  using Envelopes = Result<std::vector<v1::Envelope>>;

  // decide.cc: what the command speaks of, and a step taken directly
  Result<void> find_case();
  Result<void> open_case();
  Result<void> find_seat();
  Result<void> find_step(const std::string& id);
  Result<void> find_roles();
  Result<void> permit(bool drafting) const;
  charter::Day today() const { return charter::day_of(now_); }
  Envelopes take_step();
  Result<void> tried(const Content& content) const;
  NodeId standing() const;

  // compose.cc: the text
  Result<Content> compose(const v1::Staffing* before);
  Result<void> compose_fields(Content& content, const v1::Staffing* before) const;
  Result<void> compose_proposal(Content& content, const v1::Staffing* before) const;
  Result<void> name_standing(Content& content, const v1::Staffing* before) const;
  Result<void> references_stay(const Content& content) const;
  Result<void> held_charter(const Content& content) const;
  Result<v1::Label> label_for(Parties audience, const v1::Label* before) const;
  v1::Label marked(v1::Label label, const v1::Step& step) const;

  // mint.cc: the envelopes
  Envelopes release(const Content& content);
  Envelopes at_home(v1::Envelope body, const SeatRule& by);
  v1::Envelope blank(Parties audience, const v1::Label& label, const SeatRule& by);
  Bytes draw(std::string_view purpose);
  std::vector<Digest> joint_heads(std::size_t most) const;

  // staffing.cc
  Envelopes draft();
  Envelopes staff();  // everything on an open round
  Envelopes amend(const Round& round);
  Envelopes concur(const Round& round);
  Envelopes decide_round(const Round& round);
  Result<const Deputy*> decider(const Round& round);
  Envelopes withdraw(const Round& round);
  Envelopes seen(const Round& round);
  Result<void> still_based(const Content& content) const;
  Result<void> current(const Round& round) const;
  void add_reason(v1::Staffing& out) const;
  v1::Envelope act(const Round& round, v1::Staffing::Act what) const;
  std::string organisation() const;

  const Casework::Impl& impl_;
  const Command& command_;
  WallTime now_;
  const Casework::Seal& seal_;

  const Rulebook* book_ = nullptr;
  const Matter* matter_ = nullptr;  // null: the command opens a case
  const ProcedureRule* procedure_ = nullptr;
  const StepRule* step_ = nullptr;
  const SeatRule* seat_ = nullptr;    // that acts
  const SeatRule* office_ = nullptr;  // whose act it is: another's only where a deputy decides
  std::uint8_t party_ = no_party;
  std::string roles_;
  Parties audience_ = 0;  // of what the step would release
  CaseId case_id_;
  std::string context_;
  v1::Envelope text_;  // acts on a round: the record that holds its current text
  unsigned drawn_ = 0;
};

}  // namespace tsugite::casework

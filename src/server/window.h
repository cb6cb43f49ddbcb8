// Window: what one signed-in reader may see of the node, for the time of one request. The only way from a handler to a record.
//
// record() hands out an envelope only after the guard released it to this reader, and answer() composes the page out of exactly
// those releases. What may not be seen is not there: no count, no gap, and the same answer as for what never was (attack cases
// 25, 27, 30). A case may be seen by who may read every record that its state speaks of: its effective steps and our own
// home steps. Built between two inputs of the node; pointers stay good until the next.
#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/principal.h"

namespace tsugite::server {

class Window {
 public:
  Window(const Facts& facts, Principal principal) : facts_(facts), principal_(std::move(principal)) {}

  // ---- about the alliance and the reader: bears no label ----
  const Principal& principal() const { return principal_; }
  const charter::Charter& charter() const { return facts_.charter(); }
  const charter::Charter& charter_of(const casework::Case& c) const;
  const charter::Procedure* procedure_of(const casework::Case& c) const;
  const charter::Annex& annex() const { return facts_.annex(); }
  const label::Policy& marking() const { return facts_.guard().policy(); }
  const std::string& party() const { return facts_.party(); }
  const std::set<std::string>& partners() const { return facts_.partners(); }
  std::vector<casework::Available> openings(const std::string& procedure, const casework::Actor& actor) const {
    return facts_.openings(procedure, actor);
  }

  // ---- records and cases, as far as this reader may see them ----
  const v1::Envelope* record(const Digest& digest);
  std::optional<Bytes> encoded(const Digest& digest);
  std::optional<Receipt> receipt(const Digest& digest);
  const casework::Case* find(const CaseId& id, const std::string& context);
  const casework::Case* case_of(const Digest& record);
  std::vector<const casework::Case*> cases(const std::string& context);

  // The rest takes what the above handed out.
  WallTime now() const { return facts_.now(); }
  std::vector<casework::Available> available(const casework::Case& c, const casework::Actor& actor) const {
    return facts_.available(c, actor);
  }
  std::vector<casework::Waiting> waiting(const std::string& context, const casework::Actor& actor, WallTime now) const {
    return facts_.waiting(context, actor, now);
  }
  core::Delivery delivery(const Digest& record, const std::string& partner) const { return facts_.delivery(record, partner); }
  // What was recalled keeps its place and says nothing: the node hands out no more of it.
  std::optional<core::RecallStatus> recall_of(const Digest& record) const { return facts_.recall_of(record); }
  std::vector<core::RecallStatus> recalls(const std::string& context);
  std::optional<core::Disposed> disposal_of(const Digest& record) const { return facts_.disposal_of(record); }
  std::vector<core::DueCase> due(const std::string& context);  // for who has release authority, of cases that may be seen
  std::optional<std::string> number_of(const CaseId& id) const { return facts_.number_of(id); }
  // For who has release authority; items of records he or she may not see are left out.
  std::vector<core::DeskItem> desk_items(const std::string& context);
  // The rules made at the desk and the figures of sharing are for release authority, too; they speak of kinds of record, not of any one.
  std::vector<core::StandingRule> standing_rules() const;
  std::vector<core::Sharing> sharing(const std::string& context) const;
  // Of one of these; nothing where any record that would go along may not be seen.
  std::optional<core::Preview> preview(const Digest& record, const std::string& partner);
  // Whether a link is up and why not is for everyone signed in; refusals only of records that may be read. How much goes over it is told
  // to who may read all that can go over it, and to administrators: to anyone else a figure would count what is not for him or her.
  std::vector<core::LinkStatus> links();
  bool counts(const std::string& partner) const;
  Digest common_digest(const std::string& partner, const std::string& context) const { return facts_.common_digest(partner, context); }

  // The page out of what was released above.
  label::Released<std::string> answer(const boost::json::value& page) const;
  label::Released<std::string> text(std::string made_of_it) const;

 private:
  using Shown = label::Released<std::shared_ptr<const v1::Envelope>>;
  bool may_see(const casework::Case& c);
  bool moves(const casework::CaseRecord& item) const;

  const Facts& facts_;
  Principal principal_;
  std::map<Digest, std::shared_ptr<const v1::Envelope>> seen_;  // null: may not be shown
  std::map<CaseId, bool> cases_;
  std::vector<Shown> parts_;
};

// The label of a record as the guard reads it.
label::Label label_of(const v1::Label& label);

}  // namespace tsugite::server

// Facts: what the views of the server ask of a node, as questions. CoreFacts answers them from the Core; tests answer from a table.
//
// Nothing here is filtered: handlers never hold a Facts, they hold a Window (window.h), which shows one reader what the guard
// allows. References stay good until the node takes its next input; a view is built between two inputs. One thread.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "casework/casework.h"
#include "charter/charter.h"
#include "core/core.h"
#include "label/guard.h"

namespace tsugite::server {

// The partner's (or, of a partner's record, our) receipt: a cosigned checkpoint of an outbox that covers the record.
struct Receipt {
  Bytes checkpoint;
  std::uint64_t size = 0;
};

class Facts {
 public:
  virtual ~Facts() = default;

  virtual const charter::Charter& charter() const = 0;  // the newest approved
  virtual const charter::Charter* charter(const Digest& digest) const = 0;
  virtual const charter::Annex& annex() const = 0;
  virtual const label::Guard& guard() const = 0;
  virtual const std::string& party() const = 0;
  virtual const std::set<std::string>& partners() const = 0;

  virtual std::vector<const casework::Case*> cases(const std::string& context) const = 0;
  virtual const casework::Case* find(const CaseId& id) const = 0;
  virtual const casework::Case* case_of(const Digest& record) const = 0;
  virtual WallTime now() const = 0;  // of the latest input
  virtual std::vector<casework::Available> available(const casework::Case& c, const casework::Actor& actor) const = 0;
  virtual std::vector<casework::Available> openings(const std::string& procedure, const casework::Actor& actor) const = 0;
  virtual std::vector<casework::Waiting> waiting(const std::string& context, const casework::Actor& actor, WallTime now) const = 0;

  virtual std::optional<std::uint64_t> index_of(const Digest& record) const = 0;
  virtual Result<v1::Envelope> envelope(std::uint64_t index) const = 0;
  virtual Result<Bytes> encoded(std::uint64_t index) const = 0;  // exactly what was signed
  virtual std::optional<Receipt> receipt(const Digest& record) const = 0;
  virtual core::Delivery delivery(const Digest& record, const std::string& partner) const = 0;
  virtual std::optional<core::RecallStatus> recall_of(const Digest& record) const = 0;
  virtual std::vector<core::RecallStatus> recalls(const std::string& context) const = 0;
  virtual std::optional<core::Disposed> disposal_of(const Digest& record) const = 0;
  virtual std::vector<core::DueCase> due(const std::string& context) const = 0;  // as of now()
  virtual std::optional<std::string> number_of(const CaseId& id) const = 0;
  virtual std::vector<core::DeskItem> desk_items(const std::string& context) const = 0;
  virtual const std::vector<core::StandingRule>& standing_rules() const = 0;
  virtual std::vector<core::Sharing> sharing(const std::string& context) const = 0;
  virtual Result<core::Preview> preview(const Digest& record, const std::string& partner) const = 0;
  virtual std::vector<core::LinkStatus> links() const = 0;
  virtual std::uint64_t ledger_size() const = 0;
  virtual Digest common_digest(const std::string& partner, const std::string& context) const = 0;
};

}  // namespace tsugite::server

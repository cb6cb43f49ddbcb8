// Facts answered by the Core. The Core may be replaced after a failed commit, so it is asked for each time.
#pragma once

#include <functional>

#include "server/facts.h"

namespace tsugite::server {

class CoreFacts : public Facts {
 public:
  using CoreNow = std::function<const core::Core&()>;
  explicit CoreFacts(CoreNow core) : core_(std::move(core)) {}

  const charter::Charter& charter() const override;
  const charter::Charter* charter(const Digest& digest) const override;
  const charter::Annex& annex() const override;
  const label::Guard& guard() const override;
  const std::string& party() const override;
  const std::set<std::string>& partners() const override;
  std::vector<const casework::Case*> cases(const std::string& context) const override;
  const casework::Case* find(const CaseId& id) const override;
  const casework::Case* case_of(const Digest& record) const override;
  WallTime now() const override;
  std::vector<casework::Available> available(const casework::Case& c, const casework::Actor& actor) const override;
  std::vector<casework::Available> openings(const std::string& procedure, const casework::Actor& actor) const override;
  std::vector<casework::Waiting> waiting(const std::string& context, const casework::Actor& actor, WallTime now) const override;
  std::optional<std::uint64_t> index_of(const Digest& record) const override;
  Result<v1::Envelope> envelope(std::uint64_t index) const override;
  Result<Bytes> encoded(std::uint64_t index) const override;
  std::optional<Receipt> receipt(const Digest& record) const override;
  core::Delivery delivery(const Digest& record, const std::string& partner) const override;
  std::optional<core::RecallStatus> recall_of(const Digest& record) const override;
  std::vector<core::RecallStatus> recalls(const std::string& context) const override;
  std::optional<core::Disposed> disposal_of(const Digest& record) const override;
  std::vector<core::DueCase> due(const std::string& context) const override;
  std::optional<std::string> number_of(const CaseId& id) const override;
  std::vector<core::DeskItem> desk_items(const std::string& context) const override;
  const std::vector<core::StandingRule>& standing_rules() const override;
  std::vector<core::Sharing> sharing(const std::string& context) const override;
  Result<core::Preview> preview(const Digest& record, const std::string& partner) const override;
  std::vector<core::LinkStatus> links() const override;
  std::uint64_t ledger_size() const override;
  Digest common_digest(const std::string& partner, const std::string& context) const override;

 private:
  CoreNow core_;
};

}  // namespace tsugite::server

#include "server/core_facts.h"

namespace tsugite::server {

const charter::Charter& CoreFacts::charter() const { return core_().charter(); }
const charter::Charter* CoreFacts::charter(const Digest& digest) const { return core_().charter(digest); }
const charter::Annex& CoreFacts::annex() const { return core_().annex(); }
const label::Guard& CoreFacts::guard() const { return core_().guard(); }
const std::string& CoreFacts::party() const { return core_().party(); }
const std::set<std::string>& CoreFacts::partners() const { return core_().partners(); }

std::vector<const casework::Case*> CoreFacts::cases(const std::string& context) const { return core_().casework().cases(context); }
const casework::Case* CoreFacts::find(const CaseId& id) const { return core_().casework().find(id); }
const casework::Case* CoreFacts::case_of(const Digest& record) const { return core_().casework().case_of(record); }
WallTime CoreFacts::now() const { return core_().now(); }
std::vector<casework::Available> CoreFacts::available(const casework::Case& c, const casework::Actor& actor) const {
  return core_().casework().available(c, actor, core_().now());
}
std::vector<casework::Available> CoreFacts::openings(const std::string& procedure, const casework::Actor& actor) const {
  return core_().casework().openings(procedure, actor, core_().now());
}
std::vector<casework::Waiting> CoreFacts::waiting(const std::string& context, const casework::Actor& actor, WallTime now) const {
  return core_().casework().waiting(context, actor, now);
}

std::optional<std::uint64_t> CoreFacts::index_of(const Digest& record) const { return core_().index_of(record); }
Result<v1::Envelope> CoreFacts::envelope(std::uint64_t index) const { return core_().envelope(index); }
Result<Bytes> CoreFacts::encoded(std::uint64_t index) const {
  auto entry = core_().entry(index);
  if (!entry) return std::unexpected(entry.error());
  return std::move(entry->bytes);
}
std::optional<Receipt> CoreFacts::receipt(const Digest& record) const {
  auto seal = core_().receipt(record);
  if (!seal) return std::nullopt;
  return Receipt{seal->receipt.empty() ? seal->checkpoint : seal->receipt, seal->size};
}
core::Delivery CoreFacts::delivery(const Digest& record, const std::string& partner) const { return core_().delivery(record, partner); }
std::optional<core::RecallStatus> CoreFacts::recall_of(const Digest& record) const { return core_().recall_of(record); }
std::vector<core::RecallStatus> CoreFacts::recalls(const std::string& context) const { return core_().recalls(context); }
std::optional<core::Disposed> CoreFacts::disposal_of(const Digest& record) const { return core_().disposal_of(record); }
std::vector<core::DueCase> CoreFacts::due(const std::string& context) const { return core_().due(context, core_().now()); }
std::optional<std::string> CoreFacts::number_of(const CaseId& id) const { return core_().number_of(id); }
std::vector<core::DeskItem> CoreFacts::desk_items(const std::string& context) const { return core_().desk_items(context); }
const std::vector<core::StandingRule>& CoreFacts::standing_rules() const { return core_().standing_rules(); }
std::vector<core::Sharing> CoreFacts::sharing(const std::string& context) const { return core_().sharing(context); }
Result<core::Preview> CoreFacts::preview(const Digest& record, const std::string& partner) const {
  return core_().preview(record, partner);
}
std::vector<core::LinkStatus> CoreFacts::links() const { return core_().links(); }
std::uint64_t CoreFacts::ledger_size() const { return core_().ledger_size(); }
Digest CoreFacts::common_digest(const std::string& partner, const std::string& context) const {
  return core_().common_digest(partner, context);
}

}  // namespace tsugite::server

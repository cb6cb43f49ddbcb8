#include "check_fork.h"

#include <algorithm>

#include "base/sha256.h"
#include "federation/frame.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "ledger/names.h"

namespace tsugite::sim {
namespace {

Digest root_at(const std::vector<Digest>& records, std::uint64_t size) {
  return ledger::root_of(size, [&](std::uint64_t at) { return ledger::leaf_hash(records[at]); });
}

}  // namespace

const std::vector<Digest>& ForkCheck::held(const Node& node, const std::string& from, const std::string& context) {
  Reading& reading = readings_[node.config().party];
  if (reading.lives != node.lives()) reading = {node.lives(), 0, {}};
  node.store().audit(reading.next, [&](const ledger::Entry& entry) {
    if (!entry.source.empty()) reading.held[{entry.source, entry.context}].push_back(entry.digest);
    reading.next = entry.index + 1;
    return true;
  });
  return reading.held[{from, context}];
}

void ForkCheck::before(const Node& node, const std::string& from, const Bytes& bytes) {
  other_.reset();
  v1::Frame frame;
  if (!frame.ParseFromString(bytes) || !frame.has_entries() || frame.entries().outlined_size() != 0) return;
  const auto& entries = frame.entries();
  const auto links = node.core().links();
  const auto link = std::ranges::find(links, from, &core::LinkStatus::partner);
  if (link == links.end() || link->state != core::LinkStatus::State::up) return;
  for (const auto& one : links)  // it takes nothing while what it lost comes back
    for (const auto& stream : one.streams)
      if (stream.context == entries.context() && stream.returning != 0) return;
  const auto& config = alliance_.nodes.at(from);
  const auto shown = ledger::open_checkpoint(entries.checkpoint(),
                                             ledger::outbox_origin(alliance_.charter->id, from, node.config().party, entries.context()),
                                             config.log.public_key());
  std::vector<Digest> history = held(node, from, entries.context());
  const std::uint64_t end = entries.first() + static_cast<std::uint64_t>(entries.record_size());
  if (!shown || shown->size != end || entries.first() > history.size()) return;
  bool differs = false;
  for (std::uint64_t number = entries.first(); number < end; ++number) {
    const Digest digest = sha256(entries.record(static_cast<int>(number - entries.first())));
    if (number >= history.size()) history.push_back(digest);
    else differs = differs || history[number] != digest;
  }
  differs = differs || (end == history.size() && root_at(history, end) != shown->root);
  if (differs) other_ = Shown{from, entries.context(), *shown, node.lives()};
}

Wrong ForkCheck::after(const Node& node) {
  const auto other = std::exchange(other_, std::nullopt);
  if (!other || other->lives != node.lives()) return std::nullopt;
  ++shown_;
  const auto links = node.core().links();
  const auto link = std::ranges::find(links, other->from, &core::LinkStatus::partner);
  if (link->reason.code.starts_with("keys.")) return std::nullopt;  // what those keys sign counts as nobody's
  const std::string who = "One history: " + node.config().party + " was shown another history by " + other->from;
  if (link->state == core::LinkStatus::State::up) return who + " and goes on with it";
  const auto kept = node.store().get("fork/" + other->from + "/" + other->context);
  const auto checkpoint =
      kept && *kept
          ? ledger::open_checkpoint(**kept, ledger::outbox_origin(alliance_.charter->id, other->from, node.config().party, other->context),
                                    alliance_.nodes.at(other->from).log.public_key())
          : Result<ledger::Checkpoint>(std::unexpected(Error{}));
  if (!checkpoint) return who + " and kept nothing of it";
  const auto& history = held(node, other->from, other->context);
  const auto proves = [&](const ledger::Checkpoint& one) { return one.size <= history.size() && root_at(history, one.size) != one.root; };
  if (proves(other->checkpoint) && !proves(*checkpoint)) return who + " and kept what does not prove it";
  return std::nullopt;
}

}  // namespace tsugite::sim

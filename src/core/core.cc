// Building a core, loading it from the ledger, and closing each group of inputs.
#include "core/core.h"

#include <algorithm>

#include "charter/newest.h"
#include "core/state.h"

namespace tsugite::core {

Core::Impl::Impl(Config given, const ledger::Store& from)
    : config(std::move(given)), store(from), newest(newest_of(config.charters)), governing(newest),
      guard(newest->marking, config.annex->release, config.party, 1), content(words_of(*config.annex, *governing)),
      ledger(config.party, ledger::ledger_origin(newest->id, config.party)) {
  for (const auto& partner : config.partners) links[partner].partner = partner;
  cases = std::make_unique<casework::Casework>(
      config.party, config.charters, config.annex, [this](std::uint64_t at) { return envelope(at); }, config.open_cases);
}

Core::Core(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Core::~Core() = default;

Result<std::unique_ptr<Core>> Core::load(Config config, const ledger::Store& store, WallTime now) {
  if (config.charters.empty())
    return fail("core.no-charter", config.party, "no approved charter: approve one before the node runs",
                "承認済みの共通定義書がありません。先に承認してください");
  auto impl = std::make_unique<Impl>(std::move(config), store);
  if (auto ok = impl->load(now); !ok) return std::unexpected(ok.error());
  return std::unique_ptr<Core>(new Core(std::move(impl)));
}

Result<void> Core::Impl::load(WallTime now) {
  latest = now;
  own_keys = ledger::KeyHistory({config.party, config.log.public_key(), config.cosigner.public_key(), Digest{}, 1});
  // A certificate of ours that does not open is told by the doctor, and by every partner.
  if (const auto self = newest->parties.find(config.party); self != newest->parties.end() && self->second.root)
    if (auto known = ledger::KeyHistory::open(config.key_certificate, config.party, *self->second.root)) {
      own_keys = *std::move(known);
      for (const auto& [partner, text] : config.certificates_for)
        if (const auto to = ledger::KeyHistory::open(text, config.party, *self->second.root)) own_keys.join(*to);
    }
  std::optional<Error> broken;
  auto scanned = store.scan(0, [&](const ledger::Entry& entry) {
    if (entry.index != rows.size()) {
      broken = Error{"core.ledger-gap", std::to_string(rows.size()),
                     Text{"台帳に欠番があります。ledger verify で確かめてください", "The ledger has a gap: run ledger verify"}};
      return false;
    }
    loaded_entry(entry);
    return true;
  });
  if (!scanned) return scanned;
  if (broken) return std::unexpected(*broken);
  begin(now);
  auto sealed = store.last_seal(ledger::Log::stream(config.party));
  if (!sealed) return std::unexpected(sealed.error());
  ledger.set_sealed(*sealed ? (*sealed)->size : 0);
  if (auto ok = load_streams(); !ok) return ok;
  pending = {};
  durable = rows.size();
  // What a crash, or a restored backup, kept of a body that was disposed of.
  for (const auto& [record, gone] : disposed)
    if (const auto at = index.find(record); gone.at != nowhere && at != index.end() && !without_body.contains(at->second))
      pending.transaction.dispose.push_back(at->second);
  std::ranges::sort(pending.transaction.dispose);
  without_body.clear();
  return {};
}

void Core::Impl::begin(WallTime now) {
  latest = now;
  const auto& in_effect = cases->in_effect(now).digest;
  if (governing->digest == in_effect) return;
  governing = config.charters.at(in_effect);
  guard.amend(governing->marking);
  content = label::content::Checker(words_of(*config.annex, *governing));
}

void Core::Impl::loaded_entry(const ledger::Entry& entry) {
  ledger::Entry copy = entry;
  ledger.append(copy);
  v1::Envelope envelope;
  v1::Dispositions dispositions;
  if (entry.disposed) {
    without_body.insert(entry.index);
    if (const auto outline = outline_on_disk(entry.digest)) envelope.ParseFromString(*outline);
  } else {
    envelope.ParseFromString(entry.bytes);
  }
  dispositions.ParseFromString(entry.dispositions);
  if (!entry.source.empty())
    if (auto link = links.find(entry.source); link != links.end()) {
      Stream& stream = stream_of(link->second, entry.context);
      if (entry.source_number == stream.inbox.size()) {
        stream.inbox.add(entry.digest);
        stream.received.push_back(entry.index);
      }
    }
  absorb(entry, envelope, dispositions);
}

Result<void> Core::Impl::load_streams() {
  auto keys = store.streams();
  if (!keys) return std::unexpected(keys.error());
  for (const auto& key : *keys) {
    const bool ours = key.from == config.party;
    auto link = links.find(ours ? key.to : key.from);
    if (link == links.end()) continue;  // a partner that was removed: its records stay, its link does not
    Stream& stream = stream_of(link->second, key.context);
    if (!ours) {
      auto seal = store.last_seal(key);
      if (!seal) return std::unexpected(seal.error());
      if (*seal) stream.inbox_seal = (*seal)->checkpoint;
      continue;
    }
    std::optional<Error> broken;
    auto scanned = store.scan_numbered(key, 0, [&](const ledger::Numbered& numbered) {
      if (numbered.number != stream.sent.size() || numbered.index >= rows.size()) {
        broken = Error{"core.outbox-gap", key.to,
                       Text{"送信箱に欠番があります。ledger verify で確かめてください", "An outbox has a gap: run ledger verify"}};
        return false;
      }
      (void)place_numbered(link->second, stream, numbered.index);
      if (const auto opening = rows[numbered.index].opening; opening < openings.size()) count_joint_number(openings[opening]);
      return true;
    });
    if (!scanned) return scanned;
    if (broken) return std::unexpected(*broken);
    stream.resend = stream.sent.size();
    auto seals = store.seals(key, 0);
    if (!seals) return std::unexpected(seals.error());
    for (const auto& seal : *seals)
      if (!seal.receipt.empty()) stream.receipted = seal.size, stream.receipt = seal.receipt;
  }
  for (auto& [partner, link] : links) {
    auto known = store.get("key-history/" + partner);
    if (!known) return std::unexpected(known.error());
    auto party = newest->parties.find(partner);
    if (*known && party != newest->parties.end() && party->second.root)
      if (auto keys_of = ledger::KeyHistory::open(**known, partner, *party->second.root)) link.last_serial = keys_of->newest().serial;
    if (auto ok = load_removal(link); !ok) return ok;
  }
  return {};
}

void Core::seal() {
  if (impl_->ledger.unsealed() > 0) impl_->pending.transaction.seals.push_back(impl_->ledger.seal(impl_->config.log));
}

Effects Core::take() {
  auto& pending = impl_->pending;
  if (impl_->ledger.unsealed() >= ledger::Log::seal_every) pending.transaction.seals.push_back(impl_->ledger.seal(impl_->config.log));
  Effects out{nullptr, std::move(pending.answers), std::move(pending.frames), std::move(pending.hangups), std::move(pending.changed)};
  if (!pending.transaction.empty()) {
    out.transaction = std::make_shared<const ledger::Transaction>(std::move(pending.transaction));
    impl_->in_flight.push_back(out.transaction);
  }
  pending = {};
  return out;
}

void Core::committed() {
  if (impl_->in_flight.empty()) return;
  impl_->durable += impl_->in_flight.front()->append.size();
  impl_->in_flight.pop_front();
}

}  // namespace tsugite::core

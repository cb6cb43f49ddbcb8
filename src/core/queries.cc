// What the outlets ask of a core, and the small helpers that every other file of the room uses.
#include "base/sha256.h"
#include "core/state.h"
#include "ledger/checkpoint.h"

namespace tsugite::core {

Bytes derive(const Bytes& entropy, std::string_view purpose, std::uint64_t counter) {
  return sha256(entropy, purpose, std::to_string(counter)).bytes().substr(0, 16);
}

Result<ledger::Entry> Core::Impl::entry(std::uint64_t at) const {
  if (at < durable) return store.read(at);
  const auto in = [&](const std::vector<ledger::Entry>& entries) -> const ledger::Entry* {
    if (entries.empty() || at < entries.front().index || at - entries.front().index >= entries.size()) return nullptr;
    return &entries[at - entries.front().index];
  };
  for (const auto& group : in_flight)
    if (const auto* found = in(group->append)) return *found;
  if (const auto* found = in(pending.transaction.append)) return *found;
  return store.read(at);  // which says that it is not there
}

// How many of them may be here. The tables of all records are larger than the processor's caches: looked into for some records at once,
// many of their lines come at a time, and are at hand when each record is judged and folded.
std::size_t Core::Impl::warm(std::span<const federation::Arrived> records) const {
  std::size_t here = 0;
  for (const auto& one : records) here += index.contains(one.digest) || cases->may_know(one.digest) ? 1 : 0;
  return here;
}

Result<v1::Envelope> Core::Impl::envelope(std::uint64_t at) const {
  auto found = entry(at);
  if (!found) return std::unexpected(found.error());
  v1::Envelope envelope;
  if (found->disposed)
    if (const auto gone = disposed.find(found->digest); gone != disposed.end()) {
      auto outline = outline_in(gone->second.at, found->digest);
      if (!outline) return std::unexpected(outline.error());
      found->bytes = *std::move(outline);
      found->disposed = false;
    }
  if (found->disposed || !envelope.ParseFromString(found->bytes))
    return fail("core.no-body", std::to_string(at), "the body of this record is no longer held", "この記録の本文は保持されていません");
  return envelope;
}

std::string Core::Impl::origin(const std::string& from, const std::string& to, const std::string& context) const {
  return ledger::outbox_origin(newest->id, from, to, context);
}

Stream& Core::Impl::stream_of(Link& link, const std::string& context) {
  auto it = link.streams.find(context);
  if (it == link.streams.end()) {
    ledger::Outbox empty(outbox_key(link.partner, context), origin(config.party, link.partner, context));
    it = link.streams.try_emplace(context, std::move(empty)).first;
  }
  return it->second;
}

bool Core::Impl::knows_context(const std::string& context) const {
  if (context == "real") return true;
  for (const auto& exercise : config.annex->exercises)
    if (exercise.id == context) return true;
  return false;
}

const casework::Casework& Core::casework() const { return *impl_->cases; }
const label::Guard& Core::guard() const { return impl_->guard; }
const charter::Charter& Core::charter() const { return impl_->cases->in_effect(impl_->latest); }
WallTime Core::now() const { return impl_->latest; }
const charter::Charter* Core::charter(const Digest& digest) const {
  auto it = impl_->config.charters.find(digest);
  return it == impl_->config.charters.end() ? nullptr : it->second.get();
}
const charter::Annex& Core::annex() const { return *impl_->config.annex; }
const std::string& Core::party() const { return impl_->config.party; }
const std::set<std::string>& Core::partners() const { return impl_->config.partners; }
std::uint64_t Core::ledger_size() const { return impl_->rows.size(); }
std::optional<std::uint64_t> Core::index_of(const Digest& record) const {
  auto it = impl_->index.find(record);
  if (it == impl_->index.end()) return std::nullopt;
  return it->second;
}

std::optional<std::uint64_t> Core::number_in_outbox(const Digest& record, const std::string& partner) const {
  auto at = impl_->index.find(record);
  auto link = impl_->links.find(partner);
  if (at == impl_->index.end() || link == impl_->links.end()) return std::nullopt;
  const std::uint64_t number = link->second.numbers[at->second];
  if (number == nowhere) return std::nullopt;
  return number;
}

std::optional<std::string> Core::number_of(const CaseId& id) const {
  auto it = impl_->joint_numbers.find(id);
  if (it == impl_->joint_numbers.end()) return std::nullopt;
  const auto& series = impl_->number_series[it->second.series];
  // With two holders the order of the outbox is the same on both sides; with more, the number is drawn from the case's id.
  const std::string rank = series.rank == 0 ? "" : std::to_string(series.rank);
  return series.party + "-" + series.prefix + rank + "-" +
         (series.audience.size() == 2 ? std::to_string(it->second.count) : id.hex().substr(0, 6));
}

Error withheld_reason(const ledger::Entry& entry, const std::string& partner) {
  v1::Dispositions dispositions;
  dispositions.ParseFromString(entry.dispositions);
  for (const auto& one : dispositions.one())
    if (one.partner() == partner && one.verdict() == v1::Dispositions::DESK)
      return Error{one.code(), "", Text{one.reason().ja(), one.reason().en()}};
  return Error{"guard.reference", "",
               Text{"提供していない記録を参照しているため、保留しました", "Held back: it refers to a record that has not been released"}};
}

Delivery Core::delivery(const Digest& record, const std::string& partner) const { return impl_->delivery_of(record, partner); }

Delivery Core::Impl::delivery_of(const Digest& record, const std::string& partner) const {
  Delivery out;
  auto at = index.find(record);
  auto link = links.find(partner);
  if (at == index.end() || link == links.end()) return out;
  const std::uint64_t place = at->second;
  out.at_ms = rows[place].seen_ms;
  for (const auto& note : link->second.refusals)
    if (note.record == record) {
      out = Delivery{Delivery::State::refused, note.at_ms, note.reason, false};
      return out;
    }
  switch (link->second.places[place]) {
    case Place::none: return out;
    case Place::others:
    case Place::theirs: out.state = Delivery::State::received; return out;
    case Place::queued: out.state = Delivery::State::queued; return out;
    case Place::voided:
      out.state = Delivery::State::voided;
      if (auto why = withdrawn.find(record); why != withdrawn.end()) out.reason = why->second;
      else
        out.reason = Error{"casework.late", "",
                           Text{"送信前に相手方の処置が先に届いたため、送信していません", "Not sent: the partner's step arrived first"}};
      return out;
    case Place::ended:
      out.state = Delivery::State::ended;
      out.reason =
          Error{"link.removed", "",
                Text{"送信前に相手方との接続を終了したため、送信していません", "Not sent: the link with the partner was ended first"}};
      return out;
    case Place::cleared:
      out.state = Delivery::State::withheld;
      out.reason = Error{"guard.audience", "",
                         Text{"提供を決定済みです。同じ宛先の他の当事者への決定を待っています",
                              "Released, and waiting for the decision on the others of its audience"}};
      return out;
    case Place::desk:
    case Place::never:
    case Place::kept: {
      out.state = Delivery::State::withheld;
      out.never = link->second.places[place] == Place::never;
      if (replaced.contains(record))
        out.reason = Error{"desk.replaced", "",
                           Text{"一部を除き、又は表示を改めた記録を代わりに提供しました",
                                "Another record, with parts taken out or marked otherwise, went in its stead"}};
      else if (auto held = entry(place)) out.reason = withheld_reason(*held, partner);
      return out;
    }
    case Place::numbered: break;
  }
  out.state = Delivery::State::sent;
  auto held = entry(place);
  const std::uint64_t number = link->second.numbers[place];
  if (!held || number == nowhere) return out;
  auto stream = link->second.streams.find(held->context);
  if (stream == link->second.streams.end() || number >= stream->second.receipted) return out;
  out.state = Delivery::State::receipted;
  for (const auto& [size, time] : stream->second.receipts)
    if (size > number) {
      out.at_ms = time;
      break;
    }
  return out;
}

std::map<std::uint64_t, ledger::StreamSeal> Core::Impl::seals_over(const ledger::StreamKey& stream, std::uint64_t from) const {
  std::map<std::uint64_t, ledger::StreamSeal> out;
  const auto take = [&](const std::vector<ledger::StreamSeal>& seals) {
    for (const auto& seal : seals)
      if (seal.stream == stream && seal.size > from) out.insert_or_assign(seal.size, seal);
  };
  if (auto stored = store.seals(stream, from + 1)) take(*stored);
  for (const auto& group : in_flight) take(group->seals);
  take(pending.transaction.seals);
  return out;
}

std::optional<ledger::StreamSeal> Core::receipt(const Digest& record) const {
  auto index = index_of(record);
  if (!index) return std::nullopt;
  auto entry = impl_->entry(*index);
  if (!entry) return std::nullopt;
  for (const auto& [partner, link] : impl_->links) {
    const bool theirs = link.places[*index] == Place::theirs;
    auto number = theirs ? std::optional(entry->source_number) : number_in_outbox(record, partner);
    if (!number) continue;
    const auto key = theirs ? impl_->inbox_key(partner, entry->context) : impl_->outbox_key(partner, entry->context);
    auto covering = impl_->seals_over(key, *number);
    if (!theirs) std::erase_if(covering, [](const auto& one) { return one.second.receipt.empty(); });
    if (!covering.empty()) return covering.begin()->second;
  }
  return std::nullopt;
}

std::vector<LinkStatus> Core::links() const {
  std::vector<LinkStatus> out;
  for (const auto& [partner, link] : impl_->links) {
    LinkStatus status{
        partner, link.state, link.since_ms, link.reason, std::nullopt, "", std::nullopt, {}, {link.refusals.begin(), link.refusals.end()}};
    if (link.peer) {
      status.clock_difference_ms = link.peer->clock_difference_ms;
      status.partner_software = link.peer->software;
      status.joined_charter = link.peer->charter;
    }
    for (const auto& [context, stream] : link.streams) {
      StreamStatus row{
          context, stream.outbox.size(), stream.receipted, stream.queued, stream.inbox.size(), stream.returned, stream.returning,
          0,       stream.common_ms};
      std::optional<std::uint64_t> oldest;
      if (stream.receipted < stream.sent.size()) oldest = stream.sent[stream.receipted];
      for (const auto& queue : stream.queue)
        for (std::uint64_t index : queue)
          if (link.places[index] == Place::queued) {
            if (!oldest || index < *oldest) oldest = index;
            break;
          }
      if (oldest) row.oldest_unreceipted_ms = impl_->rows[*oldest].seen_ms;
      status.streams.push_back(row);
    }
    out.push_back(std::move(status));
  }
  return out;
}

std::vector<Sharing> Core::sharing(const std::string& context) const {
  std::vector<Sharing> out;
  for (const auto& [partner, link] : impl_->links) {
    const auto stream = link.streams.find(context);
    if (stream == link.streams.end()) continue;
    std::map<std::string, Sharing> kinds;  // labels and audiences together
    for (std::size_t id = 0; id < stream->second.shared.size(); ++id) {
      const auto& shared = stream->second.shared[id];
      if (shared.numbered.count() == 0 && shared.receipted.count() == 0) continue;
      const std::string& kind = impl_->guard.known(static_cast<label::Guard::SubjectId>(id)).kind;
      auto& one = kinds.try_emplace(kind, Sharing{partner, context, kind, {}, {}}).first->second;
      one.numbered.add(shared.numbered);
      one.receipted.add(shared.receipted);
    }
    for (auto& [kind, one] : kinds) out.push_back(std::move(one));
  }
  return out;
}

Digest Core::common_digest(const std::string& partner, const std::string& context) const {
  auto link = impl_->links.find(partner);
  const Stream* stream = nullptr;
  if (link != impl_->links.end())
    if (auto it = link->second.streams.find(context); it != link->second.streams.end()) stream = &it->second;
  auto held = [&](const Digest& record) {
    auto at = impl_->index.find(record);
    if (at == impl_->index.end() || stream == nullptr) return false;
    if (link->second.places[at->second] == Place::theirs) return true;
    const std::uint64_t number = link->second.numbers[at->second];
    return number != nowhere && number < stream->receipted;
  };
  return impl_->cases->state_digest(context, {impl_->config.party, partner}, held);
}

}  // namespace tsugite::core

// Links: greeting a partner, taking up where both left off, receipts, and why a link is not up.
#include <algorithm>

#include "base/limits.h"
#include "core/state.h"
#include "federation/frame.h"

namespace tsugite::core {
namespace {

constexpr std::size_t kept_receipts = 4096;

// As the partner is told.
Error switched_off_here(const std::string& partner) {
  return {"link.disabled", partner,
          Text{"相手方の管理者がこの接続を止めています", "The partner's administrator has switched this link off"}};
}

}  // namespace

Error ended_here(const std::string& partner) {
  return {"link.removed", partner, Text{"相手方が、この接続を終了しています", "The partner has ended the link"}};
}

void Core::Impl::send_plain(const std::string& partner, const v1::Frame& frame) {
  pending.frames.push_back({partner, guard.unlabelled(federation::encode_frame(frame), label::Recipient{partner, "", 0})});
}

void Core::Impl::down(Link& link, LinkStatus::State state, const Error& why, WallTime now) {
  link.peer.reset();
  link.window = {};
  link.reason = why;
  if (link.state != state) link.since_ms = now.ms;
  link.state = state;
  pending.changed.insert(Topic::links);
}

void Core::Impl::refuse(Link& link, const Error& why, WallTime now) {
  send_plain(link.partner, federation::refuse_frame(why));
  pending.hangups.push_back({link.partner, why});
  down(link, LinkStatus::State::refused, why, now);
}

void Core::Impl::greet(Link& link, WallTime now) {
  v1::Frame frame;
  auto* hello = frame.mutable_hello();
  hello->set_protocol(federation::protocol_version);
  hello->set_party(config.party);
  for (const auto& [digest, charter] : config.charters) {
    auto* approved_one = hello->add_approved();
    approved_one->set_charter(digest.bytes());
    approved_one->set_version(charter->version);
  }
  hello->set_fold_version(casework::fold_version);
  hello->set_software(config.software);
  hello->set_wall_ms(now.ms);
  hello->set_keys(config.certificate_for(link.partner));
  for (const auto& [context, stream] : link.streams) {
    auto* held = hello->add_held();
    held->set_context(context);
    held->set_size(stream.inbox.size());
    held->set_root(stream.inbox.root().bytes());
  }
  send_plain(link.partner, frame);
}

Result<federation::Expectation> Core::Impl::expectation(const Link& link) const {
  federation::Expectation expected;
  expected.partner = link.partner;
  auto party = newest->parties.find(link.partner);
  if (party == newest->parties.end() || !party->second.root)
    return fail("hello.no-root", link.partner, "our charter holds no root key of that party",
                "共通定義書にその当事者のルート鍵がありません");
  expected.root = *party->second.root;
  expected.last_serial = link.last_serial;
  for (const auto& [digest, charter] : config.charters) expected.approved[digest] = charter->version;
  expected.fold_version = casework::fold_version;
  return expected;
}

Result<void> Core::Impl::on_hello(Link& link, const v1::Hello& hello, WallTime now) {
  if (link.state == LinkStatus::State::up)
    return fail("hello.twice", link.partner, "a second hello on one link", "接続の確認が二度送られました");
  auto expected = expectation(link);
  if (!expected) return std::unexpected(expected.error());
  expected->peer_pin = link.pin;
  auto peer = federation::judge_hello(hello, *expected, now);
  if (!peer) return std::unexpected(peer.error());
  if (auto ok = take_keys(link, peer->keys, hello.keys()); !ok) return ok;
  link.peer = std::move(*peer);
  if (auto ok = resume(link, now); !ok) return ok;
  link.state = LinkStatus::State::up;
  link.since_ms = link.progress_ms = now.ms;
  link.reason = {};
  for (auto& [context, stream] : link.streams) {
    stream.cosign_due = true;  // the receipt may have been lost with the last link
    update_common(stream, now);
  }
  pending.changed.insert(Topic::links);
  return {};
}

// The newest are kept even where the link is refused: an older certificate is not accepted any more, and what we hold under keys that do
// not count there stays as evidence, beside the party's own word that they do not.
Result<void> Core::Impl::take_keys(Link& link, const ledger::KeyHistory& keys, const Bytes& text) {
  if (keys.newest().serial > link.last_serial) {
    link.last_serial = keys.newest().serial;
    pending.transaction.put["key-history/" + link.partner] = text;
  }
  for (const auto& [context, stream] : link.streams) {
    if (stream.inbox_seal.empty()) continue;
    const auto held = ledger::open_checkpoint(stream.inbox_seal, origin(link.partner, config.party, context), keys);
    if (held || !held.error().code.starts_with("keys.")) continue;
    keep_evidence(link, context, stream.inbox_seal);
    return std::unexpected(held.error());
  }
  return {};
}

// A checkpoint that the partner signed over another history than ours of it. It proves the fork as soon as we hold as many records as it
// covers (docs/formats/evidence.md); one that does is kept for good.
void Core::Impl::keep_fork(const Link& link, const std::string& context, const Stream& stream, const Bytes& checkpoint) {
  const std::string key = "fork/" + link.partner + "/" + context;
  if (const auto kept = store.get(key); kept && *kept) {
    const auto known = ledger::open_checkpoint(**kept, origin(link.partner, config.party, context), link.peer->keys);
    const auto leaf = [&](std::uint64_t at) { return ledger::leaf_hash(rows[stream.received[at]].digest); };
    if (known && known->size <= stream.received.size() && ledger::root_of(known->size, leaf) != known->root) return;
  }
  pending.transaction.put[key] = checkpoint;
}

void Core::Impl::keep_evidence(const Link& link, const std::string& context, const Bytes& checkpoint) {
  pending.transaction.put["evidence/" + link.partner + "/" + context] = checkpoint;
}

// Where the partner says it stands in our outboxes must be a place in our history: otherwise one of us lost or changed records.
Result<void> Core::Impl::resume(Link& link, WallTime) {
  for (const auto& [context, held] : link.peer->held)
    if (knows_context(context)) stream_of(link, context);
  for (auto& [context, stream] : link.streams) {
    auto it = link.peer->held.find(context);
    const federation::Held held = it == link.peer->held.end() ? federation::Held{0, ledger::Frontier{}.root()} : it->second;
    stream.returning = stream.proven = stream.taken = 0;  // the partner says it itself
    if (held.size < stream.receipted) say_taken(link, context, stream);
    if (held.size > stream.outbox.size()) {  // this node was set back
      stream.returning = held.size;
      stream.resend = stream.outbox.size();
      ask_back(link, context, stream);
      continue;
    }
    Digest root = stream.outbox.root();
    if (held.size != stream.outbox.size()) {
      ledger::Frontier frontier;
      for (std::uint64_t n = 0; n < held.size; ++n) frontier.add(rows[stream.sent[n]].digest);
      root = frontier.root();
    }
    if (held.root != root)
      return fail("resume.fork", context, "the two nodes hold different histories of the same outbox",
                  "同じ送信箱について双方の履歴が異なります");
    stream.resend = held.size;
  }
  return {};
}

Result<void> Core::Impl::on_cosign(Link& link, const v1::Cosign& cosign, WallTime now) {
  auto found = link.streams.find(cosign.context());
  if (found == link.streams.end())
    return fail("cosign.context", cosign.context(), "a receipt for an outbox that we do not have", "存在しない送信箱の受領証です");
  Stream& stream = found->second;
  if (stream.returning != 0) return {};  // for what is not back yet: it is asked for again when all of it is
  auto checkpoint = ledger::open_checkpoint(cosign.checkpoint(), origin(config.party, link.partner, cosign.context()), own_keys);
  if (!checkpoint) return std::unexpected(checkpoint.error());
  auto time = ledger::open_cosignature(cosign.checkpoint(), ledger::cosigner_name(newest->id, link.partner),
                                       origin(config.party, link.partner, cosign.context()), link.peer->keys);
  if (!time) return std::unexpected(time.error());
  if (checkpoint->size > stream.outbox.size())
    return fail("cosign.ahead", cosign.context(), "a receipt for more than was sent", "送信した件数を超える受領証です");
  link.window.acknowledged(cosign.context(), checkpoint->size, now);
  link.progress_ms = now.ms;
  if (checkpoint->size <= stream.receipted) return {};
  for (std::uint64_t n = stream.receipted; n < checkpoint->size; ++n) {
    const Row& one = rows[stream.sent[n]];
    if (n == stream.receipted || one.notice || one.subject != rows[stream.sent[n - 1]].subject || rows[stream.sent[n - 1]].notice)
      tell({Topic::links}, stream.sent[n]);
    if (const Row& row = rows[stream.sent[n]]; row.subject < stream.shared.size())
      stream.shared[row.subject].receipted.add(now.ms - row.seen_ms);
  }
  stream.receipted = checkpoint->size;
  stream.receipts.emplace_back(checkpoint->size, time->ms);
  if (stream.receipts.size() > kept_receipts) stream.receipts.pop_front();
  stream.receipt = cosign.checkpoint();
  pending.transaction.seals.push_back(
      {outbox_key(link.partner, cosign.context()), checkpoint->size, cosign.checkpoint(), cosign.checkpoint()});
  update_common(stream, *time);
  return {};
}

Result<void> Core::Impl::on_arrived(Link& link, const v1::Arrived& arrived, WallTime now) {
  const auto found = link.streams.find(arrived.context());
  if (found == link.streams.end())
    return fail("arrived.context", arrived.context(), "more room for an outbox that we do not have", "存在しない送信箱についての通知です");
  if (found->second.returning != 0) return {};
  if (arrived.size() > found->second.outbox.size())
    return fail("arrived.ahead", arrived.context(), "the partner says it holds more than was sent", "送信した件数を超える到達の通知です");
  if (link.window.acknowledged(arrived.context(), arrived.size(), now)) link.progress_ms = now.ms;
  return {};
}

// Both hold both, and both signed it.
void Core::Impl::update_common(Stream& stream, WallTime now) {
  if (stream.receipted == stream.outbox.size() && stream.queued == 0) stream.common_ms = now.ms;
}

namespace {

// A receipt is owed for something that was sent, on this link or an earlier one; or the partner is to give something back.
bool owed(const Link& link) {
  return std::any_of(link.streams.begin(), link.streams.end(),
                     [](const auto& one) { return one.second.receipted < one.second.sent.size() || one.second.returning != 0; });
}

}  // namespace

void Core::tick(WallTime now) {
  impl_->begin(now);
  for (auto& [partner, link] : impl_->links) {
    const bool greeting = link.state == LinkStatus::State::greeting;
    if (!greeting && (link.state != LinkStatus::State::up || !owed(link))) continue;
    if (now.ms < link.progress_ms) link.progress_ms = now.ms;  // the clock was set back
    if (now.ms - link.progress_ms < limits::receipt_wait_ms) continue;
    const Error why = greeting
                          ? Error{"link.no-hello", partner,
                                  Text{"相手方の応答がないため、接続し直します", "The partner did not greet: the link is taken up again"}}
                          : Error{"link.no-receipt", partner,
                                  Text{"送った記録の受領証が届かないため、接続し直します",
                                       "No receipt came for what was sent: the link is taken up again"}};
    impl_->pending.hangups.push_back({partner, why});
    impl_->down(link, LinkStatus::State::down, why, now);
  }
}

void Core::link_up(const std::string& partner, const Digest& peer_pin, WallTime now) {
  auto link = impl_->links.find(partner);
  if (link == impl_->links.end()) return;
  Link& l = link->second;
  if (l.shut()) {
    const Error why = l.state == LinkStatus::State::removed ? ended_here(partner) : switched_off_here(partner);
    impl_->send_plain(partner, federation::refuse_frame(why));
    impl_->pending.hangups.push_back({partner, why});
    return;
  }
  l.pin = peer_pin;
  l.peer.reset();
  l.window = {};
  l.state = LinkStatus::State::greeting;
  l.since_ms = l.progress_ms = now.ms;
  impl_->pending.changed.insert(Topic::links);
  impl_->greet(l, now);
}

void Core::link_down(const std::string& partner, const Error& why, WallTime now) {
  auto link = impl_->links.find(partner);
  if (link == impl_->links.end()) return;
  using State = LinkStatus::State;
  if (link->second.shut()) return;
  // A refusal stays on the screen until the partner is greeted again.
  if (link->second.state == State::refused) return;
  impl_->down(link->second, State::down, why, now);
}

void Core::link_refuse(const std::string& partner, const Error& why, WallTime now) {
  auto link = impl_->links.find(partner);
  if (link != impl_->links.end() && !link->second.shut()) impl_->refuse(link->second, why, now);
}

void Core::set_link_enabled(const std::string& partner, bool enabled, WallTime now) {
  auto link = impl_->links.find(partner);
  if (link == impl_->links.end() || link->second.state == LinkStatus::State::removed) return;
  using State = LinkStatus::State;
  if (enabled == (link->second.state != State::disabled)) return;
  const Error why{"link.disabled", partner, Text{"当方の管理者がこの接続を止めています", "Our administrator has switched this link off"}};
  if (!enabled) {
    if (link->second.state == State::up || link->second.state == State::greeting) {
      impl_->send_plain(partner, federation::refuse_frame(switched_off_here(partner)));
      impl_->pending.hangups.push_back({partner, why});
    }
    impl_->down(link->second, State::disabled, why, now);
  } else {
    impl_->down(link->second, State::down, Error{}, now);
  }
}

}  // namespace tsugite::core

// Bundles: the frames of a link in a file. What goes out is numbered, judged and made durable as for a link; what comes in is taken as
// from one, in the order of its numbers, and does nothing the second time. A live link goes on beside it.
#include "federation/bundle.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "core/state.h"
#include "federation/frame.h"
#include "ledger/checkpoint.h"

namespace tsugite::core {
namespace {

// A cosigned checkpoint with its frame: an origin, two names, two signatures.
constexpr std::size_t receipt_bytes = 1536;

Error set_back(const std::string& context) {
  return {"resume.ahead", context,
          Text{"相手方が、当方に残っていない記録を保持しています。回線で接続すると返却されます",
               "A partner holds records that this node no longer has: join it by a link, which gives them back"}};
}

std::size_t in_file(std::size_t frame) { return frame + federation::bundle_frame_overhead; }

}  // namespace

// Everything from what the partner is known to hold; then, where no link is up that would number it, what waits, decisions first.
BundleOut Core::bundle_out(const std::string& partner, std::size_t budget, WallTime now, const Bytes& entropy) {
  BundleOut out;
  const auto found = impl_->links.find(partner);
  if (found == impl_->links.end() || found->second.shut()) return out;
  auto& self = *impl_;
  Link& link = found->second;
  const auto state = link.state;
  const bool live = state == LinkStatus::State::up || state == LinkStatus::State::greeting;
  const bool numbers = !live && state != LinkStatus::State::refused;  // what it could not accept, or a history that does not fit
  const std::size_t first = self.pending.frames.size();
  self.greet(link, now);
  std::size_t fixed = in_file(self.pending.frames.back().frame.value().size());
  for (const auto& [context, stream] : link.streams) fixed += stream.inbox_seal.empty() ? 0 : receipt_bytes;

  const auto window = std::exchange(link.window, federation::Window::of_file(budget > fixed ? budget - fixed : 0));
  out.complete = true;
  std::vector<std::string> receipts;
  for (const auto& context : Impl::in_turn(link)) {
    Stream& stream = link.streams.at(context);
    const std::uint64_t resend = std::exchange(stream.resend, stream.receipted);
    const auto room = [&] { return link.state == state && link.window.batch() != 0; };
    while (room() && self.send_again(link, context, stream, now)) {
    }
    while (numbers && room() && stream.resend >= stream.sent.size() && !self.returning(context) &&
           self.send_new(link, context, stream, now, entropy)) {
    }
    const bool all = stream.resend >= stream.sent.size();
    out.complete = out.complete && all && stream.queued == 0;
    out.records += std::min(stream.resend, stream.outbox.size()) - stream.receipted;
    // A receipt never comes before the refusals of what it covers.
    if (all && !stream.inbox_seal.empty() && !Impl::refusals_wait(link, stream)) receipts.push_back(context);
    stream.resend = live ? resend : stream.sent.size();  // the hello says where a link takes up
  }
  link.window = window;
  if (budget >= fixed)
    for (const auto& context : receipts) self.send_receipt(link, link.streams.at(context), context, now);
  for (auto it = self.pending.frames.begin() + static_cast<std::ptrdiff_t>(first); it != self.pending.frames.end(); ++it)
    out.frames.push_back(std::move(it->frame));
  self.pending.frames.erase(self.pending.frames.begin() + static_cast<std::ptrdiff_t>(first), self.pending.frames.end());
  return out;
}

Result<federation::Peer> Core::Impl::bundle_peer(const Link& link, const v1::Hello& hello, WallTime now) const {
  v1::Hello as_of_now = hello;
  as_of_now.set_wall_ms(now.ms);  // days may lie between
  auto expected = expectation(link);
  if (!expected) return std::unexpected(expected.error());
  // No connection vouches for who carried it: the root's signature on the keys does, and theirs on all that follows.
  if (auto keys = ledger::KeyHistory::open(hello.keys(), link.partner, expected->root)) expected->peer_pin = keys->newest().tls_pin;
  return federation::judge_hello(as_of_now, *expected, now);
}

// A receipt, with our own signature in it, for more than was sent: this node was set back. Nothing is numbered or taken before a link
// has given back what is missing.
Result<void> Core::Impl::not_set_back(Link& link, const v1::Cosign& cosign) {
  if (!knows_context(cosign.context())) return {};
  Stream& stream = stream_of(link, cosign.context());
  const auto ours = ledger::open_checkpoint(cosign.checkpoint(), origin(config.party, link.partner, cosign.context()), own_keys);
  const bool held = ledger::open_cosignature(cosign.checkpoint(), ledger::cosigner_name(newest->id, link.partner),
                                             origin(config.party, link.partner, cosign.context()), link.peer->keys)
                        .has_value();
  if (!ours || !held || ours->size <= stream.outbox.size()) return {};
  stream.proven = ours->size;
  return std::unexpected(set_back(cosign.context()));
}

Result<BundleIn> Core::bundle_in(const std::string& partner, const std::vector<Bytes>& frames, WallTime now, const Bytes& entropy) {
  const auto found = impl_->links.find(partner);
  if (found == impl_->links.end())
    return fail("bundle.partner", partner, "the bundle is of no partner of this node",
                "このファイルの差出側は、この系の相手方ではありません");
  auto& self = *impl_;
  Link& link = found->second;
  if (link.state == LinkStatus::State::removed) return std::unexpected(link.reason);
  if (link.state == LinkStatus::State::disabled)
    return fail("link.disabled", partner, "our administrator has switched this link off", "当方の管理者がこの接続を止めています");
  std::vector<v1::Frame> parsed;
  BundleIn out;
  for (const auto& bytes : frames) {
    auto frame = federation::parse_frame(bytes);
    if (frame) parsed.push_back(*std::move(frame));
    else out.left.push_back(frame.error());
  }
  const auto hello = std::ranges::find_if(parsed, &v1::Frame::has_hello);
  if (hello == parsed.end())
    return fail("bundle.no-hello", partner, "the bundle does not say by which keys it was made",
                "どの鍵で作られたかを示す情報がありません");
  auto peer = self.bundle_peer(link, hello->hello(), now);
  if (!peer) return std::unexpected(peer.error());
  if (auto ok = self.take_keys(link, peer->keys, hello->hello().keys()); !ok) return std::unexpected(ok.error());

  const auto of_link = std::exchange(link.peer, *std::move(peer));
  std::vector<v1::Frame*> order;
  for (auto& frame : parsed)
    if (frame.has_entries()) order.push_back(&frame);
  std::ranges::stable_sort(order, {}, [](const v1::Frame* f) { return std::pair(f->entries().context(), f->entries().first()); });
  for (auto& frame : parsed)
    if (frame.has_cosign()) order.push_back(&frame);
  const std::size_t before = self.rows.size();
  for (auto* frame : order)
    if (frame->has_cosign())
      if (auto ok = self.not_set_back(link, frame->cosign()); !ok) out.left.push_back(ok.error());
  for (auto* frame : order) {
    if (const auto& context = frame->has_entries() ? frame->entries().context() : frame->cosign().context(); self.returning(context)) {
      if (out.left.empty()) out.left.push_back(set_back(context));
      continue;
    }
    const auto ok =
        frame->has_entries() ? self.on_entries(link, *frame->mutable_entries(), now, entropy) : self.on_cosign(link, frame->cosign(), now);
    if (!ok) out.left.push_back(ok.error());
  }
  link.peer = of_link;
  for (std::size_t at = before; at < self.rows.size(); ++at) out.records += link.places[at] == Place::theirs;
  return out;
}

}  // namespace tsugite::core

#include "liar.h"

#include "base/sha256.h"
#include "federation/frame.h"
#include "ledger/checkpoint.h"
#include "ledger/envelope.h"

namespace tsugite::sim {
namespace {

constexpr std::size_t kept = 64;  // frames of each partner that may be said again

}  // namespace

// The same numbers with another last record: in another's name, of another context, dated far ahead, naming what nobody has, or merely
// another one; under a checkpoint that the liar's own key signs.
Bytes Liar::forged(const std::string& to, const v1::Entries& entries) {
  ledger::Frontier frontier = told_[{to, entries.context()}];
  if (entries.first() != frontier.size()) return {};
  v1::Frame out;
  *out.mutable_entries() = entries;
  auto& last = *out.mutable_entries()->mutable_record(entries.record_size() - 1);
  v1::Envelope envelope;
  if (!envelope.ParseFromString(last)) return {};
  switch (luck_.below(7)) {
    case 0:
      in_anothers_name_[to] = {entries.context(), frontier.size() + static_cast<std::uint64_t>(entries.record_size()) - 1};
      envelope.set_party(to);
      envelope.mutable_label()->set_originator(to);
      for (const auto& [id, seat] : config_.charters.begin()->second->seats)
        if (config_.charters.begin()->second->party_of(id) == to && luck_.chance(0.2)) envelope.set_seat(id);
      if (luck_.chance(0.5)) {  // what any node says
        envelope.set_seat("node");
        envelope.clear_after();
        auto& refusal = *envelope.mutable_refusal();
        refusal.set_record(sha256("refused in another's name", std::to_string(luck_.next())).bytes());
        refusal.set_code("record.party");
        refusal.mutable_reason()->set_ja("forged");
        refusal.mutable_reason()->set_en("forged");
      }
      break;
    case 1: envelope.set_context(envelope.context() == "real" ? "another" : "real"); break;
    case 2: envelope.set_wall_ms(envelope.wall_ms() + 40ll * 86'400'000); break;
    case 3: envelope.add_after(sha256("nobody has this", std::to_string(luck_.next())).bytes()); break;
    case 4: envelope.mutable_label()->set_classification("unheard-of"); break;
    case 5:
      if (envelope.has_step()) envelope.mutable_step()->set_proposal(sha256("a text nobody saw").bytes());
      break;
    default: envelope.set_wall_ms(envelope.wall_ms() + 1); break;
  }
  last = ledger::encode(envelope);
  for (const auto& record : out.entries().record()) frontier.add(sha256(record));
  const auto origin = ledger::outbox_origin(config_.charters.begin()->second->id, config_.party, to, entries.context());
  out.mutable_entries()->set_checkpoint(ledger::sign_checkpoint({origin, frontier.size(), frontier.root()}, config_.log));
  return federation::encode_frame(out);
}

// Claims about what it holds that are not true, or an old certificate's serial.
Bytes Liar::other_hello(v1::Frame frame) {
  auto& hello = *frame.mutable_hello();
  switch (luck_.below(4)) {
    case 0:
      for (auto& held : *hello.mutable_held()) held.set_size(held.size() + 1 + luck_.below(1000));
      break;
    case 1:
      for (auto& held : *hello.mutable_held()) held.set_root(sha256("no such root").bytes());
      break;
    case 2: hello.set_wall_ms(hello.wall_ms() + (luck_.chance(0.5) ? 1 : -1) * 200'000'000); break;
    default: hello.clear_held(); break;
  }
  return federation::encode_frame(frame);
}

// What it said in the partner's own name, as if it were its own and lost.
Bytes Liar::asked_back(const std::string& to) {
  const auto& [context, number] = in_anothers_name_.at(to);
  v1::Frame frame;
  frame.mutable_lost()->set_context(context);
  frame.mutable_lost()->set_first(number);
  return federation::encode_frame(frame);
}

// Nobody asked for this.
Bytes Liar::unasked() {
  v1::Frame frame;
  switch (luck_.below(5)) {
    case 0:
      frame.mutable_lost()->set_context(last_.context());
      frame.mutable_lost()->set_first(luck_.below(luck_.chance(0.5) ? 20 : 2000));
      break;
    case 1:
      frame.mutable_returned()->set_context(last_.context());
      frame.mutable_returned()->set_first(luck_.below(20));
      *frame.mutable_returned()->mutable_record() = last_.record();
      frame.mutable_returned()->set_checkpoint(last_.checkpoint());
      break;
    case 2:
      frame.mutable_arrived()->set_context(last_.context());
      frame.mutable_arrived()->set_size(luck_.below(2000));
      break;
    case 3:
      frame.mutable_taken()->set_context(last_.context());
      frame.mutable_taken()->set_receipt(last_.checkpoint());
      break;
    default:
      frame.mutable_cosign()->set_context(last_.context());
      frame.mutable_cosign()->set_checkpoint(last_.checkpoint());
      break;
  }
  return federation::encode_frame(frame);
}

std::vector<Bytes> Liar::twist(const std::string& to, const Bytes& bytes) {
  v1::Frame frame;
  if (!frame.ParseFromString(bytes)) return {bytes};
  auto& before = sent_[to];
  std::vector<Bytes> out;
  const auto lie = [&](Bytes made) {
    if (made.empty()) return;
    out.push_back(std::move(made));
    ++lies_;
  };
  bool truth = true;
  switch (luck_.below(12)) {
    case 0:  // replayed
      if (!before.empty()) lie(before[luck_.below(before.size())]);
      break;
    case 1:  // forked: this partner is told another history, and then the true one
      if (frame.has_entries()) lie(forged(to, frame.entries()));
      break;
    case 2:  // withheld
      if (!frame.has_hello()) truth = false, ++lies_;
      break;
    case 3:  // flooded
      for (int i = 0; i < 30; ++i) lie(bytes);
      break;
    case 4:
      if (frame.has_hello()) lie(other_hello(frame)), truth = false;
      break;
    case 5:
      if (!last_.context().empty()) lie(unasked());
      break;
    case 6: {  // garbage
      Bytes noise;
      for (std::uint64_t left = 1 + luck_.below(400); left > 0; --left) noise.push_back(static_cast<char>(luck_.below(256)));
      lie(std::move(noise));
      break;
    }
    default: break;
  }
  if (truth) out.push_back(bytes);
  if (truth && frame.has_hello() && in_anothers_name_.contains(to)) lie(asked_back(to));
  if (frame.has_entries()) {
    auto& frontier = told_[{to, frame.entries().context()}];
    if (frame.entries().first() == frontier.size())
      for (const auto& record : frame.entries().record()) frontier.add(sha256(record));
    last_ = frame.entries();
  }
  before.push_back(bytes);
  if (before.size() > kept) before.erase(before.begin());
  return out;
}

}  // namespace tsugite::sim

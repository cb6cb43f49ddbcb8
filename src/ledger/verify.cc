#include "ledger/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "base/sha256.h"
#include "ledger/checkpoint.h"
#include "ledger/envelope.h"
#include "ledger/ledger.h"
#include "ledger/merkle.h"
#include "ledger/outline.h"

namespace tsugite::ledger {
namespace {

std::string name_of(const StreamKey& s) { return s.from + " > " + s.to + ", " + s.context; }

// A log that grows while it is read, and the checkpoints that must hold on the way.
struct Growing {
  std::vector<StreamSeal> seals;  // ascending
  std::size_t next = 0;
  Frontier frontier;
};

// What the outboxes are held against.
struct Seen {
  Digest digest;
  std::uint32_t context;
  std::optional<std::set<std::string>> audience;  // not of a disposed body
};

class Verifier {
 public:
  Verifier(const Store& store, const VerifyKeys& keys) : store_(store), keys_(keys) {}

  Result<VerifyReport> run() {
    // An inbox is checked along with the entries that came through it, an outbox against their digests.
    auto ok = load_inboxes();
    if (ok && !found()) ok = entries();
    if (ok && !found()) inboxes_end();
    if (ok && !found()) ok = outboxes();
    if (!ok) return std::unexpected(ok.error());
    return report_;
  }

 private:
  bool found() const { return report_.wrong.has_value(); }

  std::uint32_t context_no(const std::string& context) {
    return contexts_.try_emplace(context, static_cast<std::uint32_t>(contexts_.size())).first->second;
  }

  // False, so that a check can end with it.
  bool wrong(std::string rule, std::optional<std::uint64_t> entry, std::string where, const char* en, const char* ja) {
    if (where.empty() && entry) where = "entry " + std::to_string(*entry);
    report_.wrong = Finding{std::move(rule), entry, std::move(where), {ja, en}};
    return false;
  }
  bool wrong(const Error& error, std::optional<std::uint64_t> entry, std::string where) {
    if (where.empty() && entry) where = "entry " + std::to_string(*entry);
    if (!error.where.empty() && error.where != where) where += " (" + error.where + ")";
    report_.wrong = Finding{error.code, entry, std::move(where), error.message};
    return false;
  }

  Result<void> load_inboxes() {
    auto streams = store_.streams();
    if (!streams) return std::unexpected(streams.error());
    for (const StreamKey& stream : *streams) {
      auto seals = store_.seals(stream);
      if (!seals) return std::unexpected(seals.error());
      if (stream == Log::stream(keys_.party)) ledger_.seals = std::move(*seals);
      else if (stream.from == keys_.party && stream.to != keys_.party) outboxes_.emplace_back(stream, Growing{std::move(*seals), 0, {}});
      else if (stream.to == keys_.party && keys_.partners.contains(stream.from))
        inboxes_.emplace(std::pair(stream.from, stream.context), Growing{std::move(*seals), 0, {}});
      else {
        wrong("verify.stream", {}, name_of(stream), "a stream is between parties that this ledger has nothing to do with",
              "この台帳に関係のない当事者間の送達記録があります");
        return {};
      }
    }
    for (auto& [key, inbox] : inboxes_)
      if (!stream_seals({key.first, keys_.party, key.second}, inbox, keys_.partners.at(key.first), nullptr, {})) return {};
    return {};
  }

  Result<void> entries() {
    const std::string origin = ledger_origin(keys_.charter_id, keys_.party);
    if (!ledger_seals(origin)) return {};
    for (std::uint64_t i = 0; i < store_.size() && !found(); ++i) {
      auto entry = store_.read(i);
      if (!entry && entry.error().code == "store.io") return std::unexpected(entry.error());
      if (!entry) {
        wrong(entry.error(), i, "");
        return {};
      }
      ledger_.frontier.add(entry->digest);
      seen_.push_back({entry->digest, context_no(entry->context), {}});
      if (!content(*entry) || !place_in_inbox(*entry) || !ledger_seals(origin)) break;
      ++report_.entries;
      report_.disposed += entry->disposed;
    }
    if (!found() && !bare_.empty())
      wrong("verify.disposed", bare_.begin()->second, "", "the key of this entry is gone, and no disposal speaks of it",
            "この項目の鍵が失われていますが、廃棄の記録がありません");
    if (!found()) ledger_end();
    return {};
  }

  bool content(const Entry& e) {
    if (!e.source.empty() && !keys_.partners.contains(e.source))
      return wrong("verify.source", e.index, "", "the entry came from a party that is no partner", "項目の送付元が相手方ではありません");
    if (e.disposed) {
      if (!keys_.disposed.contains(e.digest)) bare_.emplace(e.digest, e.index);
      return true;
    }
    report_.to_dispose += keys_.disposed.contains(e.digest);
    v1::Sidecar sidecar;
    sidecar.ParseFromString(e.sidecar);
    // Its number in the tree is checked under a key that counts there; here, that a key of its originator made it.
    const KeyHistory& originator = e.source.empty() ? keys_.own : keys_.partners.at(e.source);
    const auto signed_by = [&](const KeyCertificate& keys) { return stands_for(e.bytes, e.digest, sidecar.outline(), keys.log); };
    if (sidecar.outline().empty() ? sha256(e.bytes) != e.digest : std::ranges::none_of(originator.all(), signed_by))
      return wrong("verify.digest", e.index, "", "the entry's bytes do not have its digest", "項目の内容とダイジェストが一致しません");
    // What we refused of a partner's is kept so that its outbox stays whole; it need not be a record at all.
    if (!e.source.empty() && !sidecar.refused().empty()) return true;
    auto envelope = open_record(e.bytes);
    if (!envelope) return wrong(envelope.error(), e.index, "");
    if (envelope->context() != e.context)
      return wrong("verify.context", e.index, "", "the entry is kept under another context than its record's",
                   "項目の区分が記録の区分と一致しません");
    if (envelope->party() != (e.source.empty() ? keys_.party : e.source))
      return wrong("verify.source", e.index, "", "the record's party is not the one it came from", "記録の当事者と送付元が一致しません");
    if (e.source.empty())
      for (const auto& one : envelope->disposal().one())
        if (const auto record = Digest::from(one.record())) bare_.erase(*record);
    seen_.back().audience.emplace(envelope->audience().begin(), envelope->audience().end());
    return true;
  }

  // The seals of the ledger at the size it has reached.
  bool ledger_seals(const std::string& origin) {
    for (; ledger_.next < ledger_.seals.size() && ledger_.seals[ledger_.next].size == ledger_.frontier.size(); ++ledger_.next) {
      const StreamSeal& one = ledger_.seals[ledger_.next];
      const std::optional<std::uint64_t> last = one.size == 0 ? std::nullopt : std::optional(one.size - 1);
      auto seal = open_checkpoint(one.checkpoint, origin, keys_.own);
      if (!seal) return wrong(seal.error(), last, "");
      if (seal->size != one.size || seal->root != ledger_.frontier.root())
        return wrong("verify.seal", last, "", "the seal does not state the ledger as it is up to here",
                     "封印がここまでの台帳の内容と一致しません");
      ++report_.ledger_seals;
    }
    return true;
  }

  void ledger_end() {
    if (ledger_.next < ledger_.seals.size()) {
      wrong("verify.short", store_.size(), "", "a seal covers more entries than are there", "封印の件数に対して項目が不足しています");
      return;
    }
    report_.unsealed = store_.size() - (ledger_.seals.empty() ? 0 : ledger_.seals.back().size);
    if (report_.unsealed >= Log::seal_every)
      wrong("verify.unsealed", store_.size() - report_.unsealed, "", "more entries are without a seal than a node leaves so",
            "封印されていない項目が、正常な運用で残る件数を超えています");
  }

  bool place_in_inbox(const Entry& e) {
    if (e.source.empty()) return true;
    const StreamKey stream{e.source, keys_.party, e.context};
    auto at = inboxes_.find({e.source, e.context});
    if (at == inboxes_.end())
      return wrong("verify.inbox-unsealed", e.index, "", "the entry stands under no checkpoint of its sender",
                   "送付元のチェックポイントに含まれない項目です");
    Growing& inbox = at->second;
    if (e.source_number != inbox.frontier.size())
      return wrong("verify.inbox-number", e.index, "", "numbers of the sender are missing, doubled or out of order",
                   "送付元の番号が欠けているか、重複しているか、順序が正しくありません");
    inbox.frontier.add(e.digest);
    return stream_seals(stream, inbox, keys_.partners.at(e.source), nullptr, e.index);
  }

  // The checkpoints of the stream at the size it has reached.
  bool stream_seals(const StreamKey& stream, Growing& log, const KeyHistory& keys, const KeyHistory* receiver,
                    std::optional<std::uint64_t> entry) {
    for (; log.next < log.seals.size() && log.seals[log.next].size == log.frontier.size(); ++log.next) {
      const StreamSeal& one = log.seals[log.next];
      const std::string where = fmt::format("{}, checkpoint {}", name_of(stream), one.size);
      auto seal = open_checkpoint(one.checkpoint, outbox_origin(keys_.charter_id, stream.from, stream.to, stream.context), keys);
      if (!seal) return wrong(seal.error(), entry, where);
      if (seal->size != one.size || seal->root != log.frontier.root())
        return wrong("verify.stream-seal", entry, where, "the checkpoint does not state what was sent up to here",
                     "チェックポイントがここまでの送達内容と一致しません");
      ++report_.stream_seals;
      if (receiver != nullptr && !one.receipt.empty() && !receipt(stream, one, *receiver, where)) return false;
    }
    return true;
  }

  bool receipt(const StreamKey& stream, const StreamSeal& seal, const KeyHistory& partner, const std::string& where) {
    auto time = open_cosignature(seal.receipt, cosigner_name(keys_.charter_id, stream.to),
                                 outbox_origin(keys_.charter_id, stream.from, stream.to, stream.context), partner);
    if (!time) return wrong(time.error(), {}, where);
    if (note_text(seal.receipt) != note_text(seal.checkpoint))
      return wrong("verify.receipt", {}, where, "the receipt is for another checkpoint", "受領署名が別のチェックポイントのものです");
    ++report_.receipts;
    return true;
  }

  // Nothing may be left over: a checkpoint beyond what is there, or an entry beyond the last checkpoint.
  bool all_sealed(const StreamKey& stream, const Growing& log) {
    if (log.next < log.seals.size())
      return wrong("verify.stream-short", {}, fmt::format("{}, checkpoint {}", name_of(stream), log.seals[log.next].size),
                   "a checkpoint covers more than is there", "チェックポイントの件数に対して記録が不足しています");
    if (log.frontier.size() > 0 && (log.seals.empty() || log.seals.back().size != log.frontier.size()))
      return wrong("verify.stream-unsealed", {}, fmt::format("{}, number {}", name_of(stream), log.frontier.size() - 1),
                   "the last numbers stand under no checkpoint", "末尾の番号がチェックポイントに含まれていません");
    return true;
  }

  void inboxes_end() {
    for (const auto& [key, inbox] : inboxes_)
      if (!all_sealed({key.first, keys_.party, key.second}, inbox)) return;
  }

  Result<void> outboxes() {
    for (auto& [stream, outbox] : outboxes_) {
      auto partner = keys_.partners.find(stream.to);
      if (partner == keys_.partners.end()) {
        wrong("verify.stream", {}, name_of(stream), "an outbox is for a party that is no partner",
              "相手方ではない当事者への送達記録があります");
        return {};
      }
      if (!stream_seals(stream, outbox, keys_.own, &partner->second, {})) return {};
      auto ok = store_.scan_numbered(stream, 0, [&, &stream = stream, &outbox = outbox](const Numbered& n) {
        return number(stream, n, outbox) && stream_seals(stream, outbox, keys_.own, &partner->second, n.index);
      });
      if (!ok) return ok;
      if (found() || !all_sealed(stream, outbox)) return {};
    }
    return {};
  }

  bool number(const StreamKey& stream, const Numbered& n, Growing& outbox) {
    const std::string where = fmt::format("{}, number {}", name_of(stream), n.number);
    if (n.number != outbox.frontier.size())
      return wrong("verify.number", {}, where, "numbers of the outbox are missing", "送達番号が欠けています");
    if (n.index >= seen_.size() || seen_[n.index].digest != n.digest)
      return wrong("verify.number-digest", n.index, where, "the outbox names another record than the ledger holds there",
                   "送達記録の指す記録が台帳の項目と一致しません");
    const Seen& entry = seen_[n.index];
    if (entry.context != context_no(stream.context))
      return wrong("verify.number-context", n.index, where, "a record was sent in a context that is not its own",
                   "記録が本来とは異なる区分で送達されています");
    if (entry.audience && !entry.audience->contains(stream.to))
      return wrong("verify.number-audience", n.index, where, "a record was sent to a party outside its audience",
                   "共有先ではない当事者に記録が送達されています");
    outbox.frontier.add(n.digest);
    ++report_.numbered;
    return true;
  }

  const Store& store_;
  const VerifyKeys& keys_;
  VerifyReport report_;
  std::vector<Seen> seen_;                // by place in the ledger
  std::map<Digest, std::uint64_t> bare_;  // without a body, and no disposal that speaks of it was met yet
  Growing ledger_;
  std::map<std::string, std::uint32_t> contexts_;
  std::map<std::pair<std::string, std::string>, Growing> inboxes_;  // by source and context
  std::vector<std::pair<StreamKey, Growing>> outboxes_;
};

}  // namespace

Result<VerifyReport> verify_ledger(const Store& store, const VerifyKeys& keys) { return Verifier(store, keys).run(); }

}  // namespace tsugite::ledger

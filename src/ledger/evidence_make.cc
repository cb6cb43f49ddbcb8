#include "ledger/evidence_make.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ledger/checkpoint.h"
#include "ledger/envelope.h"
#include "ledger/merkle.h"
#include "ledger/note.h"

namespace tsugite::ledger {
namespace {

struct Answer {
  Claim claim;
  std::uint64_t number = 0;
  Bytes bytes;
};

class Maker {
 public:
  Maker(const Store& store, const EvidenceKeys& keys) : store_(store), keys_(keys) {}

  // Our outboxes, and what each partner sent to us, by number.
  Result<void> read(const Digest& subject) {
    auto streams = store_.streams();
    if (!streams) return std::unexpected(streams.error());
    for (const auto& stream : *streams)
      if (stream.from == keys_.party && stream.to != keys_.party) {
        auto& leaves = boxes_[stream];
        auto ok = store_.scan_numbered(stream, 0, [&](const Numbered& one) { return leaves.push_back(one.digest), true; });
        if (!ok) return ok;
      }
    proposal_ = subject;
    return store_.scan(0, [&](const Entry& entry) {
      if (!entry.source.empty()) boxes_[{entry.source, keys_.party, entry.context}].push_back(entry.digest);
      else if (entry.digest == subject) find_proposal(entry);
      return true;
    });
  }

  // Where it stands; `partner`, where given, is the other side of the outbox.
  Result<StreamKey> box_of(const Digest& record, const std::string& partner) const {
    std::vector<StreamKey> found;
    for (const auto& [box, leaves] : boxes_) {
      const std::string& other = box.from == keys_.party ? box.to : box.from;
      if ((partner.empty() || other == partner) && std::ranges::find(leaves, record) != leaves.end()) found.push_back(box);
    }
    if (found.size() == 1) return found.front();
    if (found.empty())
      return fail("evidence.not-sent", record.hex(), "the record stands in no outbox: it was neither sent nor received",
                  "この記録は送信も受信もされていません");
    return fail("evidence.partner", record.hex(), "several partners have this record; name one",
                "複数の相手方がこの記録を持っています。相手方を指定してください");
  }

  // The first checkpoint that covers the number, with its receipt or as its signer alone signed it.
  Result<Covered> covered(const StreamKey& box, std::uint64_t number, bool with_receipt) const {
    auto seals = store_.seals(box, number + 1);
    if (!seals) return std::unexpected(seals.error());
    for (const auto& seal : *seals) {
      auto note = with_receipt ? receipt(box, seal.receipt) : signed_alone(box, seal.checkpoint);
      if (note.empty()) continue;
      const auto& leaves = boxes_.at(box);
      return Covered{number, std::move(note), inclusion_proof(number, seal.size, [&](std::uint64_t at) { return leaf_hash(leaves[at]); })};
    }
    return fail(with_receipt ? "evidence.not-held" : "evidence.not-sent",
                fmt::format("{} > {}, {}, number {}", box.from, box.to, box.context, number),
                with_receipt ? "the partner has not co-signed a checkpoint that covers it" : "no checkpoint covers it",
                with_receipt ? "相手方の受領署名がまだありません" : "これを含むチェックポイントがありません");
  }

  Result<Covered> covered(const StreamKey& box, const Digest& record, bool with_receipt) const {
    const auto& leaves = boxes_.at(box);
    const auto at = std::ranges::find(leaves, record);
    if (at == leaves.end())
      return fail("evidence.not-sent", record.hex(), "the record was not sent to this partner", "この記録はこの相手方に送信されていません");
    return covered(box, static_cast<std::uint64_t>(at - leaves.begin()), with_receipt);
  }

  // The partner's first record that refuses the subject or replies to its proposal. One that it recalled proves nothing here: the file
  // would give out what it says.
  Result<std::optional<Answer>> answer(const StreamKey& box, std::optional<Claim> wanted) const {
    std::vector<std::pair<Digest, Answer>> found;
    std::set<Bytes> recalled;
    auto ok = store_.scan(0, [&](const Entry& entry) {
      v1::Envelope envelope;
      v1::Sidecar sidecar;
      if (entry.source != box.to || entry.context != box.context || entry.disposed || !envelope.ParseFromString(entry.bytes)) return true;
      if (sidecar.ParseFromString(entry.sidecar) && !sidecar.refused().empty()) return true;  // we hold it and it says nothing
      const bool refuses = envelope.has_refusal() && envelope.refusal().record() == proposal_.bytes();
      const bool replies = envelope.has_step() && envelope.step().proposal() == proposal_.bytes();
      const Claim claim = refuses ? Claim::refused : Claim::replied;
      if (envelope.has_recall()) recalled.insert(envelope.recall().record());
      if ((refuses || replies) && (!wanted || *wanted == claim))
        found.emplace_back(entry.digest, Answer{claim, entry.source_number, entry.bytes});
      return true;
    });
    if (!ok) return std::unexpected(ok.error());
    for (auto& [record, answer] : found)
      if (!recalled.contains(record.bytes())) return std::move(answer);
    return std::nullopt;
  }

  const Digest& proposal() const { return proposal_; }
  const std::map<StreamKey, std::vector<Digest>>& boxes() const { return boxes_; }

  // The note with the signature line of its log alone; empty if it has none.
  Bytes signed_alone(const StreamKey& box, BytesView bytes) const {
    const auto keys = keys_.keys.find(box.from);
    if (keys == keys_.keys.end()) return {};
    return only(bytes, {{origin(box), SignatureType::ed25519, keys->second, &KeyCertificate::log}});
  }
  std::string origin(const StreamKey& box) const { return outbox_origin(keys_.charter_id, box.from, box.to, box.context); }
  KeyHistory keys_of(const std::string& party) const {
    const auto at = keys_.keys.find(party);
    return at == keys_.keys.end() ? KeyHistory{} : at->second;
  }

 private:
  struct Signer {
    std::string name;
    SignatureType type;
    const KeyHistory& keys;  // one of them
    PublicKey KeyCertificate::*key;
  };

  Bytes receipt(const StreamKey& box, BytesView bytes) const {
    const auto ours = keys_.keys.find(box.from), partner = keys_.keys.find(box.to);
    if (bytes.empty() || ours == keys_.keys.end() || partner == keys_.keys.end()) return {};
    return only(bytes,
                {{origin(box), SignatureType::ed25519, ours->second, &KeyCertificate::log},
                 {cosigner_name(keys_.charter_id, box.to), SignatureType::cosignature_v1, partner->second, &KeyCertificate::cosigner}});
  }

  // A note may carry more lines than anybody can check: only these are kept, one of each.
  static Bytes only(BytesView bytes, const std::vector<Signer>& signers) {
    const auto note = parse_note(bytes);
    if (!note) return {};
    Bytes out = Bytes(note->text) + "\n";
    for (const auto& signer : signers) {
      Bytes line;
      for (auto one = signer.keys.all().rbegin(); one != signer.keys.all().rend() && line.empty(); ++one)
        if (const auto by = note->by(signer.name, signer.type, (*one).*signer.key); !by.empty())
          line = signature_line(signer.name, signer.type, (*one).*signer.key, by.front()->signature);
      if (line.empty()) return {};
      out += line;
    }
    return out;
  }

  void find_proposal(const Entry& entry) {
    v1::Envelope envelope;
    if (entry.disposed || !envelope.ParseFromString(entry.bytes) || !envelope.has_step()) return;
    if (auto made = Digest::from(envelope.step().proposal())) proposal_ = *made;
  }

  const Store& store_;
  const EvidenceKeys& keys_;
  std::map<StreamKey, std::vector<Digest>> boxes_;
  Digest proposal_;  // what an answer would name: the subject, or the proposal it makes
};

Result<Evidence> start(const EvidenceKeys& keys, const StreamKey& box, Claim claim) {
  Evidence out;
  out.claim = claim;
  out.charter_id = keys.charter_id;
  out.outbox = box;
  std::vector<std::string> parties{box.from};
  if (claim == Claim::held || claim == Claim::replied || claim == Claim::refused) parties.push_back(box.to);
  for (const auto& party : parties) {
    const auto at = keys.keys.find(party);
    if (at == keys.keys.end())
      return fail("evidence.keys", party, "there is no key certificate of this party", "この当事者の鍵証明書がありません");
    const auto own = keys.own_for.find(party == box.from ? box.to : box.from);
    out.certificates[party] = party == keys.party && own != keys.own_for.end() ? own->second : at->second.text();
  }
  return out;
}

}  // namespace

Result<Evidence> make_evidence(const Store& store, const EvidenceKeys& keys, const Digest& record, const std::string& partner,
                               std::optional<Claim> claim) {
  Maker maker(store, keys);
  if (auto ok = maker.read(record); !ok) return std::unexpected(ok.error());
  const auto box = maker.box_of(record, partner);
  if (!box) return std::unexpected(box.error());
  const bool ours = box->from == keys.party;
  if (ours && (!claim || *claim == Claim::replied || *claim == Claim::refused)) {
    auto answer = maker.answer(*box, claim);
    if (!answer) return std::unexpected(answer.error());
    if (*answer) {
      auto out = start(keys, *box, (*answer)->claim);
      auto sent = maker.covered(*box, maker.proposal(), false);
      auto answered = maker.covered({box->to, box->from, box->context}, (*answer)->number, false);
      if (!out || !sent || !answered) return std::unexpected(!out ? out.error() : !sent ? sent.error() : answered.error());
      out->record = maker.proposal();
      out->sent = *std::move(sent);
      out->answer = std::move((*answer)->bytes);
      out->answered = *std::move(answered);
      return out;
    }
    if (claim)
      return fail("evidence.no-answer", record.hex(), "the partner has sent nothing of the kind about this record",
                  "この記録について、相手方からそのような回答は届いていません");
  }
  if (ours && (!claim || *claim == Claim::held)) {
    auto held = maker.covered(*box, record, true);
    if (held || claim) {
      auto out = start(keys, *box, Claim::held);
      if (!held || !out) return std::unexpected(!held ? held.error() : out.error());
      out->record = record;
      out->sent = *std::move(held);
      return out;
    }
  }
  if (claim && *claim != Claim::sent)
    return fail("evidence.not-held", record.hex(), "of a partner's record, only that it was sent can be proved here",
                "相手方の記録については、送信されたことだけを証明できます");
  auto out = start(keys, *box, Claim::sent);
  auto sent = maker.covered(*box, record, false);
  if (!sent || !out) return std::unexpected(!sent ? sent.error() : out.error());
  out->record = record;
  out->sent = *std::move(sent);
  return out;
}

Result<Evidence> make_fork(const Store& store, const EvidenceKeys& keys, const StreamKey& box, BytesView shown) {
  Maker maker(store, keys);
  if (auto ok = maker.read(Digest{}); !ok) return std::unexpected(ok.error());
  const auto theirs = open_checkpoint(shown, maker.origin(box), maker.keys_of(box.from));
  if (!theirs) return std::unexpected(theirs.error());
  auto last = store.last_seal(box);
  if (!last) return std::unexpected(last.error());
  const auto no_fork = [&](const char* en, const char* ja) {
    return fail("evidence.no-fork", fmt::format("{} > {}, {}", box.from, box.to, box.context), en, ja);
  };
  if (!*last || theirs->size == 0 || theirs->size > (*last)->size)
    return no_fork("it is of a longer history than the one held here: whoever holds the longer one can prove the fork",
                   "手元より長い履歴のチェックポイントです。長い方を持つ側が分岐を証明できます");
  const auto& leaves = maker.boxes().at(box);
  const LeafAt leaf = [&](std::uint64_t at) { return leaf_hash(leaves[at]); };
  const Digest prefix = root_of(theirs->size, leaf);
  if (prefix == theirs->root) return no_fork("both are of one history", "一つの履歴のものであり、矛盾はありません");
  auto out = start(keys, box, Claim::fork);
  if (!out) return out;
  out->fork.smaller = maker.signed_alone(box, shown);
  out->fork.larger = maker.signed_alone(box, (*last)->checkpoint);
  if (theirs->size != (*last)->size) {
    out->fork.prefix = prefix;
    out->fork.path = consistency_proof(theirs->size, (*last)->size, leaf);
  }
  return out;
}

}  // namespace tsugite::ledger

#include "ledger/evidence.h"

#include <fmt/format.h>

#include <set>

#include "base/sha256.h"
#include "ledger/checkpoint.h"
#include "ledger/envelope.h"
#include "ledger/merkle.h"
#include "ledger/note.h"

namespace tsugite::ledger {
namespace {

using Roots = std::map<std::string, PublicKey>;

class Judge {
 public:
  Judge(const Evidence& evidence, const Roots& roots) : e_(evidence), roots_(roots) { out_.claim = e_.claim, out_.outbox = e_.outbox; }

  Result<Proved> run() {
    if (e_.outbox.from == e_.outbox.to)
      return bad("form", "from", "an outbox is from one party to another", "送信箱の差出側と宛先が同じです");
    auto ok = keys();
    if (ok) ok = e_.claim == Claim::fork ? fork() : exchange();
    if (!ok) return std::unexpected(ok.error());
    return out_;
  }

 private:
  static std::unexpected<Error> bad(const char* rule, std::string where, const char* en, const char* ja) {
    return fail(std::string("evidence.") + rule, std::move(where), en, ja);
  }
  static std::unexpected<Error> bad(const char* rule, const Error& why) {
    return fail(std::string("evidence.") + rule, why.code + (why.where.empty() ? "" : " " + why.where), why.message.en, why.message.ja);
  }

  bool cosigned() const { return e_.claim == Claim::held; }
  bool answers() const { return e_.claim == Claim::replied || e_.claim == Claim::refused; }

  // Exactly the certificates the claim rests on: one more would be a part that nothing checks.
  Result<void> keys() {
    std::set<std::string> needed{e_.outbox.from};
    if (cosigned() || answers()) needed.insert(e_.outbox.to);
    for (const auto& [party, text] : e_.certificates) {
      if (!needed.erase(party))
        return bad("keys", party, "a key certificate of a party that the claim does not rest on",
                   "主張の根拠とならない当事者の鍵証明書があります");
      const auto root = roots_.find(party);
      if (root == roots_.end())
        return bad("root", party, "no root public key was given for this party; ask it for its key, or take it from the charter",
                   "この当事者のルート公開鍵がありません。共通定義書のものか、当事者から得たものを指定してください");
      auto history = KeyHistory::open(text, party, root->second);
      if (!history) return bad("keys", history.error());
      if (history->text() != text)
        return bad("keys", party, "the signed text carries other signatures than the claim rests on",
                   "署名付きの本文に、主張の根拠とならない署名があります");
      certificates_[party] = *std::move(history);
    }
    if (!needed.empty()) return bad("keys", *needed.begin(), "the key certificate of a party is missing", "当事者の鍵証明書がありません");
    return {};
  }

  // So many signature lines: one by an unknown key would be ignored by whoever reads the note, and could say anything.
  static Result<void> only_signatures(const char* rule, const std::string& where, BytesView text, std::size_t count) {
    const auto note = parse_note(text);
    if (!note) return bad(rule, note.error());
    if (note->signatures.size() != count)
      return bad(rule, where, "the signed text carries other signatures than the claim rests on",
                 "署名付きの本文に、主張の根拠とならない署名があります");
    return {};
  }

  std::string origin(const StreamKey& box) const { return outbox_origin(e_.charter_id, box.from, box.to, box.context); }

  Result<Checkpoint> checkpoint(const StreamKey& box, BytesView note, std::size_t signatures) const {
    auto out = open_checkpoint(note, origin(box), certificates_.at(box.from));
    if (!out) return bad("checkpoint", out.error());
    if (auto one = only_signatures("checkpoint", box.from, note, signatures); !one) return std::unexpected(one.error());
    return out;
  }

  Result<void> covered(const StreamKey& box, const Covered& one, const Digest& record, std::size_t signatures) const {
    const auto seal = checkpoint(box, one.checkpoint, signatures);
    if (!seal) return std::unexpected(seal.error());
    if (one.number >= seal->size || !verify_inclusion(one.number, seal->size, leaf_hash(record), one.path, seal->root))
      return bad("inclusion", record.hex(), "the record does not stand at this number under the checkpoint",
                 "この番号の記録は、チェックポイントに含まれていません");
    return {};
  }

  Result<void> exchange() {
    out_.record = e_.record;
    out_.number = e_.sent.number;
    if (auto ok = covered(e_.outbox, e_.sent, e_.record, cosigned() ? 2 : 1); !ok) return ok;
    if (cosigned()) {
      auto held = open_cosignature(e_.sent.checkpoint, cosigner_name(e_.charter_id, e_.outbox.to), origin(e_.outbox),
                                   certificates_.at(e_.outbox.to));
      if (!held) return bad("receipt", held.error());
      out_.held = *held;
    }
    return answers() ? answer() : Result<void>{};
  }

  Result<void> answer() {
    const StreamKey back{e_.outbox.to, e_.outbox.from, e_.outbox.context};
    out_.answer = sha256(e_.answer);
    if (auto ok = covered(back, e_.answered, out_.answer, 1); !ok) return ok;
    const auto envelope = open_record(e_.answer);
    if (!envelope) return bad("answer", envelope.error());
    if (envelope->party() != back.from || envelope->context() != back.context)
      return bad("answer", envelope->party(), "the answer is another party's, or of another context",
                 "回答が別の当事者又は別の区分のものです");
    if (e_.claim == Claim::refused) {
      if (!envelope->has_refusal() || envelope->refusal().record() != e_.record.bytes())
        return bad("answer", out_.answer.hex(), "the answer does not refuse this record", "回答はこの記録を拒否するものではありません");
      out_.said = envelope->refusal().code();
      out_.reason = {envelope->refusal().reason().ja(), envelope->refusal().reason().en()};
      return {};
    }
    if (!envelope->has_step() || envelope->step().proposal() != e_.record.bytes())
      return bad("answer", out_.answer.hex(), "the answer does not speak of this record", "回答はこの記録に対するものではありません");
    out_.said = envelope->step().procedure() + "/" + envelope->step().step();
    return {};
  }

  Result<void> fork() {
    const auto a = checkpoint(e_.outbox, e_.fork.smaller, 1), b = checkpoint(e_.outbox, e_.fork.larger, 1);
    if (!a) return std::unexpected(a.error());
    if (!b) return std::unexpected(b.error());
    out_.smaller = a->size, out_.larger = b->size;
    const bool same_size = a->size == b->size;
    const auto none = [](const char* where) {
      return bad("fork", where, "the two checkpoints can be of one history", "二つのチェックポイントは、一つの履歴のものであり得ます");
    };
    if (a->size == 0 || a->size > b->size || same_size == e_.fork.prefix.has_value() || (same_size && !e_.fork.path.empty()))
      return none("form");
    if (same_size) return a->root == b->root ? Result<void>(none("root")) : Result<void>{};
    if (*e_.fork.prefix == a->root) return none("prefix");
    if (!verify_consistency(a->size, b->size, *e_.fork.prefix, b->root, e_.fork.path)) return none("path");
    return {};
  }

  const Evidence& e_;
  const Roots& roots_;
  std::map<std::string, KeyHistory> certificates_;
  Proved out_;
};

}  // namespace

Result<Proved> verify_evidence(BytesView text, const Roots& roots) {
  const auto evidence = decode_evidence(text);
  if (!evidence) return std::unexpected(evidence.error());
  return Judge(*evidence, roots).run();
}

}  // namespace tsugite::ledger

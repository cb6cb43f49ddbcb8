// Evidence taken out of a ledger: read from its store alone, also beside a running node. Reads the whole ledger once.
// Errors: "evidence.unknown" (no such record here), "evidence.partner" (several partners have it: name one), "evidence.not-sent",
// "evidence.not-held", "evidence.no-answer" (the ledger holds nothing that would prove the claim), "evidence.no-fork".
#pragma once

#include "ledger/evidence.h"

namespace tsugite::ledger {

struct EvidenceKeys {
  std::string charter_id;
  std::string party;                          // whose ledger it is
  std::map<std::string, KeyHistory> keys;     // of every party, its own among them
  std::map<std::string, Bytes> own_for = {};  // by partner: our own history as that partner has it, where it is another
};

// Of a record of ours: what the partner did with it; without a claim, the most that can be proved. Of a partner's record: that it sent it.
// A step that proposes stands for its proposal, where the claim is about an answer.
Result<Evidence> make_evidence(const Store& store, const EvidenceKeys& keys, const Digest& record, const std::string& partner,
                               std::optional<Claim> claim);

// A checkpoint that the partner signed, shown by whoever got it, against what it sent to us.
Result<Evidence> make_fork(const Store& store, const EvidenceKeys& keys, const StreamKey& outbox, BytesView checkpoint);

}  // namespace tsugite::ledger

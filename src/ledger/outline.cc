#include "ledger/outline.h"

#include "base/sha256.h"

namespace tsugite::ledger {
namespace {

// Like nothing else that the log key signs: notes begin with an origin and are lines of text.
Bytes statement(const Digest& record, BytesView outline) {
  Bytes out("tsugite outline 1\n");
  out.append(record.view()).append(sha256(outline).view());
  return out;
}

}  // namespace

Bytes sign_outline(const Digest& record, BytesView outline, const SigningKey& log) { return log.sign(statement(record, outline)).bytes(); }

bool stands_for(BytesView outline, const Digest& record, BytesView signature, const PublicKey& log) {
  const auto signed_by = Signature::from(signature);
  return signed_by && verify(log, statement(record, outline), *signed_by);
}

}  // namespace tsugite::ledger

// Outline: what stands in the place of a record whose body is not given out any more: another encoded envelope, without a word of what
// the record said. It has another digest, so no checkpoint covers it: the originator's log key signs that it stands for the record.
// Pure. Wrong signatures are no error of their own: the caller names what it could not accept.
#pragma once

#include "base/ids.h"
#include "ledger/keys.h"

namespace tsugite::ledger {

Bytes sign_outline(const Digest& record, BytesView outline, const SigningKey& log);
bool stands_for(BytesView outline, const Digest& record, BytesView signature, const PublicKey& log);

}  // namespace tsugite::ledger

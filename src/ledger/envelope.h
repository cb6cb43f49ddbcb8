// Sealing a record and opening one: the only two places where an envelope meets its bytes.
//
// seal() encodes once, deterministically, and digests. open_record() takes foreign bytes: it accepts exactly what seal()
// could have made, so no byte of a record goes unread by its rules: unknown fields, repeated fields and every other
// encoding of the same content are refused. Both hold the record to limits.h and to record_rules.h. Meaning (who may take
// which step) is casework's, release is the guard's. Pure. Errors: "record.<rule>", `where` names the field.
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "label/label.h"
#include "ledger/record.pb.h"

namespace tsugite::ledger {

struct Sealed {
  Bytes bytes;    // the encoding that the digest covers
  Digest digest;  // SHA-256 over bytes
};

Result<Sealed> seal(const v1::Envelope& envelope);
// Checks the bytes and returns what they say. The digest is the caller's to compute, or to expect.
Result<v1::Envelope> open_record(BytesView bytes);
Result<void> open_record(BytesView bytes, v1::Envelope& into);  // which must be new

// Deterministic encoding of any message of the schema, for what is digested or compared.
Bytes encode(const google::protobuf::MessageLite& message);

// A label in the form the guard works with. Errors as of a record's label.
Result<label::Label> label_of(const v1::Label& wire);
bool same_label(const v1::Label& a, const v1::Label& b);
v1::Label wire_label(const label::Label& label);

}  // namespace tsugite::ledger

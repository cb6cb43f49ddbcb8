// Frames of `tsugite.federation.v1` as bytes. Parsing is pure and bounded (limits.h); what is not understood is refused by name,
// never skipped: both nodes negotiated the version in their hellos. Errors: "frame.size", "frame.malformed", "frame.bounds",
// "frame.unknown". Schema: frame.proto; format page: docs/formats/federation.md
#pragma once

#include "base/bytes.h"
#include "federation/frame.pb.h"

namespace tsugite::federation {

inline constexpr std::uint32_t protocol_version = 1;
inline constexpr const char* subprotocol = "tsugite.federation.v1";

// Into `frame`, which is empty and may lie in an arena: one of a thousand records is then a thousand allocations less.
Result<void> read_frame(BytesView bytes, v1::Frame& frame);
Result<v1::Frame> parse_frame(BytesView bytes);
Bytes encode_frame(const v1::Frame& frame);

v1::Frame refuse_frame(const Error& error);
Error refused_error(const v1::Refuse& refuse);

}  // namespace tsugite::federation

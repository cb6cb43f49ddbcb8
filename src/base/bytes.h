// Byte strings and their printable forms. Bytes is std::string because protobuf, SQLite and libsodium all meet there.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tsugite {

using Bytes = std::string;
using BytesView = std::string_view;

inline const unsigned char* udata(BytesView v) { return reinterpret_cast<const unsigned char*>(v.data()); }
inline unsigned char* udata(Bytes& v) { return reinterpret_cast<unsigned char*>(v.data()); }

std::string to_hex(BytesView bytes);
// Lower or upper case, an even number of digits, nothing else.
Result<Bytes> from_hex(std::string_view text);

// RFC 4648 section 4, with padding.
std::string to_base64(BytesView bytes);
// Canonical form only: right padding, no line breaks, unused bits zero.
Result<Bytes> from_base64(std::string_view text);

}  // namespace tsugite

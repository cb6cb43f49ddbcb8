// The first look at foreign XML, before any parser builds a tree from it. Linear in the bytes, allocates
// nothing. Refuses, each with its own code that begins with the gateway's name, "jma.doctype":
//   too-large          more than limits::xml_bytes
//   encoding           not UTF-8, or declared as something else
//   doctype            any <!DOCTYPE or <!ENTITY or other declaration: no format that is read here has any, attackers do
//   depth              elements nested deeper than limits::xml_depth
//   too-many-elements  more than 50,000 elements (the longest real message, of JMA, has 17,000) or 32 attributes on one
//   malformed          raw control characters, references other than the five of XML and valid numbers, open markup
// What it lets through is not yet well-formed: the parser decides that.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace tsugite::gateways::xml {

// The document without a byte order mark. gateway: "jma".
Result<BytesView> prescan(BytesView xml, std::string_view gateway);

}  // namespace tsugite::gateways::xml

// The first look at foreign XML, before any parser builds a tree from it. Linear in the bytes, allocates
// nothing. Refuses, each with its own code:
//   jma.too-large          more than limits::xml_bytes
//   jma.encoding           not UTF-8, or declared as something else
//   jma.doctype            any <!DOCTYPE or <!ENTITY or other declaration: JMA sends none, attackers do
//   jma.depth              elements nested deeper than limits::xml_depth
//   jma.too-many-elements  more than 50,000 elements (the longest real message has 17,000) or 32 attributes
//   on one jma.malformed          raw control characters, references other than the five of XML and valid
//   numbers, open markup
// What it lets through is not yet well-formed: the parser decides that.
#pragma once

#include "base/bytes.h"

namespace tsugite::gateways::jma {

// The document without a byte order mark.
Result<BytesView> prescan(BytesView xml);

}  // namespace tsugite::gateways::jma

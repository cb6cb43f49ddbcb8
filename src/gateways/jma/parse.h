// Reads one message of the Japan Meteorological Agency's disaster prevention XML. Pure and bounded: equal
// bytes, equal result; no clock, no file. Format page: docs/formats/jma.md. Kinds: VXSE43 earthquake early
// warning, VXSE51/52/53 intensity and hypocentre, VTSE41 tsunami warning. Others are recognised by their
// title and refused with "jma.unsupported-kind", whose place is the kind's code or the title. Errors besides
// those of prescan.h, reader.h, earthquake.h and shaking.h:
//   jma.not-jma           root or namespace is not that of a JMA report
//   jma.unsupported-kind  a JMA message that this gateway does not read
//   jma.value             Status, InfoType, EventID or Serial is none that JMA defines
// A refused message has no effect at all; there is no partly read alert.
#pragma once

#include "base/bytes.h"
#include "gateways/jma/alert.h"

namespace tsugite::gateways::jma {

Result<Alert> parse(BytesView xml);

}  // namespace tsugite::gateways::jma

// An alert as the fields of the `alert` procedure's step. Absent values have no field; nothing is guessed.
//   headline   text      both languages, marked 【訓練】/[TRAINING] or 【試験】/[TEST] where it is no real
//   alert kind       choice    VXSE43, VXSE51, VXSE52, VXSE53, VTSE41 severity   choice    information,
//   advisory, warning, emergency status     choice    normal, training, test where      place     the
//   hypocentre origin     time      of the earthquake reported   time magnitude  quantity  thousandths of "M"
//   depth      quantity  thousandths of "km"
//   intensity  choice    "1" ... "7", "5-", "5+", "6-", "6+": the maximum
//   areas      areas     seismic areas or coasts, then municipalities at 6 Lower or above, each most severe
//   first message    text      the key of the message, the same in both languages
// Error: jma.too-large where the fields would not fit a record.
#pragma once

#include <vector>

#include "base/result.h"
#include "gateways/jma/alert.h"
#include "ledger/record.pb.h"

namespace tsugite::gateways::jma {

Result<std::vector<v1::Field>> fields_of(const Alert& alert);

}  // namespace tsugite::gateways::jma

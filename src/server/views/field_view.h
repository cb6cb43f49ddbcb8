// FieldView: a field as the API shows it, {id, name, type, settles, value, text}. Fields of a partner's record may be of another
// type than our charter says; they are shown as what they are.
#pragma once

#include <boost/json/value.hpp>

#include "charter/charter.h"
#include "ledger/record.pb.h"

namespace tsugite::server {

boost::json::value field_value(const v1::Field& field);
boost::json::value field_view(const v1::Field& field, const charter::Charter& charter, const charter::Procedure* procedure);

// Appends the views of `fields` to `out`.
template <class Fields>
void add_field_views(boost::json::array& out, const Fields& fields, const charter::Charter& charter, const charter::Procedure* procedure) {
  for (const auto& field : fields) out.push_back(field_view(field, charter, procedure));
}

}  // namespace tsugite::server

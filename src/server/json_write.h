// The small things every view writes the same way.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>

#include "base/ids.h"
#include "base/text.h"
#include "charter/charter.h"
#include "ledger/record.pb.h"

namespace tsugite::server {

boost::json::value to_json(const Text& text);
boost::json::value to_json(const v1::Text& text);  // with "original" where it says which side is
boost::json::value to_json(const Error& error);    // {code, where, message}
Text to_text(const v1::Text& text);

template <class Range>
boost::json::array string_array(const Range& range) {
  boost::json::array out;
  for (const auto& item : range) out.emplace_back(boost::json::string_view(item.data(), item.size()));
  return out;
}

boost::json::value party_ref(const charter::Charter& charter, const std::string& party);
// {id, name}; the id stands as name where the charter does not know it.
boost::json::value organisation_ref(const charter::Charter& charter, const std::string& organisation);
boost::json::value seat_ref(const charter::Charter& charter, const std::string& seat);
// {id, name}
boost::json::object named(const std::string& id, const Text& name);

// "operational-coordination", ... as the charter's files and the API write the class of a commitment.
const char* commitment_id(charter::Commitment commitment);
const char* kind_id(charter::State::Kind kind);
const char* type_id(charter::FieldSpec::Type type);

}  // namespace tsugite::server

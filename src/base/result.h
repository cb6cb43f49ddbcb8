// Error and Result: how every room reports failure.
//
// An Error is part of an interface. It carries a stable code (never translated, safe to test against), the place it
// speaks of (a file and line, a field, a record) and one sentence in each working language. Nothing secret goes into it.
// Thread-safe as values are.
#pragma once

#include <expected>
#include <string>
#include <utility>

#include "base/text.h"

namespace tsugite {

struct Error {
  std::string code;   // "room.rule", e.g. "charter.unknown-seat"
  std::string where;  // "charter.yaml:12", "fields.amount", a digest in hex; may be empty
  Text message;       // one sentence, both languages

  bool operator==(const Error&) const = default;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(std::string code, std::string where, std::string en, std::string ja) {
  return std::unexpected(Error{std::move(code), std::move(where), Text{std::move(ja), std::move(en)}});
}

// One line for logs and the command line: "code: message (where)".
std::string describe(const Error& error, Language language = Language::en);

}  // namespace tsugite

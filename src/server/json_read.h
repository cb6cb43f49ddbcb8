// JSON bodies, strictly read: UTF-8, bounded depth and size, no duplicate member names, no member that nobody asked for, no text
// that looks like something it is not. Every error names its place as a JSON pointer (RFC 6901).
//
// A Body is one object being read. It remembers the first thing wrong with it (shared with the objects inside it) and gives empty
// values from then on, so that a reader is written straight down and asks once at the end. Pure.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/limits.h"
#include "base/result.h"

namespace tsugite::server {

Result<boost::json::value> parse_json(std::string_view text);

// `place` + "/" + `member`, escaped.
std::string pointer(const std::string& place, std::string_view member);

class Body {
 public:
  // A value that is not an object is the first thing wrong.
  explicit Body(const boost::json::value& value, std::string place = "");
  Body(const boost::json::value& value, std::string place, std::shared_ptr<std::optional<Error>> wrong);

  bool has(const char* member) const;  // there, and not null
  std::string place(std::string_view member) const { return pointer(place_, member); }

  // Absent members give an empty value; `needed` ones are an error instead.
  std::string string(const char* member, bool needed, std::size_t most = limits::name_bytes);
  std::string one_of(const char* member, bool needed, const std::vector<std::string>& allowed);
  std::optional<std::int64_t> integer(const char* member, bool needed, std::int64_t least, std::int64_t most);
  std::optional<double> number(const char* member, bool needed, double least, double most);
  std::optional<bool> boolean(const char* member, bool needed);
  template <class Id>
  std::optional<Id> hex(const char* member, bool needed) {
    const std::string text = string(member, needed, Id::size * 2);
    if (text.empty()) return std::nullopt;
    auto id = Id::from_hex_text(text);
    if (!id || id->hex() != text) {
      wrong_id(member, Id::size * 2);
      return std::nullopt;
    }
    return *id;
  }
  std::vector<std::string> strings(const char* member, bool needed, std::size_t most);
  std::map<std::string, std::string> string_map(const char* member, std::size_t most);
  std::optional<Body> object(const char* member, bool needed);
  std::vector<Body> objects(const char* member, bool needed, std::size_t most);
  // The value as it stands, for readers that know its type from elsewhere.
  const boost::json::value* raw(const char* member, bool needed);

  // To be called last: a member that none of the calls above named is an error.
  void nothing_else();
  void wrong(Error error);
  bool good() const { return !*wrong_; }
  const Error& error() const { return **wrong_; }

 private:
  const boost::json::value* member(const char* name, bool needed);
  void wrong_type(const char* name, const char* en, const char* ja);
  void wrong_id(const char* name, std::size_t digits);

  boost::json::object object_;
  std::string place_;
  std::set<std::string> asked_;
  std::shared_ptr<std::optional<Error>> wrong_;
};

}  // namespace tsugite::server

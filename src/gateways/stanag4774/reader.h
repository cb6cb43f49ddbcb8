// Walks one label element by element, strictly: each element and attribute is one that the standard has there, each text is one value. The
// first thing that is wrong sticks, with its path and rule; what is read after it is empty.
#pragma once

#include <initializer_list>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace tsugite::gateways::stanag4774 {

class Reader {
 public:
  bool ok() const { return !error_; }
  const Error& error() const { return *error_; }
  void fail(const char* rule, pugi::xml_node at, std::string en, std::string ja);

  // The children are elements of the label's namespace with these names, and nothing else.
  void only(pugi::xml_node parent, std::initializer_list<std::string_view> names);
  void only_attributes(pugi::xml_node node, std::initializer_list<std::string_view> names);

  pugi::xml_node one(pugi::xml_node parent, std::string_view name);    // exactly one
  pugi::xml_node maybe(pugi::xml_node parent, std::string_view name);  // none or one
  std::vector<pugi::xml_node> each(pugi::xml_node parent, std::string_view name);

  // The element's text, white space collapsed as for a token; empty or overlong text is refused.
  std::string token(pugi::xml_node node);
  WallTime time(pugi::xml_node at, std::string_view text);  // of 1970 to 2200

 private:
  std::optional<Error> error_;
};

// White space at both ends removed, inside made single spaces.
std::string collapsed(std::string_view text);

}  // namespace tsugite::gateways::stanag4774

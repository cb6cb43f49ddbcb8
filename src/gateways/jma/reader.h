// Reads the elements of one message by namespace and name. The first thing that is wrong sticks: what is read
// after it is empty, and the caller asks once at the end. So a message is taken whole or refused with one
// error that names the place
// ("Report/Head/EventID").
//   jma.missing    an element that must be there is not
//   jma.duplicate  an element that may stand once stands twice
//   jma.time       not a date and time with an offset, or not within 1990-2099
//   jma.too-long   a name over 128 bytes or a text over 16 KiB
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "base/time.h"

namespace tsugite::gateways::jma {

enum class Ns { report, head, body, basis };  // the namespaces of the JMA schema that these kinds use

// True for an element of that namespace and local name, whatever prefix the sender chose.
bool is(pugi::xml_node node, Ns ns, std::string_view name);

class Reader {
 public:
  bool ok() const { return !error_; }
  const Error& error() const { return *error_; }
  void fail(std::string code, pugi::xml_node at, std::string en, std::string ja);

  pugi::xml_node one(pugi::xml_node parent, Ns ns, std::string_view name);    // exactly one
  pugi::xml_node maybe(pugi::xml_node parent, Ns ns, std::string_view name);  // none or one; null where none

  template <class Visit>
  void each(pugi::xml_node parent, Ns ns, std::string_view name, Visit visit) {
    for (pugi::xml_node child = parent.first_child(); child && ok(); child = child.next_sibling())
      if (is(child, ns, name)) visit(child);
  }

  std::string line(pugi::xml_node node, std::size_t limit = limits::name_bytes);
  std::string prose(pugi::xml_node node);
  std::string words(pugi::xml_node node, const char* attribute);  // an attribute's text; empty where absent
  WallTime time(pugi::xml_node node);

 private:
  std::string text(pugi::xml_node node, std::size_t limit);
  std::optional<Error> error_;
};

}  // namespace tsugite::gateways::jma

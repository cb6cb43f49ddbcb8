// What a text says that its reader does not see, or should look at twice. The six classes a release rule may speak of, and one finding.
//
// A class is named in rules and on screens by class_id(); a finding's `rule` is stable and tested ("hidden.zero-width"). Positions
// count characters from 1, so that a person can point at them. `shown` is the place with its surroundings, every character that
// cannot be seen written as its number: "送<U+200B>付". Values only.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/text.h"

namespace tsugite::label::content {

enum class Class { hidden, bidi, mixed, embedded, person, second_look };  // durable in no format
inline constexpr Class all_classes[] = {Class::hidden, Class::bidi, Class::mixed, Class::embedded, Class::person, Class::second_look};

const char* class_id(Class which);  // "hidden-text", "bidi", "mixed-script", "embedded", "person", "second-look"
std::optional<Class> class_of(std::string_view id);

// What stops a record from leaving by itself where its rule does not say: what nobody who looks at the text could have seen.
inline const std::set<Class> stops_by_default = {Class::hidden, Class::bidi};

struct Finding {
  Class which = Class::hidden;
  std::string rule;
  std::size_t at = 0;      // of the first character, from 1
  std::size_t length = 0;  // in characters
  std::string shown;
  Text message;

  bool operator==(const Finding&) const = default;
};

}  // namespace tsugite::label::content

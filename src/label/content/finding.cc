#include "label/content/finding.h"

namespace tsugite::label::content {

const char* class_id(Class which) {
  switch (which) {
    case Class::hidden: return "hidden-text";
    case Class::bidi: return "bidi";
    case Class::mixed: return "mixed-script";
    case Class::embedded: return "embedded";
    case Class::person: return "person";
    case Class::second_look: return "second-look";
  }
  return "";
}

std::optional<Class> class_of(std::string_view id) {
  for (const Class which : all_classes)
    if (id == class_id(which)) return which;
  return std::nullopt;
}

}  // namespace tsugite::label::content

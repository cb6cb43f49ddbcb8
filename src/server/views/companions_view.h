// Glossary and chronology, and what in a text the glossary has otherwise. Bear no label: every party holds them.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "charter/companions/companions.h"

namespace tsugite::server {

boost::json::array glossary_view(const charter::Companions& companions);
boost::json::object chronology_view(const charter::Companions& companions);
// Of a pair that a person is writing. While one side is empty nothing is missing there yet; classes are not asked of free text.
boost::json::array renderings_view(const charter::Companions& companions, const Text& text);

}  // namespace tsugite::server

// What every reader of foreign XML asks of an element: its name in its namespace, whatever prefix the sender chose, and where it stands.
// Pure.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace tsugite::gateways::xml {

// The part of a name behind its prefix, and the prefix; empty where there is none.
std::string_view local_name(std::string_view name);
std::string_view prefix_of(std::string_view name);

// What the prefix stands for at this element; empty where it stands for nothing.
std::string_view namespace_of(pugi::xml_node node, std::string_view prefix);

// True for an element of that namespace and local name.
bool is(pugi::xml_node node, std::string_view uri, std::string_view name);

// "Report/Head/EventID", fit to show.
std::string path_of(pugi::xml_node node);

}  // namespace tsugite::gateways::xml

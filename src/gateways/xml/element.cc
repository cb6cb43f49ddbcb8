#include "gateways/xml/element.h"

#include "gateways/xml/clean.h"

namespace tsugite::gateways::xml {

std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view namespace_of(pugi::xml_node node, std::string_view prefix) {
  for (; node; node = node.parent())
    for (pugi::xml_attribute attribute : node.attributes()) {
      std::string_view name = attribute.name();
      if (!name.starts_with("xmlns")) continue;
      name.remove_prefix(5);
      if (prefix.empty() ? name.empty() : name.size() == prefix.size() + 1 && name[0] == ':' && name.substr(1) == prefix)
        return attribute.value();
    }
  return {};
}

bool is(pugi::xml_node node, std::string_view uri, std::string_view name) {
  if (node.type() != pugi::node_element) return false;
  return local_name(node.name()) == name && namespace_of(node, prefix_of(node.name())) == uri;
}

std::string path_of(pugi::xml_node node) {
  std::string path;
  for (; node && node.type() == pugi::node_element; node = node.parent())
    path = clean_line(std::string_view(node.name()).substr(0, 64)) + (path.empty() ? "" : "/") + path;
  return path;
}

}  // namespace tsugite::gateways::xml

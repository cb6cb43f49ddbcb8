#include "gateways/stanag4774/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "gateways/stanag4774/confidentiality_label.h"
#include "gateways/xml/clean.h"
#include "gateways/xml/element.h"

namespace tsugite::gateways::stanag4774 {

std::string collapsed(std::string_view text) {
  std::string out;
  for (char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void Reader::fail(const char* rule, pugi::xml_node at, std::string en, std::string ja) {
  if (error_) return;
  error_ = Error{std::string("stanag4774.") + rule, xml::path_of(at), Text{std::move(ja), std::move(en)}};
}

void Reader::only(pugi::xml_node parent, std::initializer_list<std::string_view> names) {
  for (pugi::xml_node child : parent.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      if (!collapsed(child.value()).empty())
        fail("text", parent, "text stands where only elements may", "要素だけを置ける場所に文字列があります");
      continue;
    }
    if (child.type() != pugi::node_element) continue;
    if (std::ranges::none_of(names, [&](std::string_view name) { return xml::is(child, label_namespace, name); }))
      fail("unknown-element", child, "this element is not known here, and may restrict what is not known to be restricted",
           "ここでは認められない要素です。未知の制限を表す可能性があるため受け付けません");
  }
}

void Reader::only_attributes(pugi::xml_node node, std::initializer_list<std::string_view> names) {
  for (pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "xmlns" || name.starts_with("xmlns:") || std::ranges::find(names, name) != names.end()) continue;
    fail("unknown-attribute", node, fmt::format("the attribute \"{}\" is not known here", xml::clean_line(name.substr(0, 64))),
         fmt::format("属性「{}」はここでは認められません", xml::clean_line(name.substr(0, 64))));
  }
}

std::vector<pugi::xml_node> Reader::each(pugi::xml_node parent, std::string_view name) {
  std::vector<pugi::xml_node> out;
  for (pugi::xml_node child : parent.children())
    if (xml::is(child, label_namespace, name)) out.push_back(child);
  return out;
}

pugi::xml_node Reader::maybe(pugi::xml_node parent, std::string_view name) {
  const auto found = each(parent, name);
  if (found.size() > 1) fail("duplicate", found[1], "an element stands twice where it may stand once", "一度だけの要素が重複しています");
  return found.size() == 1 && ok() ? found.front() : pugi::xml_node{};
}

pugi::xml_node Reader::one(pugi::xml_node parent, std::string_view name) {
  const auto found = maybe(parent, name);
  if (!found)
    fail("missing", parent, fmt::format("the required element {} is missing", name), fmt::format("必須の要素 {} がありません", name));
  return found;
}

std::string Reader::token(pugi::xml_node node) {
  std::string text;
  for (pugi::xml_node part : node.children()) {
    if (part.type() == pugi::node_element) {
      fail("unknown-element", part, "an element stands inside a value", "値の中に要素があります");
      return {};
    }
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
  }
  std::string out = collapsed(text);
  if (node && (out.empty() || out.size() > limits::name_bytes))
    fail("text", node, fmt::format("a value is one to {} bytes", limits::name_bytes),
         fmt::format("値は1から{}バイトです", limits::name_bytes));
  return ok() ? out : std::string();
}

WallTime Reader::time(pugi::xml_node at, std::string_view text) {
  if (!ok()) return {};
  const auto parsed = from_iso(collapsed(text));
  if (parsed && parsed->ms >= 0 && parsed->ms < latest_review.ms) return *parsed;
  fail("time", at, "not a date and time with an offset, between 1970 and 2200", "時差を付けた1970年から2200年までの日時ではありません");
  return {};
}

}  // namespace tsugite::gateways::stanag4774

#include "gateways/jma/reader.h"

#include <utility>

#include "gateways/xml/clean.h"
#include "gateways/xml/element.h"

namespace tsugite::gateways::jma {
namespace {

constexpr std::int64_t earliest_ms = 631'152'000'000;  // 1990-01-01: JMA sent no XML before
constexpr std::int64_t latest_ms = limits::latest_clock_ms;

std::string_view uri_of(Ns ns) {
  switch (ns) {
    case Ns::report: return "http://xml.kishou.go.jp/jmaxml1/";
    case Ns::head: return "http://xml.kishou.go.jp/jmaxml1/informationBasis1/";
    case Ns::body: return "http://xml.kishou.go.jp/jmaxml1/body/seismology1/";
    case Ns::basis: return "http://xml.kishou.go.jp/jmaxml1/elementBasis1/";
  }
  return {};
}

}  // namespace

bool is(pugi::xml_node node, Ns ns, std::string_view name) { return xml::is(node, uri_of(ns), name); }

void Reader::fail(std::string code, pugi::xml_node at, std::string en, std::string ja) {
  if (error_) return;
  error_ = Error{std::move(code), xml::path_of(at), Text{std::move(ja), std::move(en)}};
}

pugi::xml_node Reader::maybe(pugi::xml_node parent, Ns ns, std::string_view name) {
  pugi::xml_node found;
  each(parent, ns, name, [&](pugi::xml_node child) {
    if (found) fail("jma.duplicate", child, "an element stands twice where it may stand once", "一度だけの要素が重複しています");
    else found = child;
  });
  return ok() ? found : pugi::xml_node{};
}

pugi::xml_node Reader::one(pugi::xml_node parent, Ns ns, std::string_view name) {
  pugi::xml_node found = maybe(parent, ns, name);
  if (!found && ok())
    fail("jma.missing", parent, "the required element " + std::string(name) + " is missing",
         "必須の要素 " + std::string(name) + " がありません");
  return found;
}

std::string Reader::words(pugi::xml_node node, const char* attribute) {
  std::string_view value = node.attribute(attribute).value();
  if (value.size() <= limits::name_bytes) return xml::clean_line(value);
  fail("jma.too-long", node, "an attribute is longer than 128 bytes", "属性が上限（128バイト）を超えています");
  return {};
}

// All text directly inside the element: a comment in between splits it into several nodes.
std::string Reader::text(pugi::xml_node node, std::size_t limit) {
  std::string out;
  for (pugi::xml_node part = node.first_child(); part && ok(); part = part.next_sibling()) {
    if (part.type() != pugi::node_pcdata && part.type() != pugi::node_cdata) continue;
    out += part.value();
    if (out.size() > limit) {
      fail("jma.too-long", node, "a text is longer than " + std::to_string(limit) + " bytes",
           "文字列が上限（" + std::to_string(limit) + "バイト）を超えています");
      return {};
    }
  }
  return ok() ? out : std::string{};
}

std::string Reader::line(pugi::xml_node node, std::size_t limit) { return xml::clean_line(text(node, limit)); }

std::string Reader::prose(pugi::xml_node node) { return xml::clean(text(node, limits::text_bytes)); }

WallTime Reader::time(pugi::xml_node node) {
  const std::string value = line(node);
  if (!node || !ok()) return {};
  auto parsed = from_iso(value);
  if (!parsed || parsed->ms < earliest_ms || parsed->ms >= latest_ms) {
    fail("jma.time", node, "not a date and time between 1990 and 2099 with an offset",
         "時差を付けた1990年から2099年までの日時ではありません");
    return {};
  }
  return *parsed;
}

}  // namespace tsugite::gateways::jma

#include "gateways/jma/parse.h"

#include <algorithm>
#include <pugixml.hpp>

#include "gateways/jma/coast.h"
#include "gateways/jma/earthquake.h"
#include "gateways/jma/headline.h"
#include "gateways/jma/kind.h"
#include "gateways/jma/names.h"
#include "gateways/jma/reader.h"
#include "gateways/jma/shaking.h"
#include "gateways/xml/clean.h"
#include "gateways/xml/prescan.h"

namespace tsugite::gateways::jma {
namespace {

bool digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void bad_value(Reader& reader, pugi::xml_node node) {
  reader.fail("jma.value", node, "the value is none that JMA defines for this element", "この要素について気象庁が定める値ではありません");
}

// One to eight event numbers YYYYMMDDhhmmss, separated by one space.
bool good_event_id(std::string_view id) {
  constexpr std::size_t one = 14, most = 8 * (one + 1);
  if (id.size() > most || (id.size() + 1) % (one + 1) != 0) return false;
  for (std::size_t at = 0; at < id.size(); at += one + 1) {
    if (!digits(id.substr(at, one))) return false;
    if (at + one < id.size() && id[at + one] != ' ') return false;
  }
  return !id.empty();
}

void read_control(Reader& reader, pugi::xml_node control, Alert& alert) {
  alert.sent = reader.time(reader.one(control, Ns::report, "DateTime"));
  auto node = reader.one(control, Ns::report, "Status");
  const std::string status = reader.line(node);
  if (status == "通常") alert.status = Status::normal;
  else if (status == "訓練") alert.status = Status::training;
  else if (status == "試験") alert.status = Status::test;
  else bad_value(reader, node);
}

void read_info_type(Reader& reader, pugi::xml_node head, Alert& alert) {
  auto node = reader.one(head, Ns::head, "InfoType");
  const std::string type = reader.line(node);
  if (type == "発表" || type == "遅延") alert.info_type = InfoType::issue;
  else if (type == "訂正") alert.info_type = InfoType::update;
  else if (type == "取消") alert.info_type = InfoType::cancel;
  else bad_value(reader, node);
}

void read_head(Reader& reader, pugi::xml_node head, Alert& alert) {
  constexpr std::size_t longest_serial = 6;
  alert.title = phrase(reader.line(reader.one(head, Ns::head, "Title")));
  alert.reported = reader.time(reader.one(head, Ns::head, "ReportDateTime"));
  if (auto target = reader.maybe(head, Ns::head, "TargetDateTime")) alert.target = reader.time(target);
  auto event = reader.one(head, Ns::head, "EventID");
  alert.event_id = reader.line(event);
  if (!good_event_id(alert.event_id)) bad_value(reader, event);
  read_info_type(reader, head, alert);
  auto serial = reader.one(head, Ns::head, "Serial");
  alert.serial = reader.line(serial);
  if (!digits(alert.serial) || alert.serial.size() > longest_serial) bad_value(reader, serial);
  auto headline = reader.one(head, Ns::head, "Headline");
  alert.headline.ja = reader.prose(reader.one(headline, Ns::head, "Text"));
  if (alert.headline.ja.empty()) alert.headline.ja = alert.title.ja;
}

void read_body(Reader& reader, pugi::xml_node body, Alert& alert) {
  if (alert.info_type == InfoType::cancel) return;  // says in prose that the message is taken back
  if (alert.kind == "VXSE43") {
    read_earthquake(reader, body, true, alert);
    read_forecast(reader, body, alert);
  } else if (alert.kind == "VXSE51") {
    read_observation(reader, body, true, alert);
  } else if (alert.kind == "VXSE52") {
    read_earthquake(reader, body, true, alert);
  } else if (alert.kind == "VXSE53") {
    read_earthquake(reader, body, true, alert);
    read_observation(reader, body, false, alert);  // distant earthquakes have none
  } else {
    read_coasts(reader, body, alert);
    read_earthquake(reader, body, false, alert);
  }
}

// An early warning at 6 Lower or above and a major tsunami warning are emergency warnings 特別警報 by law.
// The levels of observed shaking are ours: JMA grants them none.
Severity severity_of(const Alert& alert) {
  if (alert.info_type == InfoType::cancel) return Severity::information;
  if (alert.kind == "VTSE41") return alert.coasts.empty() ? Severity::information : alert.coasts.front().severity;
  const bool strong = alert.max_intensity && *alert.max_intensity >= Intensity::i6_lower;
  if (alert.kind == "VXSE43") return strong ? Severity::emergency : Severity::warning;
  if (strong) return Severity::emergency;
  if (alert.max_intensity && *alert.max_intensity >= Intensity::i5_lower) return Severity::warning;
  if (alert.max_intensity && *alert.max_intensity == Intensity::i4) return Severity::advisory;
  return Severity::information;
}

Result<std::string> recognise(Reader& reader, pugi::xml_node report) {
  auto control = reader.one(report, Ns::report, "Control");
  std::string title = reader.line(reader.one(control, Ns::report, "Title"));
  auto head = reader.one(report, Ns::head, "Head");
  const std::string version = reader.line(reader.maybe(head, Ns::head, "InfoKindVersion"));
  if (!reader.ok()) return std::unexpected(reader.error());
  Kind kind = kind_of(title, version);
  if (kind.supported) return kind.code;
  const std::string name = kind.code.empty() ? title : kind.code;
  return fail("jma.unsupported-kind", name, "this JMA message is of a kind that is not read here: " + name,
              "この種類の気象庁電文（" + name + "）は取り込みの対象ではありません");
}

}  // namespace

Result<Alert> parse(BytesView text) {
  auto scanned = xml::prescan(text, "jma");
  if (!scanned) return std::unexpected(scanned.error());
  pugi::xml_document document;
  auto parsed = document.load_buffer(scanned->data(), scanned->size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed)
    return fail("jma.malformed", "byte " + std::to_string(parsed.offset), "the XML is not well-formed", "XMLの形式が正しくありません");
  pugi::xml_node report = document.document_element();
  if (!is(report, Ns::report, "Report") || report.next_sibling())
    return fail("jma.not-jma", xml::clean_line(std::string_view(report.name()).substr(0, 64)),
                "the XML is not a report of the Japan Meteorological Agency", "気象庁防災情報XMLの電文ではありません");

  Reader reader;
  Alert alert;
  auto kind = recognise(reader, report);
  if (!kind) return std::unexpected(kind.error());
  alert.kind = std::move(*kind);
  read_control(reader, reader.one(report, Ns::report, "Control"), alert);
  read_head(reader, reader.one(report, Ns::head, "Head"), alert);
  read_body(reader, reader.one(report, Ns::body, "Body"), alert);
  if (!reader.ok()) return std::unexpected(reader.error());
  alert.severity = severity_of(alert);
  alert.headline.en = english_headline(alert);
  alert.message_key = key_of(alert);
  return alert;
}

}  // namespace tsugite::gateways::jma

#include "gateways/xml/prescan.h"

#include <array>
#include <charconv>
#include <string>

#include "base/limits.h"
#include "gateways/xml/clean.h"

namespace tsugite::gateways::xml {
namespace {

constexpr std::size_t max_elements = 50'000;
constexpr std::size_t max_attributes = 32;

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    if (c != lower[i]) return false;
  }
  return true;
}

std::unexpected<Error> malformed(std::string_view gateway, std::size_t at) {
  return fail(std::string(gateway) + ".malformed", "byte " + std::to_string(at), "the XML is not well-formed",
              "XMLの形式が正しくありません");
}

// XML allows few controls and no surrogates even as numbers; the parser would let them through.
bool good_reference(std::string_view name) {
  for (std::string_view known : {"amp", "lt", "gt", "quot", "apos"})
    if (name == known) return true;
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  int base = 10;
  if (name.starts_with('x')) {
    base = 16;
    name.remove_prefix(1);
  }
  std::uint32_t value = 0;
  auto [end, err] = std::from_chars(name.data(), name.data() + name.size(), value, base);
  if (name.empty() || err != std::errc{} || end != name.data() + name.size()) return false;
  if (value < 0x20) return value == '\t' || value == '\n' || value == '\r';
  return (value < 0xD800 || value > 0xDFFF) && value <= 0x10FFFF && value != 0xFFFE && value != 0xFFFF;
}

// <?xml version="1.0" encoding="..."?>: absent means UTF-8.
bool declared_utf8(std::string_view declaration) {
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return true;
  std::size_t open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return false;
  std::size_t close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return false;
  return equal_ignoring_case(declaration.substr(open + 1, close - open - 1), "utf-8");
}

class Scan {
 public:
  Scan(std::string_view text, std::string_view gateway) : text_(text), gateway_(gateway) {}

  Result<void> run() {
    while (at_ < text_.size()) {
      next_ = at_ + 1;
      Result<void> step;
      if (text_[at_] == '<') step = markup();
      else if (text_[at_] == '&') step = reference(at_);
      if (!step) return step;
      at_ = next_;
    }
    return {};
  }

 private:
  bool here(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  Result<void> skip_past(std::string_view end, std::size_t from) {
    std::size_t found = text_.find(end, from);
    if (found == std::string_view::npos) return malformed(at_);
    next_ = found + end.size();
    return {};
  }

  // Leaves next_ behind the reference that starts at `at`.
  Result<void> reference(std::size_t at) {
    std::string_view window = text_.substr(at + 1, 12);
    std::size_t end = window.find(';');
    if (end == std::string_view::npos || !good_reference(window.substr(0, end))) return malformed(at);
    next_ = at + end + 2;
    return {};
  }

  Result<void> markup() {
    if (here("<!--")) return skip_past("-->", at_ + 4);
    if (here("<![CDATA[")) return skip_past("]]>", at_ + 9);
    if (here("<!"))
      return fail(code(".doctype"), "byte " + std::to_string(at_),
                  "the XML declares a document type or entities, which no message read here needs",
                  "文書型宣言又は実体宣言を含むXMLは受け付けません");
    if (here("<?")) {
      auto skipped = skip_past("?>", at_ + 2);
      if (skipped && here("<?xml ") && !declared_utf8(text_.substr(at_, next_ - at_)))
        return fail(code(".encoding"), "byte 0", "the XML declares an encoding other than UTF-8",
                    "XMLがUTF-8以外の文字コードを宣言しています");
      return skipped;
    }
    return tag();
  }

  Result<void> tag() {
    const bool closing = here("</");
    std::size_t i = at_ + 1, attributes = 0;
    while (i < text_.size() && text_[i] != '>') {
      if (text_[i] == '<') return malformed(i);
      if (text_[i] == '"' || text_[i] == '\'') {
        std::size_t close = text_.find(text_[i], i + 1);
        if (close == std::string_view::npos) return malformed(i);
        if (auto inside = references_in(i + 1, close); !inside) return inside;
        i = close;
        if (++attributes > max_attributes) return too_many(i);
      }
      ++i;
    }
    if (i >= text_.size()) return malformed(at_);
    next_ = i + 1;
    if (closing) {
      if (depth_ == 0) return malformed(at_);
      --depth_;
      return {};
    }
    if (++elements_ > max_elements) return too_many(at_);
    if (text_[i - 1] == '/') return {};
    if (++depth_ > limits::xml_depth)
      return fail(code(".depth"), "byte " + std::to_string(at_), "the XML is nested too deeply", "XMLの入れ子が深すぎます");
    return {};
  }

  Result<void> references_in(std::size_t from, std::size_t to) {
    std::string_view value = text_.substr(from, to - from);
    for (std::size_t i = value.find('&'); i != std::string_view::npos; i = value.find('&', i + 1)) {
      auto good = reference(from + i);
      if (!good) return good;
    }
    return {};
  }

  std::unexpected<Error> too_many(std::size_t at) const {
    return fail(code(".too-many-elements"), "byte " + std::to_string(at),
                "the XML has more elements or attributes than any message read here", "XMLの要素又は属性の数が上限を超えています");
  }

  std::unexpected<Error> malformed(std::size_t at) const { return xml::malformed(gateway_, at); }
  std::string code(const char* rule) const { return std::string(gateway_) + rule; }

  std::string_view text_, gateway_;
  std::size_t at_ = 0, next_ = 0, depth_ = 0, elements_ = 0;
};

}  // namespace

Result<BytesView> prescan(BytesView xml, std::string_view gateway) {
  if (xml.size() > limits::xml_bytes)
    return fail(std::string(gateway) + ".too-large", std::to_string(xml.size()) + " bytes", "the XML is larger than the limit of 1 MiB",
                "XMLが上限（1 MiB）を超えています");
  if (xml.starts_with("\xEF\xBB\xBF")) xml.remove_prefix(3);
  if (!is_utf8(xml)) return fail(std::string(gateway) + ".encoding", "", "the bytes are not UTF-8 text", "UTF-8の文字列ではありません");
  for (std::size_t i = 0; i < xml.size(); ++i) {
    const auto c = static_cast<unsigned char>(xml[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) return malformed(gateway, i);
  }
  auto scanned = Scan(xml, gateway).run();
  if (!scanned) return std::unexpected(scanned.error());
  return xml;
}

}  // namespace tsugite::gateways::xml

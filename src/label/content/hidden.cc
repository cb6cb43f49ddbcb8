// What a reader cannot see: characters without shape, marks that turn the order, text pushed out of sight.
#include "label/content/parts.h"

namespace tsugite::label::content {
namespace {

struct Kind {
  Class which;
  const char* rule;
  Text message;
};

const Kind zero_width{Class::hidden, "hidden.zero-width", {"幅のない文字が隠れています", "A character without width is hidden here"}};
const Kind soft_hyphen{Class::hidden, "hidden.soft-hyphen", {"見えないハイフンが入っています", "A hyphen that is not shown stands here"}};
const Kind tag{Class::hidden,
               "hidden.tag",
               {"見えないタグ文字で別の文が書かれている可能性があります", "Tag characters can spell out a text that nobody sees"}};
const Kind filler{Class::hidden, "hidden.filler", {"空白に見える文字が入っています", "A letter that looks like nothing stands here"}};
const Kind separator{Class::hidden,
                     "hidden.separator",
                     {"見えない区切り又は注記の文字が入っています", "A separator or annotation mark that is not shown stands here"}};
const Kind variation{Class::hidden,
                     "hidden.variation",
                     {"字形を選ぶ符号が、選ぶ字形のない所にあります。情報を隠すのに使われることがあります",
                      "A variation selector stands where there is no variant to select; such can carry hidden data"}};
const Kind control{Class::hidden, "hidden.control", {"制御文字が入っています", "A control character stands here"}};
const Kind private_character{
    Class::hidden,
    "hidden.private-use",
    {"外字です。相手側では別の字に見えるか、見えません", "This character is private: the partner sees another one, or none"}};
const Kind unreadable{Class::hidden, "hidden.unreadable", {"文字として読めないバイトがあります", "These bytes are no characters"}};
const Kind override_mark{
    Class::bidi, "bidi.override", {"文字の並びを逆に見せる符号です", "This mark makes text read in another order than it is written"}};
const Kind embedding{Class::bidi, "bidi.embedding", {"文字の並びを変える符号です", "This mark changes the order in which text is shown"}};
const Kind isolate{
    Class::bidi, "bidi.isolate", {"文字の並びを区切って変える符号です", "This mark sets a stretch of text apart in its order"}};
const Kind direction{
    Class::bidi, "bidi.mark", {"文字の並びの向きを変える、見えない符号です", "This mark turns the direction of text and is not shown"}};

const Kind* bidi_of(char32_t c) {
  if (c == 0x202d || c == 0x202e) return &override_mark;
  if (c >= 0x202a && c <= 0x202c) return &embedding;
  if (c >= 0x2066 && c <= 0x2069) return &isolate;
  return bidi_control(c) ? &direction : nullptr;
}

// A selector has a variant to select: of a kanji, of a pictograph, of a key on a keypad.
bool selects(const Characters& text, std::size_t at) {
  if (at == 0) return false;
  const char32_t base = text.points[at - 1], c = text.points[at];
  if (script_of(base) == Script::han) return c >= 0xe0100 || c <= 0xfe02;
  if (c != 0xfe0e && c != 0xfe0f) return false;
  return pictograph(base) || base == '#' || base == '*' || (base >= '0' && base <= '9');
}

// Joins two pictographs into one, as a family is.
bool joins(const Characters& text, std::size_t at) {
  if (text.points[at] != 0x200d || at == 0 || at + 1 >= text.points.size()) return false;
  const char32_t before = text.points[at - 1] == 0xfe0f && at > 1 ? text.points[at - 2] : text.points[at - 1];
  return pictograph(before) && pictograph(text.points[at + 1]);
}

const Kind* kind_of(const Characters& text, std::size_t at) {
  const char32_t c = text.points[at];
  if (c >= 0x20 && c < 0x7f) return nullptr;
  if (const Kind* bidi = bidi_of(c)) return bidi;
  if (is_control(c)) return &control;
  if (variation_selector(c)) return selects(text, at) ? nullptr : &variation;
  if (private_use(c)) return &private_character;
  if (c == 0xfffd) return &unreadable;
  if (!invisible(c)) return nullptr;
  if (joins(text, at)) return nullptr;
  if (c == 0xad) return &soft_hyphen;
  if (c >= 0xe0000) return &tag;
  if (c == 0x2028 || c == 0x2029 || (c >= 0xfff9 && c <= 0xfffb)) return &separator;
  if (c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x2800 || c == 0x17b4 || c == 0x17b5) return &filler;
  return &zero_width;
}

bool blank(char32_t c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x3000 || c == 0xa0 || (c >= 0x2000 && c <= 0x200a);
}

}  // namespace

// A run of one kind is one finding.
void check_hidden(const Characters& text, std::vector<Finding>& out) {
  for (std::size_t at = 0; at < text.points.size();) {
    const Kind* kind = kind_of(text, at);
    std::size_t end = at + 1;
    while (kind != nullptr && end < text.points.size() && kind_of(text, end) == kind) ++end;
    if (kind != nullptr) out.push_back(found(text, kind->which, kind->rule, at, end - at, kind->message));
    at = end;
  }
}

// Text that comes after a screen of nothing, or far to the right: whoever looks believes that he has seen all of it.
void check_blank(const Characters& text, std::vector<Finding>& out) {
  constexpr std::size_t lines_apart = 12, columns_apart = 120;
  for (std::size_t at = 0; at < text.points.size();) {
    std::size_t end = at, lines = 0;
    while (end < text.points.size() && blank(text.points[end])) lines += text.points[end++] == '\n' ? 1u : 0u;
    if (end < text.points.size() && at > 0 && (lines >= lines_apart || end - at >= columns_apart))
      out.push_back(found(text, Class::hidden, "hidden.out-of-sight", end, 1,
                          {"長い空白の後に文があり、画面では見落とします", "Text stands after a long blank stretch, where nobody looks"}));
    at = end + 1;
  }
}

}  // namespace tsugite::label::content

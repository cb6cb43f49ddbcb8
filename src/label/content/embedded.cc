// What came along with the words: files and their metadata, paths of our machines, addresses, credentials.
#include <algorithm>
#include <string>

#include "label/content/parts.h"

namespace tsugite::label::content {
namespace {

bool ascii_letter(char32_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool digit(char32_t c) { return c >= '0' && c <= '9'; }
bool local(char32_t c) { return ascii_letter(c) || digit(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'; }
bool host(char32_t c) { return ascii_letter(c) || digit(c) || c == '.' || c == '-'; }
bool blob(char32_t c) { return ascii_letter(c) || digit(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_'; }
bool hex(char32_t c) { return digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
bool ends_address(char32_t c) { return c <= ' ' || c > 0x7e || c == '"' || c == '<' || c == '>'; }

Finding embedded(const Characters& text, const char* rule, std::size_t at, std::size_t length, Text message) {
  return found(text, Class::embedded, rule, at, length, std::move(message));
}

// From a mark on to where an address ends.
std::string ascii_from(const Characters& text, std::size_t at) {
  std::string out;
  for (std::size_t i = at; i < text.points.size() && !ends_address(text.points[i]) && out.size() < 2048; ++i)
    out.push_back(static_cast<char>(text.points[i]));
  return out;
}

// scheme://user:password@host, or a secret among the parameters.
bool with_credentials(const std::string& rest) {
  const auto slash = rest.find_first_of("/?#");
  if (rest.substr(0, slash).find('@') != rest.npos) return true;
  std::string folded = rest;
  std::ranges::transform(folded, folded.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::ranges::any_of(
      std::vector<std::string>{"token=", "password=", "passwd=", "secret=", "api_key=", "apikey=", "access_key=", "signature=", "session="},
      [&](const std::string& name) {
        const auto at = folded.find(name);
        return at != folded.npos && at > 0 &&
               (folded[at - 1] == '?' || folded[at - 1] == '&' || folded[at - 1] == ';' || folded[at - 1] == '_');
      });
}

}  // namespace

// clang-format off
const std::vector<Mark> embedded_marks = {
    {"data:application/", "embedded.data-uri"}, {"data:image/", "embedded.data-uri"}, {"data:text/", "embedded.data-uri"}, {"data:audio/", "embedded.data-uri"},
    {"data:video/", "embedded.data-uri"},       {"data:;base64", "embedded.data-uri"},
    {"iVBORw0KGgo", "embedded.file"},           {"/9j/4AAQ", "embedded.file"},        {"JVBERi0", "embedded.file"},       {"R0lGODlh", "embedded.file"},
    {"UEsDBBQ", "embedded.file"},               {"%PDF-1", "embedded.file"},          {"TVqQAAMAAAA", "embedded.file"},
    {"<?xpacket", "embedded.metadata"},         {"<x:xmpmeta", "embedded.metadata"},  {"GPSLatitude", "embedded.metadata"}, {"GPSLongitude", "embedded.metadata"},
    {"DateTimeOriginal", "embedded.metadata"},  {"xmp:CreatorTool", "embedded.metadata"}, {"dc:creator", "embedded.metadata"},
    {"file://", "embedded.path"},               {"/home/", "embedded.path"},          {"/Users/", "embedded.path"},       {"/var/", "embedded.path"},
    {"/etc/", "embedded.path"},                 {"/usr/", "embedded.path"},           {"/mnt/", "embedded.path"},         {"/srv/", "embedded.path"},
    {"/root/", "embedded.path"},                {"/tmp/", "embedded.path"},           {"://", "embedded.credentials"}};
// clang-format on

void check_mark(const Characters& text, std::size_t at, std::size_t length, std::size_t which, std::vector<Finding>& out) {
  const std::string rule = embedded_marks[which].rule;
  const auto add = [&](Text message) { out.push_back(embedded(text, embedded_marks[which].rule, at, length, std::move(message))); };
  if (rule == "embedded.data-uri") add({"ファイルが文中に埋め込まれています", "A file is written into the text"});
  if (rule == "embedded.file") add({"ファイルの中身が文中にあります", "The content of a file stands in the text"});
  if (rule == "embedded.metadata")
    add({"撮影又は作成の情報（位置、日時、作成者など）が残っています",
         "Information on where, when or by whom a file was made is still in the text"});
  if (rule == "embedded.path") {
    // A path begins where it stands; "https://example.jp/home/" is another's.
    if (embedded_marks[which].mark.front() == '/' && at > 0 &&
        (blob(text.points[at - 1]) || text.points[at - 1] == '.' || text.points[at - 1] == ':'))
      return;
    add({"当方の機器のファイルの場所です", "This is where a file lies on a machine of ours"});
  }
  if (rule == "embedded.credentials" && with_credentials(ascii_from(text, at + length)))
    add({"アドレスに利用者名、合い言葉又は鍵が含まれています", "The address holds a user name, a password or a key"});
}

void check_mail(const Characters& text, std::vector<Finding>& out) {
  for (std::size_t at = 1; at + 3 < text.points.size(); ++at) {
    if (text.points[at] != '@') continue;
    std::size_t first = at, last = at + 1;
    while (first > 0 && local(text.points[first - 1])) --first;
    while (last < text.points.size() && host(text.points[last])) ++last;
    while (last > at + 1 && (text.points[last - 1] == '.' || text.points[last - 1] == '-')) --last;
    std::size_t dot = last;
    while (dot > at + 1 && text.points[dot - 1] != '.') --dot;
    if (first == at || dot <= at + 2 || last - dot < 2 ||
        !std::all_of(text.points.begin() + static_cast<std::ptrdiff_t>(dot), text.points.begin() + static_cast<std::ptrdiff_t>(last),
                     ascii_letter))
      continue;
    if (first > 0 && (text.points[first - 1] == ':' || text.points[first - 1] == '/')) continue;  // inside an address with credentials
    out.push_back(embedded(text, "embedded.e-mail", first, last - first, {"電子メールのアドレスです", "This is an e-mail address"}));
    at = last - 1;
  }
}

// C:\folder or \\server\share.
void check_paths(const Characters& text, std::vector<Finding>& out) {
  const auto at_is = [&](std::size_t i, char32_t c) { return i < text.points.size() && text.points[i] == c; };
  for (std::size_t at = 0; at < text.points.size(); ++at) {
    if (text.points[at] != '\\') continue;
    const bool drive =
        at >= 2 && text.points[at - 1] == ':' && ascii_letter(text.points[at - 2]) && (at == 2 || !ascii_letter(text.points[at - 3]));
    const bool share = at_is(at + 1, '\\') && at + 2 < text.points.size() && host(text.points[at + 2]);
    if (!drive && !share) continue;
    const std::size_t first = drive ? at - 2 : at;
    while (at < text.points.size() && !ends_address(text.points[at])) ++at;
    out.push_back(embedded(text, "embedded.path", first, at - first,
                           {"当方の機器のファイルの場所です", "This is where a file lies on a machine of ours"}));
  }
}

// A long run of hexadecimal digits or of base64: a file, a key, a hidden text. A digest of 64 digits is none.
void check_blobs(const Characters& text, std::vector<Finding>& out) {
  constexpr std::size_t least = 80;
  for (std::size_t at = 0; at < text.points.size();) {
    std::size_t end = at;
    bool upper = false, lower = false, number = false, all_hex = true;
    for (; end < text.points.size() && blob(text.points[end]); ++end) {
      const char32_t c = text.points[end];
      upper = upper || (c >= 'A' && c <= 'Z');
      lower = lower || (c >= 'a' && c <= 'z');
      number = number || digit(c);
      all_hex = all_hex && hex(c);
    }
    if (end - at >= least && number) {
      if (all_hex && (upper || lower))
        out.push_back(embedded(
            text, "embedded.hex", at, end - at,
            {"16進数の長い並びです。ファイル又は鍵の可能性があります", "A long run of hexadecimal digits: a file or a key, perhaps"}));
      else if (upper && lower)
        out.push_back(
            embedded(text, "embedded.base64", at, end - at,
                     {"base64の長い並びです。ファイル又は鍵の可能性があります", "A long run of base64: a file or a key, perhaps"}));
    }
    at = end + 1;
  }
}

}  // namespace tsugite::label::content

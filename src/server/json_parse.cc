// The strict parser behind parse_json(): one pass over the text that checks what Boost.JSON lets pass (a duplicate name keeps its
// last value there), then the parse proper.
#include <fmt/format.h>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>

#include "server/json_read.h"
#include "server/utf8.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

using Code = json::error_code;

// Where the text stands, and what is wrong with it.
class Strict {
 public:
  static constexpr std::size_t max_object_size = limits::json_values;
  static constexpr std::size_t max_array_size = limits::json_values;
  static constexpr std::size_t max_key_size = limits::name_bytes;
  static constexpr std::size_t max_string_size = limits::http_body_bytes;

  std::optional<Error> wrong;
  std::string place() const {
    std::string out;
    for (const auto& level : levels_)
      if (level.array || !level.keys.empty()) out = pointer(out, level.array ? std::to_string(level.count) : level.key);
    return out;
  }

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code& code) { return value(code) && open(false); }
  bool on_object_end(std::size_t, Code&) { return close(); }
  bool on_array_begin(Code& code) { return value(code) && open(true); }
  bool on_array_end(std::size_t, Code&) { return close(); }
  bool on_key_part(json::string_view part, std::size_t, Code&) {
    partial_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view rest, std::size_t, Code& code) {
    partial_.append(rest.data(), rest.size());
    auto& level = levels_.back();
    level.key = std::exchange(partial_, {});
    if (level.keys.insert(level.key).second) return true;
    return refuse(code, "request.duplicate-key", "a name stands twice in one JSON object", "JSONのオブジェクトに同じ名前が2回あります");
  }
  bool on_string_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_string(json::string_view, std::size_t, Code& code) { return value(code) && done(); }
  bool on_number_part(json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, Code& code) { return value(code) && done(); }
  bool on_uint64(std::uint64_t, json::string_view, Code& code) { return value(code) && done(); }
  bool on_double(double, json::string_view, Code& code) { return value(code) && done(); }
  bool on_bool(bool, Code& code) { return value(code) && done(); }
  bool on_null(Code& code) { return value(code) && done(); }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }

 private:
  struct Level {
    bool array = false;
    std::size_t count = 0;
    std::string key;
    std::set<std::string> keys;
  };

  bool refuse(Code& code, const char* id, const char* en, const char* ja) {
    wrong = Error{id, place(), {ja, en}};
    code = json::error::syntax;
    return false;
  }
  bool value(Code& code) {
    if (++values_ <= limits::json_values) return true;
    return refuse(code, "request.too-many-values", "the JSON text holds too many values", "JSONの値が多すぎます");
  }
  bool open(bool array) {
    levels_.push_back({array, 0, {}, {}});
    return true;
  }
  bool close() {
    levels_.pop_back();
    return done();
  }
  bool done() {
    if (!levels_.empty() && levels_.back().array) ++levels_.back().count;
    return true;
  }

  std::vector<Level> levels_;
  std::string partial_;
  std::size_t values_ = 0;
};

json::parse_options options() {
  json::parse_options out;
  out.max_depth = limits::json_depth;
  return out;
}

}  // namespace

Result<json::value> parse_json(std::string_view text) {
  if (text.empty()) return fail("request.no-body", "", "a JSON body is needed", "JSONの本文が必要です");
  if (text.size() > limits::http_body_bytes) return fail("request.too-large", "", "the body is too large", "本文が大きすぎます");
  json::basic_parser<Strict> parser(options());
  Code code;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), code);
  auto& strict = parser.handler();
  if (strict.wrong) return std::unexpected(*strict.wrong);
  if (!code && read < text.size()) code = json::error::extra_data;
  if (code == json::error::too_deep)
    return fail("request.too-deep", strict.place(), "the JSON text is nested too deeply", "JSONの入れ子が深すぎます");
  if (code || !parser.done())
    return fail("request.json", strict.place(),
                fmt::format("this is not JSON (at byte {}): {}", read, code ? code.message() : "it ends too early"),
                fmt::format("JSONとして読めません（{}バイト目）", read));
  // Trailing white space is read by write_some; what remains cannot fail but for memory.
  auto value = json::parse(json::string_view(text.data(), text.size()), code, {}, options());
  if (code) return fail("request.json", "", "this is not JSON: " + code.message(), "JSONとして読めません");
  return value;
}

}  // namespace tsugite::server

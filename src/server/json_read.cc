#include "server/json_read.h"

#include <fmt/format.h>

#include <cmath>

#include "server/utf8.h"

namespace tsugite::server {
namespace json = boost::json;

std::string pointer(const std::string& place, std::string_view member) {
  std::string out = place + "/";
  for (char c : member) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

Body::Body(const json::value& value, std::string place) : Body(value, std::move(place), std::make_shared<std::optional<Error>>()) {}

Body::Body(const json::value& value, std::string place, std::shared_ptr<std::optional<Error>> wrong_so_far)
    : place_(std::move(place)), wrong_(std::move(wrong_so_far)) {
  if (value.is_object()) {
    object_ = value.get_object();
  } else {
    wrong(Error{"request.type", place_, {"JSONのオブジェクトが必要です", "a JSON object is needed here"}});
  }
}

void Body::wrong(Error error) {
  if (!*wrong_) *wrong_ = std::move(error);
}

bool Body::has(const char* name) const {
  const auto* value = object_.if_contains(name);
  return value && !value->is_null();
}

const json::value* Body::member(const char* name, bool needed) {
  asked_.insert(name);
  const auto* value = object_.if_contains(name);
  if (value && value->is_null()) value = nullptr;
  if (!value && needed)
    wrong(Error{"request.missing", place(name), {fmt::format("「{}」がありません", name), fmt::format("\"{}\" is missing", name)}});
  return good() ? value : nullptr;
}

void Body::wrong_type(const char* name, const char* en, const char* ja) {
  wrong(Error{"request.type", place(name), {fmt::format("「{}」は{}", name, ja), fmt::format("\"{}\" {}", name, en)}});
}

void Body::wrong_id(const char* name, std::size_t digits) {
  wrong(Error{"request.id",
              place(name),
              {fmt::format("「{}」は小文字の16進数{}桁で指定してください", name, digits),
               fmt::format("\"{}\" must be {} lower-case hexadecimal digits", name, digits)}});
}

std::string Body::string(const char* name, bool needed, std::size_t most) {
  const auto* value = member(name, needed);
  if (!value) return {};
  if (!value->is_string()) {
    wrong_type(name, "must be a string", "文字列で指定してください");
    return {};
  }
  std::string text(value->get_string().begin(), value->get_string().end());
  if (text.size() > most) {
    wrong(Error{"request.too-long",
                place(name),
                {fmt::format("「{}」は{}バイトまでです", name, most), fmt::format("\"{}\" may hold {} bytes at most", name, most)}});
    return {};
  }
  if (!honest_text(text)) {
    wrong(Error{"request.invisible-characters",
                place(name),
                {fmt::format("「{}」に制御文字や見えない文字が含まれています。取り除いてください", name),
                 fmt::format("\"{}\" holds control or invisible characters; remove them", name)}});
    return {};
  }
  if (needed && text.empty())
    wrong(Error{"request.missing", place(name), {fmt::format("「{}」が空です", name), fmt::format("\"{}\" is empty", name)}});
  return text;
}

std::string Body::one_of(const char* name, bool needed, const std::vector<std::string>& allowed) {
  std::string text = string(name, needed);
  if (!good() || (text.empty() && !needed)) return text;
  for (const auto& option : allowed)
    if (option == text) return text;
  wrong(Error{"request.choice",
              place(name),
              {fmt::format("「{}」は次のいずれかで指定してください：{}", name, fmt::join(allowed, "、")),
               fmt::format("\"{}\" must be one of: {}", name, fmt::join(allowed, ", "))}});
  return {};
}

std::optional<std::int64_t> Body::integer(const char* name, bool needed, std::int64_t least, std::int64_t most) {
  const auto* value = member(name, needed);
  if (!value) return std::nullopt;
  std::optional<std::int64_t> out;
  if (value->is_int64()) out = value->get_int64();
  if (value->is_double()) {  // 3.0 and 1e3 are whole numbers too
    const double number = value->get_double();
    if (std::abs(number) < 9e15 && std::trunc(number) == number) out = static_cast<std::int64_t>(number);
  }
  if (!out && !value->is_uint64()) {
    wrong_type(name, "must be a whole number", "整数で指定してください");
    return std::nullopt;
  }
  if (!out || *out < least || *out > most) {
    wrong(Error{
        "request.range",
        place(name),
        {fmt::format("「{}」は{}から{}までです", name, least, most), fmt::format("\"{}\" must lie between {} and {}", name, least, most)}});
    return std::nullopt;
  }
  return out;
}

std::optional<double> Body::number(const char* name, bool needed, double least, double most) {
  const auto* value = member(name, needed);
  if (!value) return std::nullopt;
  if (!value->is_number()) {
    wrong_type(name, "must be a number", "数値で指定してください");
    return std::nullopt;
  }
  const double out = value->to_number<double>();
  if (!std::isfinite(out) || out < least || out > most) {
    wrong(Error{
        "request.range",
        place(name),
        {fmt::format("「{}」は{}から{}までです", name, least, most), fmt::format("\"{}\" must lie between {} and {}", name, least, most)}});
    return std::nullopt;
  }
  return out;
}

std::optional<bool> Body::boolean(const char* name, bool needed) {
  const auto* value = member(name, needed);
  if (!value) return std::nullopt;
  if (value->is_bool()) return value->get_bool();
  wrong_type(name, "must be true or false", "trueかfalseで指定してください");
  return std::nullopt;
}

std::vector<std::string> Body::strings(const char* name, bool needed, std::size_t most) {
  std::vector<std::string> out;
  const auto* value = member(name, needed);
  if (!value) return out;
  if (!value->is_array() || value->get_array().size() > most) {
    wrong_type(name, fmt::format("must be a list of at most {} strings", most).c_str(),
               fmt::format("{}個までの文字列のリストで指定してください", most).c_str());
    return out;
  }
  std::size_t at = 0;
  for (const auto& item : value->get_array()) {
    Body one(json::object{{std::to_string(at), item}}, place(name), wrong_);
    out.push_back(one.string(std::to_string(at).c_str(), true));
    ++at;
  }
  return out;
}

std::map<std::string, std::string> Body::string_map(const char* name, std::size_t most) {
  std::map<std::string, std::string> out;
  auto inner = object(name, false);
  if (!inner) return out;
  if (inner->object_.size() > most) {
    wrong_type(name, fmt::format("may hold {} members at most", most).c_str(), fmt::format("{}個までです", most).c_str());
    return out;
  }
  for (const auto& item : inner->object_) {
    const std::string key(item.key());
    if (key.size() > limits::name_bytes || !honest_text(key)) {
      wrong_type(name, "holds a member with an unusable name", "使えない名前の項目を含んでいます");
      return out;
    }
    out[key] = inner->string(key.c_str(), true);
  }
  return out;
}

std::optional<Body> Body::object(const char* name, bool needed) {
  const auto* value = member(name, needed);
  if (!value) return std::nullopt;
  Body out(*value, place(name), wrong_);
  if (!good()) return std::nullopt;
  return out;
}

std::vector<Body> Body::objects(const char* name, bool needed, std::size_t most) {
  std::vector<Body> out;
  const auto* value = member(name, needed);
  if (!value) return out;
  if (!value->is_array() || value->get_array().size() > most) {
    wrong_type(name, fmt::format("must be a list of at most {} objects", most).c_str(),
               fmt::format("{}個までのオブジェクトのリストで指定してください", most).c_str());
    return out;
  }
  std::size_t at = 0;
  for (const auto& item : value->get_array()) out.emplace_back(item, pointer(place(name), std::to_string(at++)), wrong_);
  return out;
}

const json::value* Body::raw(const char* name, bool needed) { return member(name, needed); }

void Body::nothing_else() {
  for (const auto& item : object_) {
    const std::string key(item.key());
    if (asked_.contains(key)) continue;
    const std::string shown = honest_text(key) ? key.substr(0, 64) : "?";
    wrong(Error{"request.unknown-member",
                pointer(place_, shown),
                {fmt::format("「{}」という項目はここでは使いません", shown), fmt::format("\"{}\" is not known here", shown)}});
    return;
  }
}

}  // namespace tsugite::server

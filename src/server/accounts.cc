#include "server/accounts.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "server/json_read.h"

namespace tsugite::server {

Result<Accounts> Accounts::load(const world::Disk& disk, const std::string& path) {
  auto text = disk.read(path);
  if (!text) {
    if (text.error().code == "disk.missing") return Accounts{};
    return std::unexpected(text.error());
  }
  auto out = parse(*text);
  if (!out) return fail(out.error().code, path + out.error().where, out.error().message.en, out.error().message.ja);
  return out;
}

Result<Accounts> Accounts::parse(std::string_view text) {
  auto value = parse_json(text);
  if (!value) return std::unexpected(value.error());
  if (!value->is_object())
    return fail("accounts.form", "", "the file of password hashes is no JSON object",
                "パスワードのファイルがJSONのオブジェクトではありません");
  Accounts out;
  for (const auto& item : value->get_object()) {
    if (!item.value().is_string() || !item.value().get_string().starts_with("$argon2id$"))
      return fail("accounts.hash", pointer("", item.key()), "a password hash is not in argon2id form",
                  "パスワードのハッシュがargon2idの形式ではありません");
    out.hashes_[std::string(item.key())] = std::string(item.value().get_string());
  }
  return out;
}

std::string Accounts::hash_of(const std::string& account) const {
  auto hit = hashes_.find(account);
  return hit == hashes_.end() ? std::string() : hit->second;
}

std::string Accounts::write() const {
  boost::json::object out;
  for (const auto& [account, hash] : hashes_) out[account] = hash;
  return boost::json::serialize(out) + "\n";
}

}  // namespace tsugite::server

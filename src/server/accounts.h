// Password hashes of a node's people: one secret JSON file in the key folder, {account: hash}. The people themselves stand in the
// national annex; an account without a hash cannot sign in, a hash without a person opens nothing.
#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "world/disk.h"

namespace tsugite::server {

class Accounts {
 public:
  // A file that is not there is an empty list.
  static Result<Accounts> load(const world::Disk& disk, const std::string& path);
  static Result<Accounts> parse(std::string_view text);

  // Empty if the account has none.
  std::string hash_of(const std::string& account) const;
  void set(const std::string& account, const std::string& hash) { hashes_[account] = hash; }
  std::string write() const;
  Result<void> save(world::Disk& disk, const std::string& path) const { return disk.write(path, write(), true); }

 private:
  std::map<std::string, std::string> hashes_;
};

}  // namespace tsugite::server

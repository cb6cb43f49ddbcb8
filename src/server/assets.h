// The console's files, read once at the start into memory: a path that was not found then leads nowhere, whatever it says
// (attack case 46). Types by ending, ETags of the content alone, files with a hash in their name kept for good.
#pragma once

#include <map>
#include <string>

#include "base/result.h"

namespace tsugite::server {

struct Asset {
  std::string content, type, etag, cache;
};

class Assets {
 public:
  Assets() = default;
  // Regular files below `folder`; links are not followed. Errors: "server.assets".
  static Result<Assets> load(const std::string& folder);

  void add(const std::string& path, std::string content);  // "/assets/index-1a2b3c4d.js"
  // The file, or the page itself for a path of its own that names no file; nullptr where neither is.
  const Asset* find(const std::string& path) const;
  bool empty() const { return files_.empty(); }

 private:
  std::map<std::string, Asset> files_;
};

std::string type_of_file(const std::string& path);

}  // namespace tsugite::server

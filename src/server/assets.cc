#include "server/assets.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/limits.h"
#include "base/sha256.h"

namespace tsugite::server {
namespace {

struct Type {
  std::string_view ending, type;
};
constexpr Type types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".geojson", "application/geo+json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".wasm", "application/wasm"},
    {".pbf", "application/x-protobuf"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
};

std::unexpected<Error> unreadable(const std::string& path, const std::string& why) {
  return fail("server.assets", path, "a file of the console cannot be read: " + why, "コンソールのファイルを読めません：" + why);
}

}  // namespace

std::string type_of_file(const std::string& path) {
  for (const auto& type : types)
    if (path.ends_with(type.ending)) return std::string(type.type);
  return "application/octet-stream";
}

void Assets::add(const std::string& path, std::string content) {
  Asset asset;
  asset.type = type_of_file(path);
  asset.etag = "\"" + sha256(content).hex().substr(0, 32) + "\"";
  asset.cache = path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  asset.content = std::move(content);
  files_[path] = std::move(asset);
}

const Asset* Assets::find(const std::string& path) const {
  if (auto hit = files_.find(path == "/" ? "/index.html" : path); hit != files_.end()) return &hit->second;
  const std::string name = path.substr(path.rfind('/') + 1);
  if (name.find('.') != std::string::npos) return nullptr;
  auto page = files_.find("/index.html");
  return page == files_.end() ? nullptr : &page->second;
}

Result<Assets> Assets::load(const std::string& folder) {
  namespace fs = std::filesystem;
  Assets out;
  std::error_code error;
  std::uintmax_t total = 0;
  fs::recursive_directory_iterator walk(folder, error), end;
  if (error) return unreadable(folder, error.message());
  for (; walk != end; walk.increment(error)) {
    if (error) return unreadable(folder, error.message());
    const auto status = walk->symlink_status(error);
    if (error) return unreadable(walk->path().string(), error.message());
    if (status.type() != fs::file_type::regular) continue;
    total += walk->file_size(error);
    if (total > limits::asset_bytes) return unreadable(folder, "the files of the console are too large");
    std::ifstream in(walk->path(), std::ios::binary);
    if (!in) return unreadable(walk->path().string(), "cannot be opened");
    std::string content{std::istreambuf_iterator<char>(in), {}};
    out.add("/" + fs::relative(walk->path(), folder).generic_string(), std::move(content));
  }
  return out;
}

}  // namespace tsugite::server

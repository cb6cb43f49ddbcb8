#include "node/backup_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/sha256.h"

namespace tsugite::node {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> io(const fs::path& path, const std::string& why) {
  return fail("disk.io", path.string(), "the file cannot be copied or read: " + why, "ファイルを複写できないか、読めません：" + why);
}

Result<Digest> sum_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  Hasher hasher;
  Bytes part(1 << 20, '\0');
  while (in.read(part.data(), static_cast<std::streamsize>(part.size())) || in.gcount() > 0)
    hasher.add(BytesView(part).substr(0, static_cast<std::size_t>(in.gcount())));
  if (in.bad() || !in.eof()) return io(path, std::strerror(errno));
  return hasher.finish();
}

Result<void> sync_path(const fs::path& path, int flags) {
  const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
  if (handle < 0) return io(path, std::strerror(errno));
  const bool synced = ::fsync(handle) == 0;
  const std::string why = std::strerror(errno);
  ::close(handle);
  return synced ? Result<void>{} : Result<void>(io(path, why));
}

std::unexpected<Error> changed(const std::string& path, const char* en, const char* ja) { return fail("backup.changed", path, en, ja); }

}  // namespace

Result<void> copy_part(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::exists(from, error)) return {};
  if (fs::is_directory(from, error)) fs::create_directories(to, error);
  else fs::create_directories(to.parent_path(), error);
  if (!error) fs::copy(from, to, fs::copy_options::recursive, error);
  if (error) return io(from, error.message());
  return {};
}

Result<std::map<std::string, Digest>> sums_of(const fs::path& folder) {
  std::map<std::string, Digest> out;
  std::error_code error;
  for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (!it->is_regular_file(error)) continue;
    auto sum = sum_of(it->path());
    if (!sum) return std::unexpected(sum.error());
    out[fs::relative(it->path(), folder, error).generic_string()] = *sum;
  }
  if (error) return io(folder, error.message());
  return out;
}

Result<void> check_sums(const fs::path& backup) {
  std::ifstream in(backup / backup_sums);
  if (!in)
    return fail("backup.incomplete", (backup / backup_sums).string(), "this folder is no whole backup: it has no SHA256SUMS",
                "完全なバックアップではありません。SHA256SUMS がありません");
  auto found = sums_of(backup);
  if (!found) return std::unexpected(found.error());
  found->erase(backup_sums);
  std::string line;
  while (std::getline(in, line)) {
    auto digest = from_hex(std::string_view(line).substr(0, 64));
    const std::string path = line.size() > 66 ? line.substr(66) : "";
    auto file = found->find(path);
    if (!digest || file == found->end())
      return changed(path.empty() ? line : path, "a file of the backup is missing", "バックアップのファイルがありません");
    if (file->second.view() != *digest)
      return changed(path, "a file of the backup is not what was backed up", "バックアップのファイルが作成時と異なります");
    found->erase(file);
  }
  if (!found->empty())
    return changed(found->begin()->first, "a file is in the backup that was not backed up",
                   "バックアップに作成時になかったファイルがあります");
  return {};
}

Result<void> sync_folder(const fs::path& folder) { return sync_path(folder.empty() ? "." : folder, O_DIRECTORY); }

Result<void> sync_tree(const fs::path& folder) {
  std::error_code error;
  for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::recursive_directory_iterator(); it.increment(error))
    if (auto ok = sync_path(it->path(), it->is_directory(error) ? O_DIRECTORY : 0); !ok) return ok;
  if (error) return io(folder, error.message());
  return sync_folder(folder);
}

}  // namespace tsugite::node

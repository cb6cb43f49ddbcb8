#include "ledger/sqlite/keyring.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace tsugite::ledger {
namespace {

constexpr std::string_view kKind{"tsugite-keys-1\n\0", 16};
constexpr std::size_t kHeader = 32;
constexpr std::size_t kFileBytes = kHeader + Keyring::slots_per_file * Keyring::slot_bytes;
constexpr std::size_t kLoaded = 8;  // files kept in memory, 128 KiB each

std::unexpected<Error> foreign(const std::string& path) {
  return fail("keyring.foreign", path, "the key file is not whole or belongs to another keyring",
              "鍵ファイルが破損しているか、別の鍵束のものです");
}

std::unexpected<Error> io_error(const std::string& path) {
  const std::string why = std::strerror(errno);
  return fail(errno == ENOSPC ? "disk.full" : "disk.io", path, "cannot overwrite a key: " + why, "鍵を上書きできません：" + why);
}

}  // namespace

std::string Keyring::path(std::uint64_t file) const { return fmt::format("{}/records-{:08}.keys", folder_, file); }

Result<Keyring> Keyring::open(std::string folder, world::Disk& disk, world::Random& random) {
  Keyring ring(std::move(folder), disk, random);
  std::error_code error;
  while (std::filesystem::exists(ring.path(ring.files_ + 1), error)) ++ring.files_;
  if (error) return fail("disk.io", ring.folder_, "cannot read the key folder", "鍵フォルダーを読めません");
  if (ring.files_ == 0) return ring;
  auto content = disk.read(ring.path(1));
  if (!content) return std::unexpected(content.error());
  if (content->size() != kFileBytes || !content->starts_with(kKind)) return foreign(ring.path(1));
  ring.id_ = *KeyringId::from(BytesView(*content).substr(kKind.size(), KeyringId::size));
  sodium_memzero(content->data(), content->size());
  return ring;
}

KeyringId Keyring::new_id() { return *KeyringId::from(random_->bytes(KeyringId::size)); }

Result<void> Keyring::start(const KeyringId& id) {
  if (started()) return foreign(path(1));
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  id_ = id;
  auto ok = create(1);
  if (!ok) id_ = {};
  return ok;
}

Result<void> Keyring::create(std::uint64_t file) {
  Bytes content(kKind);
  content.append(id_.view()).append(random_->bytes(slots_per_file * slot_bytes));
  auto ok = disk_->write(path(file), content, true);
  sodium_memzero(content.data(), content.size());
  if (ok) files_ = file;
  return ok;
}

Result<void> Keyring::reserve(std::uint64_t first, std::uint64_t count) {
  if (count == 0) return {};
  const std::uint64_t last = first + count - 1;
  const std::uint64_t need = last / slots_per_file + 1;
  while (files_ < need)
    if (auto ok = create(files_ + 1); !ok) return ok;
  // Ahead of need. Where that fails there is still room: the append that needs the file will say so.
  if (files_ == need && last % slots_per_file >= slots_per_file / 4 * 3) (void)create(files_ + 1);
  return {};
}

Result<const Bytes*> Keyring::load(std::uint64_t file) {
  if (auto at = loaded_.find(file); at != loaded_.end()) return &at->second;
  if (file > files_)
    return fail("keyring.missing", path(file), "a key file is missing from the key folder", "鍵フォルダーに鍵ファイルがありません");
  auto content = disk_->read(path(file));
  if (!content) return std::unexpected(content.error());
  const BytesView view = *content;
  if (view.size() != kFileBytes || !view.starts_with(kKind) || view.substr(kKind.size(), KeyringId::size) != id_.view())
    return foreign(path(file));
  if (loaded_.size() >= kLoaded) {
    // Reads run forward: the oldest part of the ledger is the one needed last, unless we are in it.
    auto out = loaded_.begin()->first < file ? loaded_.begin() : std::prev(loaded_.end());
    sodium_memzero(out->second.data(), out->second.size());
    loaded_.erase(out);
  }
  return &loaded_.emplace(file, std::move(*content)).first->second;
}

Result<BytesView> Keyring::key(std::uint64_t slot) {
  auto content = load(slot / slots_per_file + 1);
  if (!content) return std::unexpected(content.error());
  const BytesView key = BytesView(**content).substr(kHeader + slot % slots_per_file * slot_bytes, slot_bytes);
  static constexpr char disposed[slot_bytes] = {};
  if (key == BytesView(disposed, slot_bytes)) return BytesView();
  return key;
}

Result<void> Keyring::dispose(std::uint64_t slot) { return overwrite(slot, Bytes(slot_bytes, '\0')); }
Result<void> Keyring::renew(std::uint64_t slot) { return overwrite(slot, random_->bytes(slot_bytes)); }

Result<void> Keyring::overwrite(std::uint64_t slot, BytesView content) {
  const std::uint64_t file = slot / slots_per_file + 1;
  if (auto there = load(file); !there) return std::unexpected(there.error());
  const std::uint64_t offset = kHeader + slot % slots_per_file * slot_bytes;
  const int handle = ::open(path(file).c_str(), O_WRONLY | O_CLOEXEC);
  if (handle < 0) return io_error(path(file));
  const ssize_t written = ::pwrite(handle, content.data(), content.size(), static_cast<off_t>(offset));
  Result<void> done;
  if (written != static_cast<ssize_t>(content.size()) || ::fsync(handle) != 0) done = io_error(path(file));
  ::close(handle);
  if (done) content.copy(loaded_[file].data() + offset, slot_bytes);
  return done;
}

}  // namespace tsugite::ledger

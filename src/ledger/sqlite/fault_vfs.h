// An SQLite VFS over the system's that fails where a test says so. For tests only; one at a time, registered while it lives.
//
// Writes, truncations and syncs are counted together from arm(); from the given one on they fail: the disk is full, or it is gone.
// A write that fails because the power goes leaves its first half behind. What was written since a file's last sync is in no certain
// state when the power goes: power_cut() keeps some of it, in whole or in part, and not always what was written first.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tsugite::ledger {

class FaultVfs {
 public:
  static constexpr const char* name = "tsugite-faults";
  enum class Fault { none, full, io, read };  // of reads, or of everything else
  enum class Lasts { on, once };

  FaultVfs() : real_(sqlite3_vfs_find(nullptr)) {
    vfs_ = *real_;
    vfs_.zName = name;
    vfs_.pNext = nullptr;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = open;
    sqlite3_vfs_register(&vfs_, 0);
  }
  ~FaultVfs() { sqlite3_vfs_unregister(&vfs_); }
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  void arm(Fault fault, std::uint64_t from, Lasts lasts = Lasts::on) { fault_ = fault, from_ = from, lasts_ = lasts, seen_ = 0; }
  void disarm() { fault_ = Fault::none; }
  std::uint64_t seen() const { return seen_; }

  // Everything is closed. The same seed loses the same.
  void power_cut(std::uint64_t seed) {
    auto luck = [state = seed]() mutable { return (state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u) >> 33; };
    for (auto& [path, writes] : unsynced_) {
      sqlite3_file* file = open_again(path);
      if (file == nullptr) continue;  // it was deleted since
      for (auto one = writes.rbegin(); one != writes.rend(); ++one) {
        file->pMethods->xTruncate(file, one->size_before);
        if (!one->before.empty()) file->pMethods->xWrite(file, one->before.data(), static_cast<int>(one->before.size()), one->at);
      }
      for (const auto& one : writes) {
        const std::uint64_t kept = luck() % 3 == 0   ? 0
                                   : luck() % 2 == 0 ? one.written.size()
                                                     : luck() % (one.written.size() / sector + 1) * sector;
        if (one.truncates && kept == 0) file->pMethods->xTruncate(file, one.at);
        if (kept != 0) file->pMethods->xWrite(file, one.written.data(), static_cast<int>(kept), one.at);
      }
      file->pMethods->xClose(file);
      ::operator delete(file);
    }
    unsynced_.clear();
  }

 private:
  static constexpr std::uint64_t sector = 512;
  struct Unsynced {
    sqlite3_int64 at = 0, size_before = 0;
    std::string before, written;
    bool truncates = false;  // to `at`
  };

  sqlite3_file* open_again(const std::string& path) {
    auto* file = static_cast<sqlite3_file*>(::operator new(static_cast<std::size_t>(real_->szOsFile)));
    int out = 0;
    if (real_->xOpen(real_, path.c_str(), file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MAIN_DB, &out) == SQLITE_OK) return file;
    ::operator delete(file);
    return nullptr;
  }

  struct File {
    sqlite3_file base;
    FaultVfs* owner;
    const char* path;  // SQLite's, while the file is open
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    const sqlite3_io_methods* on() { return real()->pMethods; }
  };
  static File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }

  // SQLITE_OK, or the error this operation meets.
  int meet(int io_code) {
    if ((fault_ == Fault::read) != (io_code == SQLITE_IOERR_READ)) return SQLITE_OK;
    const std::uint64_t now = seen_++;
    const bool hit = fault_ != Fault::none && (now == from_ || (now > from_ && lasts_ == Lasts::on));
    return !hit ? SQLITE_OK : fault_ == Fault::full ? SQLITE_FULL : io_code;
  }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
    auto* owner = static_cast<FaultVfs*>(vfs->pAppData);
    of(file)->owner = owner;
    of(file)->path = path;
    file->pMethods = nullptr;
    const int code = owner->real_->xOpen(owner->real_, path, of(file)->real(), flags, out);
    if (of(file)->real()->pMethods != nullptr) file->pMethods = methods();
    return code;
  }
  static int read(sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
    const int code = of(f)->owner->meet(SQLITE_IOERR_READ);
    return code != SQLITE_OK ? code : of(f)->on()->xRead(of(f)->real(), to, size, at);
  }
  // What a write or truncation of these bytes, from there, replaces.
  static void remember(sqlite3_file* f, sqlite3_int64 at, std::size_t size, const void* data) {
    if (of(f)->path == nullptr) return;  // a file that goes with its closing
    Unsynced one;
    one.at = at;
    one.truncates = data == nullptr;
    of(f)->on()->xFileSize(of(f)->real(), &one.size_before);
    if (one.truncates) size = static_cast<std::size_t>(std::max<sqlite3_int64>(one.size_before - at, 0));
    else one.written.assign(static_cast<const char*>(data), size);
    if (at < one.size_before) {
      one.before.resize(std::min(size, static_cast<std::size_t>(one.size_before - at)));
      of(f)->on()->xRead(of(f)->real(), one.before.data(), static_cast<int>(one.before.size()), at);
    }
    of(f)->owner->unsynced_[of(f)->path].push_back(std::move(one));
  }
  static int write(sqlite3_file* f, const void* data, int size, sqlite3_int64 at) {
    const int code = of(f)->owner->meet(SQLITE_IOERR_WRITE);
    if (code == SQLITE_OK || code == SQLITE_IOERR_WRITE)
      remember(f, at, static_cast<std::size_t>(code == SQLITE_OK ? size : size / 2), data);
    if (code == SQLITE_IOERR_WRITE) of(f)->on()->xWrite(of(f)->real(), data, size / 2, at);
    return code != SQLITE_OK ? code : of(f)->on()->xWrite(of(f)->real(), data, size, at);
  }
  static int truncate(sqlite3_file* f, sqlite3_int64 size) {
    const int code = of(f)->owner->meet(SQLITE_IOERR_TRUNCATE);
    if (code == SQLITE_OK) remember(f, size, 0, nullptr);
    return code != SQLITE_OK ? code : of(f)->on()->xTruncate(of(f)->real(), size);
  }
  static int sync(sqlite3_file* f, int flags) {
    const int code = of(f)->owner->meet(SQLITE_IOERR_FSYNC);
    if (code == SQLITE_OK && of(f)->path != nullptr) of(f)->owner->unsynced_.erase(of(f)->path);
    return code != SQLITE_OK ? code : of(f)->on()->xSync(of(f)->real(), flags);
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods list = {
        2,
        [](sqlite3_file* f) { return of(f)->on()->xClose(of(f)->real()); },
        read,
        write,
        truncate,
        sync,
        [](sqlite3_file* f, sqlite3_int64* size) { return of(f)->on()->xFileSize(of(f)->real(), size); },
        [](sqlite3_file* f, int lock) { return of(f)->on()->xLock(of(f)->real(), lock); },
        [](sqlite3_file* f, int lock) { return of(f)->on()->xUnlock(of(f)->real(), lock); },
        [](sqlite3_file* f, int* out) { return of(f)->on()->xCheckReservedLock(of(f)->real(), out); },
        [](sqlite3_file* f, int op, void* arg) { return of(f)->on()->xFileControl(of(f)->real(), op, arg); },
        [](sqlite3_file* f) { return of(f)->on()->xSectorSize(of(f)->real()); },
        [](sqlite3_file* f) { return of(f)->on()->xDeviceCharacteristics(of(f)->real()); },
        [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
          return of(f)->on()->xShmMap(of(f)->real(), page, size, extend, out);
        },
        [](sqlite3_file* f, int at, int n, int flags) { return of(f)->on()->xShmLock(of(f)->real(), at, n, flags); },
        [](sqlite3_file* f) { of(f)->on()->xShmBarrier(of(f)->real()); },
        [](sqlite3_file* f, int remove) { return of(f)->on()->xShmUnmap(of(f)->real(), remove); },
        nullptr,
        nullptr,
    };
    return &list;
  }

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_{};
  std::map<std::string, std::vector<Unsynced>> unsynced_;  // since the last sync of each file, in order
  Fault fault_ = Fault::none;
  Lasts lasts_ = Lasts::on;
  std::uint64_t from_ = 0;
  std::uint64_t seen_ = 0;
};

}  // namespace tsugite::ledger

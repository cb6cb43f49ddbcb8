// An SQLite VFS over the system's that fails where a test says so. For tests only; one at a time, registered while it lives.
//
// Writes, truncations and syncs are counted together from arm(); from the given one on they fail: the disk is full, or it is gone.
// A write that fails because the power goes leaves its first half behind.
#pragma once

#include <sqlite3.h>

#include <cstdint>

namespace tsugite::ledger {

class FaultVfs {
 public:
  static constexpr const char* name = "tsugite-faults";
  enum class Fault { none, full, io, read };  // of reads, or of everything else

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

  void arm(Fault fault, std::uint64_t from) { fault_ = fault, from_ = from, seen_ = 0; }
  void disarm() { fault_ = Fault::none; }
  std::uint64_t seen() const { return seen_; }

 private:
  struct File {
    sqlite3_file base;
    FaultVfs* owner;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    const sqlite3_io_methods* on() { return real()->pMethods; }
  };
  static File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }

  // SQLITE_OK, or the error this operation meets.
  int meet(int io_code) {
    if ((fault_ == Fault::read) != (io_code == SQLITE_IOERR_READ)) return SQLITE_OK;
    const bool hit = seen_++ >= from_ && fault_ != Fault::none;
    return !hit ? SQLITE_OK : fault_ == Fault::full ? SQLITE_FULL : io_code;
  }

  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
    auto* owner = static_cast<FaultVfs*>(vfs->pAppData);
    of(file)->owner = owner;
    file->pMethods = nullptr;
    const int code = owner->real_->xOpen(owner->real_, path, of(file)->real(), flags, out);
    if (of(file)->real()->pMethods != nullptr) file->pMethods = methods();
    return code;
  }
  static int read(sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
    const int code = of(f)->owner->meet(SQLITE_IOERR_READ);
    return code != SQLITE_OK ? code : of(f)->on()->xRead(of(f)->real(), to, size, at);
  }
  static int write(sqlite3_file* f, const void* data, int size, sqlite3_int64 at) {
    const int code = of(f)->owner->meet(SQLITE_IOERR_WRITE);
    if (code == SQLITE_IOERR_WRITE) of(f)->on()->xWrite(of(f)->real(), data, size / 2, at);
    return code != SQLITE_OK ? code : of(f)->on()->xWrite(of(f)->real(), data, size, at);
  }
  static int truncate(sqlite3_file* f, sqlite3_int64 size) {
    const int code = of(f)->owner->meet(SQLITE_IOERR_TRUNCATE);
    return code != SQLITE_OK ? code : of(f)->on()->xTruncate(of(f)->real(), size);
  }
  static int sync(sqlite3_file* f, int flags) {
    const int code = of(f)->owner->meet(SQLITE_IOERR_FSYNC);
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
  Fault fault_ = Fault::none;
  std::uint64_t from_ = 0;
  std::uint64_t seen_ = 0;
};

}  // namespace tsugite::ledger

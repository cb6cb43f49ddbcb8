// One writer at a time: a lock file beside the data file, held by this process. Error: "store.in-use".
#pragma once

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "base/result.h"

namespace tsugite::ledger {

class WriterLock {
 public:
  WriterLock() = default;
  ~WriterLock() {
    if (handle_ >= 0) ::close(handle_);
  }
  WriterLock(WriterLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  WriterLock& operator=(WriterLock&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  static Result<WriterLock> take(const std::string& path) {
    WriterLock lock;
    lock.handle_ = ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock.handle_ < 0) return fail("store.io", path, "the data folder cannot be written", "データフォルダーに書き込めません");
    if (::flock(lock.handle_, LOCK_EX | LOCK_NB) != 0)
      return fail("store.in-use", path, "another process has this data file open for writing",
                  "別のプロセスがこのデータファイルを書き込み用に開いています");
    return lock;
  }

 private:
  int handle_ = -1;
};

}  // namespace tsugite::ledger

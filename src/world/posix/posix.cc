#include "world/posix/posix.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tsugite::world {
namespace {

std::unexpected<Error> io_error(const std::string& path, const char* what_en, const char* what_ja) {
  const char* code = errno == ENOSPC ? "disk.full" : errno == ENOENT ? "disk.missing" : "disk.io";
  std::string why = std::strerror(errno);
  return fail(code, path, std::string(what_en) + ": " + why, std::string(what_ja) + "：" + why);
}

}  // namespace

WallTime PosixClock::now() const {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

Duration PosixClock::monotonic() const {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count()};
}

SodiumRandom::SodiumRandom() {
  if (sodium_init() < 0) std::abort();
}

Bytes SodiumRandom::bytes(std::size_t count) {
  Bytes out(count, '\0');
  if (count <= 4096) {
    randombytes_buf(out.data(), count);
    return out;
  }
  // Much at once, such as a file of keys, is drawn out of a seed that is used once: the system's own generator is several times slower.
  std::array<unsigned char, randombytes_SEEDBYTES> seed;
  randombytes_buf(seed.data(), seed.size());
  randombytes_buf_deterministic(out.data(), count, seed.data());
  sodium_memzero(seed.data(), seed.size());
  return out;
}

Result<Bytes> PosixDisk::read(const std::string& path) const {
  std::ifstream in(path, std::ios::binary);
  if (!in) return io_error(path, "cannot read the file", "ファイルを読めません");
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

Result<void> PosixDisk::write(const std::string& path, BytesView content, bool secret) {
  const std::string beside = path + ".new";
  int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, secret ? 0600 : 0644);
  if (file < 0) return io_error(path, "cannot write the file", "ファイルを書けません");
  std::size_t done = 0;
  while (done < content.size()) {
    ssize_t n = ::write(file, content.data() + done, content.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      auto error = io_error(path, "cannot write the file", "ファイルを書けません");
      ::close(file);
      ::unlink(beside.c_str());
      return error;
    }
    done += static_cast<std::size_t>(n);
  }
  bool synced = ::fsync(file) == 0;
  synced = ::close(file) == 0 && synced;
  if (!synced || ::rename(beside.c_str(), path.c_str()) != 0) return io_error(path, "cannot write the file", "ファイルを書けません");
  const std::string folder = std::filesystem::path(path).parent_path().string();
  int dir = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir >= 0) {
    ::fsync(dir);
    ::close(dir);
  }
  return {};
}

Result<std::uint64_t> PosixDisk::free_bytes(const std::string& path) const {
  struct statvfs info;
  if (::statvfs(path.c_str(), &info) != 0) return io_error(path, "cannot ask for the free room", "空き容量を取得できません");
  return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
}

}  // namespace tsugite::world

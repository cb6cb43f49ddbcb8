#include "server/password.h"

#include <sodium.h>

#include <cstdlib>

#include "base/limits.h"

namespace tsugite::server {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory = 64 * 1024 * 1024;

// May be called often and by several; picks the fastest code for this processor.
void ready() {
  if (sodium_init() < 0) std::abort();
}

}  // namespace

Result<std::string> hash_password(const std::string& password) {
  ready();
  if (password.size() > limits::password_bytes) return fail("password.too-long", "", "the password is too long", "パスワードが長すぎます");
  std::string out(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), passes, memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail("password.memory", "", "there is not enough memory to hash a password", "パスワードの処理に必要なメモリがありません");
  out.resize(out.find('\0'));
  return out;
}

bool password_fits(const std::string& hash, const std::string& password) {
  // Same parameters as a real one; a salt and a tag of zeros, which no password is known to fit.
  static const std::string none = "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  const bool fits = crypto_pwhash_str_verify((hash.empty() ? none : hash).c_str(), password.data(), password.size()) == 0;
  return fits && !hash.empty();
}

PasswordWorker::PasswordWorker(std::function<void(std::function<void()>)> post) : post_(std::move(post)) {
  ready();
  thread_ = std::thread([this] { run(); });
}

PasswordWorker::~PasswordWorker() {
  {
    std::lock_guard lock(mutex_);
    stop_ = true;
    jobs_.clear();
  }
  wake_.notify_all();
  thread_.join();
}

bool PasswordWorker::check(std::string hash, std::string password, std::function<void(bool)> answer) {
  {
    std::lock_guard lock(mutex_);
    if (jobs_.size() >= limits::sign_ins_waiting) return false;
    jobs_.push_back({std::move(hash), std::move(password), std::move(answer)});
  }
  wake_.notify_one();
  return true;
}

void PasswordWorker::run() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
      if (stop_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    const bool fits = password_fits(job.hash, job.password);
    sodium_memzero(job.password.data(), job.password.size());
    post_([answer = std::move(job.answer), fits] { answer(fits); });
  }
}

}  // namespace tsugite::server

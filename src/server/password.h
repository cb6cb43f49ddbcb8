// Passwords: argon2id as libsodium makes it (2 passes, 64 MiB: some tenths of a second), checked one at a time on a thread of
// its own so that nothing else waits, in a short queue so that memory stays bounded.
//
// An unknown account is checked against a hash that no password fits, so that it takes as long as a wrong password (attack case 30).
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "base/result.h"

namespace tsugite::server {

// Errors: "password.too-long", "password.memory".
Result<std::string> hash_password(const std::string& password);
bool password_fits(const std::string& hash, const std::string& password);

class PasswordCheck {
 public:
  virtual ~PasswordCheck() = default;
  // An empty hash fits nothing and takes as long. False: too many are waiting, nothing will be answered.
  virtual bool check(std::string hash, std::string password, std::function<void(bool)> answer) = 0;
};

class PasswordWorker : public PasswordCheck {
 public:
  // `post` runs a function on the server's thread; it may be called from any thread.
  explicit PasswordWorker(std::function<void(std::function<void()>)> post);
  ~PasswordWorker() override;  // waits for the check under way; answers no other
  bool check(std::string hash, std::string password, std::function<void(bool)> answer) override;

 private:
  struct Job {
    std::string hash, password;
    std::function<void(bool)> answer;
  };
  void run();

  std::function<void(std::function<void()>)> post_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace tsugite::server

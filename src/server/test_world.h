// A small node for the tests of this room, with people who sign in: two parties, two procedures, cases and records as tables. No
// Core: what a view shows must follow from the table, and each test says what stands in it.
#pragma once

#include <memory>
#include <string>

#include "server/test_backend.h"
#include "server/test_browser.h"

namespace tsugite::server::test {

// Answers at once: the password that fits is the hash itself.
class InstantPasswords : public PasswordCheck {
 public:
  bool check(std::string hash, std::string password, std::function<void(bool)> answer) override {
    if (full) return false;
    ++asked;
    answer(!hash.empty() && hash == password);
    return true;
  }
  int asked = 0;
  bool full = false;
};

struct World {
  World() {
    Accounts accounts;
    for (const char* account : {"watch", "chief", "mofa", "admin", "nobody-in-the-annex"})
      accounts.set(account, std::string("$argon2id$") + account);
    Front::Settings settings;
    settings.doors.hosts.insert("127.0.0.1:8401");
    settings.openapi = "openapi: 3.1.0\n";
    settings.assets.add("/index.html", "<!doctype html>");
    settings.assets.add("/assets/app-1a2b3c4d.mjs", "export {}");
    front = std::make_unique<Front>(backend, std::move(settings), std::move(accounts), passwords);
  }
  Browser browser(const std::string& account) {
    Browser out(*front);
    EXPECT_EQ(out.sign_in(account).status, 200) << account;
    return out;
  }

  FakeBackend backend;
  InstantPasswords passwords;
  std::unique_ptr<Front> front;
};

}  // namespace tsugite::server::test

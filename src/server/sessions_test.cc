#include "server/sessions.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "server/accounts.h"
#include "server/password.h"
#include "server/test_world.h"

namespace tsugite::server {
namespace {

struct Watched {
  Watched() {
    sessions.on_end([this](const SessionId& id) { ended.push_back(id); });
  }
  test::Clock clock;
  test::Random random;
  Sessions sessions{clock, random};
  std::vector<SessionId> ended;
};

TEST(Sessions, LiveByTheirTokenOnly) {
  Watched w;
  auto begun = w.sessions.begin("watch");
  EXPECT_EQ(begun.token.size(), 64u);
  ASSERT_TRUE(w.sessions.use(begun.token));
  EXPECT_EQ(w.sessions.use(begun.token)->account, "watch");
  EXPECT_FALSE(w.sessions.use(""));
  EXPECT_FALSE(w.sessions.use(begun.session.id.hex()));  // what the table holds opens nothing
  EXPECT_NE(w.sessions.begin("watch").token, begun.token);
  w.sessions.end(begun.session.id);
  EXPECT_FALSE(w.sessions.use(begun.token));
  EXPECT_EQ(w.ended, std::vector{begun.session.id});
}

TEST(Sessions, EndByIdlenessAndByAge) {
  Watched w;
  auto begun = w.sessions.begin("watch");
  w.clock.at = limits::session_idle_ms - 1;
  ASSERT_TRUE(w.sessions.use(begun.token));
  w.clock.at += limits::session_idle_ms;
  EXPECT_FALSE(w.sessions.find(begun.session.id));
  EXPECT_FALSE(w.sessions.use(begun.token));
  EXPECT_EQ(w.ended.size(), 1u);

  auto busy = w.sessions.begin("watch");
  const auto from = w.clock.at;
  while (w.clock.at - from < limits::session_total_ms) {
    ASSERT_TRUE(w.sessions.use(busy.token));
    w.clock.at += limits::session_idle_ms / 2;
  }
  EXPECT_FALSE(w.sessions.use(busy.token));
}

TEST(Sessions, AreBoundedPerAccount) {
  Watched w;
  auto first = w.sessions.begin("watch");
  for (std::size_t i = 1; i < limits::sessions_per_account; ++i) {
    ++w.clock.at;
    w.sessions.begin("watch");
  }
  EXPECT_TRUE(w.ended.empty());
  w.sessions.begin("watch");
  EXPECT_EQ(w.ended, std::vector{first.session.id});
  w.sessions.begin("other");
  w.sessions.end_account("watch");
  EXPECT_EQ(w.sessions.size(), 1u);
}

TEST(Sessions, CompareSecretsWhole) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "ab"));
  EXPECT_FALSE(same_secret("", "abc"));
}

TEST(Password, FitsItsHashAndNothingElse) {
  auto hash = hash_password("正しい馬");
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
  EXPECT_TRUE(password_fits(*hash, "正しい馬"));
  EXPECT_FALSE(password_fits(*hash, "正しい鹿"));
  EXPECT_FALSE(password_fits("", "正しい馬"));
  EXPECT_FALSE(password_fits("", ""));
  EXPECT_FALSE(password_fits("not a hash", "正しい馬"));
  EXPECT_FALSE(hash_password(std::string(limits::password_bytes + 1, 'x')));
}

// Attack case 30: an unknown account costs the same work. Compared with generous room, since machines differ.
TEST(Password, Attack30_AnUnknownAccountTakesAsLong) {
  auto hash = hash_password("x");
  const auto timed = [](const std::string& of) {
    const auto from = std::chrono::steady_clock::now();
    EXPECT_FALSE(password_fits(of, "wrong"));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
  };
  timed(*hash);
  double known = 1e9, unknown = 1e9;
  for (int i = 0; i < 3; ++i) {
    known = std::min(known, timed(*hash));
    unknown = std::min(unknown, timed(""));
  }
  EXPECT_GT(unknown, known * 0.6);
  EXPECT_LT(unknown, known * 1.7);
}

TEST(Password, TheWorkerAnswersInOrderAndRefusesWhenFull) {
  std::mutex mutex;
  std::condition_variable done;
  std::vector<int> answers;
  int taken = 0;
  {
    PasswordWorker worker([](std::function<void()> work) { work(); });
    for (int i = 0; i < static_cast<int>(limits::sign_ins_waiting) * 2; ++i)
      taken += worker.check("bad hash", "x", [&, i](bool fits) {
        std::lock_guard lock(mutex);
        EXPECT_FALSE(fits);
        answers.push_back(i);
        done.notify_one();
      });
    EXPECT_FALSE(taken == 0);
    std::unique_lock lock(mutex);
    EXPECT_TRUE(done.wait_for(lock, std::chrono::seconds(60), [&] { return answers.size() == static_cast<std::size_t>(taken); }));
  }
  EXPECT_TRUE(std::is_sorted(answers.begin(), answers.end()));
}

TEST(Accounts, ReadAndWriteTheirFile) {
  Accounts accounts;
  accounts.set("watch", "$argon2id$one");
  auto again = Accounts::parse(accounts.write());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->hash_of("watch"), "$argon2id$one");
  EXPECT_EQ(again->hash_of("other"), "");
  for (const char* bad : {"", "[]", "{\"watch\":1}", "{\"watch\":\"plain password\"}", "{\"a\":\"$argon2id$x\",\"a\":\"$argon2id$y\"}"})
    EXPECT_FALSE(Accounts::parse(bad)) << bad;
}

}  // namespace
}  // namespace tsugite::server

// A node around those facts: it takes what it is given, keeps it for the test to look at, and answers when told to.
#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "server/backend.h"
#include "server/test_facts.h"

namespace tsugite::server::test {

class Clock : public world::Clock {
 public:
  WallTime now() const override { return {start_ms + at}; }
  Duration monotonic() const override { return {at}; }
  std::int64_t at = 0;
};

class Random : public world::Random {
 public:
  Bytes bytes(std::size_t count) override {
    Bytes out;
    while (out.size() < count) out += sha256("test " + std::to_string(next_++)).bytes();
    return out.substr(0, count);
  }

 private:
  int next_ = 0;
};

class FakeBackend : public Backend {
 public:
  const Facts& facts() const override { return table; }
  const world::Clock& clock() const override { return time; }
  world::Random& random() override { return chance; }
  const charter::Companions& companions() const override { return beside; }
  std::string software() const override { return "tsugite test"; }
  void submit(core::CommandInput input, Answer<core::Done> answer) override {
    commands.push_back(std::move(input));
    waiting.push_back(std::move(answer));
    if (at_once) settle();
  }
  void submit_desk(core::DeskAct act, Answer<core::Done> answer) override {
    if (const auto* verdict = std::get_if<core::DeskInput>(&act)) verdicts.push_back(*verdict);
    if (const auto* derived = std::get_if<core::DeriveInput>(&act)) derivations.push_back(*derived);
    if (const auto* rule = std::get_if<core::RuleInput>(&act)) rules.push_back(*rule);
    answer(outcome);
  }
  void submit_disposal(core::DisposeInput input, Answer<core::Done> answer) override {
    disposals.push_back(std::move(input));
    answer(outcome);
  }
  void submit_recall(core::RecallInput input, Answer<core::Done> answer) override {
    recalls.push_back(std::move(input));
    answer(outcome);
  }
  void gateway_jma(Bytes xml, std::string context, casework::Actor actor, Answer<GatewayDone> answer) override {
    messages.push_back({xml, context, actor.person + " " + actor.seat});
    answer(GatewayDone{table.table.front().id, {}, {"見出し", "Headline"}});
  }
  void set_link(std::string partner, bool enabled, Answer<void> answer) override {
    switched.emplace_back(partner, enabled);
    answer({});
  }
  void end_link(std::string partner, Text reason, std::string person, Answer<void> answer) override {
    ended.push_back({partner, reason.en, person});
    answer({});
  }
  void readmit(std::string partner, Answer<void> answer) override {
    ended.push_back({partner, "", ""});
    answer({});
  }
  void examine(Answer<Diagnosis> answer) override { answer(found); }
  void subscribe(std::function<void(const core::Changes&)> told) override { changed = std::move(told); }
  Digest own_pin() const override { return sha256("our key"); }
  std::vector<Stranger> strangers() const override { return met; }
  std::vector<Figure> figures() const override {
    return {{"tsugite_commits_total", "Commits", "counter", 3, true}, {"tsugite_strangers_total", "Strangers", "counter", 2}};
  }
  Result<void> health() const override { return well; }

  void settle() {
    auto answers = std::exchange(waiting, {});
    for (auto& answer : answers) answer(outcome);
  }

  FakeFacts table;
  charter::Companions beside;
  Clock time;
  Random chance;
  std::vector<core::CommandInput> commands;
  std::vector<core::DeskInput> verdicts;
  std::vector<core::DeriveInput> derivations;
  std::vector<core::RuleInput> rules;
  std::vector<core::RecallInput> recalls;
  std::vector<core::DisposeInput> disposals;
  std::vector<std::array<std::string, 3>> messages;
  std::vector<std::pair<std::string, bool>> switched;
  std::vector<Stranger> met;
  std::vector<std::array<std::string, 3>> ended;
  Result<Diagnosis> found = Diagnosis{};
  std::vector<Answer<core::Done>> waiting;
  bool at_once = true;
  Result<core::Done> outcome = core::Done{};
  Result<void> well;
  std::function<void(const core::Changes&)> changed;
};

}  // namespace tsugite::server::test

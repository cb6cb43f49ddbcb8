// Two cores over memory stores, joined by hand: what one sends, the other gets at once. For the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "base/sha256.h"
#include "charter/test_files.h"
#include "core/core.h"
#include "federation/frame.h"
#include "ledger/memory_store.h"

namespace tsugite::core {

inline constexpr WallTime test_now{1'800'000'000'000};

inline ledger::SigningKey test_key(const std::string& name) { return *ledger::SigningKey::from_seed(sha256("test " + name).view()); }

struct Side {
  std::string party;
  ledger::MemoryStore store;
  std::unique_ptr<Core> core;
  std::vector<Answer> answers;
};

class Pair {
 public:
  Pair() {
    static const auto shipped = [] {
      auto loaded = charter::load_charter(charter::shipped_charter());
      for (auto& [id, party] : loaded.charter.parties) party.root = test_key(id + " root").public_key();
      return std::make_shared<const charter::Charter>(std::move(loaded.charter));
    }();
    charter_ = shipped;
    for (const std::string id : {"JPN", "USA"}) {
      sides_[id].party = id;
      load(id, charter_);
    }
  }

  void load(const std::string& id, std::shared_ptr<const charter::Charter> charter, const std::function<void(Config&)>& change = {}) {
    const auto log = test_key(id + " log"), cosigner = test_key(id + " cosigner");
    auto annex = charter::load_annex(charter::shipped_annex(id), *charter_).annex;
    if (change_annex) change_annex(annex);
    Config config{id,
                  {{charter->digest, charter}},
                  std::make_shared<const charter::Annex>(std::move(annex)),
                  {other(id)},
                  log,
                  cosigner,
                  ledger::KeyCertificate{id, log.public_key(), cosigner.public_key(), pin(id), 1}.sign(test_key(id + " root")),
                  "test"};
    config.retention = retention;
    if (change) change(config);
    sides_[id].core = std::move(*Core::load(std::move(config), sides_[id].store, test_now));
  }

  static std::string other(const std::string& id) { return id == "JPN" ? "USA" : "JPN"; }
  static Digest pin(const std::string& id) { return sha256("tls " + id); }
  Side& operator[](const std::string& id) { return sides_.at(id); }
  const std::shared_ptr<const charter::Charter>& charter() const { return charter_; }

  void connect() {
    for (auto& [id, side] : sides_) side.core->link_up(other(id), pin(other(id)), test_now + ahead);
    settle();
    const bool anew = std::any_of(sides_.begin(), sides_.end(),
                                  [](const auto& one) { return one.second.core->links().front().reason.code == "link.returned"; });
    if (!anew) return;
    for (auto& [id, side] : sides_) side.core->link_down(other(id), {}, test_now);
    connect();
  }

  // Turns and deliveries until nothing moves.
  void settle() {
    for (bool moved = true; moved;) {
      moved = false;
      for (auto& [id, side] : sides_) moved = turn(id) || moved;
    }
  }

  // Closes one group of one side and makes it durable.
  Effects commit(const std::string& id) {
    Side& side = sides_.at(id);
    Effects effects = side.core->take();
    if (on_changed && !effects.changed.empty()) on_changed(id, effects.changed);
    if (effects.transaction) {
      auto committed = side.store.commit(*effects.transaction);
      EXPECT_TRUE(committed) << describe(committed.error());
      side.core->committed();
    }
    return effects;
  }

  // One group of one side: commit, then what follows. False if nothing came of it.
  bool turn(const std::string& id) {
    Side& side = sides_.at(id);
    if (side.core->wants_pump()) side.core->pump(test_now + ahead, entropy());
    Effects effects = commit(id);
    const bool something = effects.transaction != nullptr || !effects.frames.empty() || !effects.answers.empty();
    for (auto& answer : effects.answers) side.answers.push_back(std::move(answer));
    for (const auto& outgoing : effects.frames) {
      seen_.push_back(outgoing.frame.value());
      v1::Frame frame;
      const bool hello = frame.ParseFromString(outgoing.frame.value()) && frame.has_hello();
      const Duration error = hello || outgoing.partner != "JPN" ? Duration{} : clock_error;
      sides_.at(outgoing.partner).core->frame(id, outgoing.frame.value(), test_now + ahead + error, entropy());
    }
    return something;
  }

  std::function<void(const std::string& id, const Changes&)> on_changed;  // what a shell would tell of

  std::function<void(charter::Annex&)> change_annex;  // before it is loaded

  // The verdict of a person at the desk, and what follows from it.
  Result<Done> judge(const std::string& id, const Digest& record, v1::Release::Verdict verdict, const casework::Actor& actor,
                     const std::string& reason) {
    DeskInput input{++drawn_, actor, record, other(id), verdict, {}, entropy()};
    input.reason.set_ja(reason);
    sides_.at(id).core->desk(input, test_now);
    turn(id);
    auto out = std::move(sides_.at(id).answers.back().done);
    sides_.at(id).answers.clear();
    settle();
    return out;
  }

  Duration ahead{};              // of the time that passes at both
  charter::Retention retention;  // of every side loaded from then on
  Duration clock_error{};        // of JPN, from the hello on: as it takes what comes

  Bytes entropy() { return sha256("entropy", std::to_string(++drawn_)).bytes(); }
  const std::vector<Bytes>& seen() const { return seen_; }

  // The command of a seat of the watch that opens a case with a step of these texts.
  CommandInput opening(const std::string& id, const std::string& procedure, const std::string& step,
                       const std::map<std::string, std::string>& texts, const std::string& caveat = "",
                       const std::string& command_id = "") {
    CommandInput input;
    input.ticket = ++drawn_;
    input.command_id = command_id;
    auto& command = input.command;
    command.actor = id == "JPN" ? casework::Actor{"js-watch", "jpn-js-j3-watch"} : casework::Actor{"usfj-watch", "usa-usfj-j3-watch"};
    command.context = "real";
    command.procedure = procedure;
    command.step = step;
    command.entropy = entropy();
    for (const auto& [name, words] : texts) {
      v1::Field field;
      field.set_name(name);
      field.mutable_text()->set_ja(words);
      field.mutable_text()->set_original("ja");
      command.fields.push_back(field);
    }
    if (!caveat.empty()) {
      v1::Label label;
      label.set_policy(charter_->marking.id);
      label.set_classification(charter_->marking.lowest(id));
      label.set_originator(id);
      for (const char* party : {"JPN", "USA"}) label.add_releasable_to(party);
      label.add_caveats(caveat);
      command.label = label;
    }
    return input;
  }

  // It is taken, and what follows from it; its answer.
  Result<Done> open(const std::string& id, const std::string& procedure, const std::string& step,
                    const std::map<std::string, std::string>& texts, const std::string& caveat = "", const std::string& command_id = "") {
    sides_.at(id).core->command(opening(id, procedure, step, texts, caveat, command_id), test_now);
    turn(id);
    auto out = std::move(sides_.at(id).answers.back().done);
    sides_.at(id).answers.clear();
    settle();
    return out;
  }

 private:
  std::shared_ptr<const charter::Charter> charter_;
  std::map<std::string, Side> sides_;
  std::vector<Bytes> seen_;
  std::uint64_t drawn_ = 0;
};

}  // namespace tsugite::core

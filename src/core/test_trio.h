// Three cores of the three-prefectures charter over memory stores, each pair joined and parted by hand. For the tests of this room.
#pragma once

#include "core/test_pair.h"

namespace tsugite::core {

class Trio {
 public:
  Trio() {
    auto loaded = charter::load_charter(charter::read_folder(std::filesystem::path(TSUGITE_SOURCE_DIR) / "charters/three-prefectures"));
    for (auto& [id, party] : loaded.charter.parties) party.root = test_key(id + " root").public_key();
    charter_ = std::make_shared<const charter::Charter>(std::move(loaded.charter));
    for (const auto& [id, unused] : charter_->parties) {
      sides_[id].party = id;
      load(id);
    }
  }

  Side& operator[](const std::string& id) { return sides_.at(id); }

  void load(const std::string& id) {
    for (const auto& [other, unused] : sides_) part(id, other);
    const auto log = test_key(id + " log"), cosigner = test_key(id + " cosigner");
    auto annex = charter::load_annex(charter::shipped_annex(id), *charter_).annex;
    Config config{id,
                  {{charter_->digest, charter_}},
                  std::make_shared<const charter::Annex>(std::move(annex)),
                  {},
                  log,
                  cosigner,
                  ledger::KeyCertificate{id, log.public_key(), cosigner.public_key(), Pair::pin(id), 1}.sign(test_key(id + " root")),
                  "test"};
    for (const auto& [other, unused] : charter_->parties)
      if (other != id) config.partners.insert(other);
    sides_[id].core = std::move(*Core::load(std::move(config), sides_[id].store, test_now));
  }

  void join(const std::string& a, const std::string& b) {
    for (int times = 0; times < 4; ++times) {  // what comes back is followed by a link taken up anew
      part(a, b);
      joined_.insert(std::minmax(a, b));
      sides_.at(a).core->link_up(b, Pair::pin(b), test_now);
      sides_.at(b).core->link_up(a, Pair::pin(a), test_now);
      settle();
      if (status(a, b).state == LinkStatus::State::up && status(b, a).state == LinkStatus::State::up) return;
    }
  }
  void part(const std::string& a, const std::string& b) {
    if (joined_.erase(std::minmax(a, b)) == 0) return;
    sides_.at(a).core->link_down(b, {}, test_now);
    sides_.at(b).core->link_down(a, {}, test_now);
  }
  LinkStatus status(const std::string& of, const std::string& with) {
    for (auto& link : sides_.at(of).core->links())
      if (link.partner == with) return link;
    return {};
  }

  void settle() {
    for (bool moved = true; moved;) {
      moved = false;
      for (auto& [id, side] : sides_) moved = turn(id) || moved;
    }
  }

  // What a person of that side asked for: its answer, once what follows has come to rest.
  template <class Ask>
  Result<Done> after(const std::string& id, Ask ask) {
    ask(*sides_.at(id).core);
    turn(id);
    auto out = std::move(sides_.at(id).answers.back().done);
    sides_.at(id).answers.clear();
    settle();
    return out;
  }
  Result<Done> run(const std::string& id, casework::Command command) {
    command.context = "real";
    command.entropy = entropy();
    return after(id, [&](Core& core) { core.command(CommandInput{++drawn_, "", std::move(command)}, test_now); });
  }

  std::string state(const std::string& id, const CaseId& of) {
    const auto* c = sides_.at(id).core->casework().find(of);
    return c == nullptr ? "" : c->state;
  }

  Bytes entropy() { return sha256("trio", std::to_string(++drawn_)).bytes(); }
  std::map<std::string, Duration> clock_error;  // from the hello on: as it takes what comes
  std::function<bool(const std::string& from, const std::string& to, const v1::Frame&)> lose;

 private:
  bool turn(const std::string& id) {
    Side& side = sides_.at(id);
    if (side.core->wants_pump()) side.core->pump(test_now, entropy());
    Effects effects = side.core->take();
    if (effects.transaction) {
      auto committed = side.store.commit(*effects.transaction);
      EXPECT_TRUE(committed) << describe(committed.error());
      side.core->committed();
    }
    const bool something = effects.transaction != nullptr || !effects.frames.empty() || !effects.answers.empty();
    for (auto& answer : effects.answers) side.answers.push_back(std::move(answer));
    for (const auto& outgoing : effects.frames) {
      if (!joined_.contains(std::minmax(id, outgoing.partner))) continue;
      v1::Frame frame;
      EXPECT_TRUE(frame.ParseFromString(outgoing.frame.value()));
      if (lose && lose(id, outgoing.partner, frame)) continue;
      const Duration error = frame.has_hello() ? Duration{} : clock_error[outgoing.partner];
      sides_.at(outgoing.partner).core->frame(id, outgoing.frame.value(), test_now + error, entropy());
    }
    return something;
  }

  std::shared_ptr<const charter::Charter> charter_;
  std::map<std::string, Side> sides_;
  std::set<std::pair<std::string, std::string>> joined_;
  std::uint64_t drawn_ = 0;
};

}  // namespace tsugite::core

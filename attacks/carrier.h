// Carrier: how records get to the partner and back, so that one attack is played over each way there is: the live link and bundle files.
// The attacks over any carrier are declared in carried.h. JPN is the node under attack. Its own side tries to let something out
// (leaves), or the partner's node writes what it likes under its own good keys (offer). Not for what ships.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/test_pair.h"
#include "federation/frame.h"
#include "ledger/checkpoint.h"
#include "ledger/envelope.h"
#include "ledger/evidence_make.h"
#include "ledger/ledger.h"

namespace tsugite::attacks {

inline const std::string canary = "CANARY-5d2c71e0";

class Carrier {
 public:
  virtual ~Carrier() = default;

  // Both ways, until nothing more goes.
  virtual void carry() = 0;
  // Frames that USA's node made, given to JPN: the code with which the first was not taken, "" if all were.
  virtual std::string give(const std::vector<Bytes>& frames) = 0;
  // Everything that went out so far, and what JPN's node said after the last give().
  virtual std::vector<Bytes> out() const = 0;
  std::vector<Bytes> told;

  core::Pair pair;
  core::Core& jpn() { return *pair["JPN"].core; }
  core::Core& usa() { return *pair["USA"].core; }

  static bool any_holds(const std::vector<Bytes>& frames, const std::string& word) {
    return std::any_of(frames.begin(), frames.end(), [&](const Bytes& frame) { return frame.find(word) != Bytes::npos; });
  }
  bool crossed(const std::string& word) const { return any_holds(out(), word); }

  // ---- what our own side tries ----
  using Change = std::function<void(core::CommandInput&)>;

  // A question of JPN's watch, marked by hand: open, ours, for both.
  core::CommandInput question(const std::string& words = canary) {
    auto input = pair.opening("JPN", "rfi", "ask", {{"question", words}});
    v1::Label label;
    label.set_policy(pair.charter()->marking.id);
    label.set_classification(pair.charter()->marking.lowest("JPN"));
    label.set_originator("JPN");
    for (const char* party : {"JPN", "USA"}) label.add_releasable_to(party);
    input.command.label = label;
    return input;
  }
  Result<core::Done> run(const std::string& party, const core::CommandInput& input) {
    pair[party].core->command(input, core::test_now);
    pair.turn(party);
    auto done = std::move(pair[party].answers.back().done);
    pair[party].answers.clear();
    return done;
  }
  // Whether a question so changed gets out. Refused at the desk of whoever wrote it, or held: it must say why.
  bool leaves(const Change& change) {
    auto input = question();
    change(input);
    const auto done = run("JPN", input);
    carry();
    reason = done ? jpn().delivery(done->records.back(), "USA").reason : done.error();
    return crossed(canary);
  }
  Error reason;

  // ---- what a faulty or hostile node of USA sends ----

  // A good question of USA, to be spoilt.
  v1::Envelope theirs(const std::string& words = "q") {
    v1::Envelope e;
    const Bytes drawn = sha256("theirs", std::to_string(++drawn_)).bytes();
    e.set_id(drawn.substr(0, 16));
    e.set_salt(drawn.substr(16));
    e.set_schema(1);
    e.set_charter(pair.charter()->digest.bytes());
    e.set_context("real");
    e.set_case_id(sha256(drawn).bytes().substr(0, 16));
    e.set_wall_ms(core::test_now.ms);
    e.set_party("USA");
    e.set_seat("usa-usfj-j3-watch");
    auto* label = e.mutable_label();
    label->set_policy("japan-us");
    label->set_classification("UNCLASSIFIED");
    label->set_originator("USA");
    for (const char* party : {"JPN", "USA"}) {
      e.add_audience(party);
      label->add_releasable_to(party);
    }
    auto* step = e.mutable_step();
    step->set_procedure("rfi");
    step->set_step("ask");
    (*step->mutable_role())["asker"] = "USA";
    (*step->mutable_role())["answerer"] = "JPN";
    auto* field = step->add_field();
    field->set_name("question");
    field->mutable_text()->set_en(words);
    field->mutable_text()->set_original("en");
    return e;
  }
  // As USA's node would send them, the next in its outbox, under its key or another.
  Bytes frame_of(const std::vector<Bytes>& records, const std::string& key = "USA log", const std::string& context = "real") {
    v1::Frame frame;
    auto& entries = *frame.mutable_entries();
    entries.set_context(context);
    entries.set_first(outbox_.size());
    for (const auto& record : records) {
      entries.add_record(record);
      outbox_.number(0, sha256(record));
    }
    entries.set_checkpoint(outbox_.checkpoint(core::test_key(key)).checkpoint);
    return federation::encode_frame(frame);
  }
  // How JPN took it: "taken", the code of its signed refusal, or of what ended the exchange.
  std::string offer(const Bytes& record) {
    if (const auto code = give({frame_of({record})}); !code.empty()) return code;
    std::string refused;
    const auto link = jpn().links().front();
    for (const auto& note : link.refusals)
      if (note.record == sha256(record)) refused = note.reason.code;
    if (!refused.empty()) return refused;
    return jpn().index_of(sha256(record)) ? "taken" : "lost";
  }
  std::string offer(const v1::Envelope& envelope) { return offer(ledger::encode(envelope)); }
  std::string offer_spoilt(const std::function<void(v1::Envelope&)>& spoil) {
    auto envelope = theirs();
    spoil(envelope);
    return offer(envelope);
  }
  const ledger::Outbox& outbox() const { return outbox_; }

 private:
  ledger::Outbox outbox_{{"USA", "JPN", "real"}, ledger::outbox_origin("japan-us", "USA", "JPN", "real")};
  int drawn_ = 0;
};

// What JPN's node knows of both parties' keys when it makes evidence.
inline ledger::EvidenceKeys keys_of(const core::Pair& pair) {
  ledger::EvidenceKeys out{pair.charter()->id, "JPN", {}};
  for (const std::string id : {"JPN", "USA"}) {
    const ledger::KeyCertificate keys{id, core::test_key(id + " log").public_key(), core::test_key(id + " cosigner").public_key(),
                                      core::Pair::pin(id), 1};
    const auto root = core::test_key(id + " root");
    out.keys.emplace(id, *ledger::KeyHistory::open(keys.sign(root), id, root.public_key()));
  }
  return out;
}

class LiveLink : public Carrier {
 public:
  LiveLink() { pair.connect(); }
  void carry() override {
    if (jpn().links().front().state != core::LinkStatus::State::up) pair.connect();
    pair.settle();
  }
  std::string give(const std::vector<Bytes>& frames) override {
    told.clear();
    for (const auto& frame : frames) {
      jpn().frame("USA", frame, core::test_now, pair.entropy());
      collect();
      jpn().pump(core::test_now, pair.entropy());
      collect();
    }
    const auto link = jpn().links().front();
    return link.state == core::LinkStatus::State::up ? "" : link.reason.code;
  }
  std::vector<Bytes> out() const override { return pair.seen(); }
  // JPN has a new connection, on which nothing was said yet.
  void connect_anew() {
    jpn().link_down("USA", {}, core::test_now);
    jpn().link_up("USA", core::Pair::pin("USA"), core::test_now);
  }

 private:
  void collect() {
    for (const auto& outgoing : pair.commit("JPN").frames) told.push_back(outgoing.frame.value());
  }
};

}  // namespace tsugite::attacks

// Evidence made out of two parties' ledgers and verified with their root keys alone; and each byte of it changed.
#include "ledger/evidence.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "ledger/checkpoint.h"
#include "ledger/envelope.h"
#include "ledger/evidence_make.h"
#include "ledger/ledger.h"
#include "ledger/memory_store.h"

namespace tsugite::ledger {
namespace {

SigningKey key(const std::string& name) { return *SigningKey::from_seed(sha256(name).view()); }

struct Party {
  std::string id;
  SigningKey root = key(id + " root"), log = key(id + " log"), cosigner = key(id + " cosigner");
  KeyCertificate certificate{id, log.public_key(), cosigner.public_key(), sha256(id + " tls"), 1};
  Bytes text = certificate.sign(root);
};
const Party kJpn{"JPN"}, kUsa{"USA"}, kThief{"USA", key("thief root"), key("thief log"), key("thief cosigner")};
const std::map<std::string, PublicKey> kRoots{{"JPN", kJpn.root.public_key()}, {"USA", kUsa.root.public_key()}};
const StreamKey kOut{"JPN", "USA", "real"}, kIn{"USA", "JPN", "real"};

v1::Envelope blank(const std::string& party, int which) {
  v1::Envelope e;
  e.set_id(sha256(party + std::to_string(which)).bytes().substr(0, 16));
  e.set_schema(1);
  e.set_charter(std::string(32, 'c'));
  e.set_context("real");
  e.set_case_id(std::string(16, 'k'));
  e.set_wall_ms(1'460'636'789'000);
  e.set_party(party);
  e.set_seat("watch");
  e.mutable_label()->set_policy("japan-us");
  e.mutable_label()->set_classification("open");
  e.mutable_label()->set_originator(party);
  e.add_audience("JPN");
  e.add_audience("USA");
  e.set_salt(std::string(16, 's'));
  return e;
}

v1::Envelope proposal(int which) {
  auto e = blank("JPN", which);
  auto* field = e.mutable_proposal()->add_field();
  field->set_name("what");
  field->mutable_text()->set_en("airlift " + std::to_string(which));
  return e;
}
v1::Envelope step(const std::string& party, const std::string& name, const Digest& about, int which) {
  auto e = blank(party, which);
  e.mutable_step()->set_procedure("support");
  e.mutable_step()->set_step(name);
  e.mutable_step()->set_proposal(about.bytes());
  return e;
}
v1::Envelope refusal(const Digest& of) {
  auto e = blank("USA", 900);
  e.set_case_id(std::string(16, '\0'));
  e.mutable_refusal()->set_record(of.bytes());
  e.mutable_refusal()->set_code("record.clock");
  e.mutable_refusal()->mutable_reason()->set_ja("日時が先です");
  e.mutable_refusal()->mutable_reason()->set_en("it is dated ahead");
  return e;
}

// JPN's ledger: what it sent (by what it says) and what USA sent to it.
struct Lab {
  MemoryStore store;
  Log ledger{"JPN", ledger_origin("japan-us", "JPN")};
  Outbox out{kOut, outbox_origin("japan-us", "JPN", "USA", "real")};
  Frontier in;
  EvidenceKeys keys{"japan-us",
                    "JPN",
                    {{"JPN", *KeyHistory::open(kJpn.text, "JPN", kJpn.root.public_key())},
                     {"USA", *KeyHistory::open(kUsa.text, "USA", kUsa.root.public_key())}}};

  Digest keep(Transaction& t, const v1::Envelope& e) {
    const Sealed sealed = *seal(e);
    Entry entry;
    entry.digest = sealed.digest, entry.bytes = sealed.bytes, entry.context = "real";
    if (e.party() != "JPN") entry.source = e.party(), entry.source_number = in.size(), in.add(sealed.digest);
    ledger.append(entry);
    if (e.party() == "JPN") t.numbered.push_back(out.number(entry.index, entry.digest));
    t.append.push_back(std::move(entry));
    return sealed.digest;
  }
  Digest send(const v1::Envelope& e, bool receipted) {
    Transaction t;
    const Digest digest = keep(t, e);
    auto seal = out.checkpoint(kJpn.log);
    if (receipted) seal.receipt = cosign_checkpoint(seal.checkpoint, cosigner_name("japan-us", "USA"), kUsa.cosigner, {1'460'636'790'000});
    t.seals.push_back(seal);
    EXPECT_TRUE(store.commit(t).has_value());
    return digest;
  }
  Digest receive(const v1::Envelope& e) {
    Transaction t;
    const Digest digest = keep(t, e);
    t.seals.push_back(
        {kIn, in.size(), sign_checkpoint({outbox_origin("japan-us", "USA", "JPN", "real"), in.size(), in.root()}, kUsa.log), {}});
    EXPECT_TRUE(store.commit(t).has_value());
    return digest;
  }
  Bytes evidence(const Digest& record, std::optional<Claim> claim = std::nullopt) {
    auto made = make_evidence(store, keys, record, "", claim);
    EXPECT_TRUE(made.has_value()) << describe(made.error());
    return made ? encode(*made) : Bytes();
  }
  std::string refused(const Digest& record, std::optional<Claim> claim = std::nullopt, const std::string& partner = "") {
    auto made = make_evidence(store, keys, record, partner, claim);
    return made ? "made" : made.error().code;
  }
};

struct Exchanged : testing::Test {
  Lab lab;
  Digest filler = lab.send(blank_with_note(), true), offered = lab.send(proposal(2), true),
         asked = lab.send(step("JPN", "request", offered, 3), true), taken = lab.receive(step("USA", "accept", offered, 4)),
         late = lab.send(proposal(5), true), refusing = lab.receive(refusal(late)), waiting = lab.send(proposal(6), false);

  static v1::Envelope blank_with_note() {
    auto e = blank("JPN", 1);
    e.mutable_opaque()->set_type("test");
    return e;
  }
};

// Attack case 40: the file would give out what its author took back.
TEST_F(Exchanged, AnAnswerThatItsAuthorRecalledIsNotInTheFile) {
  auto recall = blank("USA", 901);
  recall.mutable_recall()->set_record(taken.bytes());
  recall.mutable_recall()->set_ask(v1::Recall::STOP_SERVING);
  recall.mutable_recall()->mutable_reason()->set_ja("理由");
  recall.mutable_recall()->mutable_reason()->set_en("why");
  lab.receive(recall);
  EXPECT_NE(lab.refused(offered, Claim::replied), "made");
  const auto proved = verify_evidence(lab.evidence(offered), kRoots);
  ASSERT_TRUE(proved.has_value()) << describe(proved.error());
  EXPECT_EQ(word(proved->claim), std::string(word(Claim::held))) << "that it was held can be proved without it";
}

TEST_F(Exchanged, ProvesTheMostThatCanBeProved) {
  struct Case {
    Digest record;
    Claim claim;
    Digest about;
    std::string said;
  };
  const Case cases[] = {{filler, Claim::held, filler, ""},
                        {offered, Claim::replied, offered, "support/accept"},
                        {asked, Claim::replied, offered, "support/accept"},  // the step stands for the proposal it makes
                        {late, Claim::refused, late, "record.clock"},
                        {waiting, Claim::sent, waiting, ""},
                        {taken, Claim::sent, taken, ""}};
  for (const auto& c : cases) {
    const auto proved = verify_evidence(lab.evidence(c.record), kRoots);
    ASSERT_TRUE(proved.has_value()) << describe(proved.error());
    EXPECT_EQ(word(proved->claim), std::string(word(c.claim)));
    EXPECT_EQ(proved->record, c.about);
    EXPECT_EQ(proved->said, c.said);
    EXPECT_EQ(proved->held.has_value(), c.claim == Claim::held);
  }
  EXPECT_EQ(verify_evidence(lab.evidence(filler), kRoots)->held->ms, 1'460'636'790'000);
  EXPECT_EQ(verify_evidence(lab.evidence(taken), kRoots)->outbox, kIn);
  EXPECT_EQ(verify_evidence(lab.evidence(late), kRoots)->reason.ja, "日時が先です");
  // A weaker claim is there for the asking.
  EXPECT_EQ(verify_evidence(lab.evidence(offered, Claim::held), kRoots)->claim, Claim::held);
  EXPECT_EQ(verify_evidence(lab.evidence(offered, Claim::sent), kRoots)->claim, Claim::sent);
}

TEST_F(Exchanged, SaysWhatItCannotProve) {
  EXPECT_EQ(lab.refused(sha256("never heard of")), "evidence.not-sent");
  EXPECT_EQ(lab.refused(waiting, Claim::held), "evidence.not-held");
  EXPECT_EQ(lab.refused(waiting, Claim::replied), "evidence.no-answer");
  EXPECT_EQ(lab.refused(offered, Claim::refused), "evidence.no-answer");
  EXPECT_EQ(lab.refused(taken, Claim::held), "evidence.not-held");
  EXPECT_EQ(lab.refused(offered, Claim::sent, "KOR"), "evidence.not-sent");
}

// With the partner's public key alone: the claim that it sent something needs no other.
TEST_F(Exchanged, AsksForTheRootsOfThePartiesItRestsOnAndNoOther) {
  EXPECT_TRUE(verify_evidence(lab.evidence(taken), {{"USA", kUsa.root.public_key()}}).has_value());
  EXPECT_EQ(verify_evidence(lab.evidence(filler), {{"JPN", kJpn.root.public_key()}}).error().code, "evidence.root");
  EXPECT_EQ(verify_evidence(lab.evidence(taken), {{"USA", kThief.root.public_key()}}).error().code, "evidence.keys");
}

// A byte changed, left out or doubled anywhere: nothing in the file is beside the proof.
TEST_F(Exchanged, EveryChangedByteRefuses) {
  for (const auto& [record, claim] :
       {std::pair(filler, Claim::held), {offered, Claim::replied}, {late, Claim::refused}, {taken, Claim::sent}}) {
    const Bytes good = lab.evidence(record, claim);
    ASSERT_TRUE(verify_evidence(good, kRoots).has_value());
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (const int change : {1, 2, 32, 128}) {
        Bytes bad = good;
        bad[at] = static_cast<char>(bad[at] ^ change);
        ASSERT_FALSE(verify_evidence(bad, kRoots).has_value()) << word(claim) << " byte " << at << " ^ " << change;
      }
      Bytes shorter = good, longer = good;
      shorter.erase(at, 1);
      longer.insert(at, 1, good[at]);
      ASSERT_FALSE(verify_evidence(shorter, kRoots).has_value()) << word(claim) << " without byte " << at;
      ASSERT_FALSE(verify_evidence(longer, kRoots).has_value()) << word(claim) << " with byte " << at << " twice";
    }
    EXPECT_FALSE(verify_evidence(good + "\n", kRoots).has_value());
  }
}

struct Change {
  const char* name;
  const char* code;
  Claim claim;
  void (*change)(Evidence&, Exchanged&);
};

// Changes that keep the form: parts of other evidence, signed by the right or the wrong keys.
TEST_F(Exchanged, PartsOfOtherEvidenceDoNotFit) {
  const Change changes[] = {
      {"Attack13_TheReceiptOfAnotherCheckpoint", "evidence.receipt", Claim::held,
       [](Evidence& e, Exchanged& x) {
         const auto other = make_evidence(x.lab.store, x.lab.keys, x.late, "", Claim::held)->sent.checkpoint;
         const auto text = *note_text(e.sent.checkpoint);
         const auto own_line = e.sent.checkpoint.substr(text.size(), e.sent.checkpoint.find('\n', text.size()) + 1 - text.size());
         const auto their_line = other.substr(other.rfind('\n', other.size() - 2) + 1);
         e.sent.checkpoint = Bytes(text) + own_line + their_line;
       }},
      {"AClaimWithoutItsReceipt", "evidence.checkpoint", Claim::sent,
       [](Evidence& e, Exchanged&) {
         e.claim = Claim::held;
         e.certificates["USA"] = kUsa.text;
       }},
      {"AReceiptBesideTheClaim", "evidence.checkpoint", Claim::held,
       [](Evidence& e, Exchanged&) {
         e.claim = Claim::sent;
         e.certificates.erase("USA");
       }},
      {"ACertificateTooMany", "evidence.keys", Claim::sent, [](Evidence& e, Exchanged&) { e.certificates["USA"] = kUsa.text; }},
      {"ACertificateMissing", "evidence.keys", Claim::held, [](Evidence& e, Exchanged&) { e.certificates.erase("USA"); }},
      {"Attack42_ACertificateOfAThief", "evidence.keys", Claim::held, [](Evidence& e, Exchanged&) { e.certificates["USA"] = kThief.text; }},
      {"AnotherNumber", "evidence.inclusion", Claim::held, [](Evidence& e, Exchanged&) { e.sent.number = 0; }},
      {"ANumberBeyondTheSize", "evidence.inclusion", Claim::held, [](Evidence& e, Exchanged&) { e.sent.number = 1u << 20; }},
      {"AnotherRecord", "evidence.inclusion", Claim::held, [](Evidence& e, Exchanged& x) { e.record = x.late; }},
      {"AnotherContext", "evidence.checkpoint", Claim::held, [](Evidence& e, Exchanged&) { e.outbox.context = "keen-edge"; }},
      {"AnotherCharter", "evidence.checkpoint", Claim::held, [](Evidence& e, Exchanged&) { e.charter_id = "mutual-aid-3"; }},
      {"AReplyToSomethingElse", "evidence.answer", Claim::replied,
       [](Evidence& e, Exchanged& x) {
         const auto other = *make_evidence(x.lab.store, x.lab.keys, x.late, "", Claim::sent);
         e.record = x.late, e.sent = other.sent;
       }},
      {"AReplyCalledARefusal", "evidence.answer", Claim::replied, [](Evidence& e, Exchanged&) { e.claim = Claim::refused; }},
      {"ARefusalCalledAReply", "evidence.answer", Claim::refused, [](Evidence& e, Exchanged&) { e.claim = Claim::replied; }},
      {"AnAnswerThatWasNeverSent", "evidence.inclusion", Claim::replied,
       [](Evidence& e, Exchanged& x) { e.answer = seal(step("USA", "decline", x.offered, 7))->bytes; }},
      {"AnOutboxToOneself", "evidence.form", Claim::sent, [](Evidence& e, Exchanged&) { e.outbox.to = "JPN"; }},
  };
  for (const auto& c : changes) {
    auto evidence = *make_evidence(lab.store, lab.keys,
                                   c.claim == Claim::replied   ? offered
                                   : c.claim == Claim::refused ? late
                                                               : asked,
                                   "", c.claim);
    c.change(evidence, *this);
    const auto proved = verify_evidence(encode(evidence), kRoots);
    ASSERT_FALSE(proved.has_value()) << c.name;
    EXPECT_EQ(proved.error().code, c.code) << c.name << ": " << describe(proved.error());
  }
}

// The partner signs another history for another reader, who shows us its checkpoint.
Bytes other_history(std::uint64_t size, const SigningKey& signer) {
  Frontier frontier;
  for (std::uint64_t n = 0; n < size; ++n) frontier.add(sha256("another " + std::to_string(n)));
  return sign_checkpoint({outbox_origin("japan-us", "USA", "JPN", "real"), size, frontier.root()}, signer);
}

TEST_F(Exchanged, Attack34_AForkIsProvedAtEverySizeThatIsHeld) {
  for (const std::uint64_t size : {1u, 2u}) {
    const auto made = make_fork(lab.store, lab.keys, kIn, other_history(size, kUsa.log));
    ASSERT_TRUE(made.has_value()) << describe(made.error());
    const Bytes good = encode(*made);
    const auto proved = verify_evidence(good, {{"USA", kUsa.root.public_key()}});
    ASSERT_TRUE(proved.has_value()) << describe(proved.error());
    EXPECT_EQ(proved->claim, Claim::fork);
    EXPECT_EQ(proved->smaller, size);
    EXPECT_EQ(proved->larger, 2u);
    for (std::size_t at = 0; at < good.size(); ++at) {
      Bytes bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 1);
      ASSERT_FALSE(verify_evidence(bad, kRoots).has_value()) << "byte " << at;
    }
  }
}

TEST_F(Exchanged, NobodyIsAccusedOfAForkThatIsNone) {
  const auto code = [&](BytesView shown) { return make_fork(lab.store, lab.keys, kIn, shown).error().code; };
  const auto seals = *static_cast<const Store&>(lab.store).seals(kIn, 0);
  EXPECT_EQ(code(seals.front().checkpoint), "evidence.no-fork");
  EXPECT_EQ(code(seals.back().checkpoint), "evidence.no-fork");
  EXPECT_EQ(code(other_history(3, kUsa.log)), "evidence.no-fork");  // longer than what we hold: ours to show to its holder
  EXPECT_EQ(code(other_history(1, kThief.log)), "checkpoint.unsigned");
  // Two honest checkpoints, put together as evidence by hand.
  Evidence e = *make_fork(lab.store, lab.keys, kIn, other_history(1, kUsa.log));
  e.fork.smaller = seals.front().checkpoint;
  EXPECT_EQ(verify_evidence(encode(e), kRoots).error().code, "evidence.fork");
  e.fork.prefix.reset(), e.fork.path.clear();
  EXPECT_EQ(verify_evidence(encode(e), kRoots).error().code, "evidence.fork");
  e.fork.smaller = e.fork.larger;
  EXPECT_EQ(verify_evidence(encode(e), kRoots).error().code, "evidence.fork");
}

}  // namespace
}  // namespace tsugite::ledger

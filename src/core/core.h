// Core: one node's whole deciding part, pure. Inputs go in (commands, link events, frames, time), effects come out: one
// transaction, and the answers and frames that may go out only once that transaction is durable.
//
// The shell (or the simulator) calls inputs, then take() closes the group and hands over the effects. The shell commits the
// transaction, says committed(), and only then carries out the rest; meanwhile inputs may go on, into the next group. If the commit
// fails, the Core has run ahead of the disk: it is thrown away and loaded again from the store, and everything unanswered is
// answered with the store's error.
// Holds no clock, socket, file, thread or random source: `now` and entropy come with the inputs. Reads the store's committed state.
// Way of a record through here: accept.cc (own) or apply.cc (a partner's) -> ledger -> fold -> guard -> queue -> pump.cc.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "casework/casework.h"
#include "charter/charter.h"
#include "charter/retention.h"
#include "core/derive.h"
#include "core/disposal.h"
#include "core/findings.h"
#include "core/recall.h"
#include "core/sharing.h"
#include "label/guard.h"
#include "ledger/keys.h"
#include "ledger/store.h"

namespace tsugite::core {

struct Config {
  std::string party;
  std::map<Digest, std::shared_ptr<const charter::Charter>> charters;  // all approved ones
  std::shared_ptr<const charter::Annex> annex;
  std::set<std::string> partners;  // parties this node has links with
  ledger::SigningKey log, cosigner;
  Bytes key_certificate;                               // our root's word on log, cosigner and TLS key
  std::string software;                                // shown to partners in the hello
  std::size_t open_cases = 512;                        // kept unpacked (casework/casework.h)
  std::map<std::string, Bytes> certificates_for = {};  // by partner: the key history for it, where keys changed since we first sent to it
  charter::Retention retention = {};
  std::map<Digest, RememberedDisposal> disposed = {};  // remembered beside the keys, by the record

  const Bytes& certificate_for(const std::string& partner) const {
    const auto own = certificates_for.find(partner);
    return own == certificates_for.end() ? key_certificate : own->second;
  }
};

struct Done {  // what a command did
  CaseId case_id;
  std::vector<Digest> records;
};

struct Answer {
  std::uint64_t ticket = 0;  // as the shell gave it
  Result<Done> done;
};

struct Outgoing {
  std::string partner;
  label::Released<Bytes> frame;
};

struct Hangup {
  std::string partner;
  Error why;
};

enum class Topic { cases, alerts, links, desk };

// Something that can be looked at changed. With a label it came with a record: only who may read what bears it can see the change, and
// nobody else is told that there was one. Without: everybody can.
struct Change {
  Change(Topic about, std::optional<label::Label> of = std::nullopt) : topic(about), label(std::move(of)) {}
  Topic topic;
  std::optional<label::Label> label;
  auto operator<=>(const Change&) const = default;
};
using Changes = std::set<Change>;

struct Effects {
  std::shared_ptr<const ledger::Transaction> transaction;  // null: nothing to commit
  std::vector<Answer> answers;
  std::vector<Outgoing> frames;  // in order, before hangups
  std::vector<Hangup> hangups;
  Changes changed;
};

// ---- what the outlets ask ----

// Where one record stands towards one partner.
struct Delivery {
  enum class State { home, queued, withheld, sent, receipted, received, refused, voided, ended };  // ended: it waited when the link did
  State state = State::home;
  std::int64_t at_ms = 0;  // when it entered this state, our time; 0 if unknown
  Error reason;            // withheld, refused, voided
  bool never = false;      // withheld: no person can release it as it stands
};

struct FirstRelease {  // of two that the rules ask for
  std::string person;
  std::int64_t at_ms = 0;
  Text reason;
};

struct DeskItem {
  Digest record;
  std::uint64_t index = 0;
  std::string partner;
  std::string kind;  // "report/file"
  Error reason;
  bool never = false;
  std::int64_t since_ms = 0;
  std::string context;
  bool two_persons = false;
  std::optional<FirstRelease> first = {};
};

// What a partner would get, were an item of the desk released to it now.
struct Preview {
  std::vector<Digest> records;       // exactly these bytes, in this order
  std::vector<Digest> awaits;        // what they refer to and it has not: it would go before them
  bool unreachable = false;          // they refer to what may not go to it: they would wait
  label::Decision now;               // what the guard says of it as it stands
  label::Decision released;          // and of it once released at the desk
  std::vector<Found> findings = {};  // of the content check, over all of these records
};

struct StreamStatus {  // one partner, one context
  std::string context;
  std::uint64_t sent = 0;                  // size of our outbox
  std::uint64_t receipted = 0;             // of it co-signed by the partner
  std::uint64_t queued = 0;                // not yet numbered
  std::uint64_t received = 0;              // size of the partner's outbox that we hold
  std::uint64_t returned = 0;              // of `sent`: lost here and given back by the partner
  std::uint64_t returning = 0;             // the size up to which it gives back now; 0: nothing is missing
  std::int64_t oldest_unreceipted_ms = 0;  // when the oldest of sent-but-unreceipted or queued was appended; 0: none
  std::int64_t common_ms = 0;              // when both last had signed all of both; 0: never
};

struct RefusalNote {
  Digest record;
  CaseId case_id;
  std::string by;  // party
  Error reason;
  std::int64_t at_ms = 0;
};

struct LinkStatus {
  std::string partner;
  enum class State { down, greeting, up, refused, disabled, removed } state = State::down;
  std::int64_t since_ms = 0;
  Error reason;                                     // refused, and the last reason a link went down
  std::optional<std::int64_t> clock_difference_ms;  // partner minus ours, at the hello
  std::string partner_software;
  std::optional<Digest> joined_charter;
  std::vector<StreamStatus> streams;
  std::vector<RefusalNote> refusals;  // both directions, newest last, bounded
};

struct CommandInput {
  std::uint64_t ticket = 0;
  std::string command_id;  // the client's: a repeat is answered with what it did the first time
  casework::Command command;
};

// What goes to a partner as a file. It may be written once the next transaction is durable.
struct BundleOut {
  std::vector<label::Released<Bytes>> frames;
  std::uint64_t records = 0;
  bool complete = false;  // nothing is left over for the next file
};

struct BundleIn {             // what came of one
  std::uint64_t records = 0;  // new
  std::vector<Error> left;    // frames that could not be taken, and why
};

struct DeskInput {
  std::uint64_t ticket = 0;
  casework::Actor actor;
  Digest record;
  std::string partner;
  v1::Release::Verdict verdict = v1::Release::VERDICT_UNSPECIFIED;
  v1::Text reason;
  Bytes entropy;
};

// A record with parts taken out, coarsened or marked otherwise goes in the stead of one at the desk. The partner never learns that.
struct DeriveInput {
  std::uint64_t ticket = 0;
  casework::Actor actor;
  Digest record;
  std::vector<Alteration> changes;
  std::optional<v1::Label> label;  // absent: as the record is marked
  v1::Text reason;
  Bytes entropy;
};

// From now on what is like that record leaves by itself to that partner; or `rule` does not hold any more.
struct RuleInput {
  std::uint64_t ticket = 0;
  casework::Actor actor;
  v1::StandingRule::Act act = v1::StandingRule::ACT_UNSPECIFIED;
  Digest record;
  std::string partner;
  RecordId rule;  // WITHDRAW
  v1::Text reason;
  Bytes entropy;
};

using DeskAct = std::variant<DeskInput, DeriveInput, RuleInput>;  // of a person with release authority

struct StandingRule {
  label::StandingRule rule;
  Digest like;
  std::string person;
  std::int64_t at_ms = 0;
};

class Core {
 public:
  // Folds everything on disk. Errors name what cannot be read.
  static Result<std::unique_ptr<Core>> load(Config config, const ledger::Store& store, WallTime now);
  ~Core();

  // ---- inputs ----
  void command(const CommandInput& input, WallTime now);
  void desk(const DeskInput& input, WallTime now);
  void desk(const DeriveInput& input, WallTime now);
  void desk(const RuleInput& input, WallTime now);
  void recall(const RecallInput& input, WallTime now);
  void dispose(const DisposeInput& input, WallTime now);
  // Once after load(): what Config remembers as disposed of and this ledger still has, or has no record of. How many.
  Result<std::uint64_t> dispose_again(WallTime now, const Bytes& entropy);
  // The peer's TLS key pin was checked by the shell; it must also be the one in the partner's key certificate.
  void link_up(const std::string& partner, const Digest& peer_pin, WallTime now);
  void link_down(const std::string& partner, const Error& why, WallTime now);
  // The shell cannot take what this partner sends (a full disk): it is told why and hung up.
  void link_refuse(const std::string& partner, const Error& why, WallTime now);
  void set_link_enabled(const std::string& partner, bool enabled, WallTime now);
  // removal.cc: the link ends for good. What waits for the partner will not go, also should it be a partner again; history and proofs stay.
  Result<void> remove_partner(const std::string& partner, const Text& reason, const std::string& person, WallTime now);
  Result<void> readmit_partner(const std::string& partner, WallTime now);
  void frame(const std::string& partner, BytesView frame, WallTime now, const Bytes& entropy);
  // bundle.cc: the same frames as files. What a partner has not receipted, what waits for it and our receipts, in at most so many bytes of
  // a bundle's frames.
  BundleOut bundle_out(const std::string& partner, std::size_t budget, WallTime now, const Bytes& entropy);
  Result<BundleIn> bundle_in(const std::string& partner, const std::vector<Bytes>& frames, WallTime now, const Bytes& entropy);
  // Now and then: a link on which data should flow and does not is hung up, so that it never looks better than it is.
  void tick(WallTime now);
  // Numbers and sends what there is room for. Only committed records are numbered.
  void pump(WallTime now, const Bytes& entropy);
  bool wants_pump() const;
  void seal();  // the ledger as it is: now and then, and before the node stops
  Effects take();
  void committed();  // the transaction of the oldest group taken and not yet told of is durable

  // ---- questions ----
  const casework::Casework& casework() const;
  const label::Guard& guard() const;
  const charter::Charter& charter() const;  // what new cases begin with: the one in effect at the time of the latest input
  WallTime now() const;                     // of the latest input
  const charter::Charter* charter(const Digest& digest) const;
  const charter::Annex& annex() const;
  const std::string& party() const;
  const std::set<std::string>& partners() const;
  // Committed or about to be. Of what its originator recalled or this node disposed of, neither gives what it says: the entry is without
  // its bytes, the envelope without its fields. Nothing outside this room gets at more.
  Result<ledger::Entry> entry(std::uint64_t index) const;
  Result<v1::Envelope> envelope(std::uint64_t index) const;
  std::optional<RecallStatus> recall_of(const Digest& record) const;                    // in force
  std::vector<RecallStatus> recalls(const std::string& context) const;                  // the newest first
  std::vector<std::pair<Digest, RememberedDisposal>> disposals_not_remembered() const;  // that Config does not hold
  std::optional<Disposed> disposal_of(const Digest& record) const;
  std::vector<DueCase> due(const std::string& context, WallTime now) const;  // by retention, the longest due first
  std::optional<std::uint64_t> index_of(const Digest& record) const;
  Delivery delivery(const Digest& record, const std::string& partner) const;
  std::optional<std::uint64_t> number_in_outbox(const Digest& record, const std::string& partner) const;
  // The seal of an outbox that covers a record, committed or about to be: of ours once the partner co-signed it.
  std::optional<ledger::StreamSeal> receipt(const Digest& record) const;
  std::optional<std::string> number_of(const CaseId& id) const;  // the joint number, once every holder can have it
  std::vector<DeskItem> desk_items(const std::string& context) const;
  const std::vector<StandingRule>& standing_rules() const;
  std::vector<Sharing> sharing(const std::string& context) const;                   // by partner and kind
  Result<Preview> preview(const Digest& record, const std::string& partner) const;  // of what is at the desk
  std::vector<LinkStatus> links() const;
  std::uint64_t ledger_size() const;
  // Equal on both sides when both hold the same: over the records that both hold (invariant 7).
  Digest common_digest(const std::string& partner, const std::string& context) const;

 private:
  struct Impl;
  explicit Core(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tsugite::core

// The state behind Core, and the parts it is made of. Only src/core includes this.
//
// Everything here can be built again from the store by load(); nothing here is ahead of the ledger but what take() hands
// over next, and what it handed over and is not yet durable.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <deque>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "core/core.h"
#include "federation/entries.h"
#include "federation/hello.h"
#include "federation/inbox.h"
#include "federation/window.h"
#include "ledger/envelope.h"
#include "ledger/ledger.h"
#include "ledger/record_reader.h"

namespace tsugite::core {

// In this order: our refusals, which no receipt of what they refuse goes before; recalls; then what waits, by its priority from 0,
// decisions and alerts, to 3, the rest.
inline constexpr std::size_t queues = 6;

// Where one entry of our ledger stands towards one partner.
enum class Place : std::uint8_t { none, queued, desk, never, kept, cleared, voided, ended, numbered, theirs, others };
// none: not for it. desk: waits for a person. never: no person can release it as it stands. kept: a person refused release. cleared: a
// person released it, and it waits for the decisions on the others of its audience. ended: it waited when the link with the partner was
// ended. others: a third party's, which sends it there itself.

struct Stream {  // our outbox and its partner's, for one context
  explicit Stream(ledger::Outbox empty) : outbox(std::move(empty)) {}

  ledger::Outbox outbox;
  std::vector<std::uint64_t> sent;  // number -> index in our ledger
  std::uint64_t receipted = 0;
  std::deque<std::pair<std::uint64_t, std::int64_t>> receipts;  // size, time: newest last, bounded
  std::uint64_t resend = 0;                                     // next number to send on this link
  std::array<std::deque<std::uint64_t>, queues> queue;          // indexes; those whose place changed since are skipped
  std::uint64_t queued = 0;                                     // how many of them still wait
  ledger::Frontier inbox;
  Bytes inbox_seal;                     // the partner's checkpoint at that size
  std::vector<std::uint64_t> received;  // number in the partner's outbox -> index in our ledger
  std::uint64_t returning = 0;  // the partner holds our outbox up to here and we do not: it gives back what is missing. 0: nothing is
  std::uint64_t proven = 0;     // a receipt in a file showed that the partner holds our outbox up to here
  Bytes receipt;                // the partner's last one
  std::uint64_t taken = 0;      // of this link: our own receipt shows that we had the partner's outbox up to here once
  std::uint64_t returned = 0;   // so many records of ours came back at one time or another
  bool cosign_due = false;      // once our refusals of what it covers are sent: a receipt never comes before them
  std::int64_t common_ms = 0;
  struct Shared {
    Spread numbered, receipted;
  };
  std::vector<Shared> shared;  // by the guard's subject, since the node started
};

struct Link {
  std::string partner;
  LinkStatus::State state = LinkStatus::State::down;
  std::int64_t since_ms = 0;
  Error reason;
  Digest pin;
  std::optional<federation::Peer> peer;  // while up
  federation::Window window;
  std::int64_t progress_ms = 0;           // when the link came up, something was sent into an empty window, or a receipt came
  std::map<std::string, Stream> streams;  // by context
  std::vector<Place> places;              // by index in our ledger
  std::vector<std::uint64_t> desk;        // indexes that ever came to the release desk, ascending
  std::vector<std::uint64_t> numbers;     // by index: the number in our outbox, or nowhere
  std::deque<RefusalNote> refusals;
  std::uint64_t last_serial = 0;
  std::uint64_t ended_before = 0;  // places below this that waited when the link ended stay where they are

  // Our administrator lets nothing over it.
  bool shut() const { return state == LinkStatus::State::disabled || state == LinkStatus::State::removed; }
};

struct Row {
  Digest digest;
  std::int64_t seen_ms = 0;
  // What sending it asks for, so that it need not be read for that. Of ours that may leave:
  static constexpr label::Guard::SubjectId unjudged = ~0u;
  label::Guard::SubjectId subject = unjudged;
  std::uint32_t opening = ~0u;                      // place in Impl::openings, if it opens a case
  casework::MatterId matter = casework::no_matter;  // of a step
  bool step = false;
  bool notice = false;          // it says something of another record, and is told of as that one is
  std::uint8_t references = 0;  // so many, at this place of Impl::references
  std::uint64_t first_reference = 0;
};
inline constexpr std::uint64_t nowhere = ~0ull;

// What a partner is told whose link has ended here.
Error ended_here(const std::string& partner);

struct Core::Impl {
  Impl(Config config, const ledger::Store& store);

  Config config;
  const ledger::Store& store;
  std::shared_ptr<const charter::Charter> newest;     // approved: whom there are keys of
  std::shared_ptr<const charter::Charter> governing;  // in effect: its markings and names count. Until the ledger is read, the newest
  ledger::KeyHistory own_keys;                        // of our root: what earlier keys of ours signed still counts
  WallTime latest;                                    // time of the latest input
  // An input at that time: an amendment takes effect with the first one at or after its time. Back before it, where the clock was.
  void begin(WallTime now);
  label::Guard guard;
  label::content::Checker content;
  std::unique_ptr<casework::Casework> cases;

  std::vector<Row> rows;                  // by index
  std::vector<std::uint64_t> references;  // indexes that rows refer to; nowhere: to what we do not hold
  boost::unordered_flat_map<Digest, std::uint64_t, FixedHash> index;
  std::unordered_set<Digest, FixedHash> refused;      // partners', held here and never folded
  std::unordered_set<Digest, FixedHash> held_before;  // what records of ours that came back rest on and this node has not again
  ledger::Log ledger;
  std::map<std::string, Link> links;
  std::set<std::pair<Digest, std::string>> approved;                      // released at the desk: record, partner
  std::set<Digest> replaced;                                              // at the desk: another record went in their stead
  std::map<std::pair<Digest, std::string>, FirstRelease> first_releases;  // the same, by one of two persons
  struct Asked {                                                          // by a recall
    Digest recall;
    std::string by, context;
    std::int64_t at_ms = 0;  // its author's time
    v1::Recall::Ask ask = v1::Recall::ASK_UNSPECIFIED;
    Text reason;
    std::vector<std::string> audience;
  };
  boost::unordered_flat_map<Digest, std::vector<Asked>, FixedHash> recalled;  // by the record, which may be still to come
  struct Gone {
    std::uint64_t at = nowhere;  // of the disposal; nowhere: what came was an outline
    Disposed what;
  };
  boost::unordered_flat_map<Digest, Gone, FixedHash> disposed;
  std::unordered_set<std::uint64_t> without_body;  // while the ledger is read: entries whose key is gone already
  struct Acknowledged {
    v1::RecallAck::Done done = v1::RecallAck::DONE_UNSPECIFIED;
    std::int64_t at_ms = 0;
  };
  std::map<Digest, std::map<std::string, Acknowledged>> recall_acks;  // by the recall and who answered
  boost::unordered_flat_map<Digest, Error, FixedHash> withdrawn;      // of our own, before it was numbered: why
  std::map<std::string, Done> done;                                   // by command id, bounded
  std::deque<std::string> done_order;
  struct JointNumber {
    std::uint32_t series = 0;
    std::uint64_t count = 0;
  };
  boost::unordered_flat_map<CaseId, JointNumber, FixedHash> joint_numbers;
  // Of what numbers count: one opener's cases of one procedure with one audience in one context, marked alike; a number that also counted
  // what is marked higher would tell of it who may not read that.
  struct Series {
    std::string context, party, prefix;
    int rank = 0;
    std::vector<std::string> audience;
    std::uint64_t last = 0;
  };
  std::vector<Series> number_series;
  struct Opening {
    CaseId id;
    std::uint32_t series;
  };
  std::vector<Opening> openings;  // of our records that may leave

  struct Pending {
    ledger::Transaction transaction;
    std::vector<Answer> answers;
    std::vector<Outgoing> frames;
    std::vector<Hangup> hangups;
    Changes changed;
  } pending;
  std::deque<std::shared_ptr<const ledger::Transaction>> in_flight;  // taken, not yet durable
  std::uint64_t durable = 0;                                         // so many entries are

  // load.cc
  Result<void> load(WallTime now);
  void loaded_entry(const ledger::Entry& entry);
  Result<void> load_streams();

  // accept.cc: our own records
  struct Sidecars {
    std::string person, command;
  };
  Result<Done> accept(const CommandInput& input, WallTime now);
  Result<std::vector<Digest>> append_own(std::vector<v1::Envelope> drafts, const Sidecars& sidecars, WallTime now,
                                         const label::Decision* also = nullptr);
  struct Made {  // a record of ours, sealed and not yet appended
    v1::Envelope envelope;
    ledger::Sealed sealed;
  };
  // `also`: judged so besides, for every partner.
  v1::Dispositions dispose(const std::vector<const Made*>& batch, const label::Decision* also = nullptr);

  // desk.cc: what people with release authority decide
  Result<void> may_decide(const casework::Actor& actor, WallTime now) const;
  struct AtDesk {
    std::uint64_t index = 0;
    Place place = Place::none;
    v1::Envelope envelope;
    label::Subject subject;
    bool two_persons = false;  // whatever the rules say
  };
  Result<AtDesk> at_the_desk(const Digest& record, const std::string& partner) const;
  Result<Done> desk(const DeskInput& input, WallTime now);
  v1::Envelope verdict(const AtDesk& item, const casework::Actor& actor, const std::string& partner, v1::Release::Verdict verdict,
                       const v1::Text& reason, const Bytes& entropy, std::uint64_t salt, WallTime now) const;

  // redact.cc, standing.cc
  Result<Done> desk(const DeriveInput& input, WallTime now);
  Result<Done> desk(const RuleInput& input, WallTime now);
  Result<v1::StandingRule> like(const RuleInput& input) const;
  void absorb_standing(const v1::StandingRule& rule, const std::string& person, std::int64_t seen_ms);
  std::vector<StandingRule> standing;
  Result<void> permitted(const casework::Actor& actor, WallTime now) const;
  v1::Envelope own_notice(const std::set<std::string>& audience, const std::string& context, const Bytes& entropy, std::uint64_t salt,
                          WallTime now) const;

  // recall.cc
  Result<Done> recall(const RecallInput& input, WallTime now);
  Result<std::vector<std::uint64_t>> recallable(const RecallInput& input) const;
  Result<Done> withdraw(const std::vector<std::uint64_t>& unit, const RecallInput& input, WallTime now);
  Result<void> recall_acceptable(const std::string& partner, const v1::Envelope& envelope) const;
  v1::Envelope recall_ack_of(const std::string& partner, const ledger::Entry& recall, const v1::Envelope& envelope, WallTime now,
                             const Bytes& entropy) const;
  void absorb_recall(const ledger::Entry& entry, const v1::Envelope& envelope);
  void absorb_recall_ack(const ledger::Entry& entry, const v1::Envelope& envelope);
  const std::string& origin_of(std::uint64_t at) const;      // whose record it is
  const Asked* recall_in_force(const Digest& record) const;  // the last of its originator
  bool served(std::uint64_t at) const;                       // to anyone: not once its originator, another party, recalled it
  RecallStatus status_of(const Digest& record, const Asked& asked) const;

  // disposal.cc
  struct Doomed {
    std::string rule;
    std::vector<std::uint64_t> entries;
  };
  struct Outlined {
    std::uint64_t at = 0;
    std::string context;
    Bytes case_id, outline;
  };
  Result<Done> destroy(const std::vector<Outlined>& all, const Disposed& what, const std::string& person, const Bytes& entropy,
                       WallTime now);
  Result<Done> dispose_of(const DisposeInput& input, WallTime now);
  Result<void> tell_destroyed(const std::vector<Outlined>& all, const Bytes& entropy, WallTime now);
  Result<Doomed> doomed(const DisposeInput& input, WallTime now) const;
  std::vector<std::uint64_t> purge_unit(std::uint64_t at, const v1::Envelope& record) const;
  std::optional<Error> kept_by(const casework::Case& c) const;
  std::optional<DueCase> due(const casework::Case& c, WallTime now) const;
  void absorb_disposal(const ledger::Entry& entry, const v1::Envelope& envelope);
  bool is_disposed(std::uint64_t at) const;
  Result<Bytes> outline_in(std::uint64_t disposal, const Digest& record) const;
  Result<Bytes> outline_on_disk(const Digest& record) const;
  Result<std::optional<Bytes>> instead(std::uint64_t at) const;

  // fold.cc: what every appended entry does to the state, own or a partner's, now or at load
  // `found`: what casework found of it, if it was asked whether it is admissible.
  void absorb(const ledger::Entry& entry, const v1::Envelope& envelope, const v1::Dispositions& dispositions,
              const casework::Admitted* found = nullptr);
  void absorb_refused(std::uint64_t at);
  void absorb_body(const ledger::Entry& entry, const v1::Envelope& envelope, const std::string& person, const casework::Admitted* found);
  void absorb_release(const v1::Release& release, const std::string& person, std::int64_t seen_ms);
  void absorb_refusal(const v1::Envelope& envelope, std::int64_t seen_ms);
  // Places the entry in our outbox; `envelope` where it is at hand.
  ledger::Numbered place_numbered(Link& link, Stream& stream, std::uint64_t entry_index);
  // Something changed that comes with this record of the ledger: whoever may read it is told.
  void tell(std::initializer_list<Topic> topics, std::uint64_t entry_index);
  void tell(std::initializer_list<Topic> topics, const v1::Label& label);
  // The label by which a new record is told of: a notice says something of another record, and whoever may not read that one learns
  // nothing of the notice either.
  v1::Label told_by(const v1::Envelope& envelope) const;
  static bool is_notice(const v1::Envelope& envelope) {
    return envelope.has_refusal() || envelope.has_recall() || envelope.has_recall_ack();
  }
  std::optional<Opening> opening_of(const v1::Envelope& envelope);
  void count_joint_number(const Opening& opening);
  void enqueue(Link& link, const std::string& context, std::uint64_t entry_index, std::size_t queue, bool proposal);
  void leave(Link& link, const std::string& context, std::uint64_t entry_index, Place place);
  void note_sending(const v1::Envelope& envelope, const v1::Dispositions& dispositions);
  void absorb_voided(const v1::Voided& voided);

  // apply.cc: a partner's frames
  Result<void> on_frame(Link& link, BytesView bytes, WallTime now, const Bytes& entropy);
  Result<void> on_entries(Link& link, v1::Entries& entries, WallTime now, const Bytes& entropy);
  std::size_t warm(std::span<const federation::Arrived> records) const;
  Result<void> acceptable(const std::string& partner, const std::string& context, const Digest& digest, BytesView bytes, bool taken_once,
                          WallTime now);
  Result<void> parties_acceptable(const std::string& partner, const Digest& digest, const v1::Envelope& record) const;
  Result<void> label_acceptable(const std::string& partner, const Digest& digest, const v1::Envelope& record);
  ledger::RecordReader reader;
  std::string good_marks;       // whose the record was that was read last, where its parties and its label were found good
  casework::Admitted admitted;  // what casework found of that record
  std::pair<Bytes, const charter::Charter*> good_charter;  // of such a record
  v1::Envelope refusal_of(const Link& link, const ledger::Entry& entry, const Error& why, WallTime now, const Bytes& entropy) const;
  void cosign(Link& link, Stream& stream, const std::string& context, WallTime now);  // on the link, once it is up
  void say_arrived(const Link& link, const Stream& stream, const std::string& context);
  void send_receipt(Link& link, Stream& stream, const std::string& context, WallTime now);

  // links.cc: hello, resume, receipts, status
  void greet(Link& link, WallTime now);
  Result<federation::Expectation> expectation(const Link& link) const;  // but for the pin
  Result<void> take_keys(Link& link, const ledger::KeyHistory& keys, const Bytes& text);
  void keep_evidence(const Link& link, const std::string& context, const Bytes& checkpoint);
  void keep_fork(const Link& link, const std::string& context, const Stream& stream, const Bytes& checkpoint);
  Result<void> on_hello(Link& link, const v1::Hello& hello, WallTime now);
  Result<void> resume(Link& link, WallTime now);
  Result<void> on_cosign(Link& link, const v1::Cosign& cosign, WallTime now);
  Result<void> on_arrived(Link& link, const v1::Arrived& arrived, WallTime now);
  void refuse(Link& link, const Error& why, WallTime now);
  void down(Link& link, LinkStatus::State state, const Error& why, WallTime now);
  void send_plain(const std::string& partner, const v1::Frame& frame);
  void update_common(Stream& stream, WallTime now);

  // removal.cc
  Result<void> load_removal(Link& link);
  void remove(Link& link, const Text& reason, std::int64_t at_ms);
  void end_waiting(Link& link, std::uint64_t before);
  void put_removal(const Link& link, const Text& reason, const std::string& person, std::int64_t at_ms);

  // bundle.cc
  Result<federation::Peer> bundle_peer(const Link& link, const v1::Hello& hello, WallTime now) const;
  Result<void> not_set_back(Link& link, const v1::Cosign& cosign);

  // returned.cc: a node that was set back gets what it had sent from those it had sent it to
  void ask_back(Link& link, const std::string& context, const Stream& stream);
  Result<void> on_lost(Link& link, const v1::Lost& lost);
  void say_taken(const Link& link, const std::string& context, const Stream& stream);
  Result<void> on_taken(Link& link, const v1::Taken& taken);
  Result<void> on_returned(Link& link, const v1::Returned& returned, WallTime now, const Bytes& entropy);
  struct Body {
    BytesView bytes;
    Bytes outlined;  // the signature by which the bytes are its outline
  };
  Result<void> take_back(Link& link, Stream& stream, v1::Envelope envelope, const Digest& digest, const Body& body, WallTime now,
                         const Bytes& entropy);
  bool returning(const std::string& context) const;  // on any link: until then nothing of it is numbered for anyone, or taken
  void take_up_anew(const std::string& context, WallTime now);

  // pump.cc
  void pump(Link& link, WallTime now, const Bytes& entropy);
  static std::vector<std::string> in_turn(const Link& link);  // contexts: what is real goes before what is exercised
  bool send_again(Link& link, const std::string& context, Stream& stream, WallTime now);
  bool send_new(Link& link, const std::string& context, Stream& stream, WallTime now, const Bytes& entropy);
  std::expected<label::Released<std::uint64_t>, Place> judge_at_send(Link& link, const std::string& context, std::uint64_t at, WallTime now,
                                                                     const Bytes& entropy);
  struct Reference {
    std::optional<std::uint64_t> first;  // goes before it
    bool reachable = true;               // false: it names a record that the partner may not have
  };
  Reference reference(const Link& link, std::uint64_t at) const;
  static bool refusals_wait(const Link& link, const Stream& stream);
  static bool receipt_may_go(const Link& link, const Stream& stream);
  bool add_to(federation::EntriesFrame& frame, std::uint64_t at, const std::optional<Bytes>& outline, std::size_t size) const;
  std::optional<std::uint64_t> next_queued(Link& link, Stream& stream) const;

  // queries.cc
  Delivery delivery_of(const Digest& record, const std::string& partner) const;
  Stream& stream_of(Link& link, const std::string& context);
  Result<ledger::Entry> entry(std::uint64_t at) const;
  Result<v1::Envelope> envelope(std::uint64_t at) const;
  std::string origin(const std::string& from, const std::string& to, const std::string& context) const;
  ledger::StreamKey outbox_key(const std::string& partner, const std::string& context) const { return {config.party, partner, context}; }
  ledger::StreamKey inbox_key(const std::string& partner, const std::string& context) const { return {partner, config.party, context}; }
  bool knows_context(const std::string& context) const;
  void append(ledger::Entry entry);  // to the pending transaction
  // The seals of a stream that cover its number `from`, by size: those on disk and those on their way to it.
  std::map<std::uint64_t, ledger::StreamSeal> seals_over(const ledger::StreamKey& stream, std::uint64_t from) const;
};

// What kept a record at home, from the dispositions beside it.
Error withheld_reason(const ledger::Entry& entry, const std::string& partner);

// 16 bytes out of an input's entropy: every use names itself, so no two uses share bytes.
Bytes derive(const Bytes& entropy, std::string_view purpose, std::uint64_t counter);

}  // namespace tsugite::core

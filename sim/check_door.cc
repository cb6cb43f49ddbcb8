#include "check_door.h"

#include <algorithm>

#include "base/sha256.h"
#include "federation/frame.h"

namespace tsugite::sim {
namespace {

bool names(const google::protobuf::RepeatedPtrField<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

const v1::Field* field_of(const v1::Envelope& e, const std::string& name) {
  for (const auto& field : e.step().field())
    if (field.name() == name) return &field;
  return nullptr;
}

}  // namespace

DoorCheck::Why DoorCheck::label(const Sent& sent, const v1::Envelope& e) const {
  const std::string& to = sent.to;
  if (e.party() != sent.from.config().party) return "of another party";
  if (!names(e.audience(), to)) return "whose audience does not name it";
  if (!names(e.label().releasable_to(), to)) return "that is not releasable to it";
  if (e.has_staffing() || e.has_release() || e.has_voided() || e.has_standing_rule() || e.has_disposal()) return "that is domestic";
  for (const auto& party : e.audience())  // a case has one audience: who has a part in it
    if (e.step().role_size() != 0 && std::ranges::none_of(e.step().role(), [&](const auto& role) { return role.second == party; }))
      return "that tells " + party + ", which has no part in it";
  const auto& marking = alliance_.charter->marking;
  for (const auto& caveat : e.label().caveats())
    if (auto known = marking.caveats.find(caveat); known == marking.caveats.end() || known->second.never_leaves ||
                                                   (!known->second.only_parties.empty() && !known->second.only_parties.contains(to)))
      return "with a caveat that keeps it at home";
  const auto level = marking.classifications.find(e.label().classification());
  const auto ceilings = marking.ceiling.find(e.party());
  const bool any = ceilings != marking.ceiling.end() && ceilings->second.contains(to);
  if (level == marking.classifications.end() || !any || level->second.rank > ceilings->second.at(to)) return "above its ceiling";
  if (e.seat() != "node" && alliance_.charter->seat(e.seat()) == nullptr) return "signed by somebody who is no seat: " + e.seat();
  return std::nullopt;
}

// Where people release each record, they did, to every party that is meant to hold it: a state that only some see is no joint state.
DoorCheck::Why DoorCheck::desk(const Sent& sent, const v1::Envelope& e, const Books& books) const {
  if (!e.has_step() || !alliance_.waits.contains(e.step().procedure())) return std::nullopt;
  const auto may_go = [&](const std::string& party) {
    return books.released(sent.digest, party, alliance_.persons) || books.by_rule(sent.digest, e, party, alliance_.charter->marking);
  };
  if (!may_go(sent.to)) return "that waits for people at the release desk";
  for (const auto& party : e.audience())
    if (party != e.party() && !may_go(party)) return "that the release desk still holds back from " + party;
  return std::nullopt;
}

// Everything that it names is a record that the partner is meant to hold as well.
DoorCheck::Why DoorCheck::named(const Sent& sent, const v1::Envelope& e, const Books& books) const {
  std::vector<Bytes> all(e.after().begin(), e.after().end());
  all.push_back(e.step().proposal());
  all.push_back(e.refusal().record());
  all.push_back(e.recall().record());
  all.push_back(e.recall_ack().record());
  for (const auto& one : all) {
    const auto digest = Digest::from(one);
    const auto* audience = digest ? books.audience(*digest) : nullptr;
    if (audience != nullptr && !audience->contains(sent.to))
      return "that names record " + digest->hex().substr(0, 12) + ", which is not its to know of";
  }
  if (const auto twin = books.twin(e, sent.digest)) return "that shares its id or its salt with record " + twin->hex().substr(0, 12);
  return std::nullopt;
}

// Of a field that was changed, nothing of what the source said is left.
DoorCheck::Why DoorCheck::derived(const Sent& sent, const v1::Envelope& e, const Books& books) const {
  const auto source = books.source_of(sent.digest);
  const auto at = source ? sent.from.core().index_of(*source) : std::nullopt;
  const auto held = at ? sent.from.store().read(*at) : Result<ledger::Entry>(std::unexpected(Error{}));
  v1::Envelope before;
  if (!held || !before.ParseFromString(held->bytes)) return std::nullopt;
  bool changed = e.label().SerializeAsString() != before.label().SerializeAsString();
  for (const auto& field : before.step().field()) {
    const auto* now = field_of(e, field.name());
    if (now != nullptr && now->SerializeAsString() == field.SerializeAsString()) continue;
    changed = true;
    for (const std::string& words : {field.text().ja(), field.text().en()})
      if (!words.empty() && sent.bytes.find(words) != Bytes::npos) return "that still holds what was taken out of it";
  }
  if (!changed) return "in the stead of another that says the same";
  return std::nullopt;
}

DoorCheck::Why DoorCheck::outline(const Sent& sent, const v1::Envelope& e, const Books& books) const {
  if (!sent.outlined) return books.recalled(sent.digest) ? Why("whole, which it had recalled") : std::nullopt;
  for (const auto* fields : {&e.step().field(), &e.proposal().field()})
    for (const auto& field : *fields)
      if (field.text().ja().find("words") != Bytes::npos || field.text().en().find("words") != Bytes::npos)
        return "as an outline that still has its words";
  return std::nullopt;
}

void DoorCheck::record(const Sent& sent) {
  v1::Envelope e;
  Books& books = books_[sent.from.config().party];
  books.read(sent.from);
  const auto say = [&](const char* invariant, const Why& why) {
    if (why && !wrong_)
      wrong_ = std::string(invariant) + ": " + sent.from.config().party + " sent " + sent.to + " record " +
               sent.digest.hex().substr(0, 12) + " " + *why;
  };
  if (!e.ParseFromString(sent.bytes)) return say("Door", "that is no record");
  say("Door", label(sent, e));
  say("Door", desk(sent, e, books));
  say("Door", named(sent, e, books));
  say("Door", derived(sent, e, books));
  say("Originator", outline(sent, e, books));
}

void DoorCheck::frame(const Node& from, const std::string& to, const std::string& secret_mark, BytesView bytes) {
  if (wrong_) return;
  if (bytes.find(secret_mark) != bytes.npos) {
    wrong_ = "Door: a secret of " + from.config().party + " is in a frame to " + to;
    return;
  }
  v1::Frame frame;
  if (!frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    wrong_ = "Door: " + from.config().party + " sent " + to + " what is no frame";
    return;
  }
  std::vector<Digest> numbered;
  const auto count = static_cast<std::size_t>(frame.entries().record_size());
  (void)from.store().scan_numbered({from.config().party, to, frame.entries().context()}, frame.entries().first(),
                                   [&](const ledger::Numbered& one) {
                                     if (numbered.size() < count) numbered.push_back(one.digest);
                                     return numbered.size() < count;
                                   });
  for (int at = 0; at < frame.entries().record_size(); ++at) {
    Sent sent{from, to, frame.entries().record(at), sha256(frame.entries().record(at))};
    for (const auto& outlined : frame.entries().outlined())
      if (static_cast<int>(outlined.position()) == at)
        sent.digest = Digest::from(outlined.digest()).value_or(sent.digest), sent.outlined = true;
    const auto place = static_cast<std::size_t>(at);
    if (place >= numbered.size() || numbered[place] != sent.digest)
      wrong_ = "Door: " + from.config().party + " sent " + to + " another record than it numbered";
    record(sent);
  }
  // 9 Originator control: what is given back goes to the party that made it.
  for (const auto& one : frame.returned().record()) {
    v1::Envelope e;
    if (!e.ParseFromString(one) || e.party() != to)
      wrong_ = "Originator: " + from.config().party + " gave " + to + " back what it never made";
  }
}

}  // namespace tsugite::sim

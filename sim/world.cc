#include "world.h"

#include <algorithm>
#include <stdexcept>

#include "base/sha256.h"

namespace tsugite::sim {
namespace {

constexpr std::int64_t start_ms = 1'790'000'000'000;
constexpr std::uint64_t rest_ticks = 900;  // faults have stopped: by then everything must be at rest

}  // namespace

World::World(const Alliance& alliance, Options options, std::uint64_t seed, bool secrets)
    : alliance_(alliance), options_(options), seed_(seed), secrets_(secrets), link_luck_(seed, "links"), key_luck_(seed, "keys"),
      time_luck_(seed, "days"), door_(alliance), forks_(alliance) {
  for (const auto& [party, config] : alliance.nodes) {
    clock_skew_[party] = 0;
    clock_drift_[party] = options.clock_drift * (static_cast<double>(Rng(seed, party + " drift").below(2001)) / 1000 - 1);
    nodes_.try_emplace(party, config, WallTime{start_ms});
    people_.try_emplace(party, party, alliance.contexts, seed, options.observer);
    node_luck_.try_emplace(party, seed, party + " luck");
    disk_luck_.try_emplace(party, seed, party + " disk");
    for (const auto& [other, unused] : alliance.nodes)
      if (party != other) wire_luck_.try_emplace({party, other}, seed, party + " wire " + other);
    for (const auto& [other, unused] : alliance.nodes)
      if (party < other) links_.push_back({party, other, false, 0, 0, {}, {}, {}});
  }
  Rng versions(seed, "versions");
  if (versions.chance(options.other_version))
    other_ = std::next(nodes_.begin(), static_cast<std::ptrdiff_t>(versions.below(nodes_.size())))->first,
    other_until_ = versions.below(options.longest_other);
  if (!options.liar) return;
  liar_ = std::next(nodes_.begin(), static_cast<std::ptrdiff_t>(Rng(seed, "who lies").below(nodes_.size())))->first;
  lies_.emplace(alliance.nodes.at(*liar_), seed);
}

WallTime World::now(const std::string& party) const {
  std::uint64_t tick = tick_;
  if (auto at = stopped_.find(party); at != stopped_.end() && tick < at->second.second) tick = at->second.first;
  return {start_ms + days_ms_ + static_cast<std::int64_t>(static_cast<double>(tick) * 1000 * (1 + clock_drift_.at(party))) +
          clock_skew_.at(party)};
}

void World::trace(const std::string& what, BytesView bytes) {
  trace_ = sha256(trace_.view(), what, bytes);
  ++figures_.events;
}

// An old backup in place of the store. What was acknowledged since is at risk: whatever a partner holds of it must come back.
void World::restore(const std::string& party) {
  Node& node = nodes_.at(party);
  for (auto& link : links_)
    if (link.a == party || link.b == party) cut(link, "restore");
  if (!node.restore(now(party))) return;
  tickets_[party].waiting.clear();
  note_set_back(party);
}

void World::note_set_back(const std::string& party) {
  Node& node = nodes_.at(party);
  if (!node.was_set_back()) return;
  ++figures_.restores;
  for (auto& ack : acknowledged_[party])
    for (const auto& record : ack.done.records) ack.at_risk = ack.at_risk || !node.core().index_of(record);
}

void World::crash(const std::string& party) {
  ++figures_.crashes;
  for (auto& link : links_)
    if (link.a == party || link.b == party) cut(link, "crash");
  nodes_.at(party).restart(now(party), reached_[party]);
  tickets_[party].waiting.clear();
  note_set_back(party);
  const bool rotate = key_luck_.chance(options_.rotate), stolen = key_luck_.chance(0.5);
  if (!rotate || !complete(party)) return;
  nodes_.at(party).rotate(alliance_.roots.at(party), stolen, now(party));
  ++figures_.rotations;
}

// Nobody holds more of what this party sent or signed than it does itself, nor does its own backup: an operator makes no new keys before
// what was lost is back.
bool World::complete(const std::string& party) const {
  if (nodes_.at(party).backup_holds_more()) return false;
  const auto find = [](const core::LinkStatus& link, const std::string& context) {
    const auto at = std::find_if(link.streams.begin(), link.streams.end(), [&](const auto& one) { return one.context == context; });
    return at == link.streams.end() ? core::StreamStatus{} : *at;
  };
  for (const auto& ours : nodes_.at(party).core().links())
    for (const auto& theirs : nodes_.at(ours.partner).core().links()) {
      if (theirs.partner != party) continue;
      for (const auto& stream : theirs.streams) {
        const auto own = find(ours, stream.context);
        if (stream.received > own.sent || stream.receipted > own.received) return false;
      }
    }
  return true;
}

void World::pass_days() {
  const bool pass = time_luck_.chance(options_.days);
  const auto by = static_cast<std::int64_t>(time_luck_.below(3 * 86'400'000));
  if (pass && faults_ && options_.faults) days_ms_ += by;
}

// Until both fold by the same rules they do not join.
Wrong World::check_versions() const {
  if (!other_ || tick_ >= other_until_) return std::nullopt;
  for (const auto& [party, node] : nodes_)
    for (const auto& link : node.core().links())
      if ((party == other_ || link.partner == other_) && link.state == core::LinkStatus::State::up)
        return "Convergent: " + party + " joined " + link.partner + ", which folds by other rules";
  return std::nullopt;
}

bool World::turn(const std::string& party, std::uint64_t tick) {
  std::vector<core::Hangup> hangups;
  std::vector<core::Answer> answers;
  Node& node = nodes_.at(party);
  const bool committed = node.turn(
      now(party), sha256("turn " + party, std::to_string(seed_), std::to_string(tick)).bytes(), tick < slow_until_[party],
      [&](const core::Outgoing& outgoing) { send(party, outgoing, tick); }, hangups, answers);
  for (auto& answer : answers) {
    auto& waiting = tickets_[party].waiting;
    auto ticket = waiting.find(answer.ticket);
    if (ticket == waiting.end()) continue;
    if (answer.done) {
      if (ticket->second != Kept::open) people_.at(party).remember(answer.done->case_id, ticket->second == Kept::confidential);
      acknowledged_[party].push_back({*answer.done, "command " + std::to_string(answer.ticket)});
    } else {
      ++figures_.refused_commands;
    }
    waiting.erase(ticket);
  }
  if (!committed) {
    ++figures_.failed_commits;
    crash(party);
    return false;
  }
  for (const auto& hangup : hangups)
    for (auto& link : links_)
      if (link.up && ((link.a == party && link.b == hangup.partner) || (link.b == party && link.a == hangup.partner)))
        link.closing = tick + options_.longest_delay + 2;
  return tick >= slow_until_[party];
}

// What is drawn here is drawn in any case, so that one fault more or less moves no other.
void World::disturb(const std::string& party, std::uint64_t tick) {
  Rng& luck = node_luck_.at(party);
  const bool crash_now = luck.chance(options_.crash), in_commit = luck.chance(options_.crash_in_commit),
             full = luck.chance(options_.disk_full), jump = luck.chance(options_.clock_jump), whole = luck.chance(0.5),
             slow = luck.chance(options_.slow_disk), keep = luck.chance(options_.back_up), set_back = luck.chance(options_.restore),
             day = luck.chance(options_.clock_day), stop = luck.chance(options_.clock_stop);
  const std::uint64_t slow_for = 1 + luck.below(options_.longest_slow_disk), stop_for = 1 + luck.below(options_.longest_partition);
  reached_[party] = luck.chance(0.5);
  const auto by = static_cast<std::int64_t>(luck.below(7'200'000)) - 3'600'000;
  Node& node = nodes_.at(party);
  ledger::Faults faults;
  disturb_disk(party, tick, faults);
  if (!options_.faults || !faults_) {
    if (clock_skew_[party] > 3'600'000 || clock_skew_[party] < -3'600'000) clock_skew_[party] = 0;  // somebody set it
    stopped_.erase(party);
    return;
  }
  if (jump) clock_skew_[party] = by;
  if (day) clock_skew_[party] = 48 * by;
  if (stop) stopped_[party] = {tick, tick + stop_for};
  if (slow && tick >= slow_until_[party]) slow_until_[party] = tick + slow_for, ++figures_.slow_disks;
  if (crash_now) crash(party);
  if (keep) node.back_up();
  if (set_back) restore(party);
  if (in_commit) faults.io_at = 0, faults.io_whole = whole;
  if (full) faults.full_from = 0;
  if (in_commit || full || faults.read_at != ledger::Faults::never) node.store().set_faults(faults);
}

// From a stream of its own. When faults have stopped, what is damaged is restored.
void World::disturb_disk(const std::string& party, std::uint64_t tick, ledger::Faults& faults) {
  Rng& luck = disk_luck_.at(party);
  const bool read = luck.chance(options_.read_fails), flip = luck.chance(options_.flip), lie = luck.chance(options_.disk_lies);
  const std::uint64_t which = luck.next(), nth = luck.below(20), length = 1 + luck.below(options_.longest_lie);
  Node& node = nodes_.at(party);
  if (!options_.faults || !faults_) {
    node.catch_up();
    node.store().set_faults({});
    if (node.store().flipped()) restore(party);
    return;
  }
  if (read) faults.read_at = nth;
  if (flip && node.has_backup() && node.store().size() != 0) node.store().flip(which % node.store().size());
  if (lie) node.lie(), lies_until_[party] = tick + length;
  if (tick >= lies_until_[party]) node.catch_up();
}

void World::submit(const std::string& party, std::optional<Act> act) {
  if (!act) return;
  ++figures_.commands, ++figures_.events;
  const std::uint64_t ticket = next_ticket_++;
  tickets_[party].waiting[ticket] = act->secret ? Kept::secret : act->confidential ? Kept::confidential : Kept::open;
  auto& core = nodes_.at(party).core();
  if (act->disposal) {
    act->disposal->ticket = ticket;
    core.dispose(*act->disposal, now(party));
  } else if (act->recall) {
    act->recall->ticket = ticket;
    core.recall(*act->recall, now(party));
  } else if (act->desk) {
    std::visit(
        [&](auto& decision) {
          decision.ticket = ticket;
          core.desk(decision, now(party));
        },
        act->decision);
  } else {
    act->command.ticket = ticket;
    core.command(act->command, now(party));
  }
  turn(party, tick_);
}

void World::people(std::uint64_t tick) {
  for (auto& [party, people] : people_) {
    Rng& luck = node_luck_.at(party);
    const bool acts = luck.chance(options_.act), secret = luck.chance(options_.secret);
    disturb(party, tick);
    if (!faults_ || !acts) continue;
    const auto& core = nodes_.at(party);
    if (secret && secrets_ && party != options_.observer)
      submit(party,
             people.has_confidants() && tick % 4 != 0 ? people.confidential_act(core.core(), tick) : people.secret_act(core.core(), tick));
    submit(party, people.act(core.core(), tick));
  }
}

bool World::at_rest() const {
  for (const auto& link : links_) {
    if (!honest(link)) continue;
    if (!link.up || link.closing != 0) return false;
    for (const auto& [to, queue] : link.under_way)
      if (!queue.empty()) return false;
  }
  for (const auto& [party, node] : nodes_)
    for (const auto& link : node.core().links()) {
      if (liar_ == party || liar_ == link.partner) continue;
      if (link.state != core::LinkStatus::State::up) return false;
      for (const auto& stream : link.streams)
        if (stream.queued != 0 || stream.receipted != stream.sent) return false;
    }
  return true;
}

std::optional<std::string> World::run() {
  try {
    return history();
  } catch (const std::runtime_error& broken) {
    return broken.what();
  }
}

std::optional<std::string> World::history() {
  for (tick_ = 1; tick_ <= options_.ticks + rest_ticks; ++tick_) {
    faults_ = tick_ <= options_.ticks;
    pass_days();
    tick_links(tick_, faults_ && options_.faults);
    deliver(tick_, faults_);
    people(tick_);
    for (auto& [party, node] : nodes_) {
      ++figures_.events;
      node.core().tick(now(party));
      if (tick_ % 2 == 0) node.core().seal();
      turn(party, tick_);
    }
    if (door_.wrong()) return door_.wrong();
    if (one_history_) return one_history_;
    if (auto wrong = check_versions()) return wrong;
    if (!faults_ && at_rest()) break;
  }
  figures_.ticks = tick_;
  if (lies_) figures_.lies = lies_->lies(), figures_.forks = forks_.shown();
  for (auto& [party, node] : nodes_) node.store().calm(true);
  if (auto wrong = check_authentic(nodes_, liar_)) return wrong;
  for (const auto& [party, node] : nodes_) {
    figures_.records += node.core().ledger_size();
    if (auto wrong = check_durable(nodes_, party, acknowledged_[party], liar_)) return wrong;
  }
  if (auto wrong = check_recalled(nodes_, liar_, figures_.recalls)) return wrong;
  if (auto wrong = check_contexts(nodes_, alliance_.contexts, liar_)) return wrong;
  for (const std::string& context : alliance_.contexts) {
    if (auto wrong = check_own_word(nodes_, context, *alliance_.charter, liar_, figures_.settled)) return wrong;
    if (auto wrong = check_convergent(nodes_, context, liar_)) return wrong;
  }
  return std::nullopt;
}

}  // namespace tsugite::sim

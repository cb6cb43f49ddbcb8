#include "people.h"

#include <algorithm>

namespace tsugite::sim {

People::People(std::string party, std::vector<std::string> contexts, std::uint64_t seed, std::string observer)
    : party_(std::move(party)), observer_(std::move(observer)), contexts_(std::move(contexts)), seed_(seed) {
  if (wordy(seed)) words_ = std::string(7000, '.');
}

namespace {

Bytes entropy_from(Rng& rng) {
  Bytes out;
  for (int i = 0; i < 4; ++i) {
    const std::uint64_t v = rng.next();
    out.append(reinterpret_cast<const char*>(&v), sizeof v);
  }
  return out;
}

v1::Text text(const std::string& words) {
  v1::Text out;
  out.set_ja(words);
  out.set_en(words);
  out.set_original("ja");
  return out;
}

void set_value(v1::Field& field, const charter::FieldSpec& spec, Rng& rng, const std::string& words) {
  using Type = charter::FieldSpec::Type;
  switch (spec.type) {
    case Type::text: *field.mutable_text() = text(words); break;
    case Type::place:
      field.mutable_place()->set_lat_e7(static_cast<std::int32_t>(320'000'000 + rng.below(20'000'000)));
      field.mutable_place()->set_lon_e7(static_cast<std::int32_t>(1'300'000'000 + rng.below(20'000'000)));
      *field.mutable_place()->mutable_name() = text("a place");
      break;
    case Type::quantity:
      field.mutable_quantity()->set_milli(static_cast<std::int64_t>(rng.below(100) * 1000));
      field.mutable_quantity()->set_unit(spec.units.empty() ? "" : spec.units[rng.below(spec.units.size())]);
      break;
    case Type::period:
      field.mutable_period()->set_from_ms(1'460'000'000'000);
      field.mutable_period()->set_to_ms(1'460'000'000'000 + static_cast<std::int64_t>(rng.below(86'400'000)));
      break;
    case Type::time: field.set_time_ms(1'460'000'000'000 + static_cast<std::int64_t>(rng.below(86'400'000))); break;
    case Type::choice: field.set_choice(spec.choices.empty() ? "" : spec.choices[rng.below(spec.choices.size())].first); break;
    case Type::integer: field.set_integer(static_cast<std::int64_t>(rng.below(20))); break;
    case Type::areas: {
      auto* area = field.mutable_areas()->add_area();
      area->set_code("741");
      *area->mutable_name() = text("an area");
      *area->mutable_level() = text("a level");
      break;
    }
    case Type::record: field.set_record(Digest{}.bytes()); break;
  }
}

}  // namespace

std::vector<casework::Actor> People::actors(const core::Core& core) const {
  std::vector<casework::Actor> out;
  for (const auto& person : core.annex().people)
    for (const auto& seat : person.seats_on(charter::day_of(core.now()))) out.push_back({person.account, seat});
  return out;
}

casework::Command People::blank(const casework::Actor& actor, Rng& rng) const {
  casework::Command command;
  command.actor = actor;
  command.context = context_;
  command.entropy = entropy_from(rng);
  return command;
}

void People::fill(const core::Core& core, casework::Command& command, const casework::Available& step, const charter::Procedure& procedure,
                  Rng& rng) const {
  command.step = step.step;
  command.kind = step.needs_staffing ? casework::Command::Kind::draft : casework::Command::Kind::step;
  const auto* spec = procedure.step(step.step);
  for (const auto& id : step.fields) {
    const auto* field = procedure.field(id);
    if (field == nullptr || field->type == charter::FieldSpec::Type::record || (!field->required && rng.chance(0.3))) continue;
    v1::Field value;
    value.set_name(id);
    set_value(value, *field, rng, "words " + std::to_string(1'000'000'000 + rng.below(1'000'000'000)) + words_);
    command.fields.push_back(std::move(value));
  }
  if (spec->number) command.number = party_ + " order " + std::to_string(rng.below(100000));
  if (auto bases = spec->legal_bases.find(core.party()); bases != spec->legal_bases.end() && !bases->second.empty())
    command.legal_basis = bases->second[rng.below(bases->second.size())].first;
}

// In the act that is being thought of.
bool People::ours_to_see(const casework::Case& c) const {
  if (secret_cases_.contains(c.id)) return false;
  if (observer_.empty()) return true;
  const bool apart =
      !c.roles.empty() && std::none_of(c.roles.begin(), c.roles.end(), [&](const auto& role) { return role.second == observer_; });
  return (apart || confidential_cases_.contains(c.id)) == confidential_;
}

// By id: the order in which a node keeps its cases may tell of others.
std::vector<const casework::Case*> People::open_cases(const core::Core& core) const {
  auto cases = core.casework().cases(context_);
  std::erase_if(cases, [&](const auto* c) { return c->ended || !ours_to_see(*c); });
  std::sort(cases.begin(), cases.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  return cases;
}

// The same for all parties of a history.
bool People::busy_with(const core::Core& core, const std::string& procedure) {
  if (busy_.empty()) {
    Rng rng(seed_, "procedures");
    std::vector<std::string> all;
    for (const auto& [id, unused] : core.charter().procedures) all.push_back(id);
    for (int i = 0; i < 3; ++i) busy_.insert(all[rng.below(all.size())]);
    if (core.charter().procedure("support") != nullptr && rng.chance(0.6)) busy_.insert("support");
  }
  return busy_.contains(procedure);
}

std::optional<Act> People::open(const core::Core& core, const casework::Actor& actor, Rng& rng) {
  constexpr std::size_t at_once = 3;
  if (open_cases(core).size() >= at_once) return std::nullopt;
  std::vector<std::pair<const charter::Procedure*, casework::Available>> choices;
  for (const auto& [id, procedure] : core.charter().procedures)
    if (busy_with(core, id))
      for (const auto& step : core.casework().openings(id, actor, core.now())) choices.emplace_back(&procedure, step);
  if (choices.empty()) return std::nullopt;
  const auto& [procedure, step] = choices[rng.below(choices.size())];
  Act act;
  act.command.command = blank(actor, rng);
  act.command.command.procedure = procedure->id;
  fill(core, act.command.command, step, *procedure, rng);
  cast(core, act.command.command, *procedure, rng);
  const auto& roles = act.command.command.roles;
  const bool observed = std::any_of(roles.begin(), roles.end(), [&](const auto& role) { return role.second == observer_; });
  if (!observer_.empty() && observed == confidential_) return std::nullopt;
  return act;
}

// With more parties than two somebody says who is who: ourselves in the role that opens, the others as they come.
void People::cast(const core::Core& core, casework::Command& command, const charter::Procedure& procedure, Rng& rng) const {
  const auto* step = procedure.step(command.step);
  std::vector<std::string> others;
  for (const auto& [id, party] : core.charter().parties)
    if (id != party_) others.push_back(id);
  if (others.size() < 2) return;
  std::string own = step->by;
  if (procedure.roles.end() ==
      std::find_if(procedure.roles.begin(), procedure.roles.end(), [&](const auto& role) { return role.id == own; }))
    own = procedure.roles[rng.below(procedure.roles.size())].id;
  for (const auto& role : procedure.roles) {
    if (role.id == own) {
      command.roles[role.id] = party_;
    } else if (!others.empty()) {
      const auto at = static_cast<std::ptrdiff_t>(rng.below(others.size()));
      command.roles[role.id] = others[static_cast<std::size_t>(at)];
      others.erase(others.begin() + at);
    }
  }
}

std::optional<Act> People::go_on(const core::Core& core, const casework::Actor& actor, Rng& rng) {
  const auto cases = open_cases(core);
  if (cases.empty()) return std::nullopt;
  const auto* c = cases[rng.below(cases.size())];
  auto steps = core.casework().available(*c, actor, core.now());
  const auto* charter = core.charter(c->charter);
  const auto* procedure = charter == nullptr ? nullptr : charter->procedure(c->procedure);
  if (steps.empty() || procedure == nullptr) return std::nullopt;
  Act act;
  act.command.command = blank(actor, rng);
  act.command.command.case_id = c->id;
  const auto& step = steps[rng.below(steps.size())];
  fill(core, act.command.command, step, *procedure, rng);
  if (procedure->step(step.step)->replies && c->proposal) act.command.command.expected_proposal = c->proposal->bytes();
  return act;
}

std::optional<Act> People::staff(const core::Core& core, const casework::Actor& actor, Rng& rng) {
  using Kind = casework::Command::Kind;
  const auto* seat = core.charter().seat(actor.seat);
  const auto today = charter::day_of(core.now());
  for (const auto* c : open_cases(core)) {
    for (const auto& round : c->rounds) {
      const bool to_be_seen = round.to_be_seen_by(actor.seat);
      if (round.status != casework::Round::Status::open && !to_be_seen) continue;
      Act act;
      auto& command = act.command.command = blank(actor, rng);
      command.case_id = c->id;
      command.staffing = round.id;
      if (to_be_seen) {
        command.kind = Kind::seen;
        return act;
      }
      command.version = round.version;
      const auto asked = seat == nullptr ? round.asked.end() : round.asked.find(seat->organisation);
      const bool all = std::all_of(round.asked.begin(), round.asked.end(), [](const auto& a) { return a.second == "concurred"; });
      const bool against = std::any_of(round.asked.begin(), round.asked.end(), [](const auto& a) { return a.second == "nonconcurred"; });
      if (asked != round.asked.end() && asked->second == "waiting") {
        command.kind = rng.chance(0.8) ? Kind::concur : Kind::nonconcur;
        command.reason = text(secret_mark() + std::to_string(rng.below(1000)));
        return act;
      }
      if (all && round.may_decide(actor.seat, today)) {
        command.kind = Kind::decide;
        command.reason = text(secret_mark() + "away");  // a deputy says why
        return act;
      }
      if (against && round.drafted_by == actor.seat) {
        const auto* charter = core.charter(c->charter);
        const auto* procedure = charter->procedure(c->procedure);
        casework::Available step;
        step.step = round.step;
        for (const auto& id : procedure->step(round.step)->fields) step.fields.push_back(id);
        fill(core, command, step, *procedure, rng);
        command.kind = rng.chance(0.85) ? Kind::amend : Kind::withdraw;
        return act;
      }
    }
  }
  return std::nullopt;
}

std::optional<Act> People::decide_release(const core::Core& core, const casework::Actor& actor, Rng& rng) {
  const auto* person = core.annex().person(actor.person);
  if (person == nullptr || !person->release_authority) return std::nullopt;
  auto items = core.desk_items(context_);
  std::erase_if(items, [&](const auto& item) {
    const auto* c = core.casework().case_of(item.record);
    return item.never || (c != nullptr && !ours_to_see(*c));
  });
  std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.record < b.record; });
  if (items.empty()) return std::nullopt;
  const auto& item = items[rng.below(items.size())];
  Act act;
  act.desk = true;
  if (rng.chance(0.1)) {  // from now on what is like it leaves by itself; or not any more
    core::RuleInput rule{0, actor, v1::StandingRule::ADOPT, item.record, item.partner, {}, text(secret_mark() + "why"), entropy_from(rng)};
    if (const auto& rules = core.standing_rules(); !rules.empty() && rng.chance(0.7))
      rule.act = v1::StandingRule::WITHDRAW,
      rule.rule = RecordId::from(*from_hex(rules[rng.below(rules.size())].rule.id)).value_or(RecordId{});
    act.decision = std::move(rule);
    return act;
  }
  if (rng.chance(0.2)) {  // with its first text written anew
    core::DeriveInput derive{0, actor, item.record, {}, std::nullopt, text(secret_mark() + "why"), entropy_from(rng)};
    if (const auto source = core.envelope(item.index))
      for (const auto& field : source->step().field())
        if (field.has_text() && derive.changes.empty())
          derive.changes.push_back({field.name(), core::Alteration::What::text, text("written anew"), 0});
    act.decision = std::move(derive);
    return act;
  }
  act.decision = core::DeskInput{0,
                                 actor,
                                 item.record,
                                 item.partner,
                                 rng.chance(0.7) ? v1::Release::RELEASE : v1::Release::REFUSE,
                                 text(secret_mark() + "why"),
                                 entropy_from(rng)};
  return act;
}

// Of a public case, one of our own that left, and not what puts a charter in effect.
std::optional<Act> People::recall(const core::Core& core, const casework::Actor& actor, Rng& rng) const {
  const auto* person = core.annex().person(actor.person);
  if (person == nullptr || !person->release_authority || !rng.chance(0.2)) return std::nullopt;
  std::vector<Digest> ours, recalled;
  for (const auto* c : open_cases(core)) {
    for (const auto& record : c->records) {
      const auto envelope = core.envelope(record.index);
      if (!envelope || envelope->party() != party_ || !envelope->has_step() || envelope->audience_size() < 2 ||
          core.disposal_of(record.digest))
        continue;
      (core.recall_of(record.digest) ? recalled : ours).push_back(record.digest);
    }
  }
  std::sort(ours.begin(), ours.end());
  std::sort(recalled.begin(), recalled.end());
  Act act;
  if (!recalled.empty() && rng.chance(0.5)) {  // and purged here
    act.disposal = core::DisposeInput{0, actor, {}, recalled[rng.below(recalled.size())], text("purged"), entropy_from(rng)};
    return act;
  }
  if (ours.empty()) return std::nullopt;
  act.recall = core::RecallInput{0,
                                 actor,
                                 ours[rng.below(ours.size())],
                                 rng.chance(0.5) ? v1::Recall::STOP_SERVING : v1::Recall::DESTROY,
                                 text("recalled"),
                                 entropy_from(rng)};
  return act;
}

std::optional<Act> People::any(const core::Core& core, Rng& rng) {
  context_ = contexts_[rng.below(contexts_.size())];
  auto everyone = actors(core);
  if (everyone.empty()) return std::nullopt;
  for (int attempt = 0; attempt < 6; ++attempt) {
    const auto& actor = everyone[rng.below(everyone.size())];
    std::optional<Act> out;
    switch (rng.below(7)) {
      case 0: out = open(core, actor, rng); break;
      case 1: out = decide_release(core, actor, rng); break;
      case 2: out = go_on(core, actor, rng); break;
      case 3: out = recall(core, actor, rng); break;
      default: out = staff(core, actor, rng); break;
    }
    if (!out) out = go_on(core, actor, rng);
    if (out) return out;
  }
  return std::nullopt;
}

std::optional<Act> People::act(const core::Core& core, std::uint64_t tick) {
  Rng rng(seed_, party_ + " act " + std::to_string(tick));
  confidential_ = false;
  auto out = any(core, rng);
  if (out) out->command.command_id = party_ + " " + std::to_string(tick);
  return out;
}

std::optional<Act> People::confidential_act(const core::Core& core, std::uint64_t tick) {
  Rng rng(seed_, party_ + " confidential " + std::to_string(tick));
  confidential_ = true;
  auto out = any(core, rng);
  if (out) out->confidential = true, out->command.command_id = party_ + " confidential " + std::to_string(tick);
  return out;
}

std::optional<Act> People::secret_act(const core::Core& core, std::uint64_t tick) {
  Rng rng(seed_, party_ + " secret " + std::to_string(tick));
  context_ = contexts_[rng.below(contexts_.size())];
  std::string keeps_home;
  for (const auto& [id, caveat] : core.charter().marking.caveats)
    if (caveat.never_leaves) keeps_home = id;
  auto everyone = actors(core);
  for (int attempt = 0; attempt < 20; ++attempt) {
    const auto& actor = everyone[rng.below(everyone.size())];
    std::vector<std::pair<const charter::Procedure*, casework::Available>> choices;
    for (const auto& [id, procedure] : core.charter().procedures)
      for (const auto& step : core.casework().openings(id, actor, core.now()))
        if (!step.needs_staffing) choices.emplace_back(&procedure, step);
    if (choices.empty()) continue;
    const auto& [procedure, step] = choices[rng.below(choices.size())];
    Act act;
    act.secret = true;
    auto& command = act.command.command = blank(actor, rng);
    command.procedure = procedure->id;
    fill(core, command, step, *procedure, rng);
    cast(core, command, *procedure, rng);
    for (auto& field : command.fields)
      if (field.has_text()) *field.mutable_text() = text(secret_mark() + std::string(rng.below(200), 'x') + std::to_string(rng.next()));
    if (step.readers.size() > 1) {
      v1::Label label;
      label.set_policy(core.guard().policy().id);
      label.set_classification(core.guard().policy().lowest(party_));
      label.set_originator(party_);
      for (const auto& reader : step.readers) label.add_releasable_to(reader);
      label.add_caveats(keeps_home);
      command.label = label;
    }
    act.command.command_id = party_ + " secret " + std::to_string(tick);
    return act;
  }
  return std::nullopt;
}

}  // namespace tsugite::sim

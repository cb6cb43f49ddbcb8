// What a person with release authority decides. The answer comes when it is durable.
#include "server/command_read.h"
#include "server/field_read.h"
#include "server/handlers/asked.h"
#include "server/handlers/handlers.h"
#include "server/json_write.h"
#include "server/views/preview_view.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

template <class Input>
void submit(const std::shared_ptr<Call>& call, Input input, const Decided& by) {
  input.reason = by.reason;
  input.actor = by.actor;
  input.entropy = call->backend().random().bytes(32);
  call->backend().submit_desk(std::move(input), [call](Result<core::Done> done) {
    call->later([&] {
      if (!done) return call->refuse(done.error());
      json::array records;
      for (const auto& digest : done->records) records.emplace_back(digest.hex());
      call->answer(call->window(), {{"records", std::move(records)}});
    });
  });
}

// {field, what, text?, amount?}
core::Alteration read_change(Body& body) {
  using What = core::Alteration::What;
  static const std::vector<std::string> names{"remove", "text", "digits", "stretch", "step"};
  constexpr What of[] = {What::remove, What::text, What::digits, What::step_ms, What::step};
  core::Alteration out;
  out.field = body.string("field", true);
  const auto what = body.one_of("what", true, names);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == what) out.what = of[i];
  const bool counts = out.what == What::digits || out.what == What::step_ms || out.what == What::step;
  out.amount = body.integer("amount", counts, 0, 1'000'000'000'000).value_or(0);
  out.text = read_text(body, "text", out.what == What::text);
  body.nothing_else();
  return out;
}

}  // namespace

void handle_desk_verdict(const std::shared_ptr<Call>& call) {
  auto window = call->window();
  auto record = call->id<Digest>(0);
  if (!record || !window.record(*record)) return call->refuse(Call::not_there());
  Body body(call->body());
  core::DeskInput input;
  input.record = *record;
  input.partner = body.string("partner", true);
  const std::string verdict = body.one_of("verdict", true, {"release", "refuse"});
  input.verdict = verdict == "release" ? v1::Release::RELEASE : v1::Release::REFUSE;
  auto by = decided(call, body);
  if (!by) return;
  submit(call, std::move(input), *by);
}

void handle_desk_derive(const std::shared_ptr<Call>& call) {
  auto window = call->window();
  auto record = call->id<Digest>(0);
  if (!record || !window.record(*record)) return call->refuse(Call::not_there());
  Body body(call->body());
  core::DeriveInput input;
  input.record = *record;
  for (auto& change : body.objects("changes", true, limits::fields_per_step)) input.changes.push_back(read_change(change));
  input.label = read_label(body);
  auto by = decided(call, body);
  if (!by) return;
  if (input.label) {
    input.label->set_policy(window.marking().id);
    input.label->set_originator(window.party());
  }
  submit(call, std::move(input), *by);
}

void handle_desk_rule(const std::shared_ptr<Call>& call) {
  auto window = call->window();
  auto record = call->id<Digest>(0);
  if (!record || !window.record(*record)) return call->refuse(Call::not_there());
  Body body(call->body());
  core::RuleInput input;
  input.act = v1::StandingRule::ADOPT;
  input.record = *record;
  input.partner = body.string("partner", true);
  auto by = decided(call, body);
  if (!by) return;
  submit(call, std::move(input), *by);
}

void handle_rule_withdrawal(const std::shared_ptr<Call>& call) {
  auto rule = call->id<RecordId>(0);
  if (!rule) return call->refuse(Call::not_there());
  Body body(call->body());
  core::RuleInput input;
  input.act = v1::StandingRule::WITHDRAW;
  input.rule = *rule;
  auto by = decided(call, body);
  if (!by) return;
  submit(call, std::move(input), *by);
}

void handle_desk_preview(const std::shared_ptr<Call>& call) {
  auto window = call->window();
  auto id = call->id<Digest>(0);
  const std::string partner = call->target().parameter("partner");
  const auto preview = id ? window.preview(*id, partner) : std::nullopt;
  if (!preview) return call->refuse(Call::not_there());
  call->answer(window, preview_view(window, *preview, partner));
}

}  // namespace tsugite::server

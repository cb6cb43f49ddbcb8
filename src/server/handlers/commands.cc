// Everything that changes something. The answer comes when what it says is durable.
#include "server/command_read.h"
#include "server/field_read.h"
#include "server/handlers/handlers.h"
#include "server/json_write.h"
#include "server/views/link_view.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

json::array hexes(const std::vector<Digest>& digests) {
  json::array out;
  for (const auto& digest : digests) out.emplace_back(digest.hex());
  return out;
}

// The case a command made or moved; its number only where the person may see the case.
json::object done_view(Window& window, const core::Done& done, const std::string& context) {
  const auto number = window.find(done.case_id, context) ? window.number_of(done.case_id) : std::nullopt;
  return {{"case", done.case_id.hex()}, {"number", number ? json::value(*number) : json::value(nullptr)}, {"records", hexes(done.records)}};
}

// Answers with the link as it is then.
std::function<void(Result<void>)> with_link(const std::shared_ptr<Call>& call, const std::string& party) {
  return [call, party](Result<void> done) {
    call->later([&] {
      if (!done) return call->refuse(done.error());
      auto window = call->window();
      for (const auto& link : window.links())
        if (link.partner == party) return call->answer(window, link_view(window, link));
      call->refuse(Call::not_there());
    });
  };
}

}  // namespace

void handle_command(const std::shared_ptr<Call>& call) {
  auto window = call->window();
  const CommandPlace place{
      [&](const CaseId& id, const std::string& context) { return window.find(id, context); },
      [&](const casework::Case* c) -> const charter::Charter& { return c ? window.charter_of(*c) : window.charter(); }};
  auto read = read_command(call->body(), place);
  if (!read) return call->refuse(read.error());
  auto context = call->known_context(read->command.context);
  if (!context) return call->refuse(context.error());
  auto actor = call->actor(read->seat);
  if (!actor) return call->refuse(actor.error());

  core::CommandInput input;
  // Ids of one account are no ids of another: nobody learns what another one sent (attack case 31).
  input.command_id = actor->person + "/" + read->id;
  input.command = std::move(read->command);
  input.command.actor = *actor;
  input.command.entropy = call->backend().random().bytes(32);
  if (input.command.label) {
    input.command.label->set_policy(window.marking().id);
    input.command.label->set_originator(window.party());
  }
  call->backend().submit(std::move(input), [call, context = *context](Result<core::Done> done) {
    call->later([&] {
      if (!done) return call->refuse(done.error());
      auto after = call->window();
      const auto page = done_view(after, *done, context);
      call->answer(after, page);
    });
  });
}

void handle_gateway_jma(const std::shared_ptr<Call>& call) {
  auto context = call->context();
  if (!context) return call->refuse(context.error());
  // A message from outside acts as the gateway's own seat, not as whoever handed it in.
  const auto& seats = call->facts().annex().gateway_seats;
  auto seat = seats.find("jma");
  if (seat == seats.end())
    return call->refuse(
        {"jma.no-seat", "", {"国内設定に気象庁ゲートウェイの配置がありません", "the national annex names no seat for the JMA gateway"}});
  const casework::Actor actor{"gateway:jma", seat->second};
  call->backend().gateway_jma(call->request().body, *context, actor, [call](Result<GatewayDone> done) {
    call->later([&] {
      if (!done) return call->refuse(done.error());
      call->answer(call->window(),
                   {{"case", done->case_id.hex()}, {"records", hexes(done->records)}, {"headline", to_json(done->headline)}});
    });
  });
}

void handle_set_link(const std::shared_ptr<Call>& call) {
  const std::string party = call->parameter(0);
  if (!call->facts().partners().contains(party)) return call->refuse(Call::not_there());
  Body body(call->body());
  const auto enabled = body.boolean("enabled", true);
  body.nothing_else();
  if (!body.good()) return call->refuse(body.error());
  call->backend().set_link(party, *enabled, with_link(call, party));
}

void handle_end_link(const std::shared_ptr<Call>& call) {
  const std::string party = call->parameter(0);
  if (!call->facts().partners().contains(party)) return call->refuse(Call::not_there());
  Body body(call->body());
  const auto reason = read_text(body, "reason", true);
  body.nothing_else();
  if (!body.good()) return call->refuse(body.error());
  call->backend().end_link(party, to_text(reason), call->principal()->person.account, with_link(call, party));
}

void handle_readmit(const std::shared_ptr<Call>& call) {
  const std::string party = call->parameter(0);
  if (!call->facts().partners().contains(party)) return call->refuse(Call::not_there());
  call->backend().readmit(party, with_link(call, party));
}

}  // namespace tsugite::server

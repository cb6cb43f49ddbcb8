#include "server/handlers/asked.h"

#include "server/field_read.h"

namespace tsugite::server {

std::optional<Asked> asked(const std::shared_ptr<Call>& call) {
  auto context = call->context();
  auto actor = context ? call->actor() : std::unexpected(context.error());
  if (!actor) {
    call->refuse(actor.error());
    return std::nullopt;
  }
  return Asked{*context, *actor};
}

std::optional<Decided> decided(const std::shared_ptr<Call>& call, Body& body) {
  v1::Text reason = read_text(body, "reason", true);
  const std::string seat = body.string("seat", false);
  body.nothing_else();
  auto actor = body.good() ? call->actor(seat) : std::unexpected(body.error());
  if (!actor) {
    call->refuse(actor.error());
    return std::nullopt;
  }
  return Decided{std::move(reason), *std::move(actor)};
}

Result<std::optional<bool>> flag(const std::shared_ptr<Call>& call, const std::string& name) {
  const std::string given = call->target().parameter(name);
  if (given.empty()) return std::nullopt;
  if (given != "true" && given != "false")
    return fail("request.choice", name, "\"" + name + "\" must be true or false", name + "はtrueかfalseで指定してください");
  return given == "true";
}

}  // namespace tsugite::server

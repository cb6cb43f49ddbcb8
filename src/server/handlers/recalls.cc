// Recalls: asked for one record by a person with release authority, and the list of them.
#include "server/handlers/asked.h"
#include "server/handlers/handlers.h"
#include "server/views/recall_view.h"

namespace tsugite::server {
namespace json = boost::json;

void handle_recalls(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  auto window = call->window();
  call->answer(window, recalls_view(window, at->context));
}

void handle_recall(const std::shared_ptr<Call>& call) {
  auto window = call->window();
  auto record = call->id<Digest>(0);
  if (!record || !window.record(*record)) return call->refuse(Call::not_there());
  Body body(call->body());
  core::RecallInput input;
  input.record = *record;
  input.ask = body.one_of("ask", true, {"stop", "destroy"}) == "destroy" ? v1::Recall::DESTROY : v1::Recall::STOP_SERVING;
  const auto by = decided(call, body);
  if (!by) return;
  input.reason = by->reason;
  input.actor = by->actor;
  input.entropy = call->backend().random().bytes(32);
  call->backend().submit_recall(std::move(input), [call, record = *record](Result<core::Done> done) {
    call->later([&] {
      if (!done) return call->refuse(done.error());
      auto after = call->window();
      call->answer(after, {{"recall", recall_of(after, record)}});
    });
  });
}

}  // namespace tsugite::server

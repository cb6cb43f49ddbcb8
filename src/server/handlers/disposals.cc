// Disposal: of an ended case by its retention rule, and of one record at once, with its recall from whoever was sent it.
#include "server/handlers/asked.h"
#include "server/handlers/handlers.h"
#include "server/views/disposal_view.h"
#include "server/views/recall_view.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

// What cannot be recalled, or was recalled before, is disposed of here all the same.
bool stops_a_purge(const Error& error) {
  for (const char* code : {"recall.not-originator", "recall.kind", "recall.not-sent", "recall.repeated"})
    if (error.code == code) return false;
  return true;
}

void dispose(const std::shared_ptr<Call>& call, core::DisposeInput input) {
  const Digest record = input.record;
  call->backend().submit_disposal(std::move(input), [call, record](Result<core::Done> done) {
    call->later([&] {
      if (!done) return call->refuse(done.error());
      auto after = call->window();
      call->answer(after, {{"disposed", disposed_of(after, record)}, {"recall", recall_of(after, record)}});
    });
  });
}

// {reason, seat} of the body; nothing where the call was refused.
std::optional<core::DisposeInput> read_input(const std::shared_ptr<Call>& call) {
  Body body(call->body());
  core::DisposeInput input;
  const auto by = decided(call, body);
  if (!by) return std::nullopt;
  input.reason = by->reason;
  input.actor = by->actor;
  input.entropy = call->backend().random().bytes(32);
  return input;
}

}  // namespace

void handle_retention(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  auto window = call->window();
  call->answer(window, retention_view(window, at->context));
}

void handle_disposal(const std::shared_ptr<Call>& call) {
  auto context = call->context();
  if (!context) return call->refuse(context.error());
  auto window = call->window();
  auto id = call->id<CaseId>(0);
  const auto* c = id ? window.find(*id, *context) : nullptr;
  if (!c) return call->refuse(Call::not_there());
  auto input = read_input(call);
  if (!input) return;
  input->case_id = *id;
  call->backend().submit_disposal(std::move(*input), [call, id = *id](Result<core::Done> done) {
    call->later([&] {
      if (!done) return call->refuse(done.error());
      call->answer(call->window(), {{"case", id.hex()}});
    });
  });
}

void handle_purge(const std::shared_ptr<Call>& call) {
  auto window = call->window();
  auto record = call->id<Digest>(0);
  if (!record || !window.record(*record)) return call->refuse(Call::not_there());
  auto input = read_input(call);
  if (!input) return;
  input->record = *record;
  core::RecallInput recall{0, input->actor, *record, v1::Recall::DESTROY, input->reason, call->backend().random().bytes(32)};
  call->backend().submit_recall(std::move(recall), [call, input = std::move(*input)](Result<core::Done> done) {
    if (!call->served()) return;
    if (!done && stops_a_purge(done.error())) return call->later([&] { call->refuse(done.error()); });
    dispose(call, input);
  });
}

}  // namespace tsugite::server

// For whoever runs the node: health, figures, the description of the API. Who has not signed in is told whether the node is well, and on
// this machine how it runs; never how many records there are.
#include <boost/json/serialize.hpp>

#include "server/handlers/handlers.h"
#include "server/views/doctor_view.h"

namespace tsugite::server {
namespace json = boost::json;

void handle_stream_without_upgrade(const std::shared_ptr<Call>& call) {
  call->add_header("Upgrade", "websocket");
  call->refuse({"request.upgrade", "", {"このアドレスはWebSocketで接続してください", "open this address as a WebSocket"}});
}

void handle_openapi(const std::shared_ptr<Call>& call) { call->plain(200, call->services().openapi, "application/yaml"); }

void handle_doctor(const std::shared_ptr<Call>& call) {
  call->backend().examine([call](Result<Diagnosis> found) {
    call->later([&] {
      if (!found) return call->refuse(found.error());
      const auto window = call->window();
      call->answer(window, doctor_view(window, *found, call->backend().clock().now()));
    });
  });
}

void handle_health(const std::shared_ptr<Call>& call) {
  const auto health = call->backend().health();
  json::object out{{"status", health ? "ok" : health.error().code}};
  call->plain(health ? 200 : 503, json::serialize(out), "application/json");
}

void handle_metrics(const std::shared_ptr<Call>& call) {
  auto& services = call->services();
  call->plain(200, services.metrics.text(call->facts(), call->backend().figures(), services.now_counts(), call->principal().has_value()),
              "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace tsugite::server

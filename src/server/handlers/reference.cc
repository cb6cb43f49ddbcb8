// What can be looked up: the library, the picture of a procedure, and how the glossary has a pair of texts.
#include "charter/graph/graph.h"
#include "server/handlers/handlers.h"
#include "server/json_read.h"
#include "server/views/companions_view.h"
#include "server/views/library_view.h"

namespace tsugite::server {
namespace json = boost::json;

void handle_library(const std::shared_ptr<Call>& call) {
  auto window = call->window();
  json::object page = library_view(window.charter());
  const auto& companions = call->backend().companions();
  page["glossary"] = glossary_view(companions);
  page["chronology"] = chronology_view(companions);
  call->answer(window, page);
}

void handle_procedure_graph(const std::shared_ptr<Call>& call) {
  const auto& charter = call->facts().charter();
  const auto* procedure = charter.procedure(call->parameter(0));
  if (!procedure) return call->refuse(Call::not_there());
  call->plain(200, charter::graph::procedure_svg(charter, *procedure), "image/svg+xml");
}

void handle_renderings(const std::shared_ptr<Call>& call) {
  Body body(call->body());
  Text text;
  if (auto given = body.object("text", true)) {
    text.ja = given->string("ja", false, limits::text_bytes);
    text.en = given->string("en", false, limits::text_bytes);
    given->nothing_else();
  }
  body.nothing_else();
  if (!body.good()) return call->refuse(body.error());
  call->answer(call->window(), {{"renderings", renderings_view(call->backend().companions(), text)}});
}

}  // namespace tsugite::server

#include "server/reply.h"

#include <boost/json/serialize.hpp>
#include <string_view>

#include "server/json_write.h"

namespace tsugite::server {
namespace {

struct Row {
  std::string_view prefix;
  int status;
};
// The first that matches. What a procedure refuses is 409: the request was understood, the case says no.
constexpr Row rows[] = {
    {"request.too-large", 413},
    {"request.headers-too-large", 431},
    {"request.not-found", 404},
    {"request.method", 405},
    {"request.forbidden", 403},
    {"request.upgrade", 426},
    {"request.", 400},
    {"session.none", 401},
    {"session.wrong", 401},
    {"session.", 403},
    {"rate.", 429},
    {"doctor.busy", 409},
    {"server.", 503},
    {"store.", 503},
    {"disk.", 503},
    {"node.", 503},
    {"password.", 400},
    {"jma.too-large", 413},
    {"jma.unknown-event", 409},
    {"jma.duplicate", 409},
    {"jma.no-procedure", 409},
    {"jma.no-seat", 503},
    {"jma.", 400},
    {"desk.unknown", 404},
    {"desk.authority", 403},
    {"recall.unknown", 404},
    {"recall.authority", 403},
    {"recall.not-originator", 403},
    {"record.recalled", 410},
    {"record.disposed", 410},
    {"dispose.unknown", 404},
    {"dispose.authority", 403},
    {"link.unknown", 404},
    {"link.reason", 400},
    {"link.removed", 409},
    {"core.seat", 403},
};

}  // namespace

int status_of(const Error& error) {
  for (const auto& row : rows)
    if (std::string_view(error.code).starts_with(row.prefix)) return row.status;
  return 409;
}

std::string error_json(const Error& error) { return boost::json::serialize(boost::json::value{{"error", to_json(error)}}); }

}  // namespace tsugite::server

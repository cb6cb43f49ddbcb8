#include "server/views/link_view.h"

#include "server/json_write.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

const char* state_id(core::LinkStatus::State state) {
  using State = core::LinkStatus::State;
  switch (state) {
    case State::down: return "down";
    case State::greeting: return "greeting";
    case State::up: return "up";
    case State::refused: return "refused";
    case State::disabled: return "disabled";
    case State::removed: return "removed";
  }
  return "";
}

json::value time_or_null(std::int64_t ms) { return ms == 0 ? json::value(nullptr) : json::value(ms); }

}  // namespace

json::object link_view(Window& window, const core::LinkStatus& link) {
  json::array streams, refusals;
  for (const auto& stream : link.streams)
    streams.push_back({{"context", stream.context},
                       {"sent", stream.sent},
                       {"receipted", stream.receipted},
                       {"queued", stream.queued},
                       {"received", stream.received},
                       {"returned", stream.returned},
                       {"returning", stream.returning},
                       {"oldest_unreceipted_ms", time_or_null(stream.oldest_unreceipted_ms)},
                       {"common_ms", time_or_null(stream.common_ms)}});
  for (const auto& note : link.refusals)
    refusals.push_back({{"record", note.record.hex()},
                        {"case", note.case_id.hex()},
                        {"by", note.by},
                        {"code", note.reason.code},
                        {"reason", to_json(note.reason.message)},
                        {"at_ms", note.at_ms}});
  const bool reason = !link.reason.code.empty();
  return {{"partner", party_ref(window.charter(), link.partner)},
          {"state", state_id(link.state)},
          {"since_ms", link.since_ms},
          {"reason", reason ? json::value{{"code", link.reason.code}, {"message", to_json(link.reason.message)}} : json::value(nullptr)},
          {"clock_difference_ms", link.clock_difference_ms ? json::value(*link.clock_difference_ms) : json::value(nullptr)},
          {"partner_software", link.partner_software.empty() ? json::value(nullptr) : json::value(link.partner_software)},
          {"charter", link.joined_charter ? json::value(link.joined_charter->hex()) : json::value(nullptr)},
          {"figures", window.counts(link.partner)},
          {"streams", std::move(streams)},
          {"refusals", std::move(refusals)}};
}

json::object links_view(Window& window, const std::string& context) {
  json::array links;
  for (const auto& link : window.links()) links.push_back(link_view(window, link));
  json::object digests;
  for (const auto& partner : window.partners())
    if (window.counts(partner)) digests[partner] = window.common_digest(partner, context).hex();
  return {{"links", std::move(links)}, {"common_digest", std::move(digests)}};
}

json::array strangers_view(const std::vector<Stranger>& strangers) {
  json::array out;
  for (const auto& one : strangers)
    out.push_back({{"pin", one.pin.hex()},
                   {"address", one.address},
                   {"dialled", one.dialled.empty() ? json::value(nullptr) : json::value(one.dialled)},
                   {"first_ms", one.first.ms},
                   {"last_ms", one.last.ms},
                   {"count", one.count}});
  return out;
}

}  // namespace tsugite::server

#include "node/doctor/greeting.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/limits.h"
#include "charter/newest.h"
#include "federation/frame.h"

namespace tsugite::node {
namespace {

void add_clock(std::int64_t difference_ms, std::vector<Error>& out) {
  if (std::abs(difference_ms) <= limits::clock_warn_ms || std::abs(difference_ms) > limits::clock_refuse_ms) return;
  const auto minutes = std::abs(difference_ms) / 60'000;
  const bool ahead = difference_ms > 0;
  out.push_back({"clock.differs", "",
                 Text{fmt::format("相手方の時計が当方より約{}分{}います", minutes, ahead ? "進んで" : "遅れて"),
                      fmt::format("the partner's clock is {} minutes {} ours", minutes, ahead ? "ahead of" : "behind")}});
}

}  // namespace

Bytes greeting(const core::Config& config, const std::string& partner, WallTime now) {
  v1::Frame frame;
  auto* hello = frame.mutable_hello();
  hello->set_protocol(federation::protocol_version);
  hello->set_party(config.party);
  for (const auto& [digest, charter] : config.charters) {
    auto* approved = hello->add_approved();
    approved->set_charter(digest.bytes());
    approved->set_version(charter->version);
  }
  hello->set_fold_version(casework::fold_version);
  hello->set_software(config.software);
  hello->set_wall_ms(now.ms);
  hello->set_keys(config.certificate_for(partner));
  return federation::encode_frame(frame);
}

std::vector<Error> against_greeting(const v1::Hello& hello, const core::Config& config, const std::string& partner, const Digest& pin,
                                    std::uint64_t last_serial, WallTime now) {
  std::vector<Error> out;
  const auto newest = charter::newest_of(config.charters);
  federation::Expectation expected;
  expected.partner = partner;
  auto party = newest->parties.find(partner);
  if (party == newest->parties.end() || !party->second.root)
    return {
        {"hello.no-root", partner, Text{"共通定義書にその当事者のルート鍵がありません", "our charter holds no root key of that party"}}};
  expected.root = *party->second.root;
  expected.peer_pin = pin;
  expected.last_serial = last_serial;
  expected.fold_version = casework::fold_version;
  for (const auto& [digest, charter] : config.charters) expected.approved[digest] = charter->version;
  auto peer = federation::judge_hello(hello, expected, now);
  if (!peer) return {peer.error()};
  add_clock(peer->clock_difference_ms, out);
  const auto theirs = std::max_element(hello.approved().begin(), hello.approved().end(),
                                       [](const auto& a, const auto& b) { return a.version() < b.version(); });
  if (theirs->version() > newest->version)
    out.push_back({"charter.behind", partner,
                   Text{fmt::format("相手方は共通定義書の第{}版を承認済みですが、当方は第{}版までです", theirs->version(), newest->version),
                        fmt::format("the partner has approved version {} of the shared definition, we only version {}", theirs->version(),
                                    newest->version)}});
  if (peer->charter != newest->digest && theirs->version() < newest->version)
    out.push_back({"charter.partner-behind", partner,
                   Text{fmt::format("当方は共通定義書の第{}版を承認済みですが、相手方は第{}版までです", newest->version, theirs->version()),
                        fmt::format("we have approved version {} of the shared definition, the partner only version {}", newest->version,
                                    theirs->version())}});
  return out;
}

Error refused_with(BytesView frame) {
  if (!frame.starts_with('\x12')) return {};  // the field's number: other frames are not read twice
  auto parsed = federation::parse_frame(frame);
  return parsed && parsed->has_refuse() ? federation::refused_error(parsed->refuse()) : Error{};
}

std::vector<Error> against_link(const core::LinkStatus& link, const Error& told, const Digest& newest_charter, WallTime now) {
  using State = core::LinkStatus::State;
  std::vector<Error> out;
  if (link.state != State::up) {
    // The end of the connection that follows a refusal says less than the refusal.
    const bool heard = !told.code.empty() && (link.reason.code == told.code || link.reason.code == "link.lost");
    if (heard) return {Error{"told/" + told.code, "", told.message}};
    // By a partner's link it was we who did not know the key: it answered where we dial.
    if (link.reason.code == "link.unknown-key") return {Error{"link.wrong-key", "", link.reason.message}};
    if (!link.reason.code.empty()) return {link.reason};
    if (link.state == State::greeting)
      return {{"link.no-hello", link.partner, Text{"相手方の応答を待っています", "the partner has not greeted yet"}}};
    return {{"link.silent", link.partner, Text{"相手方との接続が一度も成立していません", "the partner has never been connected"}}};
  }
  if (link.clock_difference_ms) add_clock(*link.clock_difference_ms, out);
  if (link.joined_charter && *link.joined_charter != newest_charter)
    out.push_back(
        {"charter.partner-behind", link.partner,
         Text{"相手方は、当方の最新の共通定義書をまだ承認していません", "the partner has not approved our newest shared definition"}});
  for (const auto& stream : link.streams)
    if (stream.oldest_unreceipted_ms != 0 && now.ms - std::max(stream.oldest_unreceipted_ms, link.since_ms) > limits::receipt_wait_ms)
      out.push_back({"link.no-receipt", stream.context,
                     Text{"送った記録、又は送る記録が30秒以上受領されていません",
                          "records sent or to be sent have had no receipt for more than 30 seconds"}});
  return out;
}

}  // namespace tsugite::node

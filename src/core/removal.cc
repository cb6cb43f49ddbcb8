// The end of a link for good, and a partner that comes back after one.
//
// What is kept beside the ledger under "partner/<party>" are five lines: the form, how much of the ledger what ended can be in, since when
// (0: it is a partner again), who ended it, and why in both languages.
#include <algorithm>

#include "core/state.h"
#include "federation/frame.h"
#include "ledger/note.h"

namespace tsugite::core {
namespace {

constexpr std::string_view form = "tsugite.example/removal/v1";

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return text;
}

}  // namespace

// A record that goes to no other partner either counts for nobody but us.
void Core::Impl::end_waiting(Link& link, std::uint64_t before) {
  const auto goes = [&](std::uint64_t at) {
    return std::any_of(links.begin(), links.end(), [&](const auto& other) {
      return other.second.places[at] == Place::queued || other.second.places[at] == Place::numbered;
    });
  };
  for (std::uint64_t at = 0; at < std::min<std::uint64_t>(before, link.places.size()); ++at) {
    Place& place = link.places[at];
    const bool queued = place == Place::queued;
    if (!queued && place != Place::desk && place != Place::never && place != Place::kept && place != Place::cleared) continue;
    if (queued)
      if (const auto held = entry(at)) --stream_of(link, held->context).queued;
    place = Place::ended;
    if (queued && !goes(at))
      cases->withhold(rows[at].digest,
                      Error{"link.removed", rows[at].digest.hex(),
                            Text{"送信前に相手方との接続を終了しました", "The link with the partner ended before it was sent"}});
    tell({Topic::cases, Topic::desk}, at);
  }
}

void Core::Impl::remove(Link& link, const Text& reason, std::int64_t at_ms) {
  link.ended_before = rows.size();
  end_waiting(link, link.ended_before);
  down(link, LinkStatus::State::removed, Error{"link.removed", link.partner, reason}, WallTime{at_ms});
}

void Core::Impl::put_removal(const Link& link, const Text& reason, const std::string& person, std::int64_t at_ms) {
  Bytes text(form);
  text += "\nended " + std::to_string(link.ended_before) + "\nsince " + std::to_string(at_ms) + "\nby " + one_line(person) + "\nja " +
          one_line(reason.ja) + "\nen " + one_line(reason.en) + "\n";
  pending.transaction.put["partner/" + link.partner] = std::move(text);
}

Result<void> Core::Impl::load_removal(Link& link) {
  auto text = store.get("partner/" + link.partner);
  if (!text) return std::unexpected(text.error());
  if (!*text) return {};
  ledger::Lines lines(**text);
  const auto broken = [&] {
    return fail("core.removal", link.partner, "what is kept of the end of this link cannot be read", "接続の終了に関する記録を読めません");
  };
  if (lines.next() != form) return broken();
  const auto ended = ledger::canonical_number(lines.value("ended")), since = ledger::canonical_number(lines.value("since"));
  (void)lines.value("by");
  const std::string ja(lines.value("ja")), en(lines.value("en"));
  if (!ended || !since) return broken();
  if (*since == 0) {
    link.ended_before = *ended;
    end_waiting(link, link.ended_before);
    return {};
  }
  remove(link, Text{ja, en}, static_cast<std::int64_t>(*since));
  return {};
}

Result<void> Core::remove_partner(const std::string& partner, const Text& reason, const std::string& person, WallTime now) {
  auto& self = *impl_;
  self.begin(now);
  const auto found = self.links.find(partner);
  if (found == self.links.end()) return fail("link.unknown", partner, "this node has no such partner", "そのような接続相手はありません");
  if (reason.ja.empty() && reason.en.empty())
    return fail("link.reason", partner, "the end of a link needs its reason", "接続の終了には理由が必要です");
  Link& link = found->second;
  if (link.state == LinkStatus::State::removed)
    return fail("link.removed", partner, "the link with this partner has ended already", "この相手方との接続は既に終了しています");
  if (link.state == LinkStatus::State::up || link.state == LinkStatus::State::greeting) {
    self.send_plain(partner, federation::refuse_frame(ended_here(partner)));
    self.pending.hangups.push_back({partner, Error{"link.removed", partner, reason}});
  }
  self.remove(link, reason, now.ms);
  self.put_removal(link, reason, person, now.ms);
  return {};
}

Result<void> Core::readmit_partner(const std::string& partner, WallTime now) {
  auto& self = *impl_;
  self.begin(now);
  const auto found = self.links.find(partner);
  if (found == self.links.end() || found->second.state != LinkStatus::State::removed)
    return fail("link.unknown", partner, "there is no ended link with that party", "終了した接続はありません");
  Link& link = found->second;
  // What was made meanwhile and named it, our notices, waited for nothing either.
  link.ended_before = self.rows.size();
  self.put_removal(link, {}, "", 0);
  self.down(link, LinkStatus::State::down, Error{}, now);
  return {};
}

}  // namespace tsugite::core

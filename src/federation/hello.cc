#include "federation/hello.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "federation/frame.h"

namespace tsugite::federation {
namespace {

Result<Digest> newest_common(const v1::Hello& hello, const std::map<Digest, std::uint32_t>& approved) {
  const std::pair<const Digest, std::uint32_t>* best = nullptr;
  for (const auto& theirs : hello.approved()) {
    auto digest = Digest::from(theirs.charter());
    if (!digest) return std::unexpected(digest.error());
    auto ours = approved.find(*digest);
    if (ours != approved.end() && (best == nullptr || ours->second > best->second)) best = &*ours;
  }
  if (best != nullptr) return best->first;
  auto short_list = [](auto begin, auto end, auto text) {
    std::string out;
    for (; begin != end; ++begin) out += (out.empty() ? "" : ", ") + text(*begin);
    return out;
  };
  std::string ours = short_list(approved.begin(), approved.end(),
                                [](const auto& a) { return fmt::format("v{} {}", a.second, a.first.hex().substr(0, 8)); });
  std::string theirs = short_list(hello.approved().begin(), hello.approved().end(),
                                  [](const auto& a) { return fmt::format("v{} {}", a.version(), to_hex(a.charter()).substr(0, 8)); });
  return fail("hello.charter", "",
              fmt::format("no charter that both have approved: {} holds {}, the other side {}", hello.party(), theirs, ours),
              fmt::format("双方が承認した共通定義書がありません。{} は {}、相手方は {}", hello.party(), theirs, ours));
}

}  // namespace

Result<Peer> judge_hello(const v1::Hello& hello, const Expectation& expected, WallTime now) {
  if (hello.protocol() != protocol_version)
    return fail("hello.protocol", "", fmt::format("protocol version {} is not spoken here; {} is", hello.protocol(), protocol_version),
                fmt::format("プロトコル第{}版には対応していません（対応は第{}版）", hello.protocol(), protocol_version));
  if (hello.party() != expected.partner)
    return fail("hello.party", hello.party(), "the node says it is of another party than its key belongs to",
                "鍵の属する当事者と名乗った当事者が異なります");
  Peer peer;
  auto keys = ledger::KeyHistory::open(hello.keys(), expected.partner, expected.root);
  if (!keys)
    return fail("hello.keys", keys.error().code, "the key certificate is not signed by its party's root: " + keys.error().message.en,
                "鍵証明書が当事者のルート鍵で署名されていません：" + keys.error().message.ja);
  if (keys->newest().tls_pin != expected.peer_pin)
    return fail("hello.pin", "", "the TLS key is not the one that the key certificate names", "TLS の鍵が鍵証明書の鍵と一致しません");
  if (keys->newest().serial < expected.last_serial)
    return fail("hello.old-keys", std::to_string(keys->newest().serial), "an older key certificate than the one already seen",
                "既に受領したものより古い鍵証明書です");
  peer.keys = *keys;
  auto joined = newest_common(hello, expected.approved);
  if (!joined) return std::unexpected(joined.error());
  peer.charter = *joined;
  if (hello.fold_version() != expected.fold_version)
    return fail(
        "hello.fold", "",
        fmt::format("the nodes fold records by different rules (version {} and {}): update the older one", hello.fold_version(),
                    expected.fold_version),
        fmt::format("記録の集約規則の版が異なります（{} と {}）。古い側を更新してください", hello.fold_version(), expected.fold_version));
  peer.clock_difference_ms = hello.wall_ms() - now.ms;
  if (peer.clock_difference_ms > limits::clock_refuse_ms || peer.clock_difference_ms < -limits::clock_refuse_ms)
    return fail(
        "hello.clock", "",
        fmt::format("the clocks differ by more than a day ({} here, {} there): set the wrong one", to_iso(now), to_iso({hello.wall_ms()})),
        fmt::format("時計が1日以上ずれています（当方 {}、先方 {}）。誤っている側を直してください", to_iso(now), to_iso({hello.wall_ms()})));
  peer.software = hello.software();
  for (const auto& held : hello.held()) {
    auto root = Digest::from(held.root());
    if (!root) return std::unexpected(root.error());
    peer.held[held.context()] = Held{held.size(), *root};
  }
  return peer;
}

}  // namespace tsugite::federation

#include "ledger/key_history.h"

#include <fmt/format.h>

#include "ledger/note.h"

namespace tsugite::ledger {
namespace {

constexpr std::string_view kNext = "\ntsugite.example/keys/v1\n", kHead = kNext.substr(1);

// The length of the first certificate: up to where the next begins.
std::size_t first_length(BytesView text) {
  const auto next = text.find(kNext);
  return next == BytesView::npos ? text.size() : next + 1;
}

std::uint64_t begins(const KeyCertificate& one, const std::string& origin) {
  const auto at = one.from.find(origin);
  return at == one.from.end() ? 0 : at->second;
}

// By the newest key that fits. What none signed is told of the newest.
template <class T, class Open>
Result<T> by_any(const KeyHistory& keys, const Open& open) {
  Result<T> newest = fail("keys.history", "", "there is no key certificate of this party", "この当事者の鍵証明書がありません");
  for (auto one = keys.all().rbegin(); one != keys.all().rend(); ++one) {
    auto opened = open(*one);
    if (opened || one == keys.all().rbegin()) newest = std::move(opened);
    if (newest) return newest;
  }
  return newest;
}

}  // namespace

Result<KeyHistory> KeyHistory::open(BytesView text, const std::string& party, const PublicKey& root) {
  KeyHistory out;
  do {
    if (out.all_.size() == most)
      return fail("keys.history", party, "there are more key certificates than a history holds", "鍵証明書の数が上限を超えています");
    const std::size_t length = first_length(text);
    auto one = KeyCertificate::open(text.substr(0, length), party, root);
    if (!one) return std::unexpected(one.error());
    if (!out.all_.empty() && one->serial <= out.all_.back().serial)
      return fail("keys.history", party, "the serials of the key certificates do not grow", "鍵証明書の番号が昇順ではありません");
    const auto note = parse_note(text.substr(0, length));
    const std::string name = "tsugite.example/" + party + "/root";
    const auto by = note->by(name, SignatureType::ed25519, root);  // opened: there is one
    out.text_.append(note->text).append("\n").append(signature_line(name, SignatureType::ed25519, root, by.front()->signature));
    out.all_.push_back(*std::move(one));
    text.remove_prefix(length);
  } while (!text.empty());
  return out;
}

void KeyHistory::join(const KeyHistory& other) {
  for (auto& one : all_)
    for (const auto& same : other.all_)
      if (same.serial == one.serial) one.from.insert(same.from.begin(), same.from.end());
}

Result<std::map<std::string, std::uint64_t>> sizes_with(const Store& store, const std::string& charter_id, const std::string& party,
                                                        const std::string& partner) {
  std::map<std::string, std::uint64_t> out;
  auto streams = store.streams();
  if (!streams) return std::unexpected(streams.error());
  for (const auto& stream : *streams) {
    if (!((stream.from == party && stream.to == partner) || (stream.from == partner && stream.to == party))) continue;
    auto last = store.last_seal(stream);
    if (!last) return std::unexpected(last.error());
    if (*last) out[outbox_origin(charter_id, stream.from, stream.to, stream.context)] = (*last)->size;
  }
  return out;
}

Result<void> KeyHistory::counts(const KeyCertificate& one, const std::string& origin, std::uint64_t size) const {
  if (origin.ends_with("/ledger")) return {};
  for (const auto& later : all_) {
    if (later.serial <= one.serial || size <= begins(later, origin)) continue;
    const std::uint64_t last = begins(later, origin);
    if (later.revoked >= one.serial)
      return fail(
          "keys.revoked", origin,
          fmt::format("signed with revoked keys: nothing by the keys of certificate {} counts beyond {} there", one.serial, last),
          fmt::format("失効した鍵による署名です。証明書第{}号の鍵による署名は、{}件を超える部分について無効です", one.serial, last));
    return fail("keys.superseded", origin,
                fmt::format("signed with replaced keys: those of certificate {} count up to {} there", one.serial, last),
                fmt::format("切替え前の鍵による署名です。証明書第{}号の鍵による署名は、{}件まで有効です", one.serial, last));
  }
  return {};
}

Result<Checkpoint> open_checkpoint(BytesView note, const std::string& origin, const KeyHistory& log) {
  const KeyCertificate* by = nullptr;
  auto out = by_any<Checkpoint>(log, [&](const KeyCertificate& one) {
    auto opened = open_checkpoint(note, origin, one.log);
    if (opened) by = &one;
    return opened;
  });
  if (out)
    if (auto ok = log.counts(*by, origin, out->size); !ok) return std::unexpected(ok.error());
  return out;
}

Result<WallTime> open_cosignature(BytesView note, const std::string& name, const std::string& origin, const KeyHistory& cosigner) {
  const KeyCertificate* by = nullptr;
  auto out = by_any<WallTime>(cosigner, [&](const KeyCertificate& one) {
    auto opened = open_cosignature(note, name, one.cosigner);
    if (opened) by = &one;
    return opened;
  });
  if (!out) return out;
  const auto parsed = parse_note(note);
  Lines lines(parsed->text);
  (void)lines.next();
  const auto size = canonical_number(lines.next());
  if (!size) return std::unexpected(size.error());
  if (auto ok = cosigner.counts(*by, origin, *size); !ok) return std::unexpected(ok.error());
  return out;
}

}  // namespace tsugite::ledger

#include "federation/inbox.h"

#include "base/sha256.h"
#include "federation/outlined.h"

namespace tsugite::federation {

namespace {

std::unexpected<Error> another_history(const v1::Entries& entries) {
  return fail("inbox.root", entries.context(), "the partner signed another history than the one it sent before",
              "相手方が署名した履歴が、これまでに届いた履歴と一致しません");
}

}  // namespace

Result<Batch> verify_entries(const v1::Entries& entries, const ledger::Frontier& held, const HeldAt& held_at, const std::string& origin,
                             const ledger::KeyHistory& log) {
  const std::uint64_t end = entries.first() + static_cast<std::uint64_t>(entries.record_size());
  if (entries.first() > held.size())
    return fail("inbox.gap", entries.context(), "entries are missing before these", "前の記録が届いていません");
  auto checkpoint = ledger::open_checkpoint(entries.checkpoint(), origin, log);
  if (!checkpoint && checkpoint.error().code.starts_with("keys.")) return std::unexpected(checkpoint.error());
  if (!checkpoint)
    return fail("inbox.checkpoint", checkpoint.error().code, "the checkpoint cannot be accepted: " + checkpoint.error().message.en,
                "チェックポイントを受け入れられません：" + checkpoint.error().message.ja);
  if (checkpoint->size != end)
    return fail("inbox.checkpoint", entries.context(), "the checkpoint is of another size than the entries",
                "チェックポイントの件数が記録と一致しません");
  const auto outlined = check_outlined(entries.outlined(), entries.record(), entries.first(), origin, log);
  if (!outlined) return std::unexpected(outlined.error());
  std::vector<BytesView> records(entries.record().begin(), entries.record().end());
  for (const auto& [position, one] : *outlined) records[static_cast<std::size_t>(position)] = {};
  const std::vector<Digest> digests = sha256_each(records);
  Batch batch;
  batch.after = held;
  if (end > held.size()) batch.fresh.reserve(end - held.size());
  for (std::uint64_t number = entries.first(); number < end; ++number) {
    const int position = static_cast<int>(number - entries.first());
    const auto outline = outlined->find(position);
    const Digest& digest = outline == outlined->end() ? digests[static_cast<std::size_t>(position)] : outline->second.record;
    if (number < held.size()) {
      if (digest != held_at(number)) return another_history(entries);
      continue;
    }
    const Digest leaf = ledger::leaf_hash(digest);
    batch.after.add_leaf(leaf);
    batch.fresh.push_back({number, digest, leaf, position, outline == outlined->end() ? Bytes() : outline->second.signature});
  }
  const bool covers_all = end >= held.size();  // that is held: the roots must be one
  if (covers_all && batch.after.root() != checkpoint->root) return another_history(entries);
  return batch;
}

}  // namespace tsugite::federation

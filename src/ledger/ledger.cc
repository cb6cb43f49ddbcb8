#include "ledger/ledger.h"

namespace tsugite::ledger {

Result<Log> Log::restore(const Store& store, std::string party, std::string origin) {
  auto sealed = store.last_seal(stream(party));
  if (!sealed) return std::unexpected(sealed.error());
  Log log(std::move(party), std::move(origin), {}, *sealed ? (*sealed)->size : 0);
  auto ok = store.scan(0, [&](const Entry& entry) {
    log.frontier_.add(entry.digest);
    return true;
  });
  if (!ok) return std::unexpected(ok.error());
  return log;
}

void Log::append(Entry& entry) { append(entry, leaf_hash(entry.digest)); }

void Log::append(Entry& entry, const Digest& leaf) {
  entry.index = frontier_.size();
  frontier_.add_leaf(leaf);
}

StreamSeal Log::seal(const SigningKey& key) {
  sealed_ = size();
  return {stream(party_), size(), sign_checkpoint({origin_, size(), root()}, key), {}};
}

Result<Outbox> Outbox::restore(const Store& store, StreamKey stream, std::string origin) {
  Outbox outbox(std::move(stream), std::move(origin));
  auto ok = store.scan_numbered(outbox.stream_, 0, [&](const Numbered& numbered) {
    outbox.frontier_.add(numbered.digest);
    return true;
  });
  if (!ok) return std::unexpected(ok.error());
  return outbox;
}

Numbered Outbox::number(std::uint64_t index, const Digest& digest) {
  Numbered out{stream_, frontier_.size(), index, digest};
  frontier_.add(digest);
  return out;
}

StreamSeal Outbox::checkpoint(const SigningKey& key) const {
  return {stream_, frontier_.size(), sign_checkpoint({origin_, frontier_.size(), frontier_.root()}, key), {}};
}

}  // namespace tsugite::ledger

#include "ledger/ledger.h"

namespace tsugite::ledger {

Result<Log> Log::restore(const Store& store, std::string origin) {
  Log log(std::move(origin));
  auto ok = store.scan(0, [&](const Entry& entry) {
    log.frontier_.add(entry.digest);
    return true;
  });
  if (!ok) return std::unexpected(ok.error());
  return log;
}

void Log::append(Entry& entry) {
  entry.index = frontier_.size();
  frontier_.add(entry.digest);
}

void Log::close(Entry& last, const SigningKey& key) const {
  last.seal = sign_checkpoint({origin_, frontier_.size(), frontier_.root()}, key);
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

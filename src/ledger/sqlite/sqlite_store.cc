#include "ledger/sqlite/sqlite_store.h"

#include <sodium.h>

#include <atomic>

#include "ledger/sqlite/numbers.h"
#include "ledger/sqlite/reader.h"
#include "ledger/sqlite/schema.h"
#include "ledger/sqlite/statement.h"
#include "ledger/sqlite/writer_lock.h"
#include "ledger/store_order.h"

namespace tsugite::ledger {
namespace {

class SqliteStore : public Store {
 public:
  // `read_db`: null where there is nothing but reading, on `db`.
  SqliteStore(WriterLock lock, Database db, Database read_db, Keyring& keyring)
      : lock_(std::move(lock)), db_(std::move(db)), read_db_(std::move(read_db)), common_(keyring), reader_(common_),
        read_only_(read_db_ == nullptr) {}
  ~SqliteStore() override = default;

  Result<void> load();

  Result<void> commit(const Transaction& transaction) override;
  Result<void> dispose(std::uint64_t index) override;
  std::uint64_t size() const override { return common_.size; }
  bool failed() const override { return broken_ || unread_; }
  Result<Entry> read(std::uint64_t index) const override { return noted(reader_.read(index)); }
  Result<std::size_t> body_size(std::uint64_t index) const override { return noted(reader_.body_size(index)); }
  Result<void> append_body(std::uint64_t index, Bytes& out) const override { return noted(reader_.append_body(index, out)); }
  Result<void> scan(std::uint64_t first, const std::function<bool(const Entry&)>& row) const override {
    return noted(reader_.scan(first, row));
  }
  Result<void> scan_numbered(const StreamKey& stream, std::uint64_t first, const std::function<bool(const Numbered&)>& row) const override {
    return noted(reader_.scan_numbered(stream, first, row));
  }
  Result<std::vector<StreamKey>> streams() const override { return common_.streams(); }
  Result<std::vector<StreamSeal>> seals(const StreamKey& stream, std::uint64_t from) const override {
    return noted(reader_.seals(stream, from));
  }
  Result<std::optional<StreamSeal>> last_seal(const StreamKey& stream) const override { return noted(reader_.last_seal(stream)); }
  Result<std::optional<Bytes>> get(const std::string& name) const override { return noted(reader_.get(name)); }

 private:
  template <class Read>
  Read noted(Read result) const {
    if (!result && (result.error().code == "store.io" || result.error().code == "store.corrupt")) unread_ = true;
    return result;
  }
  Result<void> tie_keyring();
  Result<void> load_streams();
  Result<void> prepare();
  Result<void> write(const Transaction& transaction);
  Result<void> write_entries(std::span<const Entry> entries);
  Result<Bytes> keys_for(std::span<const Entry> entries);
  Result<std::int64_t> stream_no(const StreamKey& stream);

  WriterLock lock_;  // given back last
  Database db_, read_db_;
  Common common_;
  Reader reader_;
  // Of commits:
  StoreOrder order_;
  Statement begin_, end_, undo_, insert_segment_, insert_stream_, insert_numbered_, put_seal_, put_named_;
  Bytes buffer_;
  const bool read_only_;
  std::atomic<bool> broken_ = false;  // by a commit, on whichever thread
  mutable std::atomic<bool> unread_ = false;
};

Result<void> SqliteStore::load() {
  auto last = Statement::prepare(db_.get(), (std::string(select_segment) + "ORDER BY n DESC LIMIT 1").c_str());
  if (!last) return std::unexpected(last.error());
  auto row = last->step();
  if (!row) return std::unexpected(row.error());
  if (*row) {
    auto segment = Reader::segment_of(*last);
    if (!segment) return std::unexpected(segment.error());
    order_.set_entries(segment->first() + segment->count());
    common_.size = order_.entries();
    last->reset();
  }
  if (auto ok = tie_keyring(); !ok) return ok;
  if (auto ok = load_streams(); !ok) return ok;
  return prepare();
}

// The data file names its keyring. It is written before the keyring's first file: a start that was cut between the two is
// finished by the next one.
Result<void> SqliteStore::tie_keyring() {
  const auto mismatch = [] {
    return fail("store.keys-mismatch", "", "the key folder does not belong to this data file",
                "鍵フォルダーがこのデータファイルのものではありません");
  };
  auto about = Statement::prepare(db_.get(), "SELECT keyring FROM about");
  if (!about) return std::unexpected(about.error());
  auto row = about->step();
  if (!row) return std::unexpected(row.error());
  KeyringId id;
  const bool started = common_.with_keyring([](Keyring& keyring) { return keyring.started(); });
  const KeyringId own = common_.with_keyring([](Keyring& keyring) { return keyring.id(); });
  if (*row) {
    auto stored = KeyringId::from(about->bytes(0));
    if (!stored) return mismatch();
    id = *stored;
    about->reset();
    if (started) return own == id ? Result<void>{} : Result<void>(mismatch());
    if (order_.entries() > 0 || read_only_) return mismatch();
  } else {
    if (started || order_.entries() > 0 || read_only_) return mismatch();
    id = common_.with_keyring([](Keyring& keyring) { return keyring.new_id(); });
    auto insert = Statement::prepare(db_.get(), "INSERT INTO about VALUES(?)");
    if (!insert) return std::unexpected(insert.error());
    if (auto ok = insert->blob(1, id.view()).run(); !ok) return ok;
  }
  auto ok = common_.with_keyring([&](Keyring& keyring) { return keyring.start(id); });
  if (!ok) return std::unexpected(as_store(ok.error()));
  return {};
}

Result<void> SqliteStore::load_streams() {
  auto all = Statement::prepare(db_.get(), "SELECT no,sender,receiver,context FROM stream");
  auto last = Statement::prepare(db_.get(), "SELECT k,length(entries) FROM numbered WHERE k BETWEEN ?1 AND ?2 ORDER BY k DESC LIMIT 1");
  if (!all || !last) return std::unexpected((!all ? all : last).error());
  for (;;) {
    auto row = all->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    const std::int64_t no = all->integer(0);
    const StreamKey key{Bytes(all->bytes(1)), Bytes(all->bytes(2)), Bytes(all->bytes(3))};
    common_.add_stream(key, no);
    auto found = last->bind(1, stream_key(no, 0)).bind(2, stream_key(no + 1, 0) - 1).step();
    if (!found) return std::unexpected(found.error());
    if (!*found) continue;
    order_.set_numbered(key, number_in(last->integer(0)) + static_cast<std::uint64_t>(last->integer(1)) / numbered_bytes);
    last->reset();
  }
}

Result<void> SqliteStore::prepare() {
  const std::pair<Statement*, const char*> writes[] = {
      {&begin_, "BEGIN IMMEDIATE"},
      {&end_, "COMMIT"},
      {&undo_, "ROLLBACK"},
      {&insert_segment_, "INSERT INTO segment VALUES(?,?)"},
      {&insert_stream_, "INSERT INTO stream VALUES(?,?,?,?)"},
      {&insert_numbered_, "INSERT INTO numbered VALUES(?,?)"},
      {&put_seal_, "INSERT INTO seal VALUES(?1,?2,?3) ON CONFLICT(k) DO UPDATE SET checkpoint=?2, receipt=?3"},
      {&put_named_, "INSERT INTO named VALUES(?1,?2) ON CONFLICT(name) DO UPDATE SET value=?2"},
  };
  if (!read_only_)
    for (const auto& [statement, sql] : writes) {
      auto made = Statement::prepare(db_.get(), sql);
      if (!made) return std::unexpected(made.error());
      *statement = std::move(*made);
    }
  return reader_.open(read_only_ ? db_.get() : read_db_.get());
}

Result<void> SqliteStore::commit(const Transaction& transaction) {
  if (failed() || read_only_) return std::unexpected(sqlite_error(nullptr, failed() ? SQLITE_IOERR : SQLITE_READONLY));
  if (auto ok = order_.check(transaction); !ok) return ok;
  if (transaction.empty()) return {};
  auto ok = common_.with_keyring([&](Keyring& keyring) { return keyring.reserve(order_.entries(), transaction.append.size()); });
  if (!ok) return std::unexpected(as_store(ok.error()));
  const std::size_t streams = common_.stream_count();  // which only commits change
  ok = begin_.run();
  if (ok) ok = write(transaction);
  if (ok) ok = end_.run();
  if (!ok) {
    // SQLite has rolled back by itself where it had to; saying it again is no error of ours.
    if (sqlite3_get_autocommit(db_.get()) == 0) (void)undo_.run();
    common_.forget_streams_after(streams);
    broken_ = ok.error().code == "store.io";
    return ok;
  }
  order_.apply(transaction);
  common_.size = order_.entries();
  for (const std::uint64_t index : transaction.dispose)
    if (auto gone = dispose(index); !gone) {
      broken_ = true;  // what was to be destroyed is not: nobody goes on as if it were
      return gone;
    }
  return {};
}

Result<void> SqliteStore::write(const Transaction& t) {
  if (auto ok = write_entries(t.append); !ok) return ok;
  for (std::span<const Numbered> rest = t.numbered; !rest.empty();) {
    const auto run = take_run(rest);
    rest = rest.subspan(run.size());
    auto no = stream_no(run.front().stream);
    if (!no) return std::unexpected(no.error());
    encode_run(run, buffer_);
    if (auto ok = insert_numbered_.bind(1, stream_key(*no, run.front().number)).blob(2, buffer_).run(); !ok) return ok;
  }
  for (const StreamSeal& one : t.seals) {
    auto no = stream_no(one.stream);
    if (!no) return std::unexpected(no.error());
    auto ok = put_seal_.bind(1, stream_key(*no, one.size)).blob(2, one.checkpoint).optional_blob(3, one.receipt).run();
    if (!ok) return ok;
  }
  for (const auto& [name, value] : t.put)
    if (auto ok = put_named_.text(1, name).blob(2, value).run(); !ok) return ok;
  return {};
}

Result<Bytes> SqliteStore::keys_for(std::span<const Entry> entries) {
  return common_.with_keyring([&](Keyring& keyring) -> Result<Bytes> {
    Bytes keys;
    for (const Entry& e : entries) {
      auto key = keyring.key(e.index);
      if (key && key->empty()) {
        if (auto ok = keyring.renew(e.index); !ok) return std::unexpected(as_store(ok.error()));
        key = keyring.key(e.index);
      }
      if (!key) return std::unexpected(as_store(key.error()));
      keys.append(*key);
    }
    return keys;
  });
}

Result<void> SqliteStore::write_entries(std::span<const Entry> entries) {
  if (entries.empty()) return {};
  BodyNonce nonce;
  common_.with_keyring(
      [&](Keyring& keyring) { return keyring.fresh(nonce.size()).copy(reinterpret_cast<char*>(nonce.data()), nonce.size()); });
  while (!entries.empty()) {
    const auto part = entries.first(Segment::take(entries));
    entries = entries.subspan(part.size());
    auto keys = keys_for(part);
    if (!keys) return std::unexpected(keys.error());
    Segment::encode(part, *keys, nonce, buffer_);
    sodium_memzero(keys->data(), keys->size());
    if (auto ok = insert_segment_.bind(1, part.front().index).blob(2, buffer_).run(); !ok) return ok;
  }
  return {};
}

Result<std::int64_t> SqliteStore::stream_no(const StreamKey& stream) {
  if (auto known = common_.stream_no(stream)) return *known;
  const auto no = static_cast<std::int64_t>(common_.stream_count()) + 1;
  auto ok = insert_stream_.bind(1, no).text(2, stream.from).text(3, stream.to).text(4, stream.context).run();
  if (!ok) return std::unexpected(ok.error());
  common_.add_stream(stream, no);
  return no;
}

Result<void> SqliteStore::dispose(std::uint64_t index) {
  if (index >= size()) return missing(index);
  if (read_only_) return std::unexpected(sqlite_error(nullptr, SQLITE_READONLY));
  auto ok = common_.with_keyring([&](Keyring& keyring) { return keyring.dispose(index); });
  if (!ok) return std::unexpected(as_store(ok.error()));
  return {};
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, Keyring& keyring, const SqliteOptions& options) {
  if (auto ok = judge_data_file(path); !ok) return std::unexpected(ok.error());
  WriterLock lock;
  if (!options.read_only) {
    auto taken = WriterLock::take(path);
    if (!taken) return std::unexpected(taken.error());
    lock = std::move(*taken);
  }
  auto db = open_database(path, options.read_only, options.vfs);
  if (!db) return std::unexpected(db.error());
  Database read_db;
  if (!options.read_only) {
    auto opened = open_database(path, true, options.vfs);
    if (!opened) return std::unexpected(opened.error());
    read_db = std::move(*opened);
  }
  auto store = std::make_unique<SqliteStore>(std::move(lock), std::move(*db), std::move(read_db), keyring);
  if (auto ok = store->load(); !ok) return std::unexpected(ok.error());
  return store;
}

}  // namespace tsugite::ledger

#include "ledger/sqlite/sqlite_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

#include "ledger/sqlite/row_cipher.h"
#include "ledger/sqlite/schema.h"
#include "ledger/sqlite/statement.h"
#include "ledger/store_order.h"

namespace tsugite::ledger {
namespace {

constexpr int kNumberBits = 40;
constexpr const char* kEntry = "SELECT n,digest,body,source,context,source_number,seen_ms,dispositions,sidecar,seal FROM entry ";

std::uint64_t stream_key(std::int64_t no, std::uint64_t number) { return static_cast<std::uint64_t>(no) << kNumberBits | number; }
std::uint64_t number_in(std::int64_t k) { return static_cast<std::uint64_t>(k) & ((std::uint64_t{1} << kNumberBits) - 1); }

std::unexpected<Error> damaged(std::uint64_t index) {
  return fail("store.corrupt", "entry " + std::to_string(index), "the entry is not what was written", "項目が書き込まれた内容と一致しません");
}

// The disk under the keyring fails by the same names as the disk under the data file.
Error as_store(Error error) {
  if (error.code == "disk.full") error.code = "store.full";
  if (error.code == "disk.io") error.code = "store.io";
  return error;
}

class WriterLock {
 public:
  WriterLock() = default;
  ~WriterLock() { if (handle_ >= 0) ::close(handle_); }
  WriterLock(WriterLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
  WriterLock& operator=(WriterLock&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  static Result<WriterLock> take(const std::string& path) {
    WriterLock lock;
    lock.handle_ = ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock.handle_ < 0) return fail("store.io", path, "the data folder cannot be written", "データフォルダーに書き込めません");
    if (::flock(lock.handle_, LOCK_EX | LOCK_NB) != 0)
      return fail("store.in-use", path, "another process has this data file open for writing",
                  "別のプロセスがこのデータファイルを書き込み用に開いています");
    return lock;
  }

 private:
  int handle_ = -1;
};

class SqliteStore : public Store {
 public:
  SqliteStore(WriterLock lock, Database db, Keyring& keyring, bool read_only)
      : lock_(std::move(lock)), db_(std::move(db)), keyring_(keyring), read_only_(read_only) {}
  ~SqliteStore() override = default;

  Result<void> load();

  Result<void> commit(const Transaction& transaction) override;
  std::uint64_t size() const override { return order_.entries(); }
  Result<Entry> read(std::uint64_t index) const override;
  Result<void> scan(std::uint64_t first, const std::function<bool(const Entry&)>& row) const override;
  Result<void> scan_numbered(const StreamKey& stream, std::uint64_t first,
                             const std::function<bool(const Numbered&)>& row) const override;
  Result<std::vector<StreamKey>> streams() const override;
  Result<std::vector<StreamSeal>> seals(const StreamKey& stream, std::uint64_t from) const override;
  Result<std::optional<StreamSeal>> last_seal(const StreamKey& stream) const override;
  Result<std::optional<Bytes>> get(const std::string& name) const override;
  Result<void> dispose(std::uint64_t index) override;

 private:
  Result<void> tie_keyring();
  Result<void> load_streams();
  Result<void> prepare();
  Result<void> write(const Transaction& transaction);
  Result<void> write_entries(const std::vector<Entry>& entries);
  Result<std::int64_t> stream_no(const StreamKey& stream);
  Result<Entry> entry_of(const Statement& row) const;
  Result<void> scan_seals(const StreamKey& stream, std::uint64_t from, const char* order,
                          const std::function<void(StreamSeal)>& row) const;

  WriterLock lock_;  // given back last
  Database db_;
  Keyring& keyring_;
  StoreOrder order_;
  std::map<StreamKey, std::int64_t> stream_nos_;
  mutable Statement begin_, end_, undo_, insert_entry_, insert_stream_, insert_numbered_, put_seal_, put_named_, read_, get_;
  Bytes body_;
  const bool read_only_;
  bool broken_ = false;
};

Result<void> SqliteStore::load() {
  auto last = Statement::prepare(db_.get(), "SELECT max(n) FROM entry");
  if (!last) return std::unexpected(last.error());
  if (auto row = last->step(); !row) return std::unexpected(row.error());
  order_.set_entries(last->null(0) ? 0 : static_cast<std::uint64_t>(last->integer(0)) + 1);
  last->reset();
  if (auto ok = tie_keyring(); !ok) return ok;
  if (auto ok = load_streams(); !ok) return ok;
  return prepare();
}

// The data file names its keyring. It is written before the keyring's first file: a start that was cut between the two is
// finished by the next one.
Result<void> SqliteStore::tie_keyring() {
  const auto mismatch = [] {
    return fail("store.keys-mismatch", "", "the key folder does not belong to this data file", "鍵フォルダーがこのデータファイルのものではありません");
  };
  auto about = Statement::prepare(db_.get(), "SELECT keyring FROM about");
  if (!about) return std::unexpected(about.error());
  auto row = about->step();
  if (!row) return std::unexpected(row.error());
  KeyringId id;
  if (*row) {
    auto stored = KeyringId::from(about->bytes(0));
    if (!stored) return mismatch();
    id = *stored;
    about->reset();
    if (keyring_.started()) return keyring_.id() == id ? Result<void>{} : Result<void>(mismatch());
    if (order_.entries() > 0 || read_only_) return mismatch();
  } else {
    if (keyring_.started() || order_.entries() > 0 || read_only_) return mismatch();
    id = keyring_.new_id();
    auto insert = Statement::prepare(db_.get(), "INSERT INTO about VALUES(?)");
    if (!insert) return std::unexpected(insert.error());
    if (auto ok = insert->blob(1, id.view()).run(); !ok) return ok;
  }
  auto ok = keyring_.start(id);
  if (!ok) return std::unexpected(as_store(ok.error()));
  return {};
}

Result<void> SqliteStore::load_streams() {
  auto all = Statement::prepare(db_.get(), "SELECT no,sender,receiver,context FROM stream");
  auto last = Statement::prepare(db_.get(), "SELECT max(k) FROM numbered WHERE k BETWEEN ?1 AND ?2");
  if (!all || !last) return std::unexpected((!all ? all : last).error());
  for (;;) {
    auto row = all->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    const std::int64_t no = all->integer(0);
    const StreamKey key{Bytes(all->bytes(1)), Bytes(all->bytes(2)), Bytes(all->bytes(3))};
    stream_nos_[key] = no;
    auto found = last->bind(1, stream_key(no, 0)).bind(2, stream_key(no + 1, 0) - 1).step();
    if (!found) return std::unexpected(found.error());
    if (!last->null(0)) order_.set_numbered(key, number_in(last->integer(0)) + 1);
    last->reset();
  }
}

Result<void> SqliteStore::prepare() {
  const std::pair<Statement*, std::string> all[] = {
      {&begin_, "BEGIN IMMEDIATE"},
      {&end_, "COMMIT"},
      {&undo_, "ROLLBACK"},
      {&insert_entry_, "INSERT INTO entry VALUES(?,?,?,?,?,?,?,?,?,?)"},
      {&insert_stream_, "INSERT INTO stream VALUES(?,?,?,?)"},
      {&insert_numbered_, "INSERT INTO numbered VALUES(?,?,?)"},
      {&put_seal_, "INSERT INTO seal VALUES(?1,?2,?3) ON CONFLICT(k) DO UPDATE SET checkpoint=?2, receipt=?3"},
      {&put_named_, "INSERT INTO named VALUES(?1,?2) ON CONFLICT(name) DO UPDATE SET value=?2"},
      {&read_, std::string(kEntry) + "WHERE n=?"},
      {&get_, "SELECT value FROM named WHERE name=?"},
  };
  for (const auto& [statement, sql] : all) {
    auto made = Statement::prepare(db_.get(), sql.c_str());
    if (!made) return std::unexpected(made.error());
    *statement = std::move(*made);
  }
  return {};
}

Result<void> SqliteStore::commit(const Transaction& transaction) {
  if (broken_ || read_only_) return std::unexpected(sqlite_error(nullptr, broken_ ? SQLITE_IOERR : SQLITE_READONLY));
  if (auto ok = order_.check(transaction); !ok) return ok;
  if (transaction.empty()) return {};
  if (auto ok = keyring_.reserve(order_.entries(), transaction.append.size()); !ok) return std::unexpected(as_store(ok.error()));
  const std::size_t streams = stream_nos_.size();
  auto ok = begin_.run();
  if (ok) ok = write(transaction);
  if (ok) ok = end_.run();
  if (!ok) {
    // SQLite has rolled back by itself where it had to; saying it again is no error of ours.
    if (sqlite3_get_autocommit(db_.get()) == 0) (void)undo_.run();
    if (stream_nos_.size() != streams)
      std::erase_if(stream_nos_, [&](const auto& one) { return static_cast<std::size_t>(one.second) > streams; });
    broken_ = ok.error().code == "store.io";
    return ok;
  }
  order_.apply(transaction);
  return {};
}

Result<void> SqliteStore::write(const Transaction& t) {
  if (auto ok = write_entries(t.append); !ok) return ok;
  for (const Numbered& one : t.numbered) {
    auto no = stream_no(one.stream);
    if (!no) return std::unexpected(no.error());
    if (auto ok = insert_numbered_.bind(1, stream_key(*no, one.number)).bind(2, one.index).blob(3, one.digest.view()).run(); !ok)
      return ok;
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

Result<void> SqliteStore::write_entries(const std::vector<Entry>& entries) {
  for (const Entry& e : entries) {
    auto key = keyring_.key(e.index);
    if (!key) return std::unexpected(as_store(key.error()));
    if (key->empty()) {
      if (auto ok = keyring_.renew(e.index); !ok) return std::unexpected(as_store(ok.error()));
      key = keyring_.key(e.index);
    }
    seal_body(e, *key, body_);
    insert_entry_.bind(1, e.index).blob(2, e.digest.view()).blob(3, body_).text(4, e.source).text(5, e.context);
    insert_entry_.bind(6, e.source_number).bind(7, e.seen_ms).optional_blob(8, e.dispositions).optional_blob(9, e.sidecar);
    if (auto ok = insert_entry_.optional_blob(10, e.seal).run(); !ok) return ok;
  }
  return {};
}

Result<std::int64_t> SqliteStore::stream_no(const StreamKey& stream) {
  if (auto at = stream_nos_.find(stream); at != stream_nos_.end()) return at->second;
  const auto no = static_cast<std::int64_t>(stream_nos_.size()) + 1;
  auto ok = insert_stream_.bind(1, no).text(2, stream.from).text(3, stream.to).text(4, stream.context).run();
  if (!ok) return std::unexpected(ok.error());
  stream_nos_[stream] = no;
  return no;
}

Result<Entry> SqliteStore::entry_of(const Statement& row) const {
  Entry e;
  e.index = static_cast<std::uint64_t>(row.integer(0));
  auto digest = Digest::from(row.bytes(1));
  if (!digest) return damaged(e.index);
  e.digest = *digest;
  e.source = row.bytes(3);
  e.context = row.bytes(4);
  e.source_number = static_cast<std::uint64_t>(row.integer(5));
  e.seen_ms = row.integer(6);
  e.dispositions = row.bytes(7);
  e.sidecar = row.bytes(8);
  e.seal = row.bytes(9);
  auto key = keyring_.key(e.index);
  if (!key) return std::unexpected(as_store(key.error()));
  e.disposed = key->empty();
  if (!e.disposed && !open_body(e, *key, row.bytes(2))) return damaged(e.index);
  return e;
}

Result<Entry> SqliteStore::read(std::uint64_t index) const {
  auto row = read_.bind(1, index).step();
  if (!row) return std::unexpected(row.error());
  if (!*row)
    return fail("store.missing", "entry " + std::to_string(index), "the ledger has no such entry", "台帳にその項目はありません");
  auto entry = entry_of(read_);
  read_.reset();
  return entry;
}

Result<void> SqliteStore::scan(std::uint64_t first, const std::function<bool(const Entry&)>& row) const {
  auto rows = Statement::prepare(db_.get(), (std::string(kEntry) + "WHERE n>=? ORDER BY n").c_str());
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, first);
  for (std::uint64_t next = first;; ++next) {
    auto more = rows->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    auto entry = entry_of(*rows);
    if (!entry) return std::unexpected(entry.error());
    if (entry->index != next)
      return fail("store.missing", "entry " + std::to_string(next), "the ledger has no such entry", "台帳にその項目はありません");
    if (!row(*entry)) return {};
  }
}

Result<void> SqliteStore::scan_numbered(const StreamKey& stream, std::uint64_t first,
                                        const std::function<bool(const Numbered&)>& row) const {
  auto at = stream_nos_.find(stream);
  if (at == stream_nos_.end()) return {};
  auto rows = Statement::prepare(db_.get(), "SELECT k,n,digest FROM numbered WHERE k BETWEEN ? AND ? ORDER BY k");
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, stream_key(at->second, first)).bind(2, stream_key(at->second + 1, 0) - 1);
  for (;;) {
    auto more = rows->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    Numbered one{stream, number_in(rows->integer(0)), static_cast<std::uint64_t>(rows->integer(1)), {}};
    auto digest = Digest::from(rows->bytes(2));
    if (!digest) return damaged(one.index);
    one.digest = *digest;
    if (!row(one)) return {};
  }
}

Result<std::vector<StreamKey>> SqliteStore::streams() const {
  std::vector<StreamKey> out;
  for (const auto& [key, no] : stream_nos_) out.push_back(key);
  return out;
}

Result<void> SqliteStore::scan_seals(const StreamKey& stream, std::uint64_t from, const char* order,
                                     const std::function<void(StreamSeal)>& row) const {
  auto at = stream_nos_.find(stream);
  if (at == stream_nos_.end()) return {};
  auto rows = Statement::prepare(
      db_.get(), (std::string("SELECT k,checkpoint,receipt FROM seal WHERE k BETWEEN ? AND ? ORDER BY k ") + order).c_str());
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, stream_key(at->second, from)).bind(2, stream_key(at->second + 1, 0) - 1);
  for (;;) {
    auto more = rows->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    row({stream, number_in(rows->integer(0)), Bytes(rows->bytes(1)), Bytes(rows->bytes(2))});
  }
}

Result<std::vector<StreamSeal>> SqliteStore::seals(const StreamKey& stream, std::uint64_t from) const {
  std::vector<StreamSeal> out;
  auto ok = scan_seals(stream, from, "ASC", [&](StreamSeal seal) { out.push_back(std::move(seal)); });
  if (!ok) return std::unexpected(ok.error());
  return out;
}

Result<std::optional<StreamSeal>> SqliteStore::last_seal(const StreamKey& stream) const {
  std::optional<StreamSeal> out;
  auto ok = scan_seals(stream, 0, "DESC LIMIT 1", [&](StreamSeal seal) { out = std::move(seal); });
  if (!ok) return std::unexpected(ok.error());
  return out;
}

Result<std::optional<Bytes>> SqliteStore::get(const std::string& name) const {
  auto row = get_.text(1, name).step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  Bytes value(get_.bytes(0));
  get_.reset();
  return value;
}

Result<void> SqliteStore::dispose(std::uint64_t index) {
  if (index >= size())
    return fail("store.missing", "entry " + std::to_string(index), "the ledger has no such entry", "台帳にその項目はありません");
  if (read_only_) return std::unexpected(sqlite_error(nullptr, SQLITE_READONLY));
  if (auto ok = keyring_.dispose(index); !ok) return std::unexpected(as_store(ok.error()));
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
  auto store = std::make_unique<SqliteStore>(std::move(lock), std::move(*db), keyring, options.read_only);
  if (auto ok = store->load(); !ok) return std::unexpected(ok.error());
  return store;
}

}  // namespace tsugite::ledger

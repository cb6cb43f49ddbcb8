#include "ledger/sqlite/sqlite_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sodium.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <utility>

#include "ledger/sqlite/numbers.h"
#include "ledger/sqlite/schema.h"
#include "ledger/sqlite/segment.h"
#include "ledger/sqlite/statement.h"
#include "ledger/store_order.h"

namespace tsugite::ledger {
namespace {

constexpr int kNumberBits = 40;
constexpr const char* kSegment = "SELECT n,entries FROM segment ";

std::uint64_t stream_key(std::int64_t no, std::uint64_t number) { return static_cast<std::uint64_t>(no) << kNumberBits | number; }
std::uint64_t number_in(std::int64_t k) { return static_cast<std::uint64_t>(k) & ((std::uint64_t{1} << kNumberBits) - 1); }

std::unexpected<Error> damaged(std::uint64_t index) {
  return fail("store.corrupt", "entry " + std::to_string(index), "the entry is not what was written", "項目が書き込まれた内容と一致しません");
}

std::unexpected<Error> damaged(const StreamKey& stream, std::uint64_t number) {
  return fail("store.corrupt", stream.to + ", " + stream.context + ", number " + std::to_string(number), "the entry is not what was written",
              "項目が書き込まれた内容と一致しません");
}
std::unexpected<Error> missing(std::uint64_t index) {
  return fail("store.missing", "entry " + std::to_string(index), "the ledger has no such entry", "台帳にその項目はありません");
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
  // `read_db`: null where there is nothing but reading, on `db`.
  SqliteStore(WriterLock lock, Database db, Database read_db, Keyring& keyring)
      : lock_(std::move(lock)), db_(std::move(db)), read_db_(std::move(read_db)), keyring_(keyring), read_only_(read_db_ == nullptr) {}
  ~SqliteStore() override = default;

  Result<void> load();

  Result<void> commit(const Transaction& transaction) override;
  std::uint64_t size() const override { return size_; }
  Result<Entry> read(std::uint64_t index) const override;
  Result<Bytes> body(std::uint64_t index) const override;
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
  Result<void> write_entries(std::span<const Entry> entries);
  Result<std::int64_t> stream_no(const StreamKey& stream);
  Result<Segment> segment_of(const Statement& row) const;
  Result<void> hold(std::uint64_t index) const;
  Result<Entry> open_entry(const Segment& segment, std::uint64_t index) const;
  Result<void> scan_seals(const StreamKey& stream, std::uint64_t from, const char* order,
                          const std::function<void(StreamSeal)>& row) const;

  sqlite3* reader() const { return read_only_ ? db_.get() : read_db_.get(); }
  // A copy of the slot's key, or nothing where it was disposed of.
  Result<Bytes> key(std::uint64_t slot) const;
  std::optional<std::int64_t> find_stream(const StreamKey& stream) const;

  WriterLock lock_;  // given back last
  Database db_, read_db_;
  Keyring& keyring_;
  StoreOrder order_;  // of commits
  std::atomic<std::uint64_t> size_ = 0;
  mutable std::mutex shared_;  // over the keyring and what follows
  std::map<StreamKey, std::int64_t> stream_nos_;
  // Commits:
  Statement begin_, end_, undo_, insert_segment_, insert_stream_, insert_numbered_, put_seal_, put_named_;
  Bytes buffer_;
  bool broken_ = false;
  // Reads:
  mutable Statement read_, get_;
  mutable Segment recent_;  // the one read last: reads come in runs
  const bool read_only_;
};

Result<void> SqliteStore::load() {
  auto last = Statement::prepare(db_.get(), (std::string(kSegment) + "ORDER BY n DESC LIMIT 1").c_str());
  if (!last) return std::unexpected(last.error());
  auto row = last->step();
  if (!row) return std::unexpected(row.error());
  if (*row) {
    auto segment = segment_of(*last);
    if (!segment) return std::unexpected(segment.error());
    order_.set_entries(segment->first() + segment->count());
    size_ = order_.entries();
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
  auto last = Statement::prepare(db_.get(), "SELECT k,length(entries) FROM numbered WHERE k BETWEEN ?1 AND ?2 ORDER BY k DESC LIMIT 1");
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
    if (!*found) continue;
    order_.set_numbered(key, number_in(last->integer(0)) + static_cast<std::uint64_t>(last->integer(1)) / numbered_bytes);
    last->reset();
  }
}

Result<void> SqliteStore::prepare() {
  const std::pair<Statement*, std::string> writes[] = {
      {&begin_, "BEGIN IMMEDIATE"},
      {&end_, "COMMIT"},
      {&undo_, "ROLLBACK"},
      {&insert_segment_, "INSERT INTO segment VALUES(?,?)"},
      {&insert_stream_, "INSERT INTO stream VALUES(?,?,?,?)"},
      {&insert_numbered_, "INSERT INTO numbered VALUES(?,?)"},
      {&put_seal_, "INSERT INTO seal VALUES(?1,?2,?3) ON CONFLICT(k) DO UPDATE SET checkpoint=?2, receipt=?3"},
      {&put_named_, "INSERT INTO named VALUES(?1,?2) ON CONFLICT(name) DO UPDATE SET value=?2"},
  };
  const std::pair<Statement*, std::string> reads[] = {
      {&read_, std::string(kSegment) + "WHERE n<=? ORDER BY n DESC LIMIT 1"},
      {&get_, "SELECT value FROM named WHERE name=?"},
  };
  const auto make = [](sqlite3* db, const auto& all) -> Result<void> {
    for (const auto& [statement, sql] : all) {
      auto made = Statement::prepare(db, sql.c_str());
      if (!made) return std::unexpected(made.error());
      *statement = std::move(*made);
    }
    return {};
  };
  if (!read_only_)
    if (auto ok = make(db_.get(), writes); !ok) return ok;
  return make(reader(), reads);
}

Result<void> SqliteStore::commit(const Transaction& transaction) {
  if (broken_ || read_only_) return std::unexpected(sqlite_error(nullptr, broken_ ? SQLITE_IOERR : SQLITE_READONLY));
  if (auto ok = order_.check(transaction); !ok) return ok;
  if (transaction.empty()) return {};
  {
    const std::lock_guard held(shared_);
    if (auto ok = keyring_.reserve(order_.entries(), transaction.append.size()); !ok) return std::unexpected(as_store(ok.error()));
  }
  const std::size_t streams = stream_nos_.size();  // which only commits change
  auto ok = begin_.run();
  if (ok) ok = write(transaction);
  if (ok) ok = end_.run();
  if (!ok) {
    // SQLite has rolled back by itself where it had to; saying it again is no error of ours.
    if (sqlite3_get_autocommit(db_.get()) == 0) (void)undo_.run();
    const std::lock_guard held(shared_);
    if (stream_nos_.size() != streams)
      std::erase_if(stream_nos_, [&](const auto& one) { return static_cast<std::size_t>(one.second) > streams; });
    broken_ = ok.error().code == "store.io";
    return ok;
  }
  order_.apply(transaction);
  size_ = order_.entries();
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

Result<void> SqliteStore::write_entries(std::span<const Entry> entries) {
  if (entries.empty()) return {};
  BodyNonce nonce;
  keyring_.fresh(nonce.size()).copy(reinterpret_cast<char*>(nonce.data()), nonce.size());
  Bytes keys;
  while (!entries.empty()) {
    const auto part = entries.first(Segment::take(entries));
    entries = entries.subspan(part.size());
    keys.clear();
    std::unique_lock held(shared_);
    for (const Entry& e : part) {
      auto key = keyring_.key(e.index);
      if (key && key->empty()) {
        if (auto ok = keyring_.renew(e.index); !ok) return std::unexpected(as_store(ok.error()));
        key = keyring_.key(e.index);
      }
      if (!key) return std::unexpected(as_store(key.error()));
      keys.append(*key);
    }
    held.unlock();
    Segment::encode(part, keys, nonce, buffer_);
    sodium_memzero(keys.data(), keys.size());
    if (auto ok = insert_segment_.bind(1, part.front().index).blob(2, buffer_).run(); !ok) return ok;
  }
  return {};
}

Result<std::int64_t> SqliteStore::stream_no(const StreamKey& stream) {
  if (auto at = stream_nos_.find(stream); at != stream_nos_.end()) return at->second;
  const auto no = static_cast<std::int64_t>(stream_nos_.size()) + 1;
  auto ok = insert_stream_.bind(1, no).text(2, stream.from).text(3, stream.to).text(4, stream.context).run();
  if (!ok) return std::unexpected(ok.error());
  const std::lock_guard held(shared_);
  stream_nos_[stream] = no;
  return no;
}

std::optional<std::int64_t> SqliteStore::find_stream(const StreamKey& stream) const {
  const std::lock_guard held(shared_);
  auto at = stream_nos_.find(stream);
  if (at == stream_nos_.end()) return std::nullopt;
  return at->second;
}

Result<Bytes> SqliteStore::key(std::uint64_t slot) const {
  const std::lock_guard held(shared_);
  auto key = keyring_.key(slot);
  if (!key) return std::unexpected(as_store(key.error()));
  return Bytes(*key);
}

Result<Segment> SqliteStore::segment_of(const Statement& row) const {
  const auto first = static_cast<std::uint64_t>(row.integer(0));
  auto segment = Segment::parse(first, Bytes(row.bytes(1)));
  if (!segment) return damaged(first);
  return std::move(*segment);
}

Result<Entry> SqliteStore::open_entry(const Segment& segment, std::uint64_t index) const {
  auto key_of = key(index);
  if (!key_of) return std::unexpected(key_of.error());
  auto entry = segment.entry(index, *key_of);
  if (!entry) return damaged(index);
  return std::move(*entry);
}

// Into recent_ the segment that holds the entry.
Result<void> SqliteStore::hold(std::uint64_t index) const {
  if (recent_.holds(index)) return {};
  auto row = read_.bind(1, index).step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return missing(index);
  auto segment = segment_of(read_);
  read_.reset();
  if (!segment) return std::unexpected(segment.error());
  if (!segment->holds(index)) return missing(index);
  recent_ = std::move(*segment);
  return {};
}

Result<Entry> SqliteStore::read(std::uint64_t index) const {
  if (auto ok = hold(index); !ok) return std::unexpected(ok.error());
  return open_entry(recent_, index);
}

Result<Bytes> SqliteStore::body(std::uint64_t index) const {
  if (auto ok = hold(index); !ok) return std::unexpected(ok.error());
  auto key_of = key(index);
  if (!key_of) return std::unexpected(key_of.error());
  auto body = recent_.body(index, *key_of);
  if (!body) return damaged(index);
  return std::move(*body);
}

Result<void> SqliteStore::scan(std::uint64_t first, const std::function<bool(const Entry&)>& row) const {
  if (first >= size()) return {};
  auto rows = Statement::prepare(reader(), (std::string(kSegment) + "WHERE n>=(SELECT max(n) FROM segment WHERE n<=?) ORDER BY n").c_str());
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, first);
  for (std::uint64_t next = first;;) {
    auto more = rows->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return next < size() ? Result<void>(missing(next)) : Result<void>{};
    auto segment = segment_of(*rows);
    if (!segment) return std::unexpected(segment.error());
    if (!segment->holds(next)) return missing(next);
    for (; segment->holds(next); ++next) {
      auto entry = open_entry(*segment, next);
      if (!entry) return std::unexpected(entry.error());
      if (!row(*entry)) return {};
    }
  }
}

Result<void> SqliteStore::scan_numbered(const StreamKey& stream, std::uint64_t first,
                                        const std::function<bool(const Numbered&)>& row) const {
  const auto no = find_stream(stream);
  if (!no) return {};
  // From the row that holds the first one: it is the last that begins at or before it.
  auto rows = Statement::prepare(reader(), "SELECT k,entries FROM numbered WHERE k BETWEEN "
                                            "ifnull((SELECT max(k) FROM numbered WHERE k BETWEEN ?1 AND ?2),?2) AND ?3 ORDER BY k");
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, stream_key(*no, 0)).bind(2, stream_key(*no, first)).bind(3, stream_key(*no + 1, 0) - 1);
  for (;;) {
    auto more = rows->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    std::uint64_t number = number_in(rows->integer(0));
    BytesView run = rows->bytes(1);
    if (run.empty() || run.size() % numbered_bytes != 0) return damaged(stream, number);
    for (; !run.empty(); run.remove_prefix(numbered_bytes), ++number)
      if (number >= first && !row(decode_numbered(stream, number, run))) return {};
  }
}

Result<std::vector<StreamKey>> SqliteStore::streams() const {
  std::vector<StreamKey> out;
  const std::lock_guard held(shared_);
  for (const auto& [stream, no] : stream_nos_) out.push_back(stream);
  return out;
}

Result<void> SqliteStore::scan_seals(const StreamKey& stream, std::uint64_t from, const char* order,
                                     const std::function<void(StreamSeal)>& row) const {
  const auto no = find_stream(stream);
  if (!no) return {};
  auto rows = Statement::prepare(
      reader(), (std::string("SELECT k,checkpoint,receipt FROM seal WHERE k BETWEEN ? AND ? ORDER BY k ") + order).c_str());
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, stream_key(*no, from)).bind(2, stream_key(*no + 1, 0) - 1);
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
  if (index >= size()) return missing(index);
  if (read_only_) return std::unexpected(sqlite_error(nullptr, SQLITE_READONLY));
  const std::lock_guard held(shared_);
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

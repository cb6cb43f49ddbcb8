#include "ledger/sqlite/upgrade.h"

#include <filesystem>
#include <iterator>

#include "ledger/sqlite/backup.h"
#include "ledger/sqlite/schema.h"
#include "ledger/sqlite/statement.h"

namespace tsugite::ledger {
namespace {

// From version oldest_version + place to the next.
constexpr const char* kSteps[] = {
    "UPDATE named SET name='key-history/'||substr(name,6) WHERE name GLOB 'keys/*';",
};
static_assert(std::size(kSteps) == static_cast<std::size_t>(schema_version - oldest_version));

}  // namespace

Result<void> upgrade(sqlite3* db, const std::string& path, int from) {
  const std::string copy = path + ".schema" + std::to_string(from), unfinished = copy + ".part";
  std::error_code error;
  std::filesystem::remove(unfinished, error);
  if (auto ok = copy_data_file(path, unfinished); !ok) return ok;
  std::filesystem::rename(unfinished, copy, error);  // of an attempt that failed, and less new
  if (error)
    return fail("store.io", copy, "the copy before the upgrade cannot be kept: " + error.message(),
                "更新前の写しを保存できません：" + error.message());
  std::string steps = "BEGIN IMMEDIATE;";
  for (int version = from; version < schema_version; ++version) steps += kSteps[version - oldest_version];
  return execute(db, steps + "PRAGMA user_version=" + std::to_string(schema_version) + ";COMMIT;");
}

}  // namespace tsugite::ledger

#include "server/store/database.h"

#include <array>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"
#include "server/store/engine.h"
#include "server/store/engine_memory.h"
#include "sqlite3.h"

namespace sceau {
namespace {

// How long a statement waits for another connection of this process: only
// emptying a WAL ever has to.
constexpr int kBusyMillis = 100;

// The system's files, locked whole for this process: no other opens what this
// one has open, and our own connections agree in memory (the WAL's index too)
// instead of by two system calls a statement.
constexpr char kSystemFiles[] = "unix-excl";

struct Limit {
  int id = 0;
  int value = 0;
};
// Above what our largest statement and record need, far below the defaults.
constexpr std::array<Limit, 8> kLimits = {{
    {SQLITE_LIMIT_LENGTH, 4 << 20},  // Bytes of a row.
    {SQLITE_LIMIT_SQL_LENGTH, 16 << 10},
    {SQLITE_LIMIT_COLUMN, 64},
    {SQLITE_LIMIT_EXPR_DEPTH, 40},
    {SQLITE_LIMIT_COMPOUND_SELECT, 4},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 64},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
}};

// Rows and transactions, nothing else: no schema, no PRAGMA, no other file.
int AllowRowsOnly(void* /*unused*/, int action, const char* /*first*/,
                  const char* /*second*/, const char* /*database*/,
                  const char* /*trigger*/) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_FUNCTION:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
      return SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

int NoteWalPages(void* wal_pages, sqlite3* /*handle*/, const char* /*name*/,
                 int pages) {
  *static_cast<int64_t*>(wal_pages) = pages;
  return SQLITE_OK;
}

absl::Status PrepareFile(const DatabaseOptions& options) {
  if (options.mode != DatabaseOptions::Mode::kCreate) {
    if (access(options.path.c_str(), F_OK) == 0) return absl::OkStatus();
    return absl::FailedPreconditionError(
        absl::StrCat("there is no file ", options.path,
                     ": restore it from a backup, or check the configuration"));
  }
  constexpr mode_t kOwnerOnly = 0600;
  const int fd = open(options.path.c_str(),
                      O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (fd < 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot make the file ", options.path,
                     ": it is there already, or its folder is not ours"));
  }
  (void)close(fd);
  return absl::OkStatus();
}

// Whether the file is one of the engine's that nobody encrypted: never ours.
bool IsPlain(const std::string& path) {
  constexpr absl::string_view kPlainHead("SQLite format 3\0", 16);
  std::array<char, kPlainHead.size()> head = {};
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const ssize_t got = read(fd, head.data(), head.size());
  (void)close(fd);
  return got == static_cast<ssize_t>(head.size()) &&
         absl::string_view(head.data(), head.size()) == kPlainHead;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> Database::Open(
    const DatabaseOptions& options, const crypto::Secret& key) {
  RETURN_IF_ERROR(InstallEngineMemory());
  RETURN_IF_ERROR(PrepareFile(options));
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      options.path.c_str(), &handle,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      options.vfs.empty() ? kSystemFiles : options.vfs.c_str());
  // Set also when opening failed: it is then closed by the destructor.
  std::unique_ptr<Database> database(new Database(handle));
  if (code != SQLITE_OK) return EngineError(code);
  RETURN_IF_ERROR(database->Configure(options, key));
  return database;
}

Database::~Database() {
  for (auto& [text, cached] : cache_) {
    (void)sqlite3_finalize(cached->statement);
  }
  (void)sqlite3_close(handle_);
}

absl::Status Database::Configure(const DatabaseOptions& options,
                                 const crypto::Secret& key) {
  const bool writes = options.mode != DatabaseOptions::Mode::kRead;
  for (const Limit& limit : kLimits) {
    (void)sqlite3_limit(handle_, limit.id, limit.value);
  }
  for (const auto& [option, value] : std::initializer_list<Limit>{
           {SQLITE_DBCONFIG_DEFENSIVE, 1},
           {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
           {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
           {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
           {SQLITE_DBCONFIG_DQS_DDL, 0},
           // A statement is planned once, whatever is bound: with LIMIT ? it
           // would be prepared again at every run.
           {SQLITE_DBCONFIG_ENABLE_QPSG, 1},
           {SQLITE_DBCONFIG_DQS_DML, 0},
           // The writer alone empties the WAL.
           {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, writes ? 0 : 1}}) {
    const int code = sqlite3_db_config(handle_, option, value, nullptr);
    if (code != SQLITE_OK) return EngineError(code);
  }
  (void)sqlite3_busy_timeout(handle_, kBusyMillis);
  (void)sqlite3_wal_hook(handle_, NoteWalPages, &wal_pages_);

  // The engine would write to the standard error stream.
  RETURN_IF_ERROR(Run("PRAGMA cipher_log_level = NONE"));
  auto cipher_version = Ask("PRAGMA cipher_version");
  RETURN_IF_ERROR(CheckEngine(sqlite3_libversion_number(),
                              cipher_version.ok() ? *cipher_version : ""));
  RETURN_IF_ERROR(Unlock(options.path, key));

  ASSIGN_OR_RETURN(
      const std::string journal_mode,
      writes ? Ask("PRAGMA journal_mode = WAL") : Ask("PRAGMA journal_mode"));
  if (journal_mode != "wal") {
    return Error(v1::ERROR_REASON_INVARIANT_BROKEN,
                 "the storage has no write-ahead log");
  }
  RETURN_IF_ERROR(Run("PRAGMA synchronous = FULL"));
  RETURN_IF_ERROR(Run("PRAGMA secure_delete = ON"));
  RETURN_IF_ERROR(Run("PRAGMA temp_store = MEMORY"));
  RETURN_IF_ERROR(Run("PRAGMA foreign_keys = ON"));
  RETURN_IF_ERROR(Run("PRAGMA cell_size_check = ON"));
  RETURN_IF_ERROR(Run("PRAGMA mmap_size = 0"));
  const std::string cache =
      absl::StrCat("PRAGMA cache_size = -", options.cache_kib);
  RETURN_IF_ERROR(Run(cache.c_str()));
  if (!writes) RETURN_IF_ERROR(Run("PRAGMA query_only = ON"));
  Restrict(true);
  return absl::OkStatus();
}

absl::Status Database::Unlock(const std::string& path,
                              const crypto::Secret& key) {
  // x'<64 digits of key><32 digits of salt>': a raw key, nothing is derived.
  constexpr char kDigits[] = "0123456789abcdef";
  constexpr unsigned kBitsPerDigit = 4;
  constexpr unsigned kDigitMask = 0xf;
  crypto::Secret literal(2 * key.size() + 3);
  const std::span<uint8_t> out = literal.RevealMutable();
  size_t at = 0;
  out[at++] = 'x';
  out[at++] = '\'';
  for (const uint8_t byte : key.Reveal()) {
    out[at++] = static_cast<uint8_t>(kDigits[byte >> kBitsPerDigit]);
    out[at++] = static_cast<uint8_t>(kDigits[byte & kDigitMask]);
  }
  out[at++] = '\'';
  int code = sqlite3_key_v2(handle_, "main", out.data(), static_cast<int>(at));
  if (code != SQLITE_OK) return EngineError(code);
  // The first page is read, and authenticated, here.
  const absl::Status read = Run("SELECT COUNT(*) FROM sqlite_schema");
  code = EngineCodeOf(read);
  if (code == SQLITE_NOTADB && IsPlain(path)) return ForeignFile();
  if (code == SQLITE_NOTADB) {
    return Error(
        v1::ERROR_REASON_DATABASE_CORRUPT,
        "a database does not open under this root key: check that the root "
        "key and the data belong to this group",
        {{"cause", "wrong_key"}, {"engine", absl::StrCat(code)}});
  }
  return read;
}

absl::Status Database::Run(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : EngineError(code);
}

absl::StatusOr<std::string> Database::Ask(const char* sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql, -1, 0, &handle, nullptr);
  if (code != SQLITE_OK) return EngineError(code);
  Statement statement(*this, handle, /*in_use=*/nullptr);
  ASSIGN_OR_RETURN(const bool has_row, statement.Step());
  if (!has_row) return std::string();
  const auto* text =
      reinterpret_cast<const char*>(sqlite3_column_text(handle, 0));
  return std::string(text == nullptr ? "" : text);
}

void Database::Restrict(bool restricted) {
  (void)sqlite3_set_authorizer(handle_, restricted ? AllowRowsOnly : nullptr,
                               nullptr);
}

absl::StatusOr<Statement> Database::Prepare(Sql sql) {
  std::unique_ptr<CachedStatement>& cached = cache_[sql.text().data()];
  if (cached != nullptr && !cached->in_use) {
    cached->in_use = true;
    return Statement(*this, cached->statement, &cached->in_use);
  }
  const bool keep = cached == nullptr;
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(
      handle_, sql.text().data(), static_cast<int>(sql.text().size()),
      keep ? SQLITE_PREPARE_PERSISTENT : 0U, &handle, nullptr);
  if (code != SQLITE_OK) {
    if (keep) cache_.erase(sql.text().data());
    return EngineError(code);
  }
  if (!keep) return Statement(*this, handle, /*in_use=*/nullptr);
  cached = std::make_unique<CachedStatement>();
  cached->statement = handle;
  cached->in_use = true;
  return Statement(*this, handle, &cached->in_use);
}

absl::Status Database::Execute(Sql sql) {
  ASSIGN_OR_RETURN(Statement statement, Prepare(sql));
  return statement.Run();
}

absl::Status Database::ExecuteSchema(const std::string& script) {
  Restrict(false);
  absl::Status status = Run(script.c_str());
  Restrict(true);
  return status;
}

absl::StatusOr<int64_t> Database::AskNumber(const char* sql) {
  Restrict(false);
  auto text = Ask(sql);
  Restrict(true);
  if (!text.ok()) return std::move(text).status();
  int64_t number = 0;
  if (!absl::SimpleAtoi(*text, &number)) return EngineError(SQLITE_CORRUPT);
  return number;
}

absl::StatusOr<int64_t> Database::SchemaVersion() {
  return AskNumber("PRAGMA user_version");
}

absl::StatusOr<int64_t> Database::ProductId() {
  return AskNumber("PRAGMA application_id");
}

absl::Status Database::SetNumber(const char* pragma, int64_t number) {
  Restrict(false);
  absl::Status status = Run(absl::StrCat(pragma, " = ", number).c_str());
  Restrict(true);
  return status;
}

absl::Status Database::SetSchemaVersion(int64_t version) {
  return SetNumber("PRAGMA user_version", version);
}

absl::Status Database::SetProductId(int64_t id) {
  return SetNumber("PRAGMA application_id", id);
}

bool Database::InTransaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

int64_t Database::changed_rows() const { return sqlite3_changes64(handle_); }

absl::Status Database::Checkpoint(int mode) {
  int log = 0;
  int copied = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(handle_, "main", mode, &log, &copied);
  if (code != SQLITE_OK) return EngineError(code);
  wal_pages_ = log;
  copied_pages_ = copied;
  return absl::OkStatus();
}

absl::Status Database::CheckpointTruncate() {
  return Checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
}

absl::Status Database::CheckpointPassive() {
  return Checkpoint(SQLITE_CHECKPOINT_PASSIVE);
}

absl::Status Database::CheckPages() {
  Restrict(false);
  // Gives a row for each page that does not authenticate, and "ok" or what is
  // wrong with the trees.
  const auto pages = Ask("PRAGMA cipher_integrity_check");
  const auto trees = Ask("PRAGMA integrity_check(1)");
  Restrict(true);
  if (!pages.ok()) return pages.status();
  if (!trees.ok()) return trees.status();
  return pages->empty() && *trees == "ok" ? absl::OkStatus()
                                          : EngineError(SQLITE_CORRUPT);
}

StoreWork Database::work() const {
  return {.statements = statements_.load(std::memory_order_relaxed),
          .rows = rows_.load(std::memory_order_relaxed),
          .bytes = bytes_.load(std::memory_order_relaxed)};
}

}  // namespace sceau

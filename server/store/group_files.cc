#include "server/store/group_files.h"

#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"
#include "server/store/case_key_table.h"
#include "server/store/file_kind.h"
#include "server/store/private_file.h"

namespace sceau {
namespace {

constexpr int64_t kWriterCacheKib = 16 * 1'024;
// Keys are read once and then cached unwrapped, proofs are rare.
constexpr int64_t kSmallCacheKib = 1'024;
constexpr size_t kCaseKeyReaders = 2;
constexpr size_t kJournalReaders = 2;

// Whether `path` lies in `folder` or below it, however either is written.
bool IsInside(const std::string& path, const std::string& folder) {
  std::error_code error;
  const auto inner = std::filesystem::weakly_canonical(path, error);
  if (error) return true;
  const auto outer = std::filesystem::weakly_canonical(folder, error);
  if (error) return true;
  const auto relative = inner.lexically_relative(outer);
  return !relative.empty() && *relative.begin() != "..";
}

absl::Status CreateDatabase(const GroupPaths& paths, absl::string_view group,
                            const crypto::GroupKeys& keys, FileKind kind) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> database,
                   Database::Open({.path = FilePath(paths.data_directory, kind),
                                   .mode = DatabaseOptions::Mode::kCreate},
                                  FileKey(keys, kind)));
  RETURN_IF_ERROR(CreateSchema(*database, kind, group, keys.version));
  return database->CheckpointTruncate();
}

}  // namespace

absl::Status CheckPaths(const GroupPaths& paths) {
  for (const std::string& outside : {paths.checkpoint_file, paths.epoch_file}) {
    if (!IsInside(outside, paths.data_directory)) continue;
    return absl::FailedPreconditionError(absl::StrCat(
        outside, ": must not lie in the data directory ", paths.data_directory,
        ": who restores the one must not restore the other"));
  }
  return absl::OkStatus();
}

absl::Status CreateGroupFiles(const GroupPaths& paths, absl::string_view group,
                              const crypto::Secret& root_key, absl::Time now) {
  RETURN_IF_ERROR(CheckPaths(paths));
  constexpr mode_t kOwnerOnly = 0700;
  if (mkdir(paths.data_directory.c_str(), kOwnerOnly) != 0) {
    return absl::FailedPreconditionError(absl::StrCat(
        paths.data_directory,
        ": cannot be made: it is there already, or its folder is not ours"));
  }
  RETURN_IF_ERROR(SyncFolderOf(paths.data_directory));
  const crypto::GroupKeys keys =
      crypto::DeriveGroupKeys(root_key, group, kGroupKeyVersion);
  for (const FileKind kind : kFileKinds) {
    RETURN_IF_ERROR(CreateDatabase(paths, group, keys, kind));
  }
  RETURN_IF_ERROR(
      SyncFolderOf(FilePath(paths.data_directory, FileKind::kCase)));
  return EpochKeys::Create(paths.epoch_file, group, root_key, now);
}

GroupFiles::GroupFiles(Options options, crypto::GroupKeys keys, FileLock lock)
    : options_(std::move(options)),
      keys_(std::move(keys)),
      lock_(std::move(lock)) {}

absl::StatusOr<std::unique_ptr<GroupFiles>> GroupFiles::Open(
    Options options, const crypto::Secret& root_key) {
  RETURN_IF_ERROR(CheckPaths(options.paths));
  ASSIGN_OR_RETURN(FileLock lock,
                   FileLock::Take(absl::StrCat(options.paths.data_directory,
                                               "/group.lock")));
  crypto::GroupKeys keys =
      crypto::DeriveGroupKeys(root_key, options.group, kGroupKeyVersion);
  std::unique_ptr<GroupFiles> files(
      new GroupFiles(std::move(options), std::move(keys), std::move(lock)));
  RETURN_IF_ERROR(files->OpenDatabases());
  ASSIGN_OR_RETURN(files->epochs_, EpochKeys::Open(files->paths().epoch_file,
                                                   files->group(), root_key));
  files->case_keys_ = std::make_unique<CaseKeyring>(
      files->group(), *files->case_key_reads_, *files->epochs_);
  return files;
}

DatabaseOptions GroupFiles::OptionsOf(FileKind kind,
                                      DatabaseOptions::Mode mode) const {
  return {.path = FilePath(options_.paths.data_directory, kind),
          .mode = mode,
          .cache_kib = kSmallCacheKib,
          .vfs = options_.vfs};
}

absl::StatusOr<std::unique_ptr<Database>> GroupFiles::OpenWriter(
    FileKind kind) const {
  auto database = TryOpenWriter(kind);
  if (database.ok()) return database;
  return OfFile(database.status(), kind);
}

absl::StatusOr<std::unique_ptr<Database>> GroupFiles::TryOpenWriter(
    FileKind kind) const {
  DatabaseOptions options = OptionsOf(kind, DatabaseOptions::Mode::kWrite);
  options.cache_kib = kWriterCacheKib;
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database,
                   Database::Open(options, FileKey(keys_, kind)));
  // Before anything is read or acknowledged: after a failed fsync the WAL may
  // show what the disk does not have.
  RETURN_IF_ERROR(database->CheckpointTruncate());
  return database;
}

absl::Status GroupFiles::CheckSchemas() const {
  for (const FileKind kind : kFileKinds) {
    const auto database = Database::Open(
        OptionsOf(kind, DatabaseOptions::Mode::kRead), FileKey(keys_, kind));
    RETURN_IF_ERROR(OfFile(database.status(), kind));
    RETURN_IF_ERROR(OfFile(CheckSchema(**database, kind, group()), kind));
  }
  return absl::OkStatus();
}

absl::Status GroupFiles::OpenDatabases() {
  RETURN_IF_ERROR(CheckSchemas());
  ASSIGN_OR_RETURN(case_db_, OpenWriter(FileKind::kCase));
  ASSIGN_OR_RETURN(keys_db_, OpenWriter(FileKind::kKeys));
  ASSIGN_OR_RETURN(journal_db_, OpenWriter(FileKind::kJournal));
  constexpr auto kRead = DatabaseOptions::Mode::kRead;
  DatabaseOptions cases = OptionsOf(FileKind::kCase, kRead);
  cases.cache_kib = kReadCacheKib;
  ASSIGN_OR_RETURN(cases_, ReadPool::Open(cases, keys_.case_db));
  ASSIGN_OR_RETURN(case_key_reads_,
                   ReadPool::Open(OptionsOf(FileKind::kKeys, kRead),
                                  keys_.keys_db, kCaseKeyReaders));
  ASSIGN_OR_RETURN(journal_reads_,
                   ReadPool::Open(OptionsOf(FileKind::kJournal, kRead),
                                  keys_.journal_db, kJournalReaders));
  return absl::OkStatus();
}

absl::Status GroupFiles::CheckPages() {
  for (const FileKind kind : kFileKinds) {
    Database& database = kind == FileKind::kCase   ? *case_db_
                         : kind == FileKind::kKeys ? *keys_db_
                                                   : *journal_db_;
    RETURN_IF_ERROR(OfFile(database.CheckpointTruncate(), kind));
    RETURN_IF_ERROR(OfFile(database.CheckPages(), kind));
  }
  return absl::OkStatus();
}

absl::StatusOr<size_t> GroupFiles::SweepCaseKeys() {
  ReadPool::Lease lease = cases_->Take();
  ASSIGN_OR_RETURN(const size_t swept, sceau::SweepCaseKeys(*keys_db_, *lease));
  if (swept > 0) RETURN_IF_ERROR(keys_db_->CheckpointTruncate());
  return swept;
}

}  // namespace sceau

#include "server/store/group_upgrade.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"
#include "server/store/file_copy.h"
#include "server/store/file_kind.h"
#include "server/store/private_file.h"
#include "server/store/schema.h"

namespace sceau {
namespace {

namespace fs = std::filesystem;

absl::Status DiskFailed() {
  return Error(v1::ERROR_REASON_AUDIT_UNAVAILABLE,
               "the safety copy could not be made",
               {{"errno", absl::StrCat(errno)}});
}

uint64_t SizeOf(const std::string& path) {
  std::error_code error;
  const uintmax_t size = fs::file_size(path, error);
  return error ? 0 : size;
}

std::string WithoutSlash(std::string folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  return folder;
}

uint64_t FreeOnDisk(const std::string& folder) {
  struct statvfs info = {};
  if (statvfs(folder.c_str(), &info) != 0) return 0;
  return static_cast<uint64_t>(info.f_bavail) * info.f_frsize;
}

}  // namespace

std::string SafetyCopyPath(const GroupPaths& paths, int64_t schema) {
  return absl::StrCat(WithoutSlash(paths.data_directory), ".schema-", schema);
}

GroupUpgrade::GroupUpgrade(Options options, crypto::GroupKeys keys,
                           FileLock lock)
    : options_(std::move(options)),
      keys_(std::move(keys)),
      lock_(std::move(lock)) {}

absl::StatusOr<std::unique_ptr<GroupUpgrade>> GroupUpgrade::Look(
    Options options, const crypto::Secret& root_key) {
  const GroupPaths& paths = options.files.paths;
  RETURN_IF_ERROR(CheckPaths(paths));
  ASSIGN_OR_RETURN(FileLock lock, FileLock::Take(absl::StrCat(
                                      paths.data_directory, "/group.lock")));
  crypto::GroupKeys keys =
      crypto::DeriveGroupKeys(root_key, options.files.group, kGroupKeyVersion);
  std::unique_ptr<GroupUpgrade> upgrade(
      new GroupUpgrade(std::move(options), std::move(keys), std::move(lock)));
  for (const FileKind kind : kFileKinds) {
    RETURN_IF_ERROR(OfFile(upgrade->LookAt(kind), kind));
  }
  return upgrade;
}

absl::StatusOr<std::unique_ptr<Database>> GroupUpgrade::Open(
    FileKind kind, DatabaseOptions::Mode mode) const {
  return Database::Open(
      {.path = FilePath(options_.files.paths.data_directory, kind),
       .mode = mode,
       .vfs = options_.files.vfs},
      FileKey(keys_, kind));
}

absl::Status GroupUpgrade::LookAt(FileKind kind) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> database,
                   Open(kind, DatabaseOptions::Mode::kRead));
  ASSIGN_OR_RETURN(const int64_t schema,
                   ReadSchema(*database, kind, options_.files.group));
  versions_.push_back({.name = std::string(FileName(kind)), .schema = schema});
  schema_ = std::min(schema_, schema);
  has_begun_ = has_begun_ || schema == kSchemaVersion;
  const std::string path = FilePath(options_.files.paths.data_directory, kind);
  bytes_ += SizeOf(path) + SizeOf(path + "-wal");
  return absl::OkStatus();
}

bool GroupUpgrade::HasCopy() const {
  std::error_code error;
  return has_begun_ && fs::is_directory(safety_copy(), error);
}

uint64_t GroupUpgrade::needed_bytes() const {
  return HasCopy() ? bytes_ : 2 * bytes_;
}

uint64_t GroupUpgrade::free_bytes() const {
  const std::string folder = fs::path(safety_copy()).parent_path().string();
  return options_.free_bytes == nullptr ? FreeOnDisk(folder)
                                        : options_.free_bytes(folder);
}

absl::Status GroupUpgrade::Run() {
  if (!IsDue()) return absl::OkStatus();
  const uint64_t free = free_bytes();
  if (free < needed_bytes()) {
    return Error(v1::ERROR_REASON_STATE_FORBIDS,
                 "there is no room for a safety copy",
                 {{"cause", "no_room"},
                  {"needed", absl::StrCat(needed_bytes())},
                  {"free", absl::StrCat(free)}});
  }
  RETURN_IF_ERROR(MakeWhole());
  if (!HasCopy()) RETURN_IF_ERROR(CopyAside());
  return Migrate();
}

absl::Status GroupUpgrade::MakeWhole() const {
  for (const FileKind kind : kFileKinds) {
    ASSIGN_OR_RETURN(const std::unique_ptr<Database> database,
                     Open(kind, DatabaseOptions::Mode::kWrite));
    RETURN_IF_ERROR(OfFile(database->CheckpointTruncate(), kind));
    RETURN_IF_ERROR(OfFile(database->CheckPages(), kind));
  }
  return absl::OkStatus();
}

absl::Status GroupUpgrade::CopyAside() const {
  constexpr mode_t kOwnerOnly = 0700;
  const std::string copy = safety_copy();
  // Under this name it counts for nothing: of an attempt that was cut off.
  const std::string partial = copy + ".partial";
  std::error_code error;
  fs::remove_all(partial, error);
  if (error || mkdir(partial.c_str(), kOwnerOnly) != 0) return DiskFailed();
  for (const FileKind kind : kFileKinds) {
    RETURN_IF_ERROR(
        CopyFileWhole(FilePath(options_.files.paths.data_directory, kind),
                      FilePath(partial, kind)));
  }
  RETURN_IF_ERROR(SyncFolderOf(FilePath(partial, FileKind::kCase)));
  // Of an earlier way there and back: no file has changed yet, so what is now
  // is what there is to go back to.
  fs::remove_all(copy, error);
  if (error || std::rename(partial.c_str(), copy.c_str()) != 0) {
    return DiskFailed();
  }
  return SyncFolderOf(copy);
}

absl::Status GroupUpgrade::Migrate() const {
  for (const FileKind kind : kFileKinds) {
    ASSIGN_OR_RETURN(const std::unique_ptr<Database> database,
                     Open(kind, DatabaseOptions::Mode::kWrite));
    RETURN_IF_ERROR(OfFile(MigrateSchema(*database, kind), kind));
    RETURN_IF_ERROR(OfFile(database->CheckpointTruncate(), kind));
  }
  return absl::OkStatus();
}

}  // namespace sceau

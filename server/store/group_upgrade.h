// The way of a group's files from the schema of an earlier version of the
// program to this one's, while nobody serves the group.
//
// A safety copy first, whole and on stable storage, beside the data folder;
// then each file, each step of its schema in a transaction. Whenever it stops,
// at a kill -9 or a cut, doing it again goes on, and the copy is still that of
// before. No leaf is written: the journal and its checkpoint stay as they are.
#ifndef SCEAU_SERVER_STORE_GROUP_UPGRADE_H_
#define SCEAU_SERVER_STORE_GROUP_UPGRADE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "crypto/keyring.h"
#include "crypto/secret.h"
#include "server/store/file_lock.h"
#include "server/store/group_files.h"

namespace sceau {

// Where the copy of a group's files of that schema lies.
std::string SafetyCopyPath(const GroupPaths& paths, int64_t schema);

// Holds the group's lock. Thread compatible.
class GroupUpgrade {
 public:
  struct Options {
    GroupFiles::Options files = {};
    // Bytes that are free in a folder; null = as the system says.
    std::function<uint64_t(const std::string& folder)> free_bytes = nullptr;
  };
  struct FileVersion {
    std::string name = {};  // "case.db", ...
    int64_t schema = 0;
  };

  // Looks at the files and changes none.
  // Errors: as GroupFiles::Open's, but for a schema that is older.
  static absl::StatusOr<std::unique_ptr<GroupUpgrade>> Look(
      Options options, const crypto::Secret& root_key);

  const std::vector<FileVersion>& files() const { return versions_; }
  // Of the oldest file.
  int64_t schema() const { return schema_; }
  // Whether a file is older than this program's schema.
  bool IsDue() const { return schema_ < kSchemaVersion; }
  std::string safety_copy() const {
    return SafetyCopyPath(options_.files.paths, schema_);
  }
  // For the copy, and as much again while tables change.
  uint64_t needed_bytes() const;
  uint64_t free_bytes() const;

  // Does it.
  // Errors: FAILED_PRECONDITION / STATE_FORBIDS with metadata "cause" =
  // "no_room" ("needed" and "free", bytes; nothing was changed), UNAVAILABLE /
  // AUDIT_UNAVAILABLE (the disk), DATA_LOSS / DATABASE_CORRUPT (a page is
  // damaged; no copy was made).
  absl::Status Run();

 private:
  GroupUpgrade(Options options, crypto::GroupKeys keys, FileLock lock);

  absl::Status LookAt(FileKind kind);
  absl::StatusOr<std::unique_ptr<Database>> Open(
      FileKind kind, DatabaseOptions::Mode mode) const;
  // Whether a copy was made before the first file changed.
  bool HasCopy() const;
  // Empties the WALs and reads every page.
  absl::Status MakeWhole() const;
  absl::Status CopyAside() const;
  absl::Status Migrate() const;

  const Options options_;
  const crypto::GroupKeys keys_;
  const FileLock lock_;
  std::vector<FileVersion> versions_;
  int64_t schema_ = kSchemaVersion;
  bool has_begun_ = false;  // A file is of this program's schema.
  uint64_t bytes_ = 0;      // Of the three files and their WALs.
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_GROUP_UPGRADE_H_

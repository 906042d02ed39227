// The files of one group: where they are, making them, opening them.
//
//   <data>/case.db      structure and sealed records
//   <data>/keys.db      wrapped case keys
//   <data>/journal.db   leaves and nodes
//   <data>/group.lock   held by the one process that serves the group
//   <epochs>            beside the root key; never in a data backup
//   <checkpoint>        outside the data directory; see journal/
#ifndef SCEAU_SERVER_STORE_GROUP_FILES_H_
#define SCEAU_SERVER_STORE_GROUP_FILES_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "crypto/keyring.h"
#include "crypto/secret.h"
#include "server/store/case_keyring.h"
#include "server/store/database.h"
#include "server/store/epoch_keys.h"
#include "server/store/file_lock.h"
#include "server/store/read_pool.h"
#include "server/store/schema.h"

namespace sceau {

// Of the group keys that new groups are made with.
inline constexpr uint32_t kGroupKeyVersion = 1;

struct GroupPaths {
  std::string data_directory = {};
  std::string epoch_file = {};
  std::string checkpoint_file = {};  // Not inside data_directory.
};

// Errors: FAILED_PRECONDITION (checkpoint or epoch file lies inside the data
// directory).
absl::Status CheckPaths(const GroupPaths& paths);

// Makes the data directory (mode 0700), the databases, and the epoch file. The
// checkpoint file is journal/'s to make.
// Errors: FAILED_PRECONDITION (a file is there already or cannot be made; the
// checkpoint file lies inside the data directory).
absl::Status CreateGroupFiles(const GroupPaths& paths, absl::string_view group,
                              const crypto::Secret& root_key, absl::Time now);

// The open files. Connections of the writer are its alone; everything else is
// thread safe.
class GroupFiles {
 public:
  struct Options {
    GroupPaths paths = {};
    std::string group = {};  // Id.
    std::string vfs = {};    // As DatabaseOptions.
  };

  // Looks first, changing nothing, whether the files are this product's, this
  // group's and of this schema; then empties the WALs, so that what was
  // acknowledged is in the files.
  // Errors: FAILED_PRECONDITION (a file is missing, another process serves the
  // group, engine too old), FAILED_PRECONDITION / STATE_FORBIDS (CheckSchema's;
  // metadata "file" too), DATA_LOSS / DATABASE_CORRUPT (wrong root key, another
  // group's file, or a damaged one; metadata "cause" and "file").
  static absl::StatusOr<std::unique_ptr<GroupFiles>> Open(
      Options options, const crypto::Secret& root_key);

  const std::string& group() const { return options_.group; }
  const GroupPaths& paths() const { return options_.paths; }
  const crypto::GroupKeys& keys() const { return keys_; }

  ReadPool& cases() { return *cases_; }
  ReadPool& journal_reads() { return *journal_reads_; }
  CaseKeyring& case_keys() { return *case_keys_; }
  EpochKeys& epochs() { return *epochs_; }

  // Whether every page of the three files is sound: reads them whole. Before
  // anything else writes. Errors: DATA_LOSS / DATABASE_CORRUPT (metadata
  // "file"), Database's.
  absl::Status CheckPages();

  // Deletes the keys of cases that were never committed. Only once case.db is
  // known to be no older than the journal: keys of a newer one would go.
  // Before anything else writes. Gives how many.
  absl::StatusOr<size_t> SweepCaseKeys();

  // The writer's.
  Database& case_db() { return *case_db_; }
  Database& keys_db() { return *keys_db_; }
  Database& journal_db() { return *journal_db_; }

 private:
  GroupFiles(Options options, crypto::GroupKeys keys, FileLock lock);

  absl::Status OpenDatabases();
  absl::Status CheckSchemas() const;
  absl::StatusOr<std::unique_ptr<Database>> OpenWriter(FileKind kind) const;
  absl::StatusOr<std::unique_ptr<Database>> TryOpenWriter(FileKind kind) const;
  DatabaseOptions OptionsOf(FileKind kind, DatabaseOptions::Mode mode) const;

  const Options options_;
  const crypto::GroupKeys keys_;
  const FileLock lock_;
  std::unique_ptr<EpochKeys> epochs_;
  // Writers first: they are destroyed after the readers, and empty the WAL.
  std::unique_ptr<Database> case_db_;
  std::unique_ptr<Database> keys_db_;
  std::unique_ptr<Database> journal_db_;
  std::unique_ptr<ReadPool> cases_;
  std::unique_ptr<ReadPool> case_key_reads_;
  std::unique_ptr<ReadPool> journal_reads_;
  std::unique_ptr<CaseKeyring> case_keys_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_GROUP_FILES_H_

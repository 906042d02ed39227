// Wrapped case keys (keys.db): the rows, and wrapping them anew when the epoch
// turns.
//
// Errors of every function: as Database's.
#ifndef SCEAU_SERVER_STORE_CASE_KEY_TABLE_H_
#define SCEAU_SERVER_STORE_CASE_KEY_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/secret.h"
#include "server/store/case_keyring.h"
#include "server/store/database.h"
#include "server/store/epoch_keys.h"
#include "server/store/read_pool.h"

namespace sceau {

struct CaseKeyRow {
  std::string case_id = {};
  uint32_t epoch = 0;
  crypto::Bytes wrapped = {};  // crypto/case_key.h.
};

// Nothing when the case has no key.
absl::StatusOr<std::optional<CaseKeyRow>> FindCaseKey(
    TableReader& reader, absl::string_view case_id);

// Inserts, or replaces.
absl::Status PutCaseKeyRow(Database& keys_db, const CaseKeyRow& row);

absl::Status DeleteCaseKey(Database& keys_db, absl::string_view case_id);

// At most `limit` ids greater than `after`, ascending.
absl::StatusOr<std::vector<std::string>> ListCaseKeyIds(TableReader& reader,
                                                        absl::string_view after,
                                                        size_t limit);

// The one place where a case key is wrapped and unwrapped: always for the name
// of its case, under its epoch.
class CaseKeyWrapper {
 public:
  static CaseKeyRow Wrap(const EpochKey& epoch, absl::string_view group,
                         absl::string_view case_id, const CaseKeys& keys);

  // Errors: DATA_LOSS / CIPHERTEXT_REJECTED.
  static absl::StatusOr<crypto::Secret> Unwrap(const EpochKey& epoch,
                                               absl::string_view group,
                                               const CaseKeyRow& row);
};

// Wraps at most `limit` keys of earlier epochs under the current one, in one
// transaction. Gives how many; 0 when none is left.
// Errors also: DATA_LOSS / CIPHERTEXT_REJECTED (a key's epoch is not known).
absl::StatusOr<size_t> RewrapCaseKeys(Database& keys_db,
                                      const EpochKeys& epochs,
                                      absl::string_view group, size_t limit);

// Deletes the keys of cases that `case_db` does not have: their transaction
// never came to its end. Gives how many. Nothing else may be writing.
absl::StatusOr<size_t> SweepCaseKeys(Database& keys_db, TableReader& case_db);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_CASE_KEY_TABLE_H_

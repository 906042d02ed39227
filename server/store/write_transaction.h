// What one piece of a writer's work may do to the group's rows.
#ifndef SCEAU_SERVER_STORE_WRITE_TRANSACTION_H_
#define SCEAU_SERVER_STORE_WRITE_TRANSACTION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "crypto/digest.h"
#include "server/store/read_pool.h"
#include "server/store/row_sum.h"

namespace sceau {

class CaseKeys;
class Database;

// The writer's transaction of case.db, as one work sees it: reads (it is a
// TableReader), the Put functions of the tables, and a new case's key. All of
// it is undone when the work fails. Writer thread only.
class WriteTransaction : public TableReader {
 public:
  // A case key to be stored in keys.db before case.db is committed.
  struct NewCaseKey {
    std::string case_id = {};
    std::shared_ptr<const CaseKeys> keys = nullptr;
  };

  // `row_key` hashes the rows of the sum, and outlives this object.
  WriteTransaction(Database& case_db, uint64_t leaf_index, absl::Time time,
                   const crypto::Hmac& row_key)
      : TableReader(case_db),
        leaf_index_(leaf_index),
        time_(time),
        row_key_(row_key) {}

  // The index that this work's leaf will have, and its time, if it succeeds.
  uint64_t leaf_index() const { return leaf_index_; }
  absl::Time time() const { return time_; }

  // Stores the key of a new case (CaseKeyring::New), wrapped under the epoch of
  // the moment. It is durable before the case is.
  void PutCaseKey(absl::string_view case_id,
                  std::shared_ptr<const CaseKeys> keys) {
    case_keys_.push_back({std::string(case_id), std::move(keys)});
  }

  // For the tables whose rows are bound by their sum (row_sum.h): what was put
  // and what was taken away.
  const crypto::Hmac& row_key() const { return row_key_; }
  RowSum& sum() { return sum_; }

  // For the writer.
  std::vector<NewCaseKey> TakeCaseKeys() { return std::move(case_keys_); }

 private:
  const uint64_t leaf_index_;
  const absl::Time time_;
  const crypto::Hmac& row_key_;
  RowSum sum_;
  std::vector<NewCaseKey> case_keys_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_WRITE_TRANSACTION_H_

#include "server/store/case_key_table.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "crypto/case_key.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/store/case_table.h"
#include "server/store/table_access.h"
#include "server/store/transaction.h"

namespace sceau {
namespace {

constexpr size_t kSweepPage = 1'000;

absl::Status Rejected() {
  return Error(v1::ERROR_REASON_CIPHERTEXT_REJECTED,
               "the key of a case does not unwrap");
}

absl::StatusOr<std::vector<CaseKeyRow>> ListOtherEpochs(TableReader& reader,
                                                        uint32_t epoch,
                                                        size_t limit) {
  // Two ranges instead of <>, so that the index finds them.
  static constexpr char kListSql[] =
      "SELECT case_id, epoch, wrapped FROM case_keys"
      " WHERE epoch < ?1 OR epoch > ?1 ORDER BY case_id LIMIT ?2";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kListSql));
  select.U64(1, uint64_t{epoch}).U64(2, limit);
  std::vector<CaseKeyRow> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return rows;
    rows.push_back({.case_id = select.ColumnString(0),
                    .epoch = static_cast<uint32_t>(select.ColumnU64(1)),
                    .wrapped = select.ColumnBytes(2)});
  }
}

// The ids of all cases, a page at a time.
class CaseIds {
 public:
  explicit CaseIds(TableReader& reader) : reader_(reader) {}

  // Whether there is such a case. Asked in ascending order of `id`.
  absl::StatusOr<bool> Has(const std::string& id) {
    while (true) {
      while (next_ < page_.size() && page_[next_] < id) ++next_;
      if (next_ < page_.size()) return page_[next_] == id;
      if (at_end_) return false;
      const std::string last = page_.empty() ? "" : page_.back();
      ASSIGN_OR_RETURN(page_, ListCaseIds(reader_, last, kSweepPage));
      next_ = 0;
      at_end_ = page_.size() < kSweepPage;
    }
  }

 private:
  TableReader& reader_;
  std::vector<std::string> page_;
  size_t next_ = 0;
  bool at_end_ = false;
};

}  // namespace

absl::StatusOr<std::optional<CaseKeyRow>> FindCaseKey(
    TableReader& reader, absl::string_view case_id) {
  static constexpr char kFindSql[] =
      "SELECT case_id, epoch, wrapped FROM case_keys WHERE case_id = ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kFindSql));
  select.Text(1, case_id);
  ASSIGN_OR_RETURN(const bool has_row, select.Step());
  if (!has_row) return std::optional<CaseKeyRow>();
  return CaseKeyRow{.case_id = select.ColumnString(0),
                    .epoch = static_cast<uint32_t>(select.ColumnU64(1)),
                    .wrapped = select.ColumnBytes(2)};
}

absl::Status PutCaseKeyRow(Database& keys_db, const CaseKeyRow& row) {
  static constexpr char kPutSql[] =
      "INSERT INTO case_keys (case_id, epoch, wrapped) VALUES (?, ?, ?)"
      " ON CONFLICT (case_id) DO UPDATE SET epoch = excluded.epoch,"
      " wrapped = excluded.wrapped";
  ASSIGN_OR_RETURN(Statement put, keys_db.Prepare(kPutSql));
  put.Text(1, row.case_id).U64(2, uint64_t{row.epoch}).Blob(3, row.wrapped);
  return put.Run();
}

absl::Status DeleteCaseKey(Database& keys_db, absl::string_view case_id) {
  static constexpr char kDeleteSql[] =
      "DELETE FROM case_keys WHERE case_id = ?";
  ASSIGN_OR_RETURN(Statement remove, keys_db.Prepare(kDeleteSql));
  remove.Text(1, case_id);
  return remove.Run();
}

absl::StatusOr<std::vector<std::string>> ListCaseKeyIds(TableReader& reader,
                                                        absl::string_view after,
                                                        size_t limit) {
  static constexpr char kListSql[] =
      "SELECT case_id FROM case_keys WHERE case_id > ?"
      " ORDER BY case_id LIMIT ?";
  ASSIGN_OR_RETURN(Statement select, DatabaseOf(reader).Prepare(kListSql));
  select.Text(1, after).U64(2, limit);
  std::vector<std::string> ids;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, select.Step());
    if (!has_row) return ids;
    ids.push_back(select.ColumnString(0));
  }
}

CaseKeyRow CaseKeyWrapper::Wrap(const EpochKey& epoch, absl::string_view group,
                                absl::string_view case_id,
                                const CaseKeys& keys) {
  return {.case_id = std::string(case_id),
          .epoch = epoch.epoch,
          .wrapped = crypto::WrapCaseKey(
              epoch.key.Reveal(), epoch.epoch,
              CaseName::Of(group, case_id).ToString(), keys.case_key_)};
}

absl::StatusOr<crypto::Secret> CaseKeyWrapper::Unwrap(const EpochKey& epoch,
                                                      absl::string_view group,
                                                      const CaseKeyRow& row) {
  auto key = crypto::UnwrapCaseKey(epoch.key.Reveal(), epoch.epoch,
                                   CaseName::Of(group, row.case_id).ToString(),
                                   row.wrapped);
  if (!key.ok()) return Rejected();
  return key;
}

absl::StatusOr<size_t> RewrapCaseKeys(Database& keys_db,
                                      const EpochKeys& epochs,
                                      absl::string_view group, size_t limit) {
  const std::shared_ptr<const EpochKey> current = epochs.Current();
  ASSIGN_OR_RETURN(Transaction transaction, Transaction::Begin(keys_db));
  ReadConnection reader(keys_db);
  ASSIGN_OR_RETURN(const std::vector<CaseKeyRow> rows,
                   ListOtherEpochs(reader, current->epoch, limit));
  for (const CaseKeyRow& row : rows) {
    const std::shared_ptr<const EpochKey> retired = epochs.Find(row.epoch);
    if (retired == nullptr) return Rejected();
    ASSIGN_OR_RETURN(crypto::Secret key,
                     CaseKeyWrapper::Unwrap(*retired, group, row));
    RETURN_IF_ERROR(PutCaseKeyRow(
        keys_db, CaseKeyWrapper::Wrap(*current, group, row.case_id,
                                      CaseKeys(std::move(key)))));
  }
  RETURN_IF_ERROR(transaction.Commit().status);
  return rows.size();
}

absl::StatusOr<size_t> SweepCaseKeys(Database& keys_db, TableReader& case_db) {
  ASSIGN_OR_RETURN(Transaction transaction, Transaction::Begin(keys_db));
  ReadConnection reader(keys_db);
  CaseIds cases(case_db);
  size_t swept = 0;
  std::string after;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<std::string> keys,
                     ListCaseKeyIds(reader, after, kSweepPage));
    if (keys.empty()) break;
    after = keys.back();
    for (const std::string& case_id : keys) {
      ASSIGN_OR_RETURN(const bool has_case, cases.Has(case_id));
      if (has_case) continue;
      RETURN_IF_ERROR(DeleteCaseKey(keys_db, case_id));
      ++swept;
    }
  }
  if (swept == 0) return swept;  // Undone: there is nothing to write.
  RETURN_IF_ERROR(transaction.Commit().status);
  return swept;
}

}  // namespace sceau

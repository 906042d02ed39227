// Cases: the sealed facts record and the block of entry headers, apart from the
// sealed bodies of the entry versions. Nothing here can be read without the
// group's or the case's keys.
//
// Errors of every function: as Database's.
#ifndef SCEAU_SERVER_STORE_CASE_TABLE_H_
#define SCEAU_SERVER_STORE_CASE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "server/store/read_pool.h"
#include "server/store/write_transaction.h"

namespace sceau {

struct CaseRow {
  std::string id = {};
  uint64_t version = 0;        // One more with every change.
  crypto::Bytes facts = {};    // Sealed under the group's facts key.
  crypto::Bytes headers = {};  // Of all entries; canonical.
};

// Nothing when there is no such case.
absl::StatusOr<std::optional<CaseRow>> FindCase(TableReader& reader,
                                                absl::string_view id);

// The sealed body of one entry version.
// Errors also: DATA_LOSS / DATABASE_CORRUPT (it is not there: a header names
// only versions that are).
absl::StatusOr<crypto::Bytes> FindBody(TableReader& reader,
                                       absl::string_view case_id,
                                       absl::string_view entry_id,
                                       uint64_t version);

// One version of one entry of a case.
struct EntryVersion {
  absl::string_view entry_id = {};
  uint64_t version = 0;
};

// The same of several, each given to `visit` with its place in `entries`, in
// their order; the view ends with the visit. All are of one snapshot, under
// one lock of the file. Stops at the first error, FindBody's or the visit's.
absl::Status VisitBodies(
    TableReader& reader, absl::string_view case_id,
    std::span<const EntryVersion> entries,
    const std::function<absl::Status(size_t, crypto::ByteView)>& visit);

// At most `limit` ids greater than `after`, ascending. Empty `after`: from the
// first.
absl::StatusOr<std::vector<std::string>> ListCaseIds(TableReader& reader,
                                                     absl::string_view after,
                                                     size_t limit);

// The same with the whole rows.
absl::StatusOr<std::vector<CaseRow>> ListCases(TableReader& reader,
                                               absl::string_view after,
                                               size_t limit);

// Inserts, or replaces the row with this id.
absl::Status PutCase(WriteTransaction& transaction, const CaseRow& row);

// Inserts. A version is immutable: putting it again fails with INTERNAL /
// INVARIANT_BROKEN.
absl::Status PutBody(WriteTransaction& transaction, absl::string_view case_id,
                     absl::string_view entry_id, uint64_t version,
                     crypto::ByteView sealed);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_CASE_TABLE_H_

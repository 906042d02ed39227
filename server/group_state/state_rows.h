// Group-wide state that decides access (members, signatures, charter): rows
// sealed under the group's records key, each bound to the journal, loaded
// whole at start and then served from memory.
//
// Guarantee: what Load gives is exactly what the journal knows. An altered or
// older row does not match its digest; a row that was taken away is missed by
// the roll, a bound row of its own that lists the ids of its kind.
//
// Row digest: of canonical(u64 version, bytes record). Record: crypto/envelope
// with kind, "<group>/<kind>/<id>" and version as its context.
#ifndef SCEAU_SERVER_GROUP_STATE_STATE_ROWS_H_
#define SCEAU_SERVER_GROUP_STATE_STATE_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/aead.h"
#include "crypto/bytes.h"
#include "server/journal/journal.h"
#include "server/store/state_table.h"

namespace sceau {

// Rows of one kind, at most.
inline constexpr size_t kMaxStateRows = 10'000;

// A row opened.
struct OpenedRow {
  std::string id = {};
  uint64_t version = 0;  // From 1, one more with every change.
  crypto::Secret plain = {};
};

// Thread safe: holds nothing that changes.
class StateRows {
 public:
  // Key and journal outlive this object. `group`: its id.
  StateRows(absl::string_view group, const crypto::AeadKey& key,
            const Journal& journal)
      : group_(group), key_(key), journal_(journal) {}

  // All rows of a kind, by id.
  // Errors: DATA_LOSS / DATABASE_CORRUPT (altered, old or missing row),
  // CIPHERTEXT_REJECTED (does not open), and the store's.
  absl::StatusOr<std::vector<OpenedRow>> Load(TableReader& reader,
                                              absl::string_view kind) const;

  // Seals and puts a row, keeps the roll, and adds both digests to `leaf`.
  // `version` is 1 for a new row.
  // Errors: RESOURCE_EXHAUSTED / QUOTA_EXCEEDED (kMaxStateRows), INTERNAL /
  // INVARIANT_BROKEN (a new row's id is there already: a roll that named it
  // twice would close the group at its next start), as Load's for the roll, and
  // the store's.
  absl::Status Put(WriteTransaction& transaction, absl::string_view kind,
                   absl::string_view id, uint64_t version,
                   crypto::ByteView plain, LeafDraft& leaf) const;

 private:
  absl::Status Verify(const StateRow& row) const;
  absl::StatusOr<crypto::Secret> Open(const StateRow& row) const;
  absl::Status PutOne(WriteTransaction& transaction, absl::string_view kind,
                      absl::string_view id, uint64_t version,
                      crypto::ByteView plain, LeafDraft& leaf) const;

  // The ids of a kind, ascending, and the roll's version; 0 when there is none.
  struct Roll {
    uint64_t version = 0;
    std::vector<std::string> ids = {};
  };
  absl::StatusOr<Roll> LoadRoll(TableReader& reader,
                                absl::string_view kind) const;

  const std::string group_;
  const crypto::AeadKey& key_;
  const Journal& journal_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_GROUP_STATE_STATE_ROWS_H_

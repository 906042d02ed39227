// The header of an entry: what deciding on it needs, so that deciding opens
// nothing. All headers of a case stand in one canonical block of its row, in
// the order the entries were made; one header an entry, of its last version.
#ifndef SCEAU_SERVER_CASES_ENTRY_HEADER_H_
#define SCEAU_SERVER_CASES_ENTRY_HEADER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "policy/decide/types.h"
#include "sceau/v1/entry.pb.h"

namespace sceau {

// Most entries of one case, withdrawn ones included: of each partner's own and
// of the secretariat's, so that what one organisation may still add tells
// nothing of the others'.
inline constexpr size_t kMaxEntriesOfPartner = 100;
inline constexpr size_t kMaxEntriesOfSecretariat = 800;
inline constexpr size_t kMaxEntriesPerCase =
    policy::kMaxPartners * kMaxEntriesOfPartner + kMaxEntriesOfSecretariat;

struct EntryHeader {
  std::string id;
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  uint64_t version = 0;
  v1::EntryState state = v1::ENTRY_STATE_STANDING;
  std::string owner;           // Partner id or "secretariat".
  std::string author;          // Member id, of this version.
  int64_t create_time_ns = 0;  // Unix, of this version.
  // Unix, of the last version that the owner itself made: what another reports,
  // accepts or validates on it is no new contribution of the owner's (F-35).
  int64_t made_time_ns = 0;
  // Partner ids; empty = as the charter.
  std::vector<std::string> narrowed_to;
  // policy::DataClass bits stricter than the category's, set when written.
  uint8_t value_classes = 0;
  // Value of the body's field `kind` where the charter may limit to kinds.
  uint8_t kind = 0;

  bool standing() const { return state == v1::ENTRY_STATE_STANDING; }
};

// Format 1: count u32, then of each header id, category u8, version u64,
// state u8, owner, author, create time u64, made time u64, count u8 of
// narrowed_to and they, value classes u8, kind u8; texts length-prefixed
// (crypto/canonical.h).
crypto::Bytes EncodeHeaders(const std::vector<EntryHeader>& headers);

// Errors: DATA_LOSS / DATABASE_CORRUPT.
absl::StatusOr<std::vector<EntryHeader>> DecodeHeaders(crypto::ByteView block);

// The header with `id`, or nullptr.
const EntryHeader* FindHeader(const std::vector<EntryHeader>& headers,
                              absl::string_view id);

// Quoted; moves with every version.
std::string EtagOf(const EntryHeader& header);

// Category of `body`, CATEGORY_UNSPECIFIED when it has none.
v1::Category CategoryOf(const v1::EntryBody& body);

// The value of EntryHeader::kind for `body`.
uint8_t KindOf(const v1::EntryBody& body);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_ENTRY_HEADER_H_

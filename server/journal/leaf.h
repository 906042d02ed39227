// A leaf of the journal: what one call did, in two parts, so that who is named
// can be forgotten at the end of retention while the tree stays whole.
//
// Encoding, version 1 (crypto/canonical.h; tests/golden/leaf_v1.txt):
//   binding: u8 version (1), u64 index, u64 time (Unix ns, UTC), u16 operation,
//     u8 outcome, u8 count of rows, of each: 16 bytes pseudonym, 32 bytes
//     digest
//   naming: text member, text partner, u8 count of resources, 16 bytes each,
//     u32 released, u64 inputs, u64 prior inputs, u8 refusal, u8 count of
//     rules, u16 each, text charter version, 32 bytes charter hash, u16
//     purpose, 16 bytes salt
// Leaf data in the tree: binding || SHA-256(naming). The salt keeps a forgotten
// naming part from being guessed back out of its hash.
#ifndef SCEAU_SERVER_JOURNAL_LEAF_H_
#define SCEAU_SERVER_JOURNAL_LEAF_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "policy/decide/types.h"
#include "sceau/v1/category.pb.h"
#include "sceau/v1/vocabulary.pb.h"

namespace sceau {

enum class Outcome : uint8_t {
  kAllowed = 1,
  kDenied = 2,   // The charter says no, or there is no such thing.
  kRefused = 3,  // Allowed, and refused for what the request holds.
  kFailed = 4,   // Ours: nothing was done or released.
};

// Keyed hash of a row's or resource's kind and id (pseudonyms.h).
using Pseudonym = std::array<uint8_t, 16>;

// A row that a write renewed, with the keyed hash of its canonical bytes; a
// digest of zeros says that the row is gone.
struct RowDigest {
  Pseudonym row = {};
  crypto::Hash digest = {};
};

inline constexpr size_t kMaxLeafRows = 32;
inline constexpr size_t kMaxLeafResources = 100;
inline constexpr size_t kMaxLeafTextBytes = 64;  // Member, partner, version.
inline constexpr size_t kLeafSaltBytes = 16;

// What the caller of the journal says; index, time and salt are the writer's.
// No content and no name of a young person, ever.
struct LeafDraft {
  v1::Operation operation = v1::OPERATION_UNSPECIFIED;
  Outcome outcome = Outcome::kFailed;
  // At most kMaxLeafRows; only of a write, and empty unless it succeeded.
  std::vector<RowDigest> rows = {};
  std::string member = {};   // Id.
  std::string partner = {};  // Id.
  // At most kMaxLeafResources.
  std::vector<Pseudonym> resources = {};
  uint32_t released = 0;  // Bit c: category c was released.
  uint64_t inputs = 0;    // PackInputs (inputs.h) of what was decided.
  // Where a write changes what decides, the inputs before it; else 0.
  uint64_t prior_inputs = 0;
  policy::Refusal refusal = policy::Refusal::kNone;
  std::vector<uint16_t> rules = {};  // At most policy::kMaxRules.
  std::string charter_version = {};  // Id.
  crypto::Hash charter_hash = {};
  v1::ReadingPurpose purpose = v1::READING_PURPOSE_UNSPECIFIED;
};

// Errors: INVALID_ARGUMENT (above a bound of the format).
absl::Status CheckLeaf(const LeafDraft& draft);

// The stored bytes of one leaf.
struct EncodedLeaf {
  uint64_t index = 0;
  absl::Time time = {};
  crypto::Bytes binding = {};
  crypto::Bytes naming = {};
  crypto::Hash naming_hash = {};
};

// CheckLeaf(draft) holds; `salt` has kLeafSaltBytes.
EncodedLeaf EncodeLeaf(const LeafDraft& draft, uint64_t index, absl::Time time,
                       crypto::ByteView salt);

// The leaf's hash in the tree.
crypto::Hash LeafHashOf(crypto::ByteView binding,
                        const crypto::Hash& naming_hash);

// The binding part, read back.
struct Binding {
  uint64_t index = 0;
  absl::Time time = {};
  v1::Operation operation = v1::OPERATION_UNSPECIFIED;
  Outcome outcome = Outcome::kFailed;
  std::vector<RowDigest> rows = {};
};

// Errors: DATA_LOSS (not a binding part of version 1).
absl::StatusOr<Binding> DecodeBinding(crypto::ByteView binding);

// The time alone, without reading the rest. Errors: as DecodeBinding's.
absl::StatusOr<absl::Time> TimeOf(crypto::ByteView binding);

// Both parts; the salt is left out.
// Errors: DATA_LOSS (not a leaf of version 1).
absl::StatusOr<LeafDraft> DecodeLeaf(crypto::ByteView binding,
                                     crypto::ByteView naming);

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_LEAF_H_

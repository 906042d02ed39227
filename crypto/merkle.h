// Merkle hashing for the journal: pure arithmetic, no storage, no locks, so
// that server and client run the very same code.
//
// Source: RFC 9162 sections 2.1.1, 2.1.3, 2.1.4. Leaf = SHA-256(0x00 || data);
// node = SHA-256(0x01 || left || right). Indexes count from 0. Node (level,
// index) is the root of the perfect subtree over the 2^level leaves from index
// * 2^level; level 0 holds the leaf hashes.
#ifndef SCEAU_CRYPTO_MERKLE_H_
#define SCEAU_CRYPTO_MERKLE_H_

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "crypto/bytes.h"

namespace sceau::crypto {

// Beyond any tree that can be grown; keeps every shift below 64 bits.
inline constexpr uint64_t kMaxTreeSize = (uint64_t{1} << 63) - 1;

Hash LeafHash(ByteView data);
Hash NodeHash(const Hash& left, const Hash& right);

// Root of the tree without leaves: SHA-256 of the empty string.
Hash EmptyRoot();

// A node that is final: no later leaf changes it.
struct TreeNode {
  uint8_t level = 0;
  uint64_t index = 0;
  Hash hash = {};
};

// The right-hand edge of a growing tree: all that appending needs, 32 bytes
// per set bit of size(). Cheap to copy: append on a copy and adopt it after
// the commit. Thread compatible.
class MerkleFrontier {
 public:
  MerkleFrontier() = default;

  // Takes up a tree of `size` leaves from its perfect subtrees, largest first.
  // Errors: INVALID_ARGUMENT (not one peak for each set bit of `size`, or
  // above kMaxTreeSize).
  static absl::StatusOr<MerkleFrontier> FromPeaks(uint64_t size,
                                                  std::vector<Hash> peaks);

  // Amortized O(1) hashes, at most log2(size()) + 1. Where `completed` is not
  // null, appends to it every node that this leaf completes, the leaf itself
  // (level 0) first: stored, they are what a NodeReader reads.
  void Append(const Hash& leaf, std::vector<TreeNode>* completed = nullptr);

  uint64_t size() const { return size_; }

  // Root over the size() leaves; EmptyRoot() for none.
  Hash Root() const;

  // Perfect subtrees, largest first, as FromPeaks takes them.
  const std::vector<Hash>& peaks() const { return peaks_; }

 private:
  uint64_t size_ = 0;
  std::vector<Hash> peaks_;
};

// Checks that `leaf` stands at `index` in the tree of `size` leaves with
// `root`. Linear in proof.size(), which is first held against log2(size).
// Errors: INVALID_ARGUMENT (index, size or length impossible), DATA_LOSS (the
// proof does not lead to `root`).
absl::Status VerifyInclusion(const Hash& leaf, uint64_t index, uint64_t size,
                             std::span<const Hash> proof, const Hash& root);

// Checks that the tree of `new_size` leaves with `new_root` begins with the
// tree of `old_size` leaves with `old_root`. An old size of 0 proves nothing
// and is refused.
// Errors: as VerifyInclusion.
absl::Status VerifyConsistency(uint64_t old_size, uint64_t new_size,
                               std::span<const Hash> proof,
                               const Hash& old_root, const Hash& new_root);

// Making proofs, from stored nodes: at most 2 * log2(size) of them are read. An
// error of the reader is returned as it is. Threads: as the reader's.

// The node (level, index), which is in the tree asked about.
using NodeReader =
    std::function<absl::StatusOr<Hash>(uint8_t level, uint64_t index)>;

// Root of the first `size` leaves.
// Errors: INVALID_ARGUMENT (size above kMaxTreeSize), the reader's.
absl::StatusOr<Hash> RootAt(uint64_t size, const NodeReader& nodes);

// Takes up a stored tree, to append to it.
// Errors: as RootAt.
absl::StatusOr<MerkleFrontier> LoadFrontier(uint64_t size,
                                            const NodeReader& nodes);

// For leaf `index` of the first `size` leaves; at most 63 hashes.
// Errors: INVALID_ARGUMENT (index not in the tree), the reader's.
absl::StatusOr<std::vector<Hash>> InclusionProof(uint64_t index, uint64_t size,
                                                 const NodeReader& nodes);

// That the first `new_size` leaves begin with the first `old_size`; empty for
// equal sizes; at most 64 hashes.
// Errors: INVALID_ARGUMENT (old size 0 or above the new one), the reader's.
absl::StatusOr<std::vector<Hash>> ConsistencyProof(uint64_t old_size,
                                                   uint64_t new_size,
                                                   const NodeReader& nodes);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_MERKLE_H_

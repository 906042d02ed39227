#include "crypto/merkle.h"

#include <bit>
#include <cstddef>
#include <utility>

#include "crypto/digest.h"
#include "crypto/openssl_ptr.h"

namespace sceau::crypto {
namespace {

constexpr uint8_t kLeafPrefix[] = {0x00};
constexpr uint8_t kNodePrefix[] = {0x01};

// The path from a leaf to the root. Below the level where it reaches the right
// edge of the tree every step has a sibling; above, only the steps that come
// from the right do.
struct PathShape {
  size_t inner = 0;   // Steps below the edge.
  size_t border = 0;  // Steps with a sibling, along the edge.
};

PathShape ShapeOf(uint64_t index, uint64_t size) {
  const size_t inner = static_cast<size_t>(std::bit_width(index ^ (size - 1)));
  return {.inner = inner,
          .border = static_cast<size_t>(std::popcount(index >> inner))};
}

// Folds a path's siblings into `hash`. Bit i of `path` says whether step i
// comes from the right.
Hash FoldInner(Hash hash, std::span<const Hash> proof, uint64_t path) {
  for (size_t i = 0; i < proof.size(); ++i) {
    const bool from_right = ((path >> i) & 1) != 0;
    hash = from_right ? NodeHash(proof[i], hash) : NodeHash(hash, proof[i]);
  }
  return hash;
}

// The same for the older tree: what stands to the right is not in it.
Hash FoldInnerRightOnly(Hash hash, std::span<const Hash> proof, uint64_t path) {
  for (size_t i = 0; i < proof.size(); ++i) {
    if (((path >> i) & 1) != 0) hash = NodeHash(proof[i], hash);
  }
  return hash;
}

Hash FoldBorder(Hash hash, std::span<const Hash> proof) {
  for (const Hash& sibling : proof) hash = NodeHash(sibling, hash);
  return hash;
}

}  // namespace

Hash LeafHash(ByteView data) { return Sha256({kLeafPrefix, data}); }

Hash NodeHash(const Hash& left, const Hash& right) {
  return Sha256({kNodePrefix, left, right});
}

Hash EmptyRoot() { return Sha256(ByteView()); }

absl::StatusOr<MerkleFrontier> MerkleFrontier::FromPeaks(
    uint64_t size, std::vector<Hash> peaks) {
  if (size > kMaxTreeSize ||
      peaks.size() != static_cast<size_t>(std::popcount(size))) {
    return absl::InvalidArgumentError("peaks do not fit the tree size");
  }
  MerkleFrontier frontier;
  frontier.size_ = size;
  frontier.peaks_ = std::move(peaks);
  return frontier;
}

void MerkleFrontier::Append(const Hash& leaf,
                            std::vector<TreeNode>* completed) {
  Require(size_ < kMaxTreeSize);
  TreeNode node = {.level = 0, .index = size_, .hash = leaf};
  if (completed != nullptr) completed->push_back(node);
  while ((node.index & 1) != 0) {
    node = {.level = static_cast<uint8_t>(node.level + 1),
            .index = node.index >> 1,
            .hash = NodeHash(peaks_.back(), node.hash)};
    peaks_.pop_back();
    if (completed != nullptr) completed->push_back(node);
  }
  peaks_.push_back(node.hash);
  ++size_;
}

Hash MerkleFrontier::Root() const {
  if (peaks_.empty()) return EmptyRoot();
  Hash root = peaks_.back();
  for (size_t i = peaks_.size() - 1; i-- > 0;) {
    root = NodeHash(peaks_[i], root);
  }
  return root;
}

absl::Status VerifyInclusion(const Hash& leaf, uint64_t index, uint64_t size,
                             std::span<const Hash> proof, const Hash& root) {
  if (index >= size || size > kMaxTreeSize) {
    return absl::InvalidArgumentError("leaf index is not in the tree");
  }
  const PathShape shape = ShapeOf(index, size);
  if (proof.size() != shape.inner + shape.border) {
    return absl::InvalidArgumentError("inclusion proof has the wrong length");
  }
  Hash hash = FoldInner(leaf, proof.first(shape.inner), index);
  hash = FoldBorder(hash, proof.subspan(shape.inner));
  if (hash != root) {
    return absl::DataLossError("inclusion proof does not lead to the root");
  }
  return absl::OkStatus();
}

absl::Status VerifyConsistency(uint64_t old_size, uint64_t new_size,
                               std::span<const Hash> proof,
                               const Hash& old_root, const Hash& new_root) {
  if (old_size == 0 || old_size > new_size || new_size > kMaxTreeSize) {
    return absl::InvalidArgumentError("tree sizes cannot be consistent");
  }
  if (old_size == new_size) {
    if (!proof.empty()) {
      return absl::InvalidArgumentError("equal trees need no proof");
    }
    if (old_root != new_root) {
      return absl::DataLossError("trees of one size have two roots");
    }
    return absl::OkStatus();
  }
  // The proof follows the old tree's last leaf, from the largest perfect
  // subtree that ends with it.
  const uint64_t last = old_size - 1;
  const size_t skipped = static_cast<size_t>(std::countr_zero(old_size));
  PathShape shape = ShapeOf(last, new_size);
  shape.inner -= skipped;
  const bool seed_is_old_root = std::has_single_bit(old_size);
  if (proof.size() !=
      (seed_is_old_root ? 0u : 1u) + shape.inner + shape.border) {
    return absl::InvalidArgumentError("consistency proof has the wrong length");
  }
  const Hash seed = seed_is_old_root ? old_root : proof[0];
  if (!seed_is_old_root) proof = proof.subspan(1);
  const auto inner = proof.first(shape.inner);
  const auto border = proof.subspan(shape.inner);
  const uint64_t path = last >> skipped;
  if (FoldBorder(FoldInnerRightOnly(seed, inner, path), border) != old_root) {
    return absl::DataLossError("consistency proof misses the old root");
  }
  if (FoldBorder(FoldInner(seed, inner, path), border) != new_root) {
    return absl::DataLossError("consistency proof misses the new root");
  }
  return absl::OkStatus();
}

}  // namespace sceau::crypto

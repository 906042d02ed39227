// Making proofs; checking them is in merkle.cc, so that neither can lean on
// the other.

#include <algorithm>
#include <bit>
#include <utility>

#include "absl/status/status.h"

#include "crypto/merkle.h"

namespace sceau::crypto {
namespace {

// A run of leaves. INVARIANT: `begin` is a multiple of the smallest power of
// two that is at least the run's length, as in the RFC's recursion.
struct LeafRange {
  uint64_t begin = 0;
  uint64_t end = 0;

  uint64_t size() const { return end - begin; }
  // Where the RFC splits: after the largest power of two below size().
  uint64_t split() const { return begin + std::bit_floor(size() - 1); }
};

// Perfect subtrees of the range, largest first.
absl::StatusOr<std::vector<Hash>> Peaks(LeafRange range,
                                        const NodeReader& nodes) {
  std::vector<Hash> peaks;
  while (range.size() > 0) {
    const uint64_t width = std::bit_floor(range.size());
    const auto level = static_cast<uint8_t>(std::countr_zero(width));
    absl::StatusOr<Hash> node = nodes(level, range.begin >> level);
    if (!node.ok()) return node.status();
    peaks.push_back(*node);
    range.begin += width;
  }
  return peaks;
}

absl::StatusOr<Hash> RootOf(const LeafRange& range, const NodeReader& nodes) {
  absl::StatusOr<std::vector<Hash>> peaks = Peaks(range, nodes);
  if (!peaks.ok()) return peaks.status();
  absl::StatusOr<MerkleFrontier> frontier =
      MerkleFrontier::FromPeaks(range.size(), *std::move(peaks));
  if (!frontier.ok()) return frontier.status();
  return frontier->Root();
}

// The roots of the ranges, last first: proofs run from leaf to root.
absl::StatusOr<std::vector<Hash>> RootsUpward(
    const std::vector<LeafRange>& ranges, const NodeReader& nodes) {
  std::vector<Hash> roots;
  roots.reserve(ranges.size());
  for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
    absl::StatusOr<Hash> root = RootOf(*range, nodes);
    if (!root.ok()) return root.status();
    roots.push_back(*root);
  }
  return roots;
}

// Goes down into the half that holds leaf `index`; returns the other half.
LeafRange Descend(LeafRange& range, uint64_t index) {
  LeafRange sibling = range;
  const uint64_t split = range.split();
  if (index < split) {
    range.end = sibling.begin = split;
  } else {
    range.begin = sibling.end = split;
  }
  return sibling;
}

}  // namespace

absl::StatusOr<MerkleFrontier> LoadFrontier(uint64_t size,
                                            const NodeReader& nodes) {
  if (size > kMaxTreeSize) {
    return absl::InvalidArgumentError("tree size is out of range");
  }
  absl::StatusOr<std::vector<Hash>> peaks =
      Peaks({.begin = 0, .end = size}, nodes);
  if (!peaks.ok()) return peaks.status();
  return MerkleFrontier::FromPeaks(size, *std::move(peaks));
}

absl::StatusOr<Hash> RootAt(uint64_t size, const NodeReader& nodes) {
  absl::StatusOr<MerkleFrontier> frontier = LoadFrontier(size, nodes);
  if (!frontier.ok()) return frontier.status();
  return frontier->Root();
}

absl::StatusOr<std::vector<Hash>> InclusionProof(uint64_t index, uint64_t size,
                                                 const NodeReader& nodes) {
  if (index >= size || size > kMaxTreeSize) {
    return absl::InvalidArgumentError("leaf index is not in the tree");
  }
  LeafRange range = {.begin = 0, .end = size};
  std::vector<LeafRange> siblings;
  while (range.size() > 1) siblings.push_back(Descend(range, index));
  return RootsUpward(siblings, nodes);
}

absl::StatusOr<std::vector<Hash>> ConsistencyProof(uint64_t old_size,
                                                   uint64_t new_size,
                                                   const NodeReader& nodes) {
  if (old_size == 0 || old_size > new_size || new_size > kMaxTreeSize) {
    return absl::InvalidArgumentError("tree sizes cannot be consistent");
  }
  LeafRange range = {.begin = 0, .end = new_size};
  std::vector<LeafRange> siblings;
  while (range.end != old_size) {
    siblings.push_back(Descend(range, old_size - 1));
  }
  // The verifier knows the old root; it needs this one only when the old tree
  // is not a single perfect subtree.
  if (range.begin != 0) siblings.push_back(range);
  return RootsUpward(siblings, nodes);
}

}  // namespace sceau::crypto

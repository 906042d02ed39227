#include "crypto/merkle.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/digest.h"
#include "tests/crypto/test_data.h"
#include "tests/support/status_matchers.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::FromHex;
using ::sceau::testing::HashFromHex;
using ::sceau::testing::IsOk;
using ::sceau::testing::IsOkAndHolds;
using ::sceau::testing::StatusIs;
using ::sceau::testing::ToHex;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

const auto kImpossible = StatusIs(absl::StatusCode::kInvalidArgument);
const auto kMisses = StatusIs(absl::StatusCode::kDataLoss);

std::vector<Hash> MakeLeaves(size_t count) {
  std::vector<Hash> leaves;
  for (size_t i = 0; i < count; ++i) {
    leaves.push_back(LeafHash(AsBytes(std::to_string(i))));
  }
  return leaves;
}

// RFC 9162 section 2.1.1, written as the text has it: slow and plain, so that
// it and the code under test cannot share a mistake.
Hash ReferenceRoot(std::span<const Hash> leaves) {
  if (leaves.empty()) return EmptyRoot();
  if (leaves.size() == 1) return leaves[0];
  const size_t split = std::bit_floor(leaves.size() - 1);
  return NodeHash(ReferenceRoot(leaves.first(split)),
                  ReferenceRoot(leaves.subspan(split)));
}

// RFC 9162 section 2.1.3.1.
std::vector<Hash> ReferenceProof(std::span<const Hash> leaves, size_t index) {
  if (leaves.size() == 1) return {};
  const size_t split = std::bit_floor(leaves.size() - 1);
  const bool left = index < split;
  std::vector<Hash> proof =
      left ? ReferenceProof(leaves.first(split), index)
           : ReferenceProof(leaves.subspan(split), index - split);
  proof.push_back(
      ReferenceRoot(left ? leaves.subspan(split) : leaves.first(split)));
  return proof;
}

// RFC 9162 section 2.1.4.1, SUBPROOF.
std::vector<Hash> ReferenceConsistency(std::span<const Hash> leaves,
                                       size_t old_size, bool known) {
  if (old_size == leaves.size()) {
    if (known) return {};
    return {ReferenceRoot(leaves)};
  }
  const size_t split = std::bit_floor(leaves.size() - 1);
  std::vector<Hash> proof;
  if (old_size <= split) {
    proof = ReferenceConsistency(leaves.first(split), old_size, known);
    proof.push_back(ReferenceRoot(leaves.subspan(split)));
  } else {
    proof = ReferenceConsistency(leaves.subspan(split), old_size - split,
                                 /*known=*/false);
    proof.push_back(ReferenceRoot(leaves.first(split)));
  }
  return proof;
}

// Grown leaf by leaf, with the completed nodes kept as a store keeps them.
class MerkleTest : public ::testing::Test {
 protected:
  static constexpr size_t kLeaves = 70;

  MerkleTest() : leaves_(MakeLeaves(kLeaves)) {
    for (const Hash& leaf : leaves_) {
      std::vector<TreeNode> completed;
      frontier_.Append(leaf, &completed);
      for (const TreeNode& node : completed) {
        EXPECT_TRUE(
            nodes_.insert({{node.level, node.index}, node.hash}).second);
      }
    }
  }

  std::span<const Hash> First(size_t size) const {
    return std::span(leaves_).first(size);
  }

  NodeReader Reader() const {
    return [this](uint8_t level, uint64_t index) -> absl::StatusOr<Hash> {
      ++reads_;
      const auto found = nodes_.find({level, index});
      if (found == nodes_.end()) return absl::NotFoundError("no such node");
      return found->second;
    };
  }

  // Of a tree of `size`, so that nothing beyond it is read.
  NodeReader ReaderUpTo(uint64_t size) const {
    return [this, size](uint8_t level, uint64_t index) -> absl::StatusOr<Hash> {
      EXPECT_LE((index + 1) << level, size);
      return Reader()(level, index);
    };
  }

  const std::vector<Hash> leaves_;
  MerkleFrontier frontier_;
  std::map<std::pair<uint8_t, uint64_t>, Hash> nodes_;
  mutable int reads_ = 0;
};

TEST_F(MerkleTest, HashesTheKnownConstants) {
  // RFC 6962, as of transparency-dev/merkle rfc6962/rfc6962_test.go.
  EXPECT_EQ(ToHex(EmptyRoot()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(ToHex(LeafHash({})),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  EXPECT_EQ(ToHex(LeafHash(AsBytes("L123456"))),
            "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
  // The children of the published node are four bytes each, ours always 32: so
  // by the definition, SHA-256(0x01 || left || right).
  EXPECT_EQ(ToHex(Sha256(AsBytes("\1N123N456"))),
            "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb");
  EXPECT_EQ(NodeHash(leaves_[0], leaves_[1]),
            Sha256({AsBytes("\1"), leaves_[0], leaves_[1]}));
}

TEST_F(MerkleTest, GrowsTheKnownTree) {
  constexpr absl::string_view kLeafData[] = {
      "",
      "00",
      "10",
      "2021",
      "3031",
      "40414243",
      "5051525354555657",
      "606162636465666768696a6b6c6d6e6f"};
  constexpr absl::string_view kRoots[] = {
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  MerkleFrontier frontier;
  std::vector<Hash> leaves;
  for (size_t i = 0; i < std::size(kRoots); ++i) {
    leaves.push_back(LeafHash(FromHex(kLeafData[i])));
    frontier.Append(leaves.back());
    EXPECT_EQ(ToHex(frontier.Root()), kRoots[i]);
  }
  // Inclusion of leaf 0 in size 8, which is also the consistency of 1 and 8.
  const std::vector<Hash> proof = {
      HashFromHex(
          "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
      HashFromHex(
          "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"),
      HashFromHex(
          "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")};
  const Hash root = HashFromHex(kRoots[7]);
  EXPECT_THAT(VerifyInclusion(leaves[0], 0, 8, proof, root), IsOk());
  EXPECT_THAT(VerifyConsistency(1, 8, proof, leaves[0], root), IsOk());
}

TEST_F(MerkleTest, RootMatchesTheReferenceForEverySizeUpTo70) {
  MerkleFrontier frontier;
  EXPECT_EQ(frontier.Root(), EmptyRoot());
  for (size_t n = 1; n <= kLeaves; ++n) {
    frontier.Append(leaves_[n - 1]);
    ASSERT_EQ(frontier.size(), n);
    ASSERT_EQ(frontier.Root(), ReferenceRoot(First(n))) << n;
    EXPECT_THAT(RootAt(n, ReaderUpTo(n)), IsOkAndHolds(frontier.Root())) << n;
  }
  EXPECT_THAT(RootAt(0, Reader()), IsOkAndHolds(EmptyRoot()));
}

TEST_F(MerkleTest, ReportsEachPerfectSubtreeOnce) {
  // Of n leaves: n + n/2 + n/4 + ... nodes, each the root of its own leaves.
  size_t expected = 0;
  for (size_t n = kLeaves; n > 0; n /= 2) expected += n;
  EXPECT_EQ(nodes_.size(), expected);
  for (const auto& [place, hash] : nodes_) {
    const auto [level, index] = place;
    const size_t width = size_t{1} << level;
    EXPECT_EQ(hash,
              ReferenceRoot(std::span(leaves_).subspan(index * width, width)));
  }
}

TEST_F(MerkleTest, GrowsOnFromPeaksAndFromStoredNodes) {
  for (size_t n = 0; n < kLeaves; ++n) {
    MerkleFrontier whole;
    for (const Hash& leaf : First(n)) whole.Append(leaf);
    absl::StatusOr<MerkleFrontier> taken_up =
        MerkleFrontier::FromPeaks(n, whole.peaks());
    absl::StatusOr<MerkleFrontier> loaded = LoadFrontier(n, ReaderUpTo(n));
    ASSERT_THAT(taken_up, IsOk());
    ASSERT_THAT(loaded, IsOk());
    whole.Append(leaves_[n]);
    taken_up->Append(leaves_[n]);
    loaded->Append(leaves_[n]);
    EXPECT_EQ(taken_up->Root(), whole.Root()) << n;
    EXPECT_EQ(loaded->Root(), whole.Root()) << n;
    EXPECT_EQ(loaded->peaks(), whole.peaks()) << n;
  }
}

TEST_F(MerkleTest, RefusesPeaksThatDoNotFit) {
  EXPECT_THAT(MerkleFrontier::FromPeaks(3, {leaves_[0]}), kImpossible);
  EXPECT_THAT(MerkleFrontier::FromPeaks(0, {leaves_[0]}), kImpossible);
  EXPECT_THAT(MerkleFrontier::FromPeaks(uint64_t{1} << 63, {leaves_[0]}),
              kImpossible);
}

TEST_F(MerkleTest, ProvesEveryLeafOfEverySizeUpTo33) {
  for (size_t n = 1; n <= 33; ++n) {
    const Hash root = ReferenceRoot(First(n));
    for (size_t i = 0; i < n; ++i) {
      reads_ = 0;
      const absl::StatusOr<std::vector<Hash>> proof =
          InclusionProof(i, n, ReaderUpTo(n));
      ASSERT_THAT(proof,
                  IsOkAndHolds(ElementsAreArray(ReferenceProof(First(n), i))));
      EXPECT_LE(reads_, 2 * std::bit_width(n));
      EXPECT_THAT(VerifyInclusion(leaves_[i], i, n, *proof, root), IsOk());
      // It proves no other leaf, place or size.
      EXPECT_THAT(VerifyInclusion(leaves_[i + 1], i, n, *proof, root), kMisses);
      for (size_t j = 0; j < n; ++j) {
        EXPECT_EQ(VerifyInclusion(leaves_[i], j, n, *proof, root).ok(), i == j);
      }
    }
  }
}

TEST_F(MerkleTest, ProvesEveryPairOfSizesUpTo33) {
  for (size_t n = 1; n <= 33; ++n) {
    const Hash new_root = ReferenceRoot(First(n));
    for (size_t m = 1; m <= n; ++m) {
      const Hash old_root = ReferenceRoot(First(m));
      const absl::StatusOr<std::vector<Hash>> proof =
          ConsistencyProof(m, n, ReaderUpTo(n));
      ASSERT_THAT(proof, IsOkAndHolds(ElementsAreArray(ReferenceConsistency(
                             First(n), m, /*known=*/true))))
          << m << " " << n;
      EXPECT_THAT(VerifyConsistency(m, n, *proof, old_root, new_root), IsOk());
      if (m == n) continue;
      EXPECT_THAT(VerifyConsistency(m, n, *proof, new_root, new_root), kMisses);
      EXPECT_THAT(VerifyConsistency(m, n, *proof, old_root, old_root), kMisses);
    }
  }
}

TEST_F(MerkleTest, RejectsOneFlippedBitAnywhereInAnInclusionProof) {
  std::vector<Hash> proof = ReferenceProof(First(13), 5);
  const Hash root = ReferenceRoot(First(13));
  for (Hash& hash : proof) {
    for (size_t bit = 0; bit < 256; ++bit) {
      hash[bit / 8] ^= static_cast<uint8_t>(1u << (bit % 8));
      EXPECT_THAT(VerifyInclusion(leaves_[5], 5, 13, proof, root), kMisses);
      hash[bit / 8] ^= static_cast<uint8_t>(1u << (bit % 8));
    }
  }
}

TEST_F(MerkleTest, RejectsOneFlippedBitAnywhereInAConsistencyProof) {
  for (const size_t old_size : {4u, 6u, 7u, 12u}) {
    std::vector<Hash> proof =
        ReferenceConsistency(First(13), old_size, /*known=*/true);
    for (Hash& hash : proof) {
      hash[31] ^= 1;
      EXPECT_THAT(
          VerifyConsistency(old_size, 13, proof, ReferenceRoot(First(old_size)),
                            ReferenceRoot(First(13))),
          kMisses);
      hash[31] ^= 1;
    }
  }
}

TEST_F(MerkleTest, RejectsAProofOfAnotherLength) {
  const Hash root = ReferenceRoot(First(13));
  std::vector<Hash> proof = ReferenceProof(First(13), 5);
  std::vector<Hash> growth = ReferenceConsistency(First(13), 6, true);
  proof.push_back(root);
  growth.push_back(root);
  EXPECT_THAT(VerifyInclusion(leaves_[5], 5, 13, proof, root), kImpossible);
  EXPECT_THAT(VerifyConsistency(6, 13, growth, ReferenceRoot(First(6)), root),
              kImpossible);
  EXPECT_THAT(VerifyInclusion(leaves_[5], 5, 13, {}, root), kImpossible);
  EXPECT_THAT(VerifyConsistency(6, 13, {}, ReferenceRoot(First(6)), root),
              kImpossible);
  EXPECT_THAT(VerifyConsistency(13, 13, growth, root, root), kImpossible);
}

TEST_F(MerkleTest, RejectsTwoRootsOfOneSize) {
  EXPECT_THAT(VerifyConsistency(5, 5, {}, leaves_[0], leaves_[1]), kMisses);
}

TEST_F(MerkleTest, RejectsSizesAndIndexesThatCannotBe) {
  constexpr uint64_t kHuge = ~uint64_t{0};
  const Hash hash = {};
  EXPECT_THAT(VerifyInclusion(hash, 4, 4, {}, hash), kImpossible);
  EXPECT_THAT(VerifyInclusion(hash, 0, 0, {}, hash), kImpossible);
  EXPECT_THAT(VerifyInclusion(hash, 0, kHuge, {}, hash), kImpossible);
  EXPECT_THAT(VerifyInclusion(hash, kHuge, kHuge, {}, hash), kImpossible);
  EXPECT_THAT(VerifyConsistency(0, 4, {}, hash, hash), kImpossible);
  EXPECT_THAT(VerifyConsistency(0, 0, {}, hash, hash), kImpossible);
  EXPECT_THAT(VerifyConsistency(5, 4, {}, hash, hash), kImpossible);
  EXPECT_THAT(VerifyConsistency(kHuge, kHuge, {}, hash, hash), kImpossible);
  EXPECT_THAT(VerifyInclusion(hash, 0, kMaxTreeSize, {}, hash), kImpossible);
  EXPECT_THAT(InclusionProof(4, 4, Reader()), kImpossible);
  EXPECT_THAT(InclusionProof(0, kHuge, Reader()), kImpossible);
  EXPECT_THAT(ConsistencyProof(0, 4, Reader()), kImpossible);
  EXPECT_THAT(ConsistencyProof(5, 4, Reader()), kImpossible);
  EXPECT_THAT(RootAt(kHuge, Reader()), kImpossible);
}

TEST_F(MerkleTest, PassesAReadersErrorOn) {
  const auto absent = StatusIs(absl::StatusCode::kNotFound);
  EXPECT_THAT(RootAt(kLeaves + 1, Reader()), absent);
  EXPECT_THAT(LoadFrontier(kLeaves + 1, Reader()), absent);
  EXPECT_THAT(InclusionProof(0, kLeaves + 1, Reader()), absent);
  EXPECT_THAT(ConsistencyProof(5, kLeaves + 1, Reader()), absent);
}

TEST_F(MerkleTest, ProvesInATreeOfTheLargestSize) {
  // No such tree can be grown; a reader that makes nodes up shows that the
  // arithmetic holds to the end.
  const NodeReader made_up = [](uint8_t level,
                                uint64_t index) -> absl::StatusOr<Hash> {
    Hash hash = {};
    hash[0] = level;
    for (size_t i = 0; i < 8; ++i) {
      hash[1 + i] = static_cast<uint8_t>(index >> (8 * i));
    }
    return hash;
  };
  const absl::StatusOr<std::vector<Hash>> proof =
      InclusionProof(kMaxTreeSize - 1, kMaxTreeSize, made_up);
  ASSERT_THAT(proof, IsOk());
  EXPECT_EQ(proof->size(), 62u);
  EXPECT_THAT(ConsistencyProof(kMaxTreeSize, kMaxTreeSize, made_up),
              IsOkAndHolds(IsEmpty()));
  EXPECT_EQ(InclusionProof(0, kMaxTreeSize, made_up)->size(), 63u);
  EXPECT_EQ(ConsistencyProof(kMaxTreeSize - 1, kMaxTreeSize, made_up)->size(),
            63u);
}

}  // namespace
}  // namespace sceau::crypto

#include "tests/support/ledger.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/checkpoint.h"
#include "crypto/merkle.h"
#include "tests/support/status_matchers.h"

namespace sceau::testing {

std::string Ledger::Add(uint64_t index, const crypto::Hash& leaf_hash,
                        absl::string_view note) {
  const std::lock_guard<std::mutex> lock(mu_);
  const auto [leaf, is_new] = leaves_.emplace(index, leaf_hash);
  if (!is_new && leaf->second != leaf_hash) return "two leaves at one index";
  if (!notes_.emplace(note).second) return "";
  const auto checkpoint = crypto::VerifyCheckpoint(note, key_, origin_);
  if (!checkpoint.ok()) return checkpoint.status().ToString();
  const auto [root, is_first] =
      roots_.emplace(checkpoint->size, checkpoint->root);
  return is_first || root->second == checkpoint->root
             ? ""
             : "two roots of trees of one size";
}

void Ledger::HoldAgainst(const Journal& journal) const {
  const auto newest =
      crypto::VerifyCheckpoint(journal.NewestCheckpoint(), key_, origin_);
  ASSERT_THAT(newest, IsOk());
  ASSERT_GT(newest->size, 0u);
  const std::lock_guard<std::mutex> lock(mu_);
  for (const auto& [index, hash] : leaves_) {
    ASSERT_LT(index, newest->size);
    const auto proof = journal.InclusionProof(index, newest->size);
    ASSERT_THAT(proof, IsOk()) << index;
    ASSERT_THAT(crypto::VerifyInclusion(hash, index, newest->size, *proof,
                                        newest->root),
                IsOk())
        << index;
  }
  for (const auto& [size, root] : roots_) {
    if (size == 0) continue;
    ASSERT_LE(size, newest->size);
    const auto proof = journal.ConsistencyProof(size, newest->size);
    ASSERT_THAT(proof, IsOk()) << size;
    ASSERT_THAT(crypto::VerifyConsistency(size, newest->size, *proof, root,
                                          newest->root),
                IsOk())
        << size;
  }
}

size_t Ledger::receipts() const {
  const std::lock_guard<std::mutex> lock(mu_);
  return leaves_.size();
}

size_t Ledger::checkpoints() const {
  const std::lock_guard<std::mutex> lock(mu_);
  return roots_.size();
}

}  // namespace sceau::testing

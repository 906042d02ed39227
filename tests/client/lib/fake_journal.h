// A journal in memory: leaves, signed checkpoints, proofs. Two of them with one
// key are a fork.
#ifndef SCEAU_TESTS_CLIENT_LIB_FAKE_JOURNAL_H_
#define SCEAU_TESTS_CLIENT_LIB_FAKE_JOURNAL_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/lib/witness.h"
#include "crypto/checkpoint.h"
#include "crypto/merkle.h"

namespace sceau::testing {

inline constexpr char kOrigin[] = "sceau.test/alencon/journal";

class FakeJournal {
 public:
  explicit FakeJournal(uint8_t seed = 1, std::string origin = kOrigin)
      : key_(std::vector<uint8_t>(crypto::kEd25519SeedBytes, seed)),
        origin_(std::move(origin)) {}

  // Appends a leaf; journals are equal as long as their texts are.
  uint64_t Append(const std::string& text) {
    const crypto::Hash leaf = crypto::LeafHash(crypto::AsBytes(text));
    std::vector<crypto::TreeNode> nodes;
    frontier_.Append(leaf, &nodes);
    for (const crypto::TreeNode& node : nodes) {
      nodes_[{node.level, node.index}] = node.hash;
    }
    leaves_.push_back(leaf);
    return leaves_.size() - 1;
  }
  void AppendMany(int count, const std::string& prefix = "leaf ") {
    for (int i = 0; i < count; ++i) {
      Append(absl::StrCat(prefix, leaves_.size()));
    }
  }

  uint64_t size() const { return leaves_.size(); }
  crypto::VerifierKey key() const {
    return crypto::VerifierKey::Of(origin_, key_);
  }
  crypto::Hash leaf(uint64_t index) const { return leaves_.at(index); }

  std::string NoteAt(uint64_t size) const {
    return crypto::SignCheckpoint(
        {.origin = origin_,
         .size = size,
         .root = crypto::RootAt(size, Reader()).value()},
        key_);
  }
  std::string Note() const { return NoteAt(size()); }

  // A receipt as the metadata carries it.
  std::string ReceiptOf(uint64_t index) const {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes += static_cast<char>(index >> shift & 0xff);
    }
    return bytes + crypto::ToString(leaves_.at(index));
  }

  absl::StatusOr<std::vector<crypto::Hash>> Inclusion(uint64_t index,
                                                      uint64_t size) const {
    if (size > leaves_.size()) return absl::InvalidArgumentError("size");
    return crypto::InclusionProof(index, size, Reader());
  }
  absl::StatusOr<std::vector<crypto::Hash>> Consistency(uint64_t first,
                                                        uint64_t second) const {
    if (second > leaves_.size()) return absl::InvalidArgumentError("size");
    return crypto::ConsistencyProof(first, second, Reader());
  }

  // Proofs of this journal, for a witness without a wire.
  ProofSource Proofs() const {
    return {
        .newest_note = [this](const std::string& /*known*/) { return Note(); },
        .inclusion = [this](uint64_t index,
                            uint64_t size) { return Inclusion(index, size); },
        .consistency =
            [this](uint64_t first, uint64_t second) {
              return Consistency(first, second);
            }};
  }

 private:
  crypto::NodeReader Reader() const {
    return
        [this](uint8_t level, uint64_t index) -> absl::StatusOr<crypto::Hash> {
          const auto found = nodes_.find({level, index});
          if (found == nodes_.end()) return absl::NotFoundError("node");
          return found->second;
        };
  }

  const crypto::SigningKey key_;
  const std::string origin_;
  crypto::MerkleFrontier frontier_;
  std::vector<crypto::Hash> leaves_;
  std::map<std::pair<uint8_t, uint64_t>, crypto::Hash> nodes_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CLIENT_LIB_FAKE_JOURNAL_H_

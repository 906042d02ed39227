#include "server/rpc/journal_proofs.h"

#include <optional>
#include <string>
#include <vector>

#include "proto/contract/errors.h"
#include "server/identity/recorded_call.h"

namespace sceau {
namespace {

// The charter's answer; what would be the leaf is not recorded.
absl::Status Decide(const Call& call) {
  LeafDraft unrecorded;
  return DecideRoleOperation(call, v1::OPERATION_JOURNAL_PROOF, unrecorded);
}

std::string Text(const crypto::Hash& hash) {
  return std::string(hash.begin(), hash.end());
}

}  // namespace

void JournalProofs::GetCheckpoint(const Call& call,
                                  const v1::GetCheckpointRequest&,
                                  v1::Checkpoint* response,
                                  Finish finish) const {
  const absl::Status decided = Decide(call);
  if (decided.ok()) response->set_note(journal_.NewestCheckpoint());
  finish(decided, std::nullopt);
}

void JournalProofs::GetInclusionProof(
    const Call& call, const v1::GetInclusionProofRequest& request,
    v1::InclusionProof* response, Finish finish) const {
  const absl::Status decided = Decide(call);
  if (!decided.ok()) return finish(decided, std::nullopt);
  const absl::StatusOr<std::vector<crypto::Hash>> proof =
      journal_.InclusionProof(request.leaf_index(), request.tree_size());
  if (!proof.ok()) return finish(proof.status(), std::nullopt);
  const absl::StatusOr<Journal::StoredLeaf> leaf =
      journal_.FindLeaf(request.leaf_index());
  if (!leaf.ok()) return finish(leaf.status(), std::nullopt);
  response->set_leaf_index(request.leaf_index());
  response->set_tree_size(request.tree_size());
  response->set_leaf_hash(Text(leaf->leaf_hash));
  for (const crypto::Hash& hash : *proof) response->add_hashes(Text(hash));
  finish(absl::OkStatus(), std::nullopt);
}

void JournalProofs::GetConsistencyProof(
    const Call& call, const v1::GetConsistencyProofRequest& request,
    v1::ConsistencyProof* response, Finish finish) const {
  const absl::Status decided = Decide(call);
  if (!decided.ok()) return finish(decided, std::nullopt);
  const absl::StatusOr<std::vector<crypto::Hash>> proof =
      journal_.ConsistencyProof(request.first_tree_size(),
                                request.second_tree_size());
  if (!proof.ok()) return finish(proof.status(), std::nullopt);
  response->set_first_tree_size(request.first_tree_size());
  response->set_second_tree_size(request.second_tree_size());
  for (const crypto::Hash& hash : *proof) response->add_hashes(Text(hash));
  finish(absl::OkStatus(), std::nullopt);
}

}  // namespace sceau

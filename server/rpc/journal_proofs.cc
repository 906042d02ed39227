#include "server/rpc/journal_proofs.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"
#include "server/calls/recorded_call.h"

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
                                  const v1::GetCheckpointRequest& request,
                                  v1::Checkpoint* response,
                                  Finish finish) const {
  absl::Status decided = Decide(call);
  if (decided.ok()) {
    decided = request.known().empty()
                  ? journal_.Standing()
                  : journal_.CheckContinues("known", request.known());
  }
  if (decided.ok()) {
    response->set_note(journal_.NewestCheckpoint());
    witnesses_.Publish(*response);
  }
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

absl::Status JournalProofs::ReadLeaves(const v1::ExportLeavesRequest& request,
                                       v1::ExportLeavesResponse& answer) const {
  if (request.count() < 1 || request.count() > kMaxExportedLeaves) {
    return FieldError("count", "1 to 1,024");
  }
  const uint64_t size = journal_.size();
  const auto count = static_cast<uint64_t>(request.count());
  if (request.first() > size || count > size - request.first()) {
    return FieldError("first", "no such leaf in the journal");
  }
  return journal_.VisitData(
      request.first(), request.first() + count,
      [&answer](crypto::ByteView binding, crypto::ByteView naming_hash) {
        answer.add_leaves(
            absl::StrCat(crypto::AsText(binding), crypto::AsText(naming_hash)));
        return absl::OkStatus();
      });
}

void JournalProofs::ExportLeaves(const Call& call,
                                 const v1::ExportLeavesRequest& request,
                                 v1::ExportLeavesResponse* response,
                                 Finish finish) const {
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_JOURNAL_LIST, Outcome::kAllowed);
  v1::ExportLeavesResponse answer;
  absl::Status status =
      DecideRoleOperation(call, v1::OPERATION_JOURNAL_LIST, leaf);
  if (status.ok()) status = ReadLeaves(request, answer);
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(journal_.writer(), std::move(leaf), std::move(status),
                  std::move(answer), response, std::move(finish));
}

}  // namespace sceau

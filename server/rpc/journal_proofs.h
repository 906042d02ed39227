// Proofs that the journal only grows: hashes and signed checkpoints, no names.
// Not journalled: a leaf for each proof would make every proof out of date.
// What takes the leaves themselves away is.
#ifndef SCEAU_SERVER_RPC_JOURNAL_PROOFS_H_
#define SCEAU_SERVER_RPC_JOURNAL_PROOFS_H_

#include "sceau/v1/journal_service.pb.h"
#include "server/calls/call.h"
#include "server/journal/journal.h"
#include "server/witness/journal_witnesses.h"

namespace sceau {

// Leaves of one answer: 1.6 MB at most.
inline constexpr int kMaxExportedLeaves = 1'024;

// Thread safe. Every method ends in one `finish`, without a receipt but for
// ExportLeaves.
//
// Errors of all: POLICY_DENIED (suspended or removed); of GetCheckpoint also
// those of Journal::CheckContinues; of the others FIELD_INVALID (not a leaf or
// tree that is durable) and the store's.
class JournalProofs {
 public:
  // Both outlive this object.
  JournalProofs(Journal& journal, const JournalWitnesses& witnesses)
      : journal_(journal), witnesses_(witnesses) {}

  void GetCheckpoint(const Call& call, const v1::GetCheckpointRequest& request,
                     v1::Checkpoint* response, Finish finish) const;
  void GetInclusionProof(const Call& call,
                         const v1::GetInclusionProofRequest& request,
                         v1::InclusionProof* response, Finish finish) const;
  void GetConsistencyProof(const Call& call,
                           const v1::GetConsistencyProofRequest& request,
                           v1::ConsistencyProof* response, Finish finish) const;

  // Errors also: POLICY_DENIED (not the charter officer), the writer's.
  void ExportLeaves(const Call& call, const v1::ExportLeavesRequest& request,
                    v1::ExportLeavesResponse* response, Finish finish) const;

 private:
  absl::Status ReadLeaves(const v1::ExportLeavesRequest& request,
                          v1::ExportLeavesResponse& answer) const;

  Journal& journal_;
  const JournalWitnesses& witnesses_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_JOURNAL_PROOFS_H_

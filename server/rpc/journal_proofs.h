// Proofs that the journal only grows: hashes and signed checkpoints, no names.
// Not journalled: a leaf for each proof would make every proof out of date.
#ifndef SCEAU_SERVER_RPC_JOURNAL_PROOFS_H_
#define SCEAU_SERVER_RPC_JOURNAL_PROOFS_H_

#include "sceau/v1/journal_service.pb.h"
#include "server/identity/call.h"
#include "server/journal/journal.h"

namespace sceau {

// Thread safe. Every method ends in one `finish`, without a receipt.
//
// Errors of all: POLICY_DENIED (suspended or removed); of the proofs also
// FIELD_INVALID (not a leaf or tree that is durable) and the store's.
class JournalProofs {
 public:
  explicit JournalProofs(const Journal& journal) : journal_(journal) {}

  void GetCheckpoint(const Call& call, const v1::GetCheckpointRequest& request,
                     v1::Checkpoint* response, Finish finish) const;
  void GetInclusionProof(const Call& call,
                         const v1::GetInclusionProofRequest& request,
                         v1::InclusionProof* response, Finish finish) const;
  void GetConsistencyProof(const Call& call,
                           const v1::GetConsistencyProofRequest& request,
                           v1::ConsistencyProof* response, Finish finish) const;

 private:
  const Journal& journal_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_JOURNAL_PROOFS_H_

// A receipt that anyone can check: the leaf, its place, the hashes that lead to
// a signed checkpoint.
//
//   c2sp.org/tlog-proof@v1
//   extra <base64 of the leaf's hash>
//   index <place of the leaf>
//   <base64 of a hash>            as many as the proof has, sibling first
//
//   <the checkpoint, a signed note, with what cosignatures it has>
//
// Source: C2SP tlog-proof. The extra data proves nothing by itself; folded with
// the hashes it must give the checkpoint's root. Who keeps the leaf's two parts
// can make the hash anew (server/journal/leaf.h).
#ifndef SCEAU_CLIENT_LIB_RECEIPT_PROOF_H_
#define SCEAU_CLIENT_LIB_RECEIPT_PROOF_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "crypto/bytes.h"
#include "crypto/checkpoint.h"
#include "sceau/v1/journal_service.pb.h"

namespace sceau {

struct ReceiptProof {
  uint64_t index = 0;
  crypto::Hash leaf = {};
  std::vector<crypto::Hash> hashes = {};
  std::string note = {};

  // What the service answered of the leaf `index`, checked against
  // `checkpoint`, which is the verified one of `note`.
  // Errors: FAILED_PRECONDITION / ROLLBACK_SUSPECTED (metadata "kind":
  // RECEIPT; also of a proof that is of another leaf).
  static absl::StatusOr<ReceiptProof> Of(uint64_t index,
                                         const v1::InclusionProof& proof,
                                         const crypto::Checkpoint& checkpoint,
                                         const std::string& note);

  std::string Format() const;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_RECEIPT_PROOF_H_

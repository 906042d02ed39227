// Where an absl::Status meets gRPC, and the way back.
#ifndef SCEAU_PROTO_CONTRACT_WIRE_H_
#define SCEAU_PROTO_CONTRACT_WIRE_H_

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace sceau {

// Names of the response metadata that carry the receipt (leaf index as 8
// big-endian bytes, then the leaf hash) and the newest stored checkpoint.
inline constexpr char kReceiptKey[] = "sceau-receipt-bin";
inline constexpr char kCheckpointKey[] = "sceau-checkpoint-bin";

// Crosses the process boundary. A status without a reason of ours becomes
// INTERNAL / INVARIANT_BROKEN with a fixed text: nothing unplanned leaks.
// Cancelled and deadline-exceeded stay what they are, without text.
grpc::Status ToGrpcStatus(const absl::Status& status);

// The client's way back. Never fails: unreadable details are dropped.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace sceau

#endif  // SCEAU_PROTO_CONTRACT_WIRE_H_

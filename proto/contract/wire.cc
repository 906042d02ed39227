#include "proto/contract/wire.h"

#include <string>

#include "absl/strings/cord.h"
#include "google/rpc/status.pb.h"

#include "proto/contract/details.h"
#include "proto/contract/errors.h"

namespace sceau {

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  if (ReasonOf(status) == v1::ERROR_REASON_UNSPECIFIED) {
    if (status.code() == absl::StatusCode::kCancelled ||
        status.code() == absl::StatusCode::kDeadlineExceeded) {
      return {static_cast<grpc::StatusCode>(status.code()), ""};
    }
    return ToGrpcStatus(
        Error(v1::ERROR_REASON_INVARIANT_BROKEN, "internal error"));
  }
  google::rpc::Status wire;
  wire.set_code(static_cast<int>(status.code()));
  wire.set_message(std::string(status.message()));
  for (const auto& [url, bytes] : DetailsOf(status)) {
    google::protobuf::Any& any = *wire.add_details();
    any.set_type_url(url);
    any.set_value(bytes);
  }
  return {static_cast<grpc::StatusCode>(status.code()), wire.message(),
          wire.SerializeAsString()};
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message());
  google::rpc::Status wire;
  if (wire.ParseFromString(status.error_details())) {
    for (const google::protobuf::Any& any : wire.details()) {
      result.SetPayload(any.type_url(), absl::Cord(any.value()));
    }
  }
  return result;
}

}  // namespace sceau

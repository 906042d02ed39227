#include "proto/contract/errors.h"

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"

#include "proto/contract/violations.h"

namespace sceau {
namespace {

constexpr absl::string_view kReasonPrefix = "ERROR_REASON_";

absl::StatusCode CodeOf(v1::ErrorReason reason) {
  switch (reason) {
    case v1::ERROR_REASON_CREDENTIALS_REJECTED:
      return absl::StatusCode::kUnauthenticated;
    case v1::ERROR_REASON_POLICY_DENIED:
      return absl::StatusCode::kPermissionDenied;
    case v1::ERROR_REASON_NAME_MALFORMED:
    case v1::ERROR_REASON_FIELD_INVALID:
    case v1::ERROR_REASON_UNKNOWN_FIELD:
    case v1::ERROR_REASON_PAGE_TOKEN_INVALID:
    case v1::ERROR_REASON_REQUEST_ID_REUSED:
    case v1::ERROR_REASON_ETAG_REQUIRED:
    case v1::ERROR_REASON_DEADLINE_REQUIRED:
    case v1::ERROR_REASON_FORBIDDEN_TERM:
    case v1::ERROR_REASON_DANGER_REDIRECT:
    case v1::ERROR_REASON_RADICALISATION_REDIRECT:
    case v1::ERROR_REASON_AGE_OUT_OF_SCOPE:
    case v1::ERROR_REASON_POLICY_REJECTED:
      return absl::StatusCode::kInvalidArgument;
    case v1::ERROR_REASON_SIGNATURE_REQUIRED:
    case v1::ERROR_REASON_NOTICE_REQUIRED:
    case v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED:
    case v1::ERROR_REASON_AGREEMENT_REQUIRED:
    case v1::ERROR_REASON_STATE_FORBIDS:
    case v1::ERROR_REASON_ROLLBACK_SUSPECTED:
      return absl::StatusCode::kFailedPrecondition;
    case v1::ERROR_REASON_ETAG_MISMATCH:
      return absl::StatusCode::kAborted;
    case v1::ERROR_REASON_QUOTA_EXCEEDED:
    case v1::ERROR_REASON_BODY_TOO_LARGE:
      return absl::StatusCode::kResourceExhausted;
    case v1::ERROR_REASON_QUEUE_FULL:
    case v1::ERROR_REASON_AUDIT_UNAVAILABLE:
    case v1::ERROR_REASON_SHUTTING_DOWN:
      return absl::StatusCode::kUnavailable;
    case v1::ERROR_REASON_CIPHERTEXT_REJECTED:
    case v1::ERROR_REASON_AUDIT_TREE_BROKEN:
    case v1::ERROR_REASON_DATABASE_CORRUPT:
      return absl::StatusCode::kDataLoss;
    default:  // Generated enums carry sentinels, so no exhaustive switch;
              // ErrorsTest.EveryReasonHasACode stands in for it.
      return absl::StatusCode::kInternal;
  }
}

bool ReadInfo(const absl::Status& status, google::rpc::ErrorInfo& info) {
  const auto payload = status.GetPayload(kErrorInfoUrl);
  return payload && info.ParseFromString(std::string(*payload)) &&
         info.domain() == kErrorDomain;
}

}  // namespace

absl::Status Error(v1::ErrorReason reason, absl::string_view message,
                   Metadata metadata) {
  google::rpc::ErrorInfo info;
  info.set_domain(kErrorDomain);
  info.set_reason(v1::ErrorReason_Name(reason).substr(kReasonPrefix.size()));
  for (const auto& [key, value] : metadata) {
    (*info.mutable_metadata())[std::string(key)] = std::string(value);
  }
  absl::Status status(CodeOf(reason), message);
  status.SetPayload(kErrorInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

absl::Status FieldError(absl::string_view path, absl::string_view message) {
  return FieldErrors(
      {{.field = std::string(path), .description = std::string(message)}});
}

absl::Status PolicyDenied() {
  return Error(v1::ERROR_REASON_POLICY_DENIED,
               "this does not exist, or the charter does not show it to you");
}

v1::ErrorReason ReasonOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
  if (ReadInfo(status, info)) {
    v1::ErrorReason_Parse(std::string(kReasonPrefix) + info.reason(), &reason);
  }
  return reason;
}

std::string MetadataOf(const absl::Status& status, absl::string_view key) {
  google::rpc::ErrorInfo info;
  if (!ReadInfo(status, info)) return "";
  const auto found = info.metadata().find(std::string(key));
  return found == info.metadata().end() ? "" : found->second;
}

absl::Status WithReason(const absl::Status& status, v1::ErrorReason reason,
                        absl::string_view message) {
  if (status.ok() || ReasonOf(status) != v1::ERROR_REASON_UNSPECIFIED) {
    return status;
  }
  return Error(reason, message);
}

}  // namespace sceau

// The error vocabulary of the service, shared by server and client.
//
// Every error that leaves the process is an absl::Status with one ErrorInfo
// payload: a canonical code (what the caller may do next) plus a reason (what
// happened). Messages are for people and carry no case data, no key material,
// no rejected input and no rule text.
#ifndef SCEAU_PROTO_CONTRACT_ERRORS_H_
#define SCEAU_PROTO_CONTRACT_ERRORS_H_

#include <initializer_list>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "sceau/v1/error_reason.pb.h"

namespace sceau {

// ErrorInfo.domain of every error of ours.
inline constexpr char kErrorDomain[] = "sceau.v1";
// Type URL of the ErrorInfo payload.
inline constexpr char kErrorInfoUrl[] =
    "type.googleapis.com/google.rpc.ErrorInfo";

using Metadata =
    std::initializer_list<std::pair<absl::string_view, absl::string_view>>;

// Builds the Status for `reason`. The code follows from the reason (one table,
// in errors.cc), so that the pair can never disagree. Keys in `metadata` match
// [a-z][a-zA-Z0-9-_]+ (AIP-193).
absl::Status Error(v1::ErrorReason reason, absl::string_view message,
                   Metadata metadata = {});

// INVALID_ARGUMENT / FIELD_INVALID for the field at `path` ("entry.date").
absl::Status FieldError(absl::string_view path, absl::string_view message);

// The one answer for what the charter does not show and for what is absent:
// same bytes in both cases.
absl::Status PolicyDenied();

// The reason that `status` carries, or ERROR_REASON_UNSPECIFIED.
v1::ErrorReason ReasonOf(const absl::Status& status);

// The value under `key` in the ErrorInfo, or empty.
std::string MetadataOf(const absl::Status& status, absl::string_view key);

// `status` when OK or already with a reason of ours, else `reason` with a
// text of its own: what a library said stays inside.
absl::Status WithReason(const absl::Status& status, v1::ErrorReason reason,
                        absl::string_view message);

}  // namespace sceau

// Propagation, and nothing cleverer. Both evaluate `expr` once.
// NOLINTBEGIN(bugprone-macro-parentheses): `lhs` may be a declaration.
#define SCEAU_CONCAT_INNER_(a, b) a##b
#define SCEAU_CONCAT_(a, b) SCEAU_CONCAT_INNER_(a, b)
#define RETURN_IF_ERROR(expr)                           \
  do {                                                  \
    if (absl::Status status_ = (expr); !status_.ok()) { \
      return status_;                                   \
    }                                                   \
  } while (false)
#define ASSIGN_OR_RETURN(lhs, expr) \
  ASSIGN_OR_RETURN_IMPL_(SCEAU_CONCAT_(or_, __LINE__), lhs, expr)
#define ASSIGN_OR_RETURN_IMPL_(tmp, lhs, expr)   \
  auto tmp = (expr);                             \
  if (!tmp.ok()) return std::move(tmp).status(); \
  lhs = *std::move(tmp)
// NOLINTEND(bugprone-macro-parentheses)

#endif  // SCEAU_PROTO_CONTRACT_ERRORS_H_

#include "client/cli/words/exit_code.h"

#include <optional>
#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

#include "client/lib/profile.h"
#include "client/words/say.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

constexpr char kOwnErrorUrl[] = "sceau/own-error";

absl::Status OwnError(absl::string_view message, absl::string_view kind) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kOwnErrorUrl, absl::Cord(kind));
  return status;
}

ExitCode OfCode(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return ExitCode::kOk;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kNotFound:
      return ExitCode::kDenied;
    case absl::StatusCode::kUnauthenticated:
      return ExitCode::kCredentials;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kOutOfRange:
    case absl::StatusCode::kAlreadyExists:
      return ExitCode::kRefused;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return ExitCode::kUnavailable;
    case absl::StatusCode::kAborted:
      return ExitCode::kChanged;
    default:
      return ExitCode::kFault;
  }
}

}  // namespace

ExitCode ExitCodeOf(const absl::Status& status) {
  if (const auto own = status.GetPayload(kOwnErrorUrl)) {
    return *own == "usage" ? ExitCode::kUsage : ExitCode::kRefused;
  }
  if (ProfileIssueOf(status)) return ExitCode::kUsage;
  switch (ReasonOf(status)) {
    case v1::ERROR_REASON_SIGNATURE_REQUIRED:
      return ExitCode::kSignatureRequired;
    case v1::ERROR_REASON_ROLLBACK_SUSPECTED:
      return ExitCode::kRollbackSuspected;
    default:
      return OfCode(status.code());
  }
}

absl::Status UsageError(absl::string_view message) {
  return OwnError(message, "usage");
}

absl::Status RefusedError(absl::string_view message) {
  return OwnError(message, "refused");
}

bool IsOwnError(const absl::Status& status) {
  return status.GetPayload(kOwnErrorUrl).has_value();
}

std::string ExitCodeHelp(Language language) {
  return Say(language, "exit.help");
}

}  // namespace sceau

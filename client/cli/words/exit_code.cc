#include "client/cli/words/exit_code.h"

#include <optional>
#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

#include "client/lib/profile.h"
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
  if (language == Language::kFrench) {
    return "Codes de sortie :\n"
           "   0  fait\n"
           "   1  panne du service ou de ce programme\n"
           "   2  ligne de commande ou profil à corriger ; rien n'est parti\n"
           "   3  la charte ne le montre pas, ou cela n'existe pas\n"
           "   4  la charte reste à signer\n"
           "   5  demande refusée telle quelle : à corriger\n"
           "   6  service injoignable ou occupé : réessayer\n"
           "   7  l'historique ne prolonge pas celui de ce poste\n"
           "   8  import partiel : relancer la même commande\n"
           "   9  modifié entre-temps par quelqu'un d'autre : relire\n"
           "  10  certificat non reconnu\n";
  }
  return "Exit codes:\n"
         "   0  done\n"
         "   1  fault of the service or of this program\n"
         "   2  command line or profile to correct; nothing was sent\n"
         "   3  the charter does not show it, or it does not exist\n"
         "   4  the charter is still to be signed\n"
         "   5  request refused as it stands: correct it\n"
         "   6  service unreachable or busy: try again\n"
         "   7  the history does not continue this workstation's\n"
         "   8  partial import: run the same command again\n"
         "   9  changed meanwhile by someone else: read again\n"
         "  10  certificate not recognised\n";
}

}  // namespace sceau

// What `sceau` tells a script: one number for what the caller may do next.
//
//   0  done
//   1  a fault of the service or of this program: call support
//   2  the command line or the profile is wrong: nothing was sent
//   3  the charter does not show it, or it does not exist: stop
//   4  the charter is to be signed first
//   5  the request is refused as it stands: correct it
//   6  the service cannot be reached or is busy: try again
//   7  the journal does not continue what this workstation has seen: stop
//   8  an import that kept some rows and failed on others: run it again
//   9  somebody else changed it first: read again
//  10  the certificate is not accepted
#ifndef SCEAU_CLIENT_CLI_WORDS_EXIT_CODE_H_
#define SCEAU_CLIENT_CLI_WORDS_EXIT_CODE_H_

#include <string>

#include "absl/status/status.h"

#include "client/words/vocabulary.h"

namespace sceau {

enum class ExitCode {
  kOk = 0,
  kFault = 1,
  kUsage = 2,
  kDenied = 3,
  kSignatureRequired = 4,
  kRefused = 5,
  kUnavailable = 6,
  kRollbackSuspected = 7,
  kPartialImport = 8,
  kChanged = 9,
  kCredentials = 10,
};

// Of the outcome of a command, whether it comes from the service, from
// client/lib or from the two makers below.
ExitCode ExitCodeOf(const absl::Status& status);

// A mistake in what was typed, said in the reader's language: kUsage.
absl::Status UsageError(absl::string_view message);
// A refusal by this program, said in the reader's language: kRefused.
absl::Status RefusedError(absl::string_view message);
// Whether the message is already in the reader's words.
bool IsOwnError(const absl::Status& status);

// The table above, for --help.
std::string ExitCodeHelp(Language language);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_EXIT_CODE_H_

// Whether what a profile holds can open a connection: looked at before the
// service is called, which would be a fault of the network otherwise.
#ifndef SCEAU_CLIENT_CLI_CONSOLE_CREDENTIALS_H_
#define SCEAU_CLIENT_CLI_CONSOLE_CREDENTIALS_H_

#include "absl/status/status.h"

#include "client/cli/console/context.h"
#include "client/lib/profile.h"

namespace sceau {

// Certificate, key and authority belong together; the certificate names one
// person, is of today and for a person's workstation.
// Errors: UsageError; FAILED_PRECONDITION with a ProfileIssue.
absl::Status CheckCredentials(const Context& context, const Profile& profile);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CONSOLE_CREDENTIALS_H_

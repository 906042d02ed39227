// A charter version that the service showed, held against its own text.
#ifndef SCEAU_CLIENT_CLI_CONSOLE_CHECKED_CHARTER_H_
#define SCEAU_CLIENT_CLI_CONSOLE_CHECKED_CHARTER_H_

#include "absl/status/status.h"

#include "client/cli/console/context.h"
#include "sceau/v1/charter_service.pb.h"

namespace sceau {

// Whether a version's text is what its hash says, and everything beside it
// what its text says: the text is what is signed, and whom to call is in it.
// Errors: RefusedError.
absl::Status CheckVersion(const Context& context,
                          const v1::CharterVersion& charter);

// Takes out whom to call where the text cannot be read here: it would be the
// service's word, and who has the service would be called.
void DropUnreadContacts(v1::CharterVersion& charter);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CONSOLE_CHECKED_CHARTER_H_

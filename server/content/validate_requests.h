// Shapes of a session and of a search.
#ifndef SCEAU_SERVER_CONTENT_VALIDATE_REQUESTS_H_
#define SCEAU_SERVER_CONTENT_VALIDATE_REQUESTS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/session_service.pb.h"

namespace sceau {

// Date, number of items and of convened members, no case and no member twice.
// Whether cases and members exist is the store's to know.
// Errors: INVALID_ARGUMENT / FIELD_INVALID.
absl::Status ValidateSession(const v1::ReviewSession& session,
                             absl::CivilDay today, absl::string_view path);

// Two of family name, given name and birth date, each in its form.
// Errors: INVALID_ARGUMENT / FIELD_INVALID.
absl::Status ValidateSearch(const v1::SearchCasesRequest& request,
                            absl::CivilDay today);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_VALIDATE_REQUESTS_H_

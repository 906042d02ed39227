// What members sign, signed with the cast's own keys: a charter, its adoption,
// a journal report, a checkpoint.
#ifndef SCEAU_SERVER_SELFTEST_SIGNATURES_H_
#define SCEAU_SERVER_SELFTEST_SIGNATURES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/journal_service.pb.h"
#include "server/selftest/cast.h"

namespace sceau::selftest {

// Errors of all: INTERNAL (not a version, a review, a checkpoint).
absl::StatusOr<std::string> SignatureOf(const Person& person,
                                        const v1::CharterVersion& version);
absl::StatusOr<std::string> AdoptionOf(const Person& person,
                                       const v1::CharterVersion& version);
absl::StatusOr<std::string> ReportSignatureOf(const Person& person,
                                              absl::string_view review,
                                              absl::string_view json);

// The note, cosigned by a witness key that is the person's.
absl::StatusOr<v1::AddCosignatureRequest> CosignatureOf(const Person& person,
                                                        const std::string& note,
                                                        absl::CivilDay today);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_SIGNATURES_H_

// Whether what a caller deposits may be kept: every bound and rule of the
// fields of the twenty categories. The right to deposit is decided before.
//
// Source: server/content/README.md. Pure; thread safe.
#ifndef SCEAU_SERVER_CONTENT_VALIDATE_ENTRY_H_
#define SCEAU_SERVER_CONTENT_VALIDATE_ENTRY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "google/type/date.pb.h"

#include "policy/decide/program.h"
#include "server/content/entry_context.h"

namespace sceau {

// Body, narrowing and declared conditions of a deposit at `path`. What the
// service alone sets must be absent.
// Errors: INVALID_ARGUMENT / FIELD_INVALID with the field's path,
// FORBIDDEN_TERM, DANGER_REDIRECT, RADICALISATION_REDIRECT, AGE_OUT_OF_SCOPE;
// FAILED_PRECONDITION / WRITTEN_BASIS_REQUIRED (a value that needs one).
absl::Status ValidateEntry(const v1::Entry& entry, const EntryContext& context,
                           absl::string_view path);

// The body alone. `bases`: declared in the same call.
absl::Status ValidateBody(const v1::EntryBody& body,
                          const EntryContext& context,
                          const std::vector<v1::WrittenBasis>& bases,
                          absl::string_view path);

// Parts of a body, shared with the referral.
absl::Status ValidateIdentity(const v1::Identity& identity,
                              const EntryContext& context,
                              absl::string_view path);
absl::Status ValidateContactDetails(const v1::ContactDetails& details,
                                    const EntryContext& context,
                                    absl::string_view path);
absl::Status ValidateRepresentatives(const v1::LegalRepresentatives& person,
                                     const EntryContext& context,
                                     absl::string_view path);
absl::Status ValidateOrigin(const v1::Origin& origin,
                            const EntryContext& context,
                            const std::vector<v1::WrittenBasis>& bases,
                            absl::string_view path);
absl::Status ValidateContact(const v1::Contact& contact,
                             absl::string_view path);
// Of a notice given on `day`: an adult is told in person, a minor not alone.
absl::Status ValidateRecipient(v1::NoticeRecipient recipient,
                               const google::type::Date& day,
                               const EntryContext& context,
                               absl::string_view path);

// A condition declared in a deposit: its categories are the deposit's.
absl::Status ValidateDeclaredCondition(const v1::Condition& condition,
                                       const EntryContext& context,
                                       absl::string_view path);

// A condition that RecordCondition records: 1 to 20 categories.
absl::Status ValidateRecordedCondition(const v1::Condition& condition,
                                       const EntryContext& context,
                                       absl::string_view path);

// Partner ids of the charter, at most 11, none twice. `path` is theirs.
absl::Status ValidateNarrowing(
    const google::protobuf::RepeatedPtrField<std::string>& partners,
    const policy::Program& program, absl::string_view path = "narrowed_to");

// Whether a basis of one of `kinds` (bit n for kind n,
// policy/compile/written_basis.h) is declared or recorded.
bool HasBasis(uint8_t kinds, const EntryContext& context,
              const std::vector<v1::WrittenBasis>& bases);

// The written bases among `conditions`.
std::vector<v1::WrittenBasis> BasesOf(
    const google::protobuf::RepeatedPtrField<v1::Condition>& conditions);

// Completed years on `day`; nothing without a birth date.
absl::optional<int> AgeOn(const EntryContext& context, absl::CivilDay day);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_VALIDATE_ENTRY_H_

// What the writes of entries have in common: the decision with its refusals,
// the new header, the answer.
#ifndef SCEAU_SERVER_CASES_ENTRY_EFFECTS_H_
#define SCEAU_SERVER_CASES_ENTRY_EFFECTS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "server/cases/case_decision.h"
#include "server/cases/case_edit.h"
#include "server/cases/write_call.h"

namespace sceau {

// Kind of an entry in the journal's pseudonyms.
inline constexpr char kEntryKind[] = "entry";

// The status of a decision: OK, WRITTEN_BASIS_REQUIRED or AGREEMENT_REQUIRED
// when that alone is missing, else POLICY_DENIED. Records rules and refusal in
// `leaf`. A case that does not exist is denied whatever the charter says.
absl::Status StatusOfDecision(const policy::Question& question,
                              const policy::Decision& decision, bool exists,
                              LeafDraft& leaf);

// Whether the caller may deposit `entry`, with the conditions it declares.
// Errors: POLICY_DENIED, WRITTEN_BASIS_REQUIRED, AGREEMENT_REQUIRED.
absl::Status DecideDeposit(const CaseRooms& rooms, const Call& call,
                           const CaseEdit& edit, const v1::Entry& entry,
                           LeafDraft& leaf);

// Deposits one entry that DecideDeposit allowed: validates, completes what the
// server sets, stores. `path` is the entry's place in the request. Gives the
// new entry's id. Errors: STATE_FORBIDS; those of content/.
absl::StatusOr<std::string> Deposit(const CaseRooms& rooms, const Call& call,
                                    CaseEdit& edit, const v1::Entry& entry,
                                    absl::string_view path, Effect& effect);

// A header of a new entry by the caller, with what the charter says of `body`.
EntryHeader NewHeader(const CaseRooms& rooms, const Call& call,
                      absl::string_view owner, const v1::EntryBody& body);

// The next version of `header`, written now by the caller.
EntryHeader NextVersion(const Call& call, const EntryHeader& header,
                        absl::string_view owner, const v1::EntryBody& body);

// The entry as the caller may read it now; of an entry the caller may change
// but not read, name, version, state and etag alone.
absl::Status AnswerEntry(const CaseRooms& rooms, const Call& call,
                         const CaseEdit& edit, absl::string_view entry_id,
                         v1::Entry* out);

// The answer to a repeat of a change that made `version`: the entry as the
// caller may read it now; of one that the caller reads no more, what the first
// answer said, so that nothing that happened since is told. Errors: as
// AnswerEntry.
absl::Status AnswerRepeat(const CaseRooms& rooms, const Call& call,
                          const CaseEdit& edit, const EntryHeader& header,
                          uint64_t version, v1::EntryState state,
                          v1::Entry* out);

// Display name of a member by resource name; empty when there is none.
std::string DisplayNameOf(const CaseRooms& rooms, const std::string& member);

// The case without entries, as GetCase answers CASE_VIEW_BASIC.
void AnswerCase(const CaseRooms& rooms, const Call& call, const CaseEdit& edit,
                v1::Case* out);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_ENTRY_EFFECTS_H_

// The facts record of a case: all that deciding needs, apart from the content.
// Derived from the current entries in the transaction that changes them,
// sealed under the group's facts key, opened for every decision; an absent
// case opens a constant decoy, so that absent and denied do the same work.
#ifndef SCEAU_SERVER_CASES_FACTS_H_
#define SCEAU_SERVER_CASES_FACTS_H_

#include <algorithm>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "crypto/aead.h"
#include "crypto/bytes.h"
#include "sceau/storage/v1/records.pb.h"
#include "server/cases/entry_header.h"

namespace sceau {

using storage::v1::CaseFacts;

// `resource` is the case's name; `version` the case row's.
crypto::Bytes SealFacts(const crypto::AeadKey& key, absl::string_view resource,
                        uint64_t version, const CaseFacts& facts);

// Errors: DATA_LOSS / CIPHERTEXT_REJECTED.
absl::StatusOr<CaseFacts> OpenFacts(const crypto::AeadKey& key,
                                    absl::string_view resource,
                                    uint64_t version, crypto::ByteView sealed);

// The sealed record that stands for every absent case. Opened with
// `kDecoyResource` and version 0 it gives facts without any relation.
inline constexpr char kDecoyResource[] = "groups/absent/cases/absent";
crypto::Bytes SealDecoy(const crypto::AeadKey& key);

// Whether whom a notice told, or who gave an agreement, is or includes the
// person; a representative. Of UNSPECIFIED neither.
bool IsPerson(v1::NoticeRecipient recipient);
bool IsRepresentative(v1::NoticeRecipient recipient);

// Under 18 on `today`; without a birth date, too.
bool IsMinor(const CaseFacts& facts, absl::CivilDay today);

// What the facts say of the notice on `today`. Under 18 it is recorded once the
// person and a representative were told, by one entry or by several.
v1::NoticeState NoticeStateOf(const CaseFacts& facts, absl::CivilDay today);
// Recorded or exempted; a renewal that is due closes nothing.
bool NoticeGiven(const CaseFacts& facts, absl::CivilDay today);

// The stored state, or EXITED from the ceiling of age on.
v1::CaseState StateOf(const CaseFacts& facts, absl::CivilDay today,
                      int ceiling_age);

// Whether a standing schooling entry says "in school".
bool InSchool(const CaseFacts& facts);

// Completed years on `today`; 0 when no birth date is known.
uint8_t AgeOf(const CaseFacts& facts, absl::CivilDay today);

// Whether the entry is the standing proposal of an organisation of itself
// (own_proposal.h).
bool IsOwnProposal(const CaseFacts& facts, absl::string_view entry);

// What of the facts a deposit, a new version or a withdrawal changes. `body`
// is the entry's current content; ignored when the header does not stand. A
// lead worker is who the secretariat's entry names: the coordinator sets and
// ends the mandate. `own_proposal`: an organisation that only itself may name
// proposes itself; later versions of the entry stay so.
void ApplyEntry(CaseFacts& facts, const EntryHeader& header,
                const v1::EntryBody& body, bool own_proposal = false);

// Recomputes who contributes, and moves the case on: ACTIVE once a follow-up
// is validated and notice given, EXITED once an end is validated.
void Advance(CaseFacts& facts, const std::vector<EntryHeader>& headers,
             absl::CivilDay today);

// The administrative section, computed.
v1::Administrative AdministrativeOf(const CaseFacts& facts,
                                    absl::CivilDay today, int ceiling_age);

// Whether the owner of the entry that `fact` is of (a lead worker's, an
// action's, a decision's) keeps it from the partner: what is asked in it, asks
// nothing of who cannot see it.
template <typename Fact>
bool IsNarrowedOut(const Fact& fact, absl::string_view partner) {
  return !fact.narrowed_to().empty() &&
         std::find(fact.narrowed_to().begin(), fact.narrowed_to().end(),
                   partner) == fact.narrowed_to().end();
}

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_FACTS_H_

// Third stage: the law's floor. A charter may narrow it, never widen it.
//
// Guarantee: each invariant here bears the number of policy/README.md ("F-10"),
// a statement in one line and the law behind it; breaking it is an issue at
// the line that does. What the text cannot say is proven of every program
// (proof.h). The invariants that belong to the service alone are not here: they
// have tests of behaviour.
// Threads: reentrant.
#ifndef SCEAU_POLICY_COMPILE_FLOOR_H_
#define SCEAU_POLICY_COMPILE_FLOOR_H_

#include <vector>

#include "absl/strings/string_view.h"

#include "policy/charter.pb.h"
#include "policy/compile/place.h"

namespace sceau::policy {

// Raised by the checker, which is the first to see the words.
inline constexpr int kKnownWordsOnly = 1;
inline constexpr int kNoForbiddenCategory = 2;
inline constexpr int kLegalReason = 7;
// Beyond the forty: the delays that no other invariant names.
inline constexpr int kRetention = 41;

// The widest settings the law leaves.
inline constexpr int kFloorWindowDaysBefore = 21;
inline constexpr int kFloorWindowDaysAfter = 7;
inline constexpr int kFloorCeilingAge = 26;
inline constexpr int kFloorEligibleFromAge = 12;
inline constexpr int kFloorEligibleToAge = 25;
inline constexpr int kFloorNoticeMonths = 1;
inline constexpr int kFloorReviewMonths = 12;
// Delays that no charter may exceed.
inline constexpr int kFloorDraftDays = 15;
inline constexpr int kFloorRejectedMonths = 1;
inline constexpr int kFloorArchiveMonths = 36;
inline constexpr int kFloorSchoolYearLastMonth = 8;
inline constexpr int kFloorJudicialMeasureSessions = 1;
inline constexpr int kFloorSentencePreparationMonths = 6;
inline constexpr int kFloorAgendaMonths = 1;
inline constexpr int kFloorSessionRecordMonths = 36;
inline constexpr int kFloorAccessLogMonths = 36;
inline constexpr int kFloorTechnicalLogMonths = 12;
inline constexpr int kFloorSignatureMonths = 72;
inline constexpr int kFloorRequestRecordMonths = 36;
inline constexpr int kFloorRequestAnswerMonths = 1;
inline constexpr int kFloorRequestExtensionMonths = 2;
inline constexpr int kFloorBreachHours = 72;
inline constexpr int kFloorBackupDays = 35;
// The least of what is published as a count.
inline constexpr int kFloorSmallCellMinimum = 5;
// Beyond these nothing would ever call for the officer's look.
inline constexpr int kFloorAnswerDays = 30;
inline constexpr int kFloorSignalBurstReadings = 50;
inline constexpr int kFloorSignalBurstFactor = 10;
inline constexpr int kFloorSignalRefusals = 20;
inline constexpr int kFloorSignalOpenedCases = 100;
inline constexpr int kFloorSignalRemovalDays = 7;
inline constexpr int kFloorSignalSignatureDays = 3;
inline constexpr int kFloorOfficeFromHour = 5;
inline constexpr int kFloorOfficeToHour = 22;

// What an invariant holds: what a charter says, or every program whatever its
// charter says, so that no text can break it.
enum class Binds { kCharter, kProgram };

struct Invariant {
  int number = 0;
  Binds binds = Binds::kCharter;
  // One line each.
  const char* statement_fr = "";
  const char* statement_en = "";
  const char* law = "";
};

// By number.
const std::vector<Invariant>& Invariants();
// Null when none of them has this number.
const Invariant* FindInvariant(int number);
// Number of the invariant that the issue breaks; 0 when none: a slip.
int InvariantOf(const Issue& issue);

void HoldToFloor(const Charter& charter, const Place& place,
                 Findings& findings);

// Names that no category may ever bear (policy/README.md, F-2), whatever the
// case and the accents: health, religion, radicalisation, police files, scores.
bool IsForbiddenCategory(absl::string_view name);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_FLOOR_H_

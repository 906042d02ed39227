// What became of a cell or of a row, and why: the words of the import's report.
//
// An outcome is a value of the vocabulary's list ImportOutcome; a reason is one
// of a closed list of sentences, in both languages. Neither holds content: a
// finding says line, column, outcome and reason, at most with the number of
// another line, a partner and the kind of a remark.
#ifndef SCEAU_CLIENT_IMPORT_OUTCOME_H_
#define SCEAU_CLIENT_IMPORT_OUTCOME_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "client/import/columns.h"
#include "client/words/vocabulary.h"

namespace sceau {

// In the order of the list ImportOutcome.
enum class Outcome {
  kKept,
  kToConfirm,
  kTheirsToDeposit,
  kNoSuchData,
  kOffenceNotMunicipal,
  kJudicialWithoutBasis,
  kSecretOfPartner,
  kRadicalisationRefused,
  kNotAPartner,
  kOutOfAge,
  kOutOfTerritory,
  kNotKeptWithoutFollowUp,
  kNotUnderstood,
  kAlreadyThere,
};
inline constexpr size_t kOutcomeCount = 14;

// The id in the list ImportOutcome: "KEPT".
absl::string_view OutcomeId(Outcome outcome);

// The outcome of an id that the vocabulary holds for it; absent otherwise.
std::optional<Outcome> OutcomeOf(absl::string_view id);

// Why. kNone: the outcome says it all.
enum class Why {
  kNone,
  kNoted,  // Kept; the value is one that the coordinator should look at.
  // Rows.
  kTooManyCells,
  kNobodys,
  kContinuesRow,
  kHeadingAgain,
  kCellTooNarrow,
  kCellInError,
  kNameMissing,
  kNameMalformed,
  kNamesTogether,
  kInitialsOnly,
  kTwoPeople,
  kBirthDateMissing,
  kDateImpossible,
  kDateMonthFirst,
  kColumnMonthFirst,
  kDateWeekday,
  kDateApproximate,
  kDateSerialNumber,
  kDateUnreadable,
  kYearUnclear,
  kUnderTen,
  kTenOrEleven,
  kTooYoungForTheCharter,
  kTooOldForTheCharter,
  kPastTheCeiling,
  kReferralDateMissing,
  kReferralInFuture,
  kReferralBeforeTenthBirthday,
  kCallPrefecture,
  kSenderMissing,
  kSenderUnknown,
  kSeveralSenders,
  kFollowUpEnded,
  kMayHaveEnded,
  kSamePersonAsLine,
  kSamePersonOtherValues,
  kSamePersonNamesSwapped,
  kKnownWithTheseEntries,
  kKnownWithOtherEntries,
  kKnownButClosed,
  // Persons.
  kNamesUnsure,
  kTitleLeftOut,
  kWhichName,
  kNameRepeated,
  kIsItAName,
  kInitial,
  kSexUnreadable,
  kPostalCodeMissing,
  kAddressUnreadable,
  kAddressOfInstitution,
  kAddressNamesSomeone,
  kAddressTooLong,
  kAddressCedex,
  kAddressScreened,
  kPhoneUnreadable,
  kPhoneOfTwoPeople,
  kTwinOfLine,
  kSameBirthAndFamilyName,
  kSameBirthAndLikeFamilyName,
  kHomonymKnown,
  kAdultToday,
  kRepresentativeUnclear,
  kRepresentativeMissing,
  kNotARepresentative,
  // Schooling and work.
  kTheirSchooling,
  kTheirEmployment,
  kNobodyMayDeposit,
  kLevelDoesNotFit,
  // Referral.
  kSenderConfirms,
  kSenderOutOfAge,
  kSenderAmongWords,
  kTooManyReasons,
  kOnlyReasonDropped,
  // Lead worker, decision, action.
  kLeadWorkerProposed,
  kLeadWorkerNamed,
  kLeadWorkerNameLeftOut,
  kSeveralPartners,
  kMayNotLead,
  kOutOfPartnersAge,
  kCharterForbids,
  kSessionInFuture,
  kSessionWithoutDecision,
  kSessionBeforeReferral,
  kDecisionFromPreviousRecord,
  kDecisionTakesReferralDate,
  kActionProposed,
  kActionWithoutPilot,
  kActionTooYoung,
  kPilotWithoutAction,
  kMayNotPilot,
  kTheyDepositIt,
  kWithoutAction,
  kDueBeforeDecision,
  kDueTooFar,
  // Status and exit.
  kGoesOnUnclear,
  kExitToCome,
  // Remarks.
  kRemark,
  kFormula,
};

// The reason as a sentence, without its final point; empty for kNone. `{line}`
// and `{partner}` are left to the caller.
Wording WhyWording(Why why);

// The reason for machines: "TEN_OR_ELEVEN"; empty for kNone.
absl::string_view WhyId(Why why);

// One finding about one row.
struct RowFinding {
  std::optional<Column> column = std::nullopt;  // Absent: the row as a whole.
  Outcome outcome = Outcome::kKept;
  Why why = Why::kNone;
  size_t other_line = 0;                // Another row of the file; 0 = none.
  std::string partner = {};             // Who must confirm or deposit.
  std::vector<std::string> kinds = {};  // Of a remark, as in forbidden_kinds.

  friend bool operator==(const RowFinding&, const RowFinding&) = default;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_OUTCOME_H_

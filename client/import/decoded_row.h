// A row of the spreadsheet once read: what would become a case, and every
// finding on the way. Ids are those of the vocabulary's lists and of the
// charter's partners; nothing here is on the wire yet (case_request.h).
#ifndef SCEAU_CLIENT_IMPORT_DECODED_ROW_H_
#define SCEAU_CLIENT_IMPORT_DECODED_ROW_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "client/import/outcome.h"
#include "client/import/person_key.h"

namespace sceau {

// Completed years at which someone is an adult.
inline constexpr int kAdultAge = 18;
// Reasons of one referral, representatives of one case (entry.proto).
inline constexpr size_t kMaxReasons = 5;
inline constexpr size_t kMaxRepresentatives = 4;

struct AddressDraft {
  std::string line = {};
  std::string postal_code = {};
  std::string locality = {};

  friend bool operator==(const AddressDraft&, const AddressDraft&) = default;
};

struct RepresentativeDraft {
  std::string capacity = {};
  std::string family_name = {};  // Empty for a guardian service.
  std::string given_name = {};
  std::string phone = {};

  friend bool operator==(const RepresentativeDraft&,
                         const RepresentativeDraft&) = default;
};

struct DecisionDraft {
  std::string code = {};
  absl::CivilDay date = {};

  friend bool operator==(const DecisionDraft&, const DecisionDraft&) = default;
};

struct ActionDraft {
  std::string kind = {};
  std::string pilot = {};
  std::optional<absl::CivilDay> due_date = std::nullopt;
  std::string result = {};

  friend bool operator==(const ActionDraft&, const ActionDraft&) = default;
};

struct LeadWorkerDraft {
  std::string organisation = {};
  std::string member = {};  // Resource name; empty = for it to name.

  friend bool operator==(const LeadWorkerDraft&,
                         const LeadWorkerDraft&) = default;
};

// One case, as one CreateCase call makes it.
struct CaseDraft {
  std::string family_name = {};
  std::string given_name = {};
  absl::CivilDay birth_date = {};
  std::string sex = {};           // Empty = not stated.
  std::string organisation = {};  // A partner, or "secretariat".
  absl::CivilDay referral_date = {};
  std::vector<std::string> reasons = {};
  std::string profile = {};
  std::optional<AddressDraft> address = std::nullopt;
  std::string phone = {};
  std::vector<RepresentativeDraft> representatives = {};
  std::optional<DecisionDraft> decision = std::nullopt;
  std::optional<ActionDraft> action = std::nullopt;
  std::optional<LeadWorkerDraft> lead_worker = std::nullopt;

  friend bool operator==(const CaseDraft&, const CaseDraft&) = default;
};

enum class RowFate {
  kToCreate,
  kRefused,       // DecodedRow::refusal says why.
  kAlreadyThere,  // Nothing to add.
  kToReview,      // Already there with other entries: the coordinator's eyes.
  kCreated,       // --apply: acknowledged by the server.
  kFailed,        // --apply: DecodedRow::failure says why; nothing was stored.
};

struct DecodedRow {
  size_t line = 0;         // Physical line of the file, from 1.
  std::string label = {};  // The digits of « N° »; for the report only.
  RowFate fate = RowFate::kToCreate;
  Outcome refusal = Outcome::kKept;  // With kRefused.
  std::string failure = {};          // With kFailed: a machine-readable reason.
  std::vector<RowFinding> findings = {};
  CaseDraft draft = {};
  // Who it is, as soon as names and birth date could be read: of a refused row
  // too, for it may be someone's twin or homonym.
  std::optional<PersonKey> person = std::nullopt;
  int age_today = 0;  // Completed years; with `person`.

  bool IsMinor() const { return person.has_value() && age_today < kAdultAge; }

  void Add(Column column, Outcome outcome, Why why = Why::kNone) {
    findings.push_back({.column = column, .outcome = outcome, .why = why});
  }
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_DECODED_ROW_H_

// The question put to the charter and its answer: plain values of fixed size,
// so that deciding allocates nothing and a test can enumerate every question.
//
// Source: policy/README.md; the charter
// of the group cites its own articles.
#ifndef SCEAU_POLICY_DECIDE_TYPES_H_
#define SCEAU_POLICY_DECIDE_TYPES_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "sceau/v1/category.pb.h"
#include "sceau/v1/entry.pb.h"

namespace sceau::policy {

// Index of a partner in its charter (Program::FindPartner). kNoPartner: an id
// the charter does not know; nothing is ever granted to it.
using PartnerIndex = uint8_t;
inline constexpr PartnerIndex kNoPartner = 255;
inline constexpr size_t kMaxPartners = 32;

// Relations of the asker to the case, raw: as the facts and the agenda say,
// before notice, state and gates are looked at. Bits of Question::relations.
enum Relation : uint16_t {
  // Convened by name (or as the substitute) to a published item of this case,
  // inside the reading window.
  kSession = 1 << 0,
  // Has accepted to be the lead worker, not ended.
  kLeadWorker = 1 << 1,
  // The organisation has accepted to pilot an open action.
  kOpenAction = 1 << 2,
  // The organisation has a standing contribution.
  kContributor = 1 << 3,
  // The organisation submitted a referral of this case itself.
  kOwnReferral = 1 << 4,
  // The coordinator typed the organisation as sender: counts as kOwnReferral
  // once notice is recorded or exempted.
  kTypedSender = 1 << 5,
  // A decision or an exception awaits this co-pilot.
  kPendingValidation = 1 << 6,
  // A subject request of this person is open and assigned to this officer.
  kOpenRequest = 1 << 7,
};

// Conditions recorded for the category, or declared in the same call, of the
// kind the category asks for. Bits of Question::conditions.
enum Condition : uint8_t {
  kWrittenBasis = 1 << 0,
  kAgreement = 1 << 1,
};

// What refuses alone. Bits of Question::standing; 0 = nothing.
enum Standing : uint8_t {
  kUnsigned = 1 << 0,   // No signature of the version in force.
  kSuspended = 1 << 1,  // Suspended, removed or not confirmed.
  kRecused = 1 << 2,    // Personal link to the person.
  kOutOfTerm = 1 << 3,  // Outside the charter's term.
};

// Data classes, a bit each (Question::value_classes).
enum DataClass : uint8_t {
  kClassA = 1 << 0,
  kClassB = 1 << 1,
  kClassBSchool = 1 << 2,
  kClassBOffence = 1 << 3,
  kClassC = 1 << 4,
};

// Everything a decision looks at.
struct Question {
  v1::Operation operation = v1::OPERATION_UNSPECIFIED;
  // CATEGORY_UNSPECIFIED for operations that are of no category.
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  PartnerIndex partner = kNoPartner;
  v1::Role role = v1::ROLE_UNSPECIFIED;
  uint8_t standing = 0;
  uint16_t relations = 0;
  uint8_t conditions = 0;
  // Completed years today, 0 to 254.
  uint8_t age = 0;
  bool in_school = false;
  v1::CaseState state = v1::CASE_STATE_UNSPECIFIED;
  // Notice recorded or exempted today (RENEWAL_DUE counts).
  bool notice_given = false;

  // Of one entry; all default when the question is about a whole category.
  bool is_entry = false;
  // Owned by the asker's organisation; for the coordinator, by the
  // secretariat.
  bool own = false;
  // The owner narrowed it to partners without the asker's.
  bool narrowed_out = false;
  // Awaits acceptance by this member or organisation.
  bool asked = false;
  // An Action piloted by the asker's organisation, or the LeadWorker entry of
  // this member, both accepted.
  bool carried = false;
  // Value of the entry's field `kind` where a grant is limited to kinds
  // (MunicipalMeasure), else 0.
  uint8_t kind = 0;
  // Classes of its values and its owner stricter than the category's.
  uint8_t value_classes = 0;
};

// Why not. Kept in the journal; told to the caller as the contract says.
enum class Refusal : uint8_t {
  kNone = 0,
  kNobody,        // Standing.
  kClosedWorld,   // No grant, whatever the relation.
  kNoRelation,    // Grants, none of whose relations holds.
  kNotice,        // A relation that opens only after notice.
  kState,         // A relation that the case's state closes.
  kGate,          // Age gate of the partner or of the category.
  kProhibited,    // Class prohibited to the partner.
  kNarrowed,      // By the entry's owner.
  kWrittenBasis,  // Every other part of the grant holds.
  kAgreement,     // Every other part of the grant holds.
  kError,         // The program met what it should not: refuses.
};

inline constexpr size_t kMaxRules = 8;
inline constexpr uint64_t kAllFields = ~uint64_t{0};
inline constexpr uint32_t kAllKinds = ~uint32_t{0};

// The answer. Rule indexes point into Program::rule(); texts are looked up by
// whoever prints them. Refused: no rule, no field, no kind.
struct Decision {
  bool allowed = false;
  Refusal refusal = Refusal::kClosedWorld;
  uint8_t rule_count = 0;
  std::array<uint16_t, kMaxRules> rules = {};
  // Bit n: the field with number n of the category's message is shown; of
  // CONTRIBUTE and SUPERSEDE, may be set. What is the coordinator's alone
  // (Origin.profile) is out for everybody else.
  uint64_t fields = 0;
  // Bit n: entries whose `kind` is n are shown (contributed).
  uint32_t kinds = 0;
  // The charter shows a part of the category only: some fields, some kinds or
  // the carried action. The coordinator's own fields do not count.
  bool partial = false;
  // CONTRIBUTE: about the asker's own organisation only.
  bool own_organisation = false;
};

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DECIDE_TYPES_H_

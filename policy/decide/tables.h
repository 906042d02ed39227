// What a Program decides from: the charter, flattened by the compiler. Plain
// values, so that a test can look at them; nobody changes them after the
// compiler has handed them to a Program.
//
// Ownership: by value. Threads: immutable once compiled.
#ifndef SCEAU_POLICY_DECIDE_TABLES_H_
#define SCEAU_POLICY_DECIDE_TABLES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "google/protobuf/descriptor.h"

#include "policy/decide/types.h"

namespace sceau::policy {

// Array sizes: one more than the largest number of the catalogue.
inline constexpr size_t kCategories = v1::Category_MAX + 1;
inline constexpr size_t kOperations = v1::Operation_MAX + 1;
inline constexpr size_t kRoles = v1::Role_MAX + 1;
static_assert(kOperations <= 64, "a role's operations are bits of a word");

// Relations a grant may name beside the raw ones of types.h.
inline constexpr uint16_t kKnown = 1 << 8;
inline constexpr uint16_t kAlways = 1 << 9;

// The rules that are code; the charter gives each its article and its reason.
enum class RuleId : uint8_t {
  kOwn,
  kOwnSecretariat,
  kCarrying,
  kCorrect,
  kReport,
  kAsked,
  kValidate,
  kNotice,
  kLimited,
  kArchived,
  kNobody,
  kCoordinatorOnly,
};
inline constexpr size_t kRuleIds = 12;

// Keys a charter takes a signature of. Bits of Tables::signing_keys.
enum SigningKey : uint8_t {
  kCertificateKey = 1 << 0,
  kPasskey = 1 << 1,
  kBrowserKey = 1 << 2,
};

// The article and the sentence of a grant or a rule, for whoever prints them.
struct RuleText {
  // "spip.Identity.READ", "rule.own", "role.coordinator.CASE_CREATE".
  std::string id = {};
  // Of the charter or of the law.
  std::string article = {};
  // One sentence in French that can be read aloud to the person.
  std::string reason_fr = {};
};

// People to call; from the charter, never from code.
struct Contacts {
  std::string coordinator = {};
  std::string charter_officer = {};
  std::string data_protection_officer = {};
  std::string support = {};
  std::string crip = {};
  std::string prefecture = {};
  std::string controller = {};
};

// Delays, ages and thresholds of the charter; see clock_bounds.h.
struct Clocks {
  // Civil days before the session's day from which its items may be read.
  int window_days_before = 0;
  // Civil days after the closing until whose end they may be read.
  int window_days_after = 0;
  // Completed years at which a case is exited, whatever happened.
  int ceiling_age = 0;
  // Completed years on the day of the referral, both included.
  int eligible_from_age = 0;
  int eligible_to_age = 0;
  // Months after its opening within which the person is told.
  int notice_months = 0;
  // Months between two reviews of a case, at most.
  int review_months = 0;
  // As ClockSettings (charter.proto) says each.
  int draft_days = 0;
  int rejected_months = 0;
  int archive_months = 0;
  int school_year_last_month = 0;
  int judicial_measure_sessions = 0;
  int sentence_preparation_months = 0;
  int agenda_months = 0;
  int session_record_months = 0;
  int access_log_months = 0;
  int technical_log_months = 0;
  int signature_months = 0;
  int request_record_months = 0;
  int request_answer_months = 0;
  int request_extension_months = 0;
  int breach_hours = 0;
  int backup_days = 0;
  // Counts below it are hidden in what is published.
  int small_cell_minimum = 0;
  // Of the officer's review, as ClockSettings says each.
  int answer_days = 0;
  int signal_burst_readings = 0;
  int signal_burst_factor = 0;
  int signal_refusals = 0;
  int signal_opened_cases = 0;
  int signal_removal_days = 0;
  int signal_signature_days = 0;
  int office_from_hour = 0;
  int office_to_hour = 0;
};

// One more way through a partner's gate.
struct OpenArm {
  v1::Operation operation = v1::OPERATION_UNSPECIFIED;
  // CATEGORY_UNSPECIFIED: whatever the category.
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  // Completed years the person must be under.
  uint8_t below_age = 0;
};

// Ages at which a partner acts at all.
struct Gate {
  uint8_t min_age = 0;
  // Completed years the person must be under; 255 = no limit.
  uint8_t below_age = 255;
  bool or_in_school = false;
  std::vector<OpenArm> also = {};
  // By category: its own entries of it, under this age; 255 = as above.
  std::array<uint8_t, kCategories> own_below_age = {};
};

// Ages at which a category may be touched, both included.
struct AgeSpan {
  uint8_t min_age = 0;
  uint8_t max_age = 255;
};

// One grant, as far as deciding needs it.
struct CellGrant {
  uint64_t fields = kAllFields;
  uint32_t kinds = kAllKinds;
  // One of these must be effective.
  uint16_t relations = 0;
  uint16_t rule = 0;
  // All of these must be recorded.
  uint8_t conditions = 0;
  // Completed years, both included.
  uint8_t min_age = 0;
  uint8_t max_age = 255;
  // Under this age the notice must have been given; 0: at no age.
  uint8_t told_below_age = 0;
  bool own_organisation = false;
};

// The grants of one asker for one category and one operation.
struct Cell {
  uint32_t first = 0;
  uint16_t count = 0;
};

// A value that betrays more than its category.
struct ValueRule {
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  // Field of the category's message. Never null once compiled.
  const google::protobuf::FieldDescriptor* field = nullptr;
  // Of an enum field, the number; of a string field, the text.
  int number = 0;
  std::string text = {};
  uint8_t classes = 0;
};

struct PartnerRow {
  std::string id = {};
  std::string name = {};
  v1::PartnerFunction function = v1::PARTNER_FUNCTION_UNSPECIFIED;
  bool may_be_lead_worker = false;
  // No public authority: no title under LIL 46.
  bool is_association = false;
  uint8_t prohibited = 0;
  // Of what it owns: the class its name alone betrays.
  uint8_t owner_classes = 0;
  Gate gate = {};
};

struct Tables {
  std::string title = {};
  std::string version = {};
  absl::CivilDay effective_day;
  absl::CivilDay term_end_day;
  Contacts contacts = {};
  Clocks clocks = {};
  std::vector<std::string> postal_codes = {};
  uint8_t signing_keys = kCertificateKey | kPasskey;
  // Roles whose holder may have a deputy, bit n for Role n.
  uint8_t deputy_roles = 0;
  std::vector<PartnerRow> partners = {};
  std::array<uint8_t, kCategories> category_classes = {};
  std::array<RuleText, kCategories> category_texts = {};
  std::array<AgeSpan, kCategories> subject_gates = {};
  // Bit n: Operation n.
  std::array<uint64_t, kRoles> role_operations = {};
  // Rule of that operation of that role.
  std::array<std::array<uint16_t, kOperations>, kRoles> role_rules = {};
  std::array<uint16_t, kRuleIds> rule_indexes = {};
  std::vector<RuleText> rules = {};
  std::vector<ValueRule> value_rules = {};
  std::vector<CellGrant> grants = {};
  // By (partner, role, category, READ or CONTRIBUTE): see CellAt().
  std::vector<Cell> cells = {};
};

// Index into Tables::cells. INVARIANT: every argument is in range.
inline size_t CellAt(PartnerIndex partner, v1::Role role, v1::Category category,
                     v1::Operation operation) {
  const size_t row =
      (static_cast<size_t>(partner) * kRoles + static_cast<size_t>(role)) *
          kCategories +
      static_cast<size_t>(category);
  return row * 2 + (operation == v1::OPERATION_CONTRIBUTE ? 1 : 0);
}

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DECIDE_TABLES_H_

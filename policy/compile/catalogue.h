// The closed catalogue as the charter spells it: categories, fields, values,
// operations, roles, relations, conditions and classes, by name. Read from the
// generated descriptors, so that it cannot fall behind the wire.
//
// Guarantee: what is not found here does not exist; an answer of "none" is
// always the zero of its type. Threads: reentrant.
#ifndef SCEAU_POLICY_COMPILE_CATALOGUE_H_
#define SCEAU_POLICY_COMPILE_CATALOGUE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "google/protobuf/descriptor.h"

#include "policy/decide/tables.h"
#include "policy/decide/types.h"

namespace sceau::policy {

// Category n stands in EntryBody at this number plus n (category.proto).
inline constexpr int kFirstBodyNumber = 100;

// "Identity", as the charter names CATEGORY_IDENTITY; "" of an unknown one.
absl::string_view CategoryName(v1::Category category);
// CATEGORY_UNSPECIFIED when there is none.
v1::Category FindCategory(absl::string_view name);
// The message that holds a category's content. Null of CATEGORY_UNSPECIFIED.
const google::protobuf::Descriptor* ContentOf(v1::Category category);
// Category of a body, CATEGORY_UNSPECIFIED when it is empty.
v1::Category CategoryOf(const v1::EntryBody& body);

// "Origin.reasons": a field of a category's content. Null when there is none.
const google::protobuf::FieldDescriptor* FindField(absl::string_view path);
// What stands for a field when the owner's name alone betrays something.
inline constexpr char kOwnerField[] = "*.owner";

// "READ" for OPERATION_READ.
std::string OperationName(v1::Operation operation);
v1::Operation FindOperation(absl::string_view name);

// "co-pilot" for ROLE_CO_PILOT.
absl::string_view RoleName(v1::Role role);
v1::Role FindRole(absl::string_view name);
// What the role grants say for everybody.
inline constexpr char kEveryMember[] = "every member";

// "PROBATION" for PARTNER_FUNCTION_PROBATION; "" of UNSPECIFIED.
std::string FunctionName(v1::PartnerFunction function);
v1::PartnerFunction FindFunction(absl::string_view name);
// How many organisations of a group have the function; every function once.
struct FunctionCount {
  v1::PartnerFunction function;
  size_t at_least;
  size_t at_most;
};
const std::vector<FunctionCount>& FunctionCounts();

// One bit of types.h or tables.h, 0 when there is none.
uint16_t FindRelation(absl::string_view name);
uint8_t FindClass(absl::string_view name);
absl::string_view ClassName(uint8_t data_class);

// A condition of a grant: a recorded one, ages, or the notice.
struct ConditionText {
  const char* name = "";
  uint8_t recorded = 0;
  uint8_t min_age = 0;
  uint8_t max_age = 255;
  // Completed years under which the notice must have been given.
  uint8_t told_below_age = 0;
};
const ConditionText* FindCondition(absl::string_view name);

// One bit of SigningKey, 0 when there is none; and the names of the bits.
uint8_t FindSigningKey(absl::string_view name);
std::vector<std::string> SigningKeyNames(uint8_t keys);

// Id of a rule that is code.
absl::optional<RuleId> FindRule(absl::string_view name);
absl::string_view RuleName(RuleId rule);

// Number of the value of a closed list whose name without the list's prefix
// is `name` ("SCHOOL_FACTS"); 0 when there is none.
int FindValue(const google::protobuf::EnumDescriptor& list,
              absl::string_view name);

// One word of a grant's `only`.
struct Limit {
  enum class Kind : uint8_t { kNone, kField, kValueOfKind, kOwnOrganisation };
  Kind kind = Kind::kNone;
  // Of kField and kValueOfKind: the number, under 64 and under 32.
  int number = 0;
};
// A field of the category, a value of its field `kind` in lower case, or
// "own_organisation" where the category names an organisation.
Limit FindLimit(v1::Category category, absl::string_view word);

// Names in a sentence, for messages: "READ, CONTRIBUTE".
std::vector<std::string> RelationNames();
std::vector<std::string> ConditionNames();
std::vector<std::string> CategoryNames();

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_CATALOGUE_H_

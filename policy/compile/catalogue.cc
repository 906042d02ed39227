#include "policy/compile/catalogue.h"

#include <array>
#include <cstddef>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace sceau::policy {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::EnumValueDescriptor;
using ::google::protobuf::FieldDescriptor;

// "REFERRAL_REASON_" of ReferralReason: protoc's own rule for enum values.
std::string PrefixOf(const EnumDescriptor& list) {
  std::string prefix;
  for (const char c : list.name()) {
    const auto letter = static_cast<unsigned char>(c);
    if (absl::ascii_isupper(letter) && !prefix.empty()) prefix += '_';
    prefix += absl::ascii_toupper(letter);
  }
  return prefix + "_";
}

struct RoleText {
  v1::Role role;
  const char* name;
};
constexpr std::array<RoleText, 6> kRoleTexts = {{
    {v1::ROLE_MEMBER, "member"},
    {v1::ROLE_COORDINATOR, "coordinator"},
    {v1::ROLE_CO_PILOT, "co-pilot"},
    {v1::ROLE_CHARTER_OFFICER, "charter-officer"},
    {v1::ROLE_DATA_PROTECTION_OFFICER, "data-protection-officer"},
    {v1::ROLE_TECHNICAL_ADMINISTRATOR, "technical-administrator"},
}};

struct RelationText {
  const char* name;
  uint16_t bit;
};
// kTypedSender is no word of a charter: it makes the case known, and nothing
// else.
constexpr std::array<RelationText, 9> kRelationTexts = {{
    {"session", kSession},
    {"lead_worker", kLeadWorker},
    {"open_action", kOpenAction},
    {"contributor", kContributor},
    {"own_referral", kOwnReferral},
    {"pending_validation", kPendingValidation},
    {"open_request", kOpenRequest},
    {"known", kKnown},
    {"always", kAlways},
}};

constexpr std::array<ConditionText, 6> kConditionTexts = {{
    {.name = "adult", .min_age = 18},
    {.name = "minor", .max_age = 17},
    {.name = "age_16_17", .min_age = 16, .max_age = 17},
    {.name = "told_if_minor", .told_below_age = 18},
    {.name = "written_basis", .recorded = kWrittenBasis},
    {.name = "agreement", .recorded = kAgreement},
}};

struct SigningKeyText {
  const char* name;
  SigningKey key;
};
constexpr std::array<SigningKeyText, 3> kSigningKeyTexts = {{
    {"CERTIFICATE", kCertificateKey},
    {"PASSKEY", kPasskey},
    {"BROWSER", kBrowserKey},
}};

struct ClassText {
  const char* name;
  uint8_t bit;
};
constexpr std::array<ClassText, 5> kClassTexts = {{
    {"A", kClassA},
    {"B", kClassB},
    {"B_SCHOOL", kClassBSchool},
    {"B_OFFENCE", kClassBOffence},
    {"C", kClassC},
}};

constexpr std::array<const char*, kRuleIds> kRuleNames = {
    "own",     "own_secretariat", "carrying", "correct",
    "report",  "asked",           "validate", "notice",
    "limited", "archived",        "nobody",   "coordinator_only",
};

}  // namespace

const Descriptor* ContentOf(v1::Category category) {
  const FieldDescriptor* field = v1::EntryBody::descriptor()->FindFieldByNumber(
      kFirstBodyNumber + static_cast<int>(category));
  return field == nullptr ? nullptr : field->message_type();
}

absl::string_view CategoryName(v1::Category category) {
  const Descriptor* content = ContentOf(category);
  return content == nullptr ? absl::string_view() : content->name();
}

v1::Category FindCategory(absl::string_view name) {
  static const auto* const kByName = [] {
    auto* by_name = new absl::flat_hash_map<absl::string_view, v1::Category>();
    for (int n = 1; n < static_cast<int>(kCategories); ++n) {
      const auto category = static_cast<v1::Category>(n);
      by_name->emplace(CategoryName(category), category);
    }
    return by_name;
  }();
  const auto found = kByName->find(name);
  return found == kByName->end() ? v1::CATEGORY_UNSPECIFIED : found->second;
}

v1::Category CategoryOf(const v1::EntryBody& body) {
  if (body.body_case() == v1::EntryBody::BODY_NOT_SET) {
    return v1::CATEGORY_UNSPECIFIED;
  }
  return static_cast<v1::Category>(static_cast<int>(body.body_case()) -
                                   kFirstBodyNumber);
}

const FieldDescriptor* FindField(absl::string_view path) {
  const size_t dot = path.find('.');
  if (dot == absl::string_view::npos) return nullptr;
  const v1::Category category = FindCategory(path.substr(0, dot));
  if (category == v1::CATEGORY_UNSPECIFIED) return nullptr;
  return ContentOf(category)->FindFieldByName(
      std::string(path.substr(dot + 1)));
}

std::string OperationName(v1::Operation operation) {
  const EnumValueDescriptor* value =
      v1::Operation_descriptor()->FindValueByNumber(operation);
  if (value == nullptr) return "";
  return value->name().substr(PrefixOf(*v1::Operation_descriptor()).size());
}

v1::Operation FindOperation(absl::string_view name) {
  return static_cast<v1::Operation>(
      FindValue(*v1::Operation_descriptor(), name));
}

absl::string_view RoleName(v1::Role role) {
  for (const RoleText& text : kRoleTexts) {
    if (text.role == role) return text.name;
  }
  return "";
}

v1::Role FindRole(absl::string_view name) {
  for (const RoleText& text : kRoleTexts) {
    if (name == text.name) return text.role;
  }
  return v1::ROLE_UNSPECIFIED;
}

std::string FunctionName(v1::PartnerFunction function) {
  if (function == v1::PARTNER_FUNCTION_UNSPECIFIED) return "";
  const EnumValueDescriptor* value =
      v1::PartnerFunction_descriptor()->FindValueByNumber(function);
  if (value == nullptr) return "";
  return value->name().substr(
      PrefixOf(*v1::PartnerFunction_descriptor()).size());
}

v1::PartnerFunction FindFunction(absl::string_view name) {
  return static_cast<v1::PartnerFunction>(
      FindValue(*v1::PartnerFunction_descriptor(), name));
}

const std::vector<FunctionCount>& FunctionCounts() {
  static const auto* const kCounts = new std::vector<FunctionCount>{
      {v1::PARTNER_FUNCTION_PREFECTURE, 1, 1},
      {v1::PARTNER_FUNCTION_TOWN, 1, 1},
      {v1::PARTNER_FUNCTION_POLICE, 0, 1},
      {v1::PARTNER_FUNCTION_PROBATION, 0, 1},
      {v1::PARTNER_FUNCTION_YOUTH_JUSTICE, 0, 1},
      {v1::PARTNER_FUNCTION_SCHOOLS, 0, 1},
      {v1::PARTNER_FUNCTION_DEPARTMENT, 0, 1},
      {v1::PARTNER_FUNCTION_REGION, 0, 1},
      {v1::PARTNER_FUNCTION_SOCIAL_COHESION, 0, 1},
      {v1::PARTNER_FUNCTION_LOCAL_MISSION, 0, kMaxPartners},
      {v1::PARTNER_FUNCTION_MEDIATION, 0, kMaxPartners},
  };
  return *kCounts;
}

uint16_t FindRelation(absl::string_view name) {
  for (const RelationText& text : kRelationTexts) {
    if (name == text.name) return text.bit;
  }
  return 0;
}

uint8_t FindClass(absl::string_view name) {
  for (const ClassText& text : kClassTexts) {
    if (name == text.name) return text.bit;
  }
  return 0;
}

absl::string_view ClassName(uint8_t data_class) {
  for (const ClassText& text : kClassTexts) {
    if (data_class == text.bit) return text.name;
  }
  return "";
}

const ConditionText* FindCondition(absl::string_view name) {
  for (const ConditionText& text : kConditionTexts) {
    if (name == text.name) return &text;
  }
  return nullptr;
}

uint8_t FindSigningKey(absl::string_view name) {
  for (const SigningKeyText& text : kSigningKeyTexts) {
    if (name == text.name) return text.key;
  }
  return 0;
}

std::vector<std::string> SigningKeyNames(uint8_t keys) {
  std::vector<std::string> names;
  for (const SigningKeyText& text : kSigningKeyTexts) {
    if ((keys & text.key) != 0) names.push_back(text.name);
  }
  return names;
}

absl::optional<RuleId> FindRule(absl::string_view name) {
  for (size_t i = 0; i < kRuleNames.size(); ++i) {
    if (name == kRuleNames[i]) return static_cast<RuleId>(i);
  }
  return absl::nullopt;
}

absl::string_view RuleName(RuleId rule) {
  return kRuleNames[static_cast<size_t>(rule)];
}

int FindValue(const EnumDescriptor& list, absl::string_view name) {
  const EnumValueDescriptor* value =
      list.FindValueByName(absl::StrCat(PrefixOf(list), name));
  return value == nullptr ? 0 : value->number();
}

Limit FindLimit(v1::Category category, absl::string_view word) {
  const Descriptor* content = ContentOf(category);
  if (content == nullptr) return {};
  if (word == "own_organisation" &&
      content->FindFieldByName("organisation") != nullptr) {
    return {.kind = Limit::Kind::kOwnOrganisation};
  }
  const FieldDescriptor* field = content->FindFieldByName(std::string(word));
  if (field != nullptr && field->number() < 64) {
    return {.kind = Limit::Kind::kField, .number = field->number()};
  }
  const FieldDescriptor* kind = content->FindFieldByName("kind");
  const bool lower = word == absl::AsciiStrToLower(word);
  if (kind == nullptr || kind->enum_type() == nullptr || !lower) return {};
  const int value = FindValue(*kind->enum_type(), absl::AsciiStrToUpper(word));
  if (value <= 0 || value >= 32) return {};
  return {.kind = Limit::Kind::kValueOfKind, .number = value};
}

std::vector<std::string> RelationNames() {
  std::vector<std::string> names;
  for (const RelationText& text : kRelationTexts) names.push_back(text.name);
  return names;
}

std::vector<std::string> ConditionNames() {
  std::vector<std::string> names;
  for (const ConditionText& text : kConditionTexts) names.push_back(text.name);
  return names;
}

std::vector<std::string> CategoryNames() {
  std::vector<std::string> names;
  for (int n = 1; n < static_cast<int>(kCategories); ++n) {
    const absl::string_view name = CategoryName(static_cast<v1::Category>(n));
    names.push_back(std::string(name));
  }
  return names;
}

}  // namespace sceau::policy

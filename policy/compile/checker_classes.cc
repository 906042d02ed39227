// Classes: of categories, of values, and who may never see them.
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/checker_parts.h"

namespace sceau::policy {
namespace {

using ::google::protobuf::FieldDescriptor;

// "Origin.reasons" and one of its values, or "*.owner" and a partner.
void CheckClassedValue(const Charter& charter, const ClassedValue& value,
                       const Place& at, Findings& findings) {
  const auto field_at = at.Of(ClassedValue::kFieldFieldNumber);
  const auto value_at = at.Of(ClassedValue::kValueFieldNumber);
  CheckClass(value.class_(), at.Of(ClassedValue::kClassFieldNumber), findings);
  if (value.field() == kOwnerField) {
    if (!HasPartner(charter, value.value())) {
      findings.Add(value_at, IssueCode::kUnknownPartner, value.value());
    }
    return;
  }
  const FieldDescriptor* field = FindField(value.field());
  const std::string category = value.field().substr(0, value.field().find('.'));
  if (field == nullptr) {
    findings.Add(field_at, IssueCode::kUnknownField, value.field(), category);
  } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    if (FindValue(*field->enum_type(), value.value()) == 0) {
      findings.Add(value_at, IssueCode::kUnknownValue, value.value());
    }
  } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING ||
             field->is_repeated()) {
    findings.Add(field_at, IssueCode::kUnknownField, value.field(), category);
  } else if (!HasPartner(charter, value.value())) {
    findings.Add(value_at, IssueCode::kUnknownPartner, value.value());
  }
}

}  // namespace

void CheckCategories(const Charter& charter, const Place& place,
                     Findings& findings) {
  std::set<std::string> seen;
  for (int i = 0; i < charter.categories_size(); ++i) {
    const ClassedCategory& category = charter.categories(i);
    const Place at = place.Inside(Charter::kCategoriesFieldNumber, i);
    const auto where = at.Of(ClassedCategory::kCategoryFieldNumber);
    CheckCategory(category.category(), where, findings);
    if (!seen.insert(category.category()).second) {
      findings.Add(where, IssueCode::kDuplicate, category.category());
    }
    CheckClass(category.class_(), at.Of(ClassedCategory::kClassFieldNumber),
               findings);
    CheckReasons(category.article(), category.reason_fr(), at,
                 ClassedCategory::kArticleFieldNumber,
                 ClassedCategory::kReasonFrFieldNumber, findings);
  }
  for (const std::string& name : CategoryNames()) {
    if (seen.count(name) == 0) {
      findings.Add(place.Of(Charter::kCategoriesFieldNumber),
                   IssueCode::kMissingClass, name);
    }
  }
}

void CheckValueClasses(const Charter& charter, const Place& place,
                       Findings& findings) {
  std::set<std::pair<std::string, std::string>> seen;
  for (int i = 0; i < charter.value_classes_size(); ++i) {
    const ClassedValue& value = charter.value_classes(i);
    const Place at = place.Inside(Charter::kValueClassesFieldNumber, i);
    CheckClassedValue(charter, value, at, findings);
    if (!seen.emplace(value.field(), value.value()).second) {
      findings.Add(at.Of(ClassedValue::kFieldFieldNumber),
                   IssueCode::kDuplicate,
                   absl::StrCat(value.field(), " ", value.value()));
    }
  }
}

void CheckProhibitions(const Charter& charter, const Place& place,
                       Findings& findings) {
  std::set<std::string> seen;
  for (int i = 0; i < charter.prohibitions_size(); ++i) {
    const Prohibition& prohibition = charter.prohibitions(i);
    const Place at = place.Inside(Charter::kProhibitionsFieldNumber, i);
    CheckKnownPartner(charter, prohibition.partner(),
                      at.Of(Prohibition::kPartnerFieldNumber), seen, findings);
    if (prohibition.classes().empty()) {
      findings.Add(at.Of(Prohibition::kClassesFieldNumber), IssueCode::kMissing,
                   "classes");
    }
    for (int k = 0; k < prohibition.classes_size(); ++k) {
      CheckClass(prohibition.classes(k),
                 at.Of(Prohibition::kClassesFieldNumber, k), findings);
    }
    CheckReasons(prohibition.article(), prohibition.reason_fr(), at,
                 Prohibition::kArticleFieldNumber,
                 Prohibition::kReasonFrFieldNumber, findings);
  }
}

}  // namespace sceau::policy

// Classes and prohibitions: what may reveal an offence stays among public
// authorities, through any category and any value (LIL 46).
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/floor_parts.h"
#include "policy/compile/floor_tables.h"

namespace sceau::policy {
namespace {

constexpr int kClassesInvariant = 10;

void HoldValue(const Charter& charter, const ValueFloor& floor,
               absl::string_view written, const Place& place,
               Findings& findings) {
  const std::string subject = absl::StrCat(floor.field, " ", written);
  for (int i = 0; i < charter.value_classes_size(); ++i) {
    const ClassedValue& value = charter.value_classes(i);
    if (value.field() != floor.field || value.value() != written) continue;
    if ((FindClass(value.class_()) & floor.classes) == 0) {
      const Place at = place.Inside(Charter::kValueClassesFieldNumber, i);
      findings.AddInvariant(at.Of(ClassedValue::kClassFieldNumber),
                            kClassesInvariant, subject);
    }
    return;
  }
  findings.AddInvariant(place.Of(Charter::kValueClassesFieldNumber),
                        kClassesInvariant, subject);
}

uint8_t ProhibitedTo(const Charter& charter, absl::string_view partner) {
  uint8_t classes = 0;
  for (const Prohibition& prohibition : charter.prohibitions()) {
    if (prohibition.partner() != partner) continue;
    for (const std::string& name : prohibition.classes()) {
      classes |= FindClass(name);
    }
  }
  return classes;
}

}  // namespace

void HoldClasses(const Charter& charter, const Place& place,
                 Findings& findings) {
  for (int i = 0; i < charter.categories_size(); ++i) {
    const ClassedCategory& category = charter.categories(i);
    for (const CategoryFloor& floor : kCategoryFloors) {
      if (category.category() == floor.category &&
          (FindClass(category.class_()) & floor.classes) == 0) {
        const Place at = place.Inside(Charter::kCategoriesFieldNumber, i);
        findings.AddInvariant(at.Of(ClassedCategory::kClassFieldNumber),
                              kClassesInvariant, category.category());
      }
    }
  }
  for (const ValueFloor& floor : kValueFloors) {
    if (floor.function == v1::PARTNER_FUNCTION_UNSPECIFIED) {
      HoldValue(charter, floor, floor.value, place, findings);
      continue;
    }
    for (const Partner& partner : charter.partners()) {
      if (FunctionOf(partner) == floor.function) {
        HoldValue(charter, floor, partner.id(), place, findings);
      }
    }
  }
}

void HoldProhibitions(const Charter& charter, const Place& place,
                      Findings& findings) {
  for (int i = 0; i < charter.partners_size(); ++i) {
    const Partner& partner = charter.partners(i);
    // No association is a public authority.
    uint8_t needed = partner.kind() == "association" ? kOffenceOrC : 0;
    for (const TitleFloor& floor : kTitleFloors) {
      if (FunctionOf(partner) == floor.function) needed |= floor.classes;
    }
    if ((needed & ~ProhibitedTo(charter, partner.id())) != 0) {
      findings.AddInvariant(place.Of(Charter::kPartnersFieldNumber, i),
                            kClassesInvariant, partner.id());
    }
  }
}

}  // namespace sceau::policy

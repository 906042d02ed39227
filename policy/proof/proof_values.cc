// Values, owners, settings and gates: what the law asks of a program beside its
// answers to questions.
#include "absl/strings/str_cat.h"
#include "google/protobuf/message.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/clock_bounds.h"
#include "policy/compile/floor.h"
#include "policy/compile/floor_tables.h"
#include "policy/proof/proof_claims.h"
#include "policy/proof/proof_parts.h"

namespace sceau::policy {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

constexpr int kOffence = 10;

// An entry of the category with nothing in it.
v1::EntryBody EmptyEntry(v1::Category category) {
  v1::EntryBody body;
  body.GetReflection()->MutableMessage(
      &body, body.GetDescriptor()->FindFieldByNumber(
                 kFirstBodyNumber + static_cast<int>(category)));
  return body;
}

// What the floor is about, as the charter spells it: a value, or the ids of the
// organisations of its function.
std::vector<std::string> SpeltAs(const Program& program,
                                 const ValueFloor& floor) {
  if (floor.function == v1::PARTNER_FUNCTION_UNSPECIFIED) {
    return {floor.value};
  }
  std::vector<std::string> ids;
  for (const PartnerIndex partner : program.PartnersOf(floor.function)) {
    ids.emplace_back(program.PartnerId(partner));
  }
  return ids;
}

v1::EntryBody EntryWith(const FieldDescriptor& field,
                        const std::string& value) {
  const v1::Category category = FindCategory(field.containing_type()->name());
  v1::EntryBody body = EmptyEntry(category);
  Message* content = body.GetReflection()->MutableMessage(
      &body, body.GetDescriptor()->FindFieldByNumber(
                 kFirstBodyNumber + static_cast<int>(category)));
  const auto& reflection = *content->GetReflection();
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_ENUM) {
    reflection.SetString(content, &field, value);
  } else if (field.is_repeated()) {
    reflection.AddEnumValue(content, &field,
                            FindValue(*field.enum_type(), value));
  } else {
    reflection.SetEnumValue(content, &field,
                            FindValue(*field.enum_type(), value));
  }
  return body;
}

// Everybody whose name can stand on an entry.
std::vector<std::string> Owners(const Program& program) {
  std::vector<std::string> owners = {"secretariat"};
  for (const PartnerRow& partner : program.tables().partners) {
    owners.push_back(partner.id);
  }
  return owners;
}

// Classes that the law gives the owner's name.
uint8_t LawfulClassesOf(v1::PartnerFunction owner) {
  uint8_t classes = 0;
  for (const ValueFloor& floor : kValueFloors) {
    if (absl::string_view(floor.field) == kOwnerField &&
        owner == floor.function) {
      classes |= LeastOf(floor.classes);
    }
  }
  return classes;
}

// Whoever the law prohibits `lawful` is prohibited what the program computes.
void HoldAgainstEachPartner(const Program& program, uint8_t lawful,
                            uint8_t computed, const std::string& what,
                            Counterexamples& found) {
  for (const PartnerRow& partner : program.tables().partners) {
    if ((lawful & LawOf(partner).prohibited) != 0 &&
        (computed & partner.prohibited) == 0) {
      found.Add(kOffence, absl::StrCat(what, " : ", partner.id));
    }
  }
}

// A value of a list is taken out; an entry is left out by its class.
void HoldRepeated(const Program& program, const ValueFloor& floor,
                  const FieldDescriptor& field, Counterexamples& found) {
  for (const PartnerRow& partner : program.tables().partners) {
    if ((LeastOf(floor.classes) & LawOf(partner).prohibited) == 0) continue;
    v1::EntryBody body = EntryWith(field, floor.value);
    program.RemoveProhibitedValues(partner.prohibited, &body);
    const auto* content = body.GetDescriptor()->FindFieldByNumber(
        kFirstBodyNumber +
        static_cast<int>(FindCategory(field.containing_type()->name())));
    const Message& left = body.GetReflection()->GetMessage(body, content);
    if (left.GetReflection()->FieldSize(left, &field) != 0) {
      found.Add(kOffence,
                absl::StrCat(floor.field, " ", floor.value, " : ", partner.id));
    }
  }
}

// The gate of a partner as the law draws it, for what is asked of
// PartnerGateOpen() alone: to be convened, to lead, to carry, to refer.
void HoldGate(const Program& program, PartnerIndex partner, int age,
              bool in_school, Counterexamples& found) {
  const PartnerRow& row = program.tables().partners[partner];
  const PartnerLaw law = LawOf(row);
  const bool open = (age >= law.min_age &&
                     (law.below_age == kNoAgeLimit || age < law.below_age)) ||
                    (law.or_in_school && in_school);
  const bool refers = open || (law.is_school && age < kYoungAdultAge);
  const auto is_open = [&](v1::Operation operation) {
    return program.PartnerGateOpen(partner, static_cast<uint8_t>(age),
                                   in_school, v1::CATEGORY_UNSPECIFIED,
                                   operation);
  };
  constexpr int kByAge = 15;
  const std::string who = absl::StrCat(row.id, " : ", age);
  if (is_open(v1::OPERATION_UNSPECIFIED) && !open) found.Add(kByAge, who);
  if (is_open(v1::OPERATION_REFERRAL_SUBMIT) && !refers) {
    found.Add(kByAge, who);
  }
}

}  // namespace

uint64_t HoldValues(const Program& program, Counterexamples& found) {
  uint64_t entries = 0;
  const std::vector<std::string> owners = Owners(program);
  for (const std::string& owner : owners) {
    const uint8_t lawful = LawfulClassesOf(program.FunctionOf(owner));
    for (int c = 1; c <= v1::Category_MAX; ++c) {
      ++entries;
      const auto category = static_cast<v1::Category>(c);
      HoldAgainstEachPartner(
          program, lawful, program.ValueClasses(EmptyEntry(category), owner),
          absl::StrCat(CategoryName(category), " *.owner ", owner), found);
    }
    for (const ValueFloor& floor : kValueFloors) {
      const FieldDescriptor* field = FindField(floor.field);
      if (field == nullptr || field->is_repeated()) continue;
      for (const std::string& value : SpeltAs(program, floor)) {
        ++entries;
        HoldAgainstEachPartner(
            program, LeastOf(floor.classes),
            program.ValueClasses(EntryWith(*field, value), owner),
            absl::StrCat(floor.field, " ", value), found);
      }
    }
  }
  for (const ValueFloor& floor : kValueFloors) {
    const FieldDescriptor* field = FindField(floor.field);
    if (field == nullptr || !field->is_repeated()) continue;
    ++entries;
    HoldRepeated(program, floor, *field, found);
  }
  return entries;
}

void HoldSettings(const Program& program, Counterexamples& found) {
  for (const ClockBound& bound : ClockBounds()) {
    const int value = program.clocks().*bound.member;
    if (!IsLawful(bound, value)) {
      found.Add(bound.invariant, absl::StrCat(bound.name, ": ", value));
    }
  }
  for (size_t i = 0; i < program.rule_count(); ++i) {
    const RuleText& rule = program.rule(static_cast<uint16_t>(i));
    if (rule.article.empty() || rule.reason_fr.empty()) {
      found.Add(kLegalReason, rule.id);
    }
  }
  for (size_t p = 0; p < program.partner_count(); ++p) {
    for (int age = 0; age <= kFloorCeilingAge; ++age) {
      for (const bool in_school : {false, true}) {
        HoldGate(program, static_cast<PartnerIndex>(p), age, in_school, found);
      }
    }
  }
}

}  // namespace sceau::policy

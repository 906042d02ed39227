// What a value of an entry betrays, and what of an entry is shown: the part of
// Program that opens messages.
#include <algorithm>

#include "google/protobuf/message.h"

#include "policy/compile/catalogue.h"
#include "policy/decide/program.h"

namespace sceau::policy {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

const FieldDescriptor* BodyField(v1::Category category) {
  return v1::EntryBody::descriptor()->FindFieldByNumber(
      static_cast<int>(category) + kFirstBodyNumber);
}

const Message& ContentOfBody(const v1::EntryBody& body, v1::Category category) {
  return body.GetReflection()->GetMessage(body, BodyField(category));
}

bool Holds(const Message& content, const ValueRule& rule) {
  const Reflection& reflection = *content.GetReflection();
  if (rule.field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    return reflection.GetEnumValue(content, rule.field) == rule.number;
  }
  return reflection.GetString(content, rule.field) == rule.text;
}

// Whether entries of this category are shown by kind, and this one is not.
bool KindIsHidden(const Message& content, uint32_t kinds) {
  if (kinds == kAllKinds) return false;
  const FieldDescriptor* kind =
      content.GetDescriptor()->FindFieldByName("kind");
  if (kind == nullptr || kind->cpp_type() != FieldDescriptor::CPPTYPE_ENUM) {
    return true;
  }
  const int value = content.GetReflection()->GetEnumValue(content, kind);
  return value < 0 || value >= 32 ||
         ((kinds >> static_cast<unsigned>(value)) & 1) == 0;
}

}  // namespace

uint8_t Program::ValueClasses(const v1::EntryBody& body,
                              absl::string_view owner) const {
  uint8_t classes = 0;
  const PartnerIndex partner = FindPartner(owner);
  if (partner != kNoPartner) classes = tables_.partners[partner].owner_classes;
  const v1::Category category = CategoryOf(body);
  if (category == v1::CATEGORY_UNSPECIFIED) return classes;
  const Message& content = ContentOfBody(body, category);
  for (const ValueRule& rule : tables_.value_rules) {
    if (rule.category == category && !rule.field->is_repeated() &&
        Holds(content, rule)) {
      classes |= rule.classes;
    }
  }
  return classes;
}

void Program::RemoveProhibitedValues(uint8_t prohibited,
                                     v1::EntryBody* body) const {
  const v1::Category category = CategoryOf(*body);
  if (prohibited == 0 || category == v1::CATEGORY_UNSPECIFIED) return;
  Message* content =
      body->GetReflection()->MutableMessage(body, BodyField(category));
  const Reflection& reflection = *content->GetReflection();
  for (const ValueRule& rule : tables_.value_rules) {
    if (rule.category != category || !rule.field->is_repeated() ||
        (rule.classes & prohibited) == 0) {
      continue;
    }
    // Matches gather at the end; the rest keeps its order.
    int kept = 0;
    for (int i = 0; i < reflection.FieldSize(*content, rule.field); ++i) {
      if (reflection.GetRepeatedEnumValue(*content, rule.field, i) ==
          rule.number) {
        continue;
      }
      reflection.SwapElements(content, rule.field, kept++, i);
    }
    while (reflection.FieldSize(*content, rule.field) > kept) {
      reflection.RemoveLast(content, rule.field);
    }
  }
}

void Program::Project(const Decision& decision, v1::EntryBody* body) const {
  const v1::Category category = CategoryOf(*body);
  if (!decision.allowed || category == v1::CATEGORY_UNSPECIFIED) {
    body->Clear();
    return;
  }
  if (KindIsHidden(ContentOfBody(*body, category), decision.kinds)) {
    body->Clear();
    return;
  }
  Message* content =
      body->GetReflection()->MutableMessage(body, BodyField(category));
  const auto& descriptor = *content->GetDescriptor();
  const Reflection& reflection = *content->GetReflection();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor* field = descriptor.field(i);
    const int number = field->number();
    if (number >= 64 ||
        ((decision.fields >> static_cast<unsigned>(number)) & 1) == 0) {
      reflection.ClearField(content, field);
    }
  }
  // What a newer client wrote and this server does not know is not shown.
  if (!reflection.GetUnknownFields(*content).empty()) {
    reflection.MutableUnknownFields(content)->Clear();
  }
}

}  // namespace sceau::policy

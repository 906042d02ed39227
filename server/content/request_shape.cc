#include "server/content/request_shape.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace sceau {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsOurs(const Descriptor& type) {
  return type.file()->package() == "sceau.v1";
}

}  // namespace

RequestShape::RequestShape(const Descriptor& type) { Add(type); }

void RequestShape::Add(const Descriptor& type) {
  if (rules_.count(&type) != 0) return;
  Rules& rules = rules_[&type];
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const bool is_ours =
        field.message_type() != nullptr && IsOurs(*field.message_type());
    if (field.enum_type() == nullptr && !is_ours) continue;
    rules.push_back(&field);
    if (is_ours) Add(*field.message_type());
  }
}

absl::Status RequestShape::Check(const Message& request) const {
  std::vector<Violation> violations;
  CheckMessage(request, "", violations);
  return violations.empty() ? absl::OkStatus() : FieldErrors(violations);
}

void RequestShape::CheckMessage(const Message& message, const std::string& path,
                                std::vector<Violation>& violations) const {
  for (const FieldDescriptor* field : rules_.at(message.GetDescriptor())) {
    if (violations.size() >= kMaxViolations) return;
    const bool is_set =
        field->is_repeated()
            ? message.GetReflection()->FieldSize(message, field) > 0
            : message.GetReflection()->HasField(message, field);
    if (!is_set) continue;
    CheckField(
        message, *field,
        path.empty() ? field->name() : absl::StrCat(path, ".", field->name()),
        violations);
  }
}

void RequestShape::CheckField(const Message& message,
                              const FieldDescriptor& field,
                              const std::string& path,
                              std::vector<Violation>& violations) const {
  const auto& reflection = *message.GetReflection();
  const bool is_ours =
      field.message_type() != nullptr && IsOurs(*field.message_type());
  const int count =
      field.is_repeated() ? reflection.FieldSize(message, &field) : 1;
  for (int i = 0; i < count && violations.size() < kMaxViolations; ++i) {
    const std::string place =
        field.is_repeated() ? absl::StrCat(path, "[", i, "]") : path;
    if (is_ours) {
      CheckMessage(field.is_repeated()
                       ? reflection.GetRepeatedMessage(message, &field, i)
                       : reflection.GetMessage(message, &field),
                   place, violations);
    }
    if (field.enum_type() == nullptr) continue;
    const int number = field.is_repeated()
                           ? reflection.GetRepeatedEnumValue(message, &field, i)
                           : reflection.GetEnumValue(message, &field);
    const bool says_nothing = field.is_repeated() && number == 0;
    if (says_nothing ||
        field.enum_type()->FindValueByNumber(number) == nullptr) {
      violations.push_back(
          {.field = place, .description = "this is no value of the list"});
    }
  }
}

}  // namespace sceau

#include "server/content/field_rules.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/descriptor.h"

#include "proto/contract/errors.h"
#include "sceau/v1/options.pb.h"

namespace sceau {
namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool Has(const FieldDescriptor& field, google::api::FieldBehavior behavior) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == behavior) {
      return true;
    }
  }
  return false;
}

bool IsOurs(const Message& message) {
  return message.GetDescriptor()->file()->package() == "sceau.v1";
}

// Whether the field says anything.
bool IsSet(const Message& message, const FieldDescriptor& field) {
  const auto* reflection = message.GetReflection();
  if (field.is_repeated()) return reflection->FieldSize(message, &field) > 0;
  return reflection->HasField(message, &field);
}

// The id of the message's own field `kind`, without the enum's prefix; empty
// when there is none.
std::string KindIdOf(const Message& message) {
  const FieldDescriptor* kind =
      message.GetDescriptor()->FindFieldByName("kind");
  if (kind == nullptr || kind->enum_type() == nullptr) return "";
  const EnumValueDescriptor* value =
      message.GetReflection()->GetEnum(message, kind);
  const std::string zero = kind->enum_type()->value(0)->name();
  const size_t prefix = zero.size() - std::string("UNSPECIFIED").size();
  return value->name().size() > prefix ? value->name().substr(prefix) : "";
}

absl::Status CheckRule(const Message& message, const EnumValueDescriptor& value,
                       const ValueContext& context, absl::string_view path) {
  const v1::ValueRule& rule = value.options().GetExtension(v1::value_rule);
  if (rule.min_age() > 0 && context.age.has_value() &&
      *context.age < rule.min_age()) {
    return FieldError(path, "the person is too young for this value");
  }
  if (!rule.only_kind().empty() && KindIdOf(message) != rule.only_kind()) {
    return FieldError(path, "this value belongs to another kind");
  }
  const auto lists = [&context](const auto& functions) {
    return std::find(functions.begin(), functions.end(), context.owner) !=
           functions.end();
  };
  if (lists(rule.not_for()) ||
      (!rule.only_for().empty() && !lists(rule.only_for()))) {
    return FieldError(path, "this value is not your organisation's to use");
  }
  return absl::OkStatus();
}

absl::Status CheckEnum(const Message& message, const FieldDescriptor& field,
                       const ValueContext& context, absl::string_view path) {
  const auto* reflection = message.GetReflection();
  std::set<int> seen;
  const int count =
      field.is_repeated() ? reflection->FieldSize(message, &field) : 1;
  for (int i = 0; i < count; ++i) {
    const int number =
        field.is_repeated()
            ? reflection->GetRepeatedEnumValue(message, &field, i)
            : reflection->GetEnumValue(message, &field);
    const std::string place = field.is_repeated()
                                  ? absl::StrCat(path, "[", i, "]")
                                  : std::string(path);
    const EnumValueDescriptor* value =
        field.enum_type()->FindValueByNumber(number);
    if (value == nullptr || number == 0) {
      return FieldError(place, "this is no value of the list");
    }
    if (!seen.insert(number).second) {
      return FieldError(place, "no value may stand twice");
    }
    const absl::Status rule = CheckRule(message, *value, context, place);
    if (!rule.ok()) return rule;
  }
  return absl::OkStatus();
}

absl::Status CheckNested(const Message& message, const FieldDescriptor& field,
                         const ValueContext& context, absl::string_view path) {
  const auto* reflection = message.GetReflection();
  if (!field.is_repeated()) {
    const Message& nested = reflection->GetMessage(message, &field);
    return IsOurs(nested) ? CheckFields(nested, context, path)
                          : absl::OkStatus();
  }
  for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
    const Message& nested = reflection->GetRepeatedMessage(message, &field, i);
    if (!IsOurs(nested)) continue;
    const absl::Status status =
        CheckFields(nested, context, absl::StrCat(path, "[", i, "]"));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace

std::string Join(absl::string_view path, absl::string_view field) {
  return path.empty() ? std::string(field) : absl::StrCat(path, ".", field);
}

absl::Status FlawAt(absl::string_view path, absl::string_view flaw) {
  return flaw.empty() ? absl::OkStatus() : FieldError(path, flaw);
}

absl::Status CheckOutputFields(const Message& message, absl::string_view path) {
  const auto* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor& field = *descriptor->field(i);
    if (Has(field, google::api::OUTPUT_ONLY) && IsSet(message, field)) {
      return FieldError(Join(path, field.name()),
                        "the service alone sets this field");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckFields(const Message& message, const ValueContext& context,
                         absl::string_view path) {
  const auto* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor& field = *descriptor->field(i);
    const std::string place = Join(path, field.name());
    if (!IsSet(message, field)) {
      if (Has(field, google::api::REQUIRED)) {
        return FieldError(place, "this field is required");
      }
      continue;
    }
    if (Has(field, google::api::OUTPUT_ONLY)) {
      return FieldError(place, "the service alone sets this field");
    }
    absl::Status status;
    if (field.enum_type() != nullptr) {
      status = CheckEnum(message, field, context, place);
    } else if (field.message_type() != nullptr) {
      status = CheckNested(message, field, context, place);
    }
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace sceau

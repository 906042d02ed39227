#include "client/cli/words/describe.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

#include "client/cli/words/civil.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// A body stands at 100 + category (category.proto).
constexpr int kBodyFieldBase = 100;

bool NamesPartner(const FieldDescriptor& field) {
  return field.name() == "organisation" || field.name() == "pilot" ||
         field.name() == "observed_by" || field.name() == "partner" ||
         field.name() == "recorded_by";
}

bool NamesResource(const FieldDescriptor& field) {
  return field.name() == "member" || field.name() == "session";
}

std::string AddressText(const v1::Address& address) {
  std::vector<std::string> parts;
  if (!address.line().empty()) parts.push_back(address.line());
  parts.push_back(absl::StrCat(address.postal_code(),
                               address.postal_code().empty() ? "" : " ",
                               address.locality()));
  return Safe(absl::StrJoin(parts, ", "));
}

std::string TextOf(const FieldDescriptor& field, const std::string& text,
                   const Labels& labels) {
  if (field.name() == "phone") return PhoneText(text);
  if (NamesPartner(field)) return Safe(labels.Partner(text));
  if (NamesResource(field)) return Safe(ShortId(text));
  return Safe(text);
}

std::string MessageText(const Message& message, const Labels& labels) {
  if (const auto* date = dynamic_cast<const google::type::Date*>(&message)) {
    return LongDate(*date, labels.language());
  }
  if (const auto* time =
          dynamic_cast<const google::protobuf::Timestamp*>(&message)) {
    return LongTime(*time, labels.language());
  }
  if (const auto* address = dynamic_cast<const v1::Address*>(&message)) {
    return AddressText(*address);
  }
  return DescribeInline(message, labels);
}

// Value `index` of `field`; of one that is not repeated, index is -1.
std::string ValueText(const Message& message, const FieldDescriptor& field,
                      int index, const Labels& labels) {
  const Reflection& reflection = *message.GetReflection();
  const bool one = index < 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value =
          one ? reflection.GetEnum(message, &field)
              : reflection.GetRepeatedEnum(message, &field, index);
      return labels.Value(*value);
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? labels.Text("common.yes")
                                                 : labels.Text("common.no");
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_STRING:
      return TextOf(field,
                    one ? reflection.GetString(message, &field)
                        : reflection.GetRepeatedString(message, &field, index),
                    labels);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageText(
          one ? reflection.GetMessage(message, &field)
              : reflection.GetRepeatedMessage(message, &field, index),
          labels);
    default:
      return "";
  }
}

}  // namespace

std::string PhoneText(absl::string_view phone) {
  constexpr size_t kFrenchLength = 12;  // +33 and nine digits.
  if (!absl::StartsWith(phone, "+33") || phone.size() != kFrenchLength) {
    return Safe(phone);
  }
  std::string text = absl::StrCat("0", phone.substr(3, 1));
  for (size_t at = 4; at < phone.size(); at += 2) {
    absl::StrAppend(&text, " ", phone.substr(at, 2));
  }
  return Safe(text);
}

std::vector<FieldText> Describe(const Message& message, const Labels& labels) {
  std::vector<const FieldDescriptor*> set;
  message.GetReflection()->ListFields(message, &set);
  std::vector<FieldText> fields;
  for (const FieldDescriptor* field : set) {
    FieldText text{.label = labels.Field(*field)};
    if (field->is_repeated()) {
      const int count = message.GetReflection()->FieldSize(message, field);
      for (int i = 0; i < count; ++i) {
        text.values.push_back(ValueText(message, *field, i, labels));
      }
    } else {
      text.values.push_back(ValueText(message, *field, -1, labels));
    }
    fields.push_back(std::move(text));
  }
  return fields;
}

std::string DescribeInline(const Message& message, const Labels& labels) {
  std::vector<std::string> parts;
  for (const FieldText& field : Describe(message, labels)) {
    parts.push_back(absl::StrJoin(field.values, ", "));
  }
  return absl::StrJoin(parts, ", ");
}

const Message* BodyOf(const v1::EntryBody& body) {
  std::vector<const FieldDescriptor*> set;
  body.GetReflection()->ListFields(body, &set);
  return set.empty() ? nullptr
                     : &body.GetReflection()->GetMessage(body, set.front());
}

Message* MutableBodyOf(v1::EntryBody& body) {
  std::vector<const FieldDescriptor*> set;
  body.GetReflection()->ListFields(body, &set);
  return set.empty() ? nullptr
                     : body.GetReflection()->MutableMessage(&body, set.front());
}

v1::Category CategoryOf(const v1::EntryBody& body) {
  const int number = static_cast<int>(body.body_case()) - kBodyFieldBase;
  return v1::Category_IsValid(number) ? static_cast<v1::Category>(number)
                                      : v1::CATEGORY_UNSPECIFIED;
}

std::string FieldLines(const std::vector<FieldText>& fields) {
  std::string lines;
  const std::string blank(kLabelWidth, ' ');
  for (const FieldText& field : fields) {
    std::string margin =
        Padded(absl::StrCat("  ", field.label, " "), kLabelWidth);
    if (DisplayWidth(margin) > kLabelWidth) {
      absl::StrAppend(&lines, "  ", field.label, "\n");
      margin = blank;
    }
    for (const std::string& value : field.values) {
      absl::StrAppend(&lines, Paragraph(value, margin, blank));
      margin = blank;
    }
  }
  return lines;
}

std::string ShortId(absl::string_view name) {
  const size_t slash = name.rfind('/');
  return std::string(slash == absl::string_view::npos ? name
                                                      : name.substr(slash + 1));
}

}  // namespace sceau

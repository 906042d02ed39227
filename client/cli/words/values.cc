#include "client/cli/words/values.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "client/cli/words/civil.h"
#include "client/cli/words/exit_code.h"
#include "client/import/dates.h"
#include "client/words/fold.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr absl::string_view kDateType = "google.type.Date";

// « charter-officer », « Charter officer » and CHARTER_OFFICER alike, whatever
// stands between the words.
std::string Key(absl::string_view text) {
  std::string words;
  for (const char letter : FoldName(text)) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte >= 0x80 || absl::ascii_isalnum(byte)) {
      words += letter;
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  return Fold(words);
}

// A label as it is typed: « Téléphone mobile » is "telephone-mobile".
std::string Typed(absl::string_view label) {
  std::string words;
  for (const char letter : FoldName(label)) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte >= 0x80 || absl::ascii_isalnum(byte)) {
      words += letter;
    } else if (!words.empty() && words.back() != '-') {
      words += '-';
    }
  }
  return std::string(absl::StripSuffix(words, "-"));
}

// What a value is typed as: in French its label, in English its id.
std::string CodeOf(const EnumValueDescriptor& value, const Labels& labels) {
  return labels.language() == Language::kFrench ? Typed(labels.Value(value))
                                                : ValueId(value);
}

// A field by its name, or by its label in either language.
const FieldDescriptor* FindField(const Message& message, absl::string_view text,
                                 const Labels& labels) {
  const auto& descriptor = *message.GetDescriptor();
  if (const auto* field = descriptor.FindFieldByName(std::string(text))) {
    return field;
  }
  const std::string key = Key(text);
  const Labels french(labels.vocabulary(), Language::kFrench, {});
  const Labels english(labels.vocabulary(), Language::kEnglish, {});
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    if (Key(french.Field(field)) == key || Key(english.Field(field)) == key) {
      return &field;
    }
  }
  return nullptr;
}

// A value by its id or its label in either language, or by the first words of
// one: « décrochage » is « décrochage scolaire » where no other begins so.
const EnumValueDescriptor* FindValue(const EnumDescriptor& type,
                                     absl::string_view text,
                                     const Labels& labels) {
  const std::string key = Key(text);
  const EnumValueDescriptor* begun = nullptr;
  bool unique = true;
  const Labels french(labels.vocabulary(), Language::kFrench, {});
  const Labels english(labels.vocabulary(), Language::kEnglish, {});
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    if (value.number() == 0) continue;
    for (const std::string& name :
         {ValueId(value), value.name(), french.Value(value),
          english.Value(value)}) {
      const std::string known = Key(name);
      if (known == key) return &value;
      if (key.empty() || !absl::StartsWith(known, absl::StrCat(key, " "))) {
        continue;
      }
      unique &= begun == nullptr || begun == &value;
      begun = &value;
    }
  }
  return unique ? begun : nullptr;
}

std::optional<bool> ReadBool(absl::string_view text) {
  const std::string key = FoldName(text);
  if (key == "oui" || key == "yes" || key == "true" || key == "o" ||
      key == "y") {
    return true;
  }
  if (key == "non" || key == "no" || key == "false" || key == "n") {
    return false;
  }
  return std::nullopt;
}

absl::Status NotAValue(const FieldDescriptor& field, const Labels& labels) {
  return UsageError(labels.Text("values.value-not-understood-for",
                                {{"name", labels.Field(field)}}));
}

// Sets or adds one value.
absl::Status SetOne(Message& message, const FieldDescriptor& field,
                    absl::string_view text, absl::CivilDay today,
                    const Labels& labels) {
  const Reflection& reflection = *message.GetReflection();
  const bool repeated = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (repeated) {
        reflection.AddString(&message, &field, PlainApostrophes(text));
      } else {
        reflection.SetString(&message, &field, PlainApostrophes(text));
      }
      return absl::OkStatus();
    case FieldDescriptor::CPPTYPE_ENUM: {
      ASSIGN_OR_RETURN(const int number,
                       ReadEnum(*field.enum_type(), text, labels));
      if (repeated) {
        reflection.AddEnumValue(&message, &field, number);
      } else {
        reflection.SetEnumValue(&message, &field, number);
      }
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_BOOL: {
      const std::optional<bool> value = ReadBool(text);
      if (!value || repeated) return NotAValue(field, labels);
      reflection.SetBool(&message, &field, *value);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_INT32: {
      int32_t number = 0;
      if (!absl::SimpleAtoi(text, &number) || repeated) {
        return NotAValue(field, labels);
      }
      reflection.SetInt32(&message, &field, number);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      if (field.message_type()->full_name() != kDateType || repeated) {
        return NotAValue(field, labels);
      }
      google::type::Date date;
      if (IsMonth(field)) {
        const auto month = ReadMonth(text, today);
        if (!month) return NotAValue(field, labels);
        date = *month;
      } else {
        ASSIGN_OR_RETURN(date,
                         ReadDate(text, labels.Field(field), today, labels));
      }
      reflection.MutableMessage(&message, &field)->CopyFrom(date);
      return absl::OkStatus();
    }
    default:
      return NotAValue(field, labels);
  }
}

std::string FieldNames(const Message& message, const Labels& labels) {
  std::vector<std::string> names;
  const auto& descriptor = *message.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    names.push_back(labels.language() == Language::kFrench
                        ? Typed(labels.Field(field))
                        : field.name());
  }
  return absl::StrJoin(names, ", ");
}

}  // namespace

bool IsMonth(const FieldDescriptor& field) {
  return field.name() == "since" || field.name() == "exit_month";
}

absl::StatusOr<int> ReadEnum(const EnumDescriptor& type, absl::string_view text,
                             const Labels& labels) {
  if (const auto* value = FindValue(type, text, labels)) {
    return value->number();
  }
  return UsageError(labels.Text("values.unknown-value-possible-values",
                                {{"typed", Safe(text.substr(0, 40))},
                                 {"values", ListValues(type, labels)}}));
}

std::string ListValues(const EnumDescriptor& type, const Labels& labels) {
  std::string list;
  size_t widest = 0;
  for (int i = 1; i < type.value_count(); ++i) {
    widest = std::max(widest, DisplayWidth(CodeOf(*type.value(i), labels)));
  }
  for (int i = 1; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    absl::StrAppend(&list, "  ", Padded(CodeOf(value, labels), widest), "  ",
                    labels.Value(value), "\n");
  }
  return list;
}

absl::StatusOr<google::type::Date> ReadDate(absl::string_view text,
                                            absl::string_view what,
                                            absl::CivilDay today,
                                            const Labels& labels) {
  const auto day = ReadDay(text, today);
  if (day) return *day;
  if (ReadDate(text, today).fault == DateFault::kImpossible) {
    return UsageError(labels.Text("values.no-such-day", {{"what", what}}));
  }
  return UsageError(
      labels.Text("values.date-not-understood-write-04", {{"what", what}}));
}

absl::Status SetField(Message& message, absl::string_view path,
                      absl::string_view text, absl::CivilDay today,
                      const Labels& labels) {
  Message* target = &message;
  const std::vector<std::string> steps = absl::StrSplit(path, '.');
  for (size_t i = 0; i < steps.size(); ++i) {
    const FieldDescriptor* field = FindField(*target, steps[i], labels);
    if (field == nullptr) {
      return UsageError(labels.Text(
          "values.unknown-field-possible-fields",
          {{"typed", Safe(absl::string_view(steps[i]).substr(0, 40))},
           {"fields", FieldNames(*target, labels)}}));
    }
    if (i + 1 < steps.size()) {
      if (field->is_repeated() ||
          field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        return NotAValue(*field, labels);
      }
      target = target->GetReflection()->MutableMessage(target, field);
      continue;
    }
    target->GetReflection()->ClearField(target, field);
    if (text.empty()) return absl::OkStatus();
    if (!field->is_repeated()) {
      return SetOne(*target, *field, text, today, labels);
    }
    for (absl::string_view item : absl::StrSplit(text, ',')) {
      RETURN_IF_ERROR(SetOne(*target, *field, absl::StripAsciiWhitespace(item),
                             today, labels));
    }
  }
  return absl::OkStatus();
}

}  // namespace sceau

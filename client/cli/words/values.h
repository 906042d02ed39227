// What a person types, as values of the wire: an entry of a closed list by its
// id or by its label, a day, a month, yes or no; and a message's field by its
// path.
//
// Guarantee: nothing is kept by guessing. What is not understood is refused
// with the values that are.
#ifndef SCEAU_CLIENT_CLI_WORDS_VALUES_H_
#define SCEAU_CLIENT_CLI_WORDS_VALUES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/type/date.pb.h"

#include "client/cli/words/labels.h"

namespace sceau {

// The number of the value that `text` names: its id ("IN_SCHOOL", any case,
// hyphen or underscore), the whole name, or its label in either language
// without regard to accents and case.
// Errors: UsageError that lists the values.
absl::StatusOr<int> ReadEnum(const google::protobuf::EnumDescriptor& type,
                             absl::string_view text, const Labels& labels);

template <typename Enum>
absl::StatusOr<Enum> ReadEnum(absl::string_view text, const Labels& labels) {
  const auto number =
      ReadEnum(*google::protobuf::GetEnumDescriptor<Enum>(), text, labels);
  if (!number.ok()) return number.status();
  return static_cast<Enum>(*number);
}

// Several, separated by commas.
template <typename Enum>
absl::StatusOr<std::vector<Enum>> ReadEnums(
    const std::vector<std::string>& texts, const Labels& labels) {
  std::vector<Enum> values;
  for (const std::string& text : texts) {
    auto value = ReadEnum<Enum>(text, labels);
    if (!value.ok()) return value.status();
    values.push_back(*value);
  }
  return values;
}

// What is typed for each value of a closed list, one a line with its label: in
// French the label itself, in English the id.
std::string ListValues(const google::protobuf::EnumDescriptor& type,
                       const Labels& labels);

// A complete day for the option or field `what`. Errors: UsageError.
absl::StatusOr<google::type::Date> ReadDate(absl::string_view text,
                                            absl::string_view what,
                                            absl::CivilDay today,
                                            const Labels& labels);

// Sets the field at `path` ("status", "contact.phone") of `message` from text;
// a repeated field takes several values separated by commas and is replaced
// whole. A field whose comment on the wire calls it a month takes one.
// Errors: UsageError (no such field, not such a value).
absl::Status SetField(google::protobuf::Message& message,
                      absl::string_view path, absl::string_view text,
                      absl::CivilDay today, const Labels& labels);

// Whether the field is a month: a date whose day is 0 (entry.proto).
bool IsMonth(const google::protobuf::FieldDescriptor& field);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_VALUES_H_

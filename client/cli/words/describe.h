// Messages of the wire as lines that people read: one label and one value a
// field, unset fields left out.
#ifndef SCEAU_CLIENT_CLI_WORDS_DESCRIBE_H_
#define SCEAU_CLIENT_CLI_WORDS_DESCRIBE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

#include "client/cli/words/labels.h"
#include "sceau/v1/entry.pb.h"

namespace sceau {

// Columns before a value.
inline constexpr size_t kLabelWidth = 26;

struct FieldText {
  std::string label = {};
  // One value, or several of a repeated field.
  std::vector<std::string> values = {};
};

// Every field that is set, in the wire's order. Values are Safe.
std::vector<FieldText> Describe(const google::protobuf::Message& message,
                                const Labels& labels);

// The same on one line, values only: "12 rue X, 61000 ALENÇON".
std::string DescribeInline(const google::protobuf::Message& message,
                           const Labels& labels);

// A French number as people say it: "+33612345678" is "06 12 34 56 78".
std::string PhoneText(absl::string_view phone);

// The message that `body` holds; null when it holds none.
const google::protobuf::Message* BodyOf(const v1::EntryBody& body);
google::protobuf::Message* MutableBodyOf(v1::EntryBody& body);

// The category of a body; UNSPECIFIED of an empty one.
v1::Category CategoryOf(const v1::EntryBody& body);

// Lines "  label   value", values wrapped.
std::string FieldLines(const std::vector<FieldText>& fields);

// The last segment of a resource name.
std::string ShortId(absl::string_view name);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_DESCRIBE_H_

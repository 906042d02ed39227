// Protobuf text that people write (a charter, a configuration, an entry), read
// into a message, and why it cannot be read: a value with the place, the word
// at fault and what was expected, and its words in French and English.
//
// The library's own complaints are English, name a type instead of the choices
// and point past the word; here they end.
//
// Threads: reentrant.
#ifndef SCEAU_PROTO_TEXT_FAULT_H_
#define SCEAU_PROTO_TEXT_FAULT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

#include "proto/text/language.h"

namespace sceau {

struct TextFault {
  enum class Kind : uint8_t {
    kUnknownField,  // `message` has no such field.
    kUnknownValue,  // `field` has no such value.
    kNotBool,       // `field` is neither true nor false.
    kNotNumber,
    kNumberTooLarge,
    kNotText,      // Not between quotation marks.
    kTwice,        // A field that is said once.
    kAlternative,  // Said beside `expected`, which excludes it.
    kWrongSign,    // Instead of the sign `expected`.
    kNoName,       // Where a field's name is expected.
    kEndsEarly,    // Before the brace of `expected`, if any, is closed.
    kTextUnclosed,
    kEscape,
    kForeignSign,  // A character outside quotation marks.
    kTooDeep,
    kOther,
  };
  Kind kind = Kind::kOther;
  // Of the word at fault, from 1; bytes, a tab up to the next multiple of 8.
  int line = 0;
  int column = 0;
  // The word at fault as written, and what was expected; may be empty.
  std::string subject = {};
  std::string expected = {};
  // The message that lacks a field, the field that lacks a value; may be null.
  const google::protobuf::Descriptor* message = nullptr;
  const google::protobuf::FieldDescriptor* field = nullptr;

  bool operator==(const TextFault& other) const = default;
};

// Reads `text` into `message`, braces nested at most `depth` deep. The first
// fault, or nothing. `places`: null, or where each field will be found.
std::optional<TextFault> ReadText(
    absl::string_view text, int depth, google::protobuf::Message& message,
    google::protobuf::TextFormat::ParseInfoTree* places = nullptr);

// The names that could stand instead, in the schema's order: the fields of a
// message, the values of a closed list without its UNSPECIFIED. Empty for all
// other kinds.
std::vector<std::string> ChoicesOf(const TextFault& fault);

// What is wrong, and how to mend it; neither ends in a full stop. The subject
// stands in it as it is.
struct FaultWords {
  std::string message = {};
  std::string remedy = {};
};
FaultWords WordsOf(const TextFault& fault, Language language);

}  // namespace sceau

#endif  // SCEAU_PROTO_TEXT_FAULT_H_

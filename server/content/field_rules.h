// What the descriptors say of every field, held at every deposit: required,
// output only, known values of the closed lists, no value twice, and the rules
// a value carries (options.proto, ValueRule).
#ifndef SCEAU_SERVER_CONTENT_FIELD_RULES_H_
#define SCEAU_SERVER_CONTENT_FIELD_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "google/protobuf/message.h"

#include "sceau/v1/category.pb.h"

namespace sceau {

// What the rules of values ask of the deposit.
struct ValueContext {
  // What the depositor does; UNSPECIFIED of the secretariat.
  v1::PartnerFunction owner = v1::PARTNER_FUNCTION_UNSPECIFIED;
  // Completed years on the day the value is about; nothing = unknown.
  absl::optional<int> age = {};
};

// "a.b" of "a" and "b"; "b" alone when `path` is empty.
std::string Join(absl::string_view path, absl::string_view field);

// Looks through `message` and the messages of ours in it. `path` is its place.
// Errors: INVALID_ARGUMENT / FIELD_INVALID with the first field's path.
absl::Status CheckFields(const google::protobuf::Message& message,
                         const ValueContext& context, absl::string_view path);

// Refuses what the service alone sets; looks at the fields of `message` itself
// only. Errors: as CheckFields.
absl::Status CheckOutputFields(const google::protobuf::Message& message,
                               absl::string_view path);

// FieldError when `flaw` says something.
absl::Status FlawAt(absl::string_view path, absl::string_view flaw);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_FIELD_RULES_H_

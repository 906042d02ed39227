#include "server/content/unknown_fields.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/unknown_field_set.h"

#include "proto/contract/errors.h"

namespace sceau {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Depth is bounded by the parser's own limit of 100 and by our messages, none
// of which holds itself. When something unknown is found, `path` leads to it;
// it is put together on the way out, so that a clean message costs no string.
bool HasUnknown(const Message& message, std::string& path) {
  const Reflection& reflection = *message.GetReflection();
  const google::protobuf::UnknownFieldSet& unknown =
      reflection.GetUnknownFields(message);
  if (!unknown.empty()) {
    path = absl::StrCat("#", unknown.field(0).number());
    return true;
  }
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      if (HasUnknown(reflection.GetMessage(message, field), path)) {
        path = absl::StrCat(field->name(), ".", path);
        return true;
      }
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
      if (HasUnknown(reflection.GetRepeatedMessage(message, field, i), path)) {
        path = absl::StrCat(field->name(), "[", i, "].", path);
        return true;
      }
    }
  }
  return false;
}

}  // namespace

absl::Status RefuseUnknownFields(const Message& message) {
  std::string path;
  if (!HasUnknown(message, path)) return absl::OkStatus();
  return Error(v1::ERROR_REASON_UNKNOWN_FIELD,
               "the request holds a field this version does not know",
               {{"field", path}});
}

}  // namespace sceau

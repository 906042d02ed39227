// What the descriptors alone say of a request: values of closed lists. Checked
// before anything of the group is looked at, and all of it at once.
//
// What depends on the group, the case or the day, and what must be there, is
// not here (field_rules.h and the validators).
#ifndef SCEAU_SERVER_CONTENT_REQUEST_SHAPE_H_
#define SCEAU_SERVER_CONTENT_REQUEST_SHAPE_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

#include "proto/contract/violations.h"

namespace sceau {

// Violations of one answer; what is beyond them is not reported.
inline constexpr size_t kMaxViolations = 50;

// Immutable; thread safe.
class RequestShape {
 public:
  // Of a message type of ours and the messages in it, none of which holds
  // itself.
  explicit RequestShape(const google::protobuf::Descriptor& type);

  // `request` is of the type. Errors: INVALID_ARGUMENT / FIELD_INVALID with
  // every violation (violations.h).
  absl::Status Check(const google::protobuf::Message& request) const;

 private:
  // The fields that hold a value of a list, or a message that may.
  using Rules = std::vector<const google::protobuf::FieldDescriptor*>;

  void Add(const google::protobuf::Descriptor& type);
  void CheckMessage(const google::protobuf::Message& message,
                    const std::string& path,
                    std::vector<Violation>& violations) const;
  void CheckField(const google::protobuf::Message& message,
                  const google::protobuf::FieldDescriptor& field,
                  const std::string& path,
                  std::vector<Violation>& violations) const;

  std::map<const google::protobuf::Descriptor*, Rules> rules_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_REQUEST_SHAPE_H_

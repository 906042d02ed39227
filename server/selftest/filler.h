// Messages made from their descriptors alone, so that a field which is added to
// the contract is filled without anyone adding it here.
//
// What a field is to hold is read from its type, its options (reference,
// required, output only) and, where a text wants a form, its name.
#ifndef SCEAU_SERVER_SELFTEST_FILLER_H_
#define SCEAU_SERVER_SELFTEST_FILLER_H_

#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

#include "sceau/v1/entry.pb.h"
#include "sceau/v1/options.pb.h"

namespace sceau::selftest {

// What messages are filled with.
struct Filling {
  absl::CivilDay today = {};
  absl::CivilDay birth = {};
  std::string family_name = {};
  std::string given_name = {};
  std::string partner = {};        // Partner id, or "secretariat".
  std::string organisation = {};   // Partner id of whom the content is about.
  absl::string_view charter = {};  // The text: of 100 KB, not copied.
  std::string certificate = {};
  std::string request_id = {};
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  // Which kind of several, counted from the last one.
  int turn = 0;
  // What stands in an EntryBody; null: the first alternative is filled.
  const v1::EntryBody* body = nullptr;
  // The resource name for a reference field; "" leaves it out.
  std::function<std::string(const google::protobuf::FieldDescriptor& field)>
      reference = nullptr;
  // The etag of the resource that `message` names.
  std::function<std::string(const google::protobuf::Message& message)> etag =
      nullptr;
};

enum class Extent { kRequired, kAll };

// Fills `message`. Of a oneof the first alternative, unless one is set; what is
// set already stays.
void Fill(const Filling& filling, Extent extent,
          google::protobuf::Message& message);

// The kind of the field: its own, or its message's.
v1::FieldKind KindOf(const google::protobuf::FieldDescriptor& field);
// Its category, when it is content of a case file.
v1::Category CategoryOfField(const google::protobuf::FieldDescriptor& field);
bool IsOutput(const google::protobuf::FieldDescriptor& field);
bool IsRequired(const google::protobuf::FieldDescriptor& field);

// Sets the one field, of whatever type.
void FillField(const Filling& filling, Extent extent,
               const google::protobuf::FieldDescriptor& field,
               google::protobuf::Message& message);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_FILLER_H_

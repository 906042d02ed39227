#include "server/rpc/dispatch.h"

#include <utility>

#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/calls/recorded_call.h"
#include "server/charter/charter_activation.h"
#include "server/content/unknown_fields.h"
#include "server/group_state/member_register.h"
#include "server/journal/journal.h"

namespace sceau {
namespace {

namespace pb = ::google::protobuf;

absl::Status Malformed() {
  return Error(v1::ERROR_REASON_NAME_MALFORMED,
               "the resource name does not have the form its field asks for",
               {{"field", "name"}});
}

// The text of a request's first field, or of the name of the resource in it.
const std::string* FirstName(const pb::Message& message, std::string* scratch) {
  const pb::FieldDescriptor* const first =
      message.GetDescriptor()->FindFieldByNumber(1);
  if (first == nullptr || first->is_repeated()) return nullptr;
  const pb::Reflection& reflection = *message.GetReflection();
  if (first->type() == pb::FieldDescriptor::TYPE_STRING) {
    return &reflection.GetStringReference(message, first, scratch);
  }
  if (first->type() != pb::FieldDescriptor::TYPE_MESSAGE) return nullptr;
  const pb::Message& resource = reflection.GetMessage(message, first);
  const pb::FieldDescriptor* const name =
      resource.GetDescriptor()->FindFieldByName("name");
  if (name == nullptr || name->type() != pb::FieldDescriptor::TYPE_STRING) {
    return nullptr;
  }
  return &resource.GetReflection()->GetStringReference(resource, name, scratch);
}

// Entries have their case for a parent; everything else the group itself, and
// nothing after it.
absl::Status CheckParent(const MethodRow& row, const pb::Message& request,
                         const std::string& group) {
  const pb::FieldDescriptor* const first =
      request.GetDescriptor()->FindFieldByNumber(1);
  const bool of_case = row.operations.front() == v1::OPERATION_READ ||
                       row.operations.front() == v1::OPERATION_CONTRIBUTE;
  if (first->name() != "parent" || of_case) return absl::OkStatus();
  std::string scratch;
  const std::string& text =
      request.GetReflection()->GetStringReference(request, first, &scratch);
  return text == GroupName::Of(group).ToString() ? absl::OkStatus()
                                                 : Malformed();
}

}  // namespace

absl::StatusOr<std::string> GroupOf(const pb::Message& request) {
  std::string scratch;
  const std::string* const text = FirstName(request, &scratch);
  if (text == nullptr || text->size() > kMaxNameBytes) return Malformed();
  absl::string_view rest = *text;
  if (!absl::ConsumePrefix(&rest, "groups/")) return Malformed();
  const absl::string_view group = rest.substr(0, rest.find('/'));
  if (!IsId(group)) return Malformed();
  return std::string(group);
}

absl::Status DispatchCall(const MethodRow& row,
                          const std::map<std::string, ServedGroup>& groups,
                          const PeerIdentity& peer, const pb::Message& request,
                          pb::Message* response,
                          const std::function<void(const GroupRooms&)>& known,
                          Finish finish) {
  ASSIGN_OR_RETURN(const std::string group_id, GroupOf(request));
  RETURN_IF_ERROR(CheckParent(row, request, group_id));
  const auto found = groups.find(group_id);
  if (found == groups.end()) return CredentialsRejected();
  RETURN_IF_ERROR(found->second.closed);
  const GroupRooms& rooms = *found->second.rooms;
  RETURN_IF_ERROR(rooms.journal->Standing());
  rooms.clock->NotBefore(rooms.journal->last_leaf_time());
  const absl::Time now = rooms.clock->Now();
  // Its leaf stands before those of the calls that a new version judges.
  rooms.activation->Run(now);
  ASSIGN_OR_RETURN(const Call call,
                   rooms.members->Identify(peer, now, rooms.clock->DayOf(now)));
  known(rooms);
  RETURN_IF_ERROR(RefuseUnknownFields(request));
  RETURN_IF_ERROR(row.shape->Check(request));
  if (row.needs_signature && RefuseUnsigned(rooms.journal->writer(), call,
                                            row.operations.front(), finish)) {
    return absl::OkStatus();
  }
  row.handler(rooms, call, request, response, std::move(finish));
  return absl::OkStatus();
}

}  // namespace sceau

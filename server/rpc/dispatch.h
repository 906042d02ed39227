// A call from the moment its peer's certificate was read to its room, apart
// from gRPC: what stands here is the same for everyone who can hand over a
// request, the wire and the self-test.
//
// Downward: the group named by the request's first field, the register,
// unknown fields, the request's shape, the signature, the operation's room.
#ifndef SCEAU_SERVER_RPC_DISPATCH_H_
#define SCEAU_SERVER_RPC_DISPATCH_H_

#include <functional>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

#include "server/calls/call.h"
#include "server/group_state/peer_identity.h"
#include "server/rpc/group_rooms.h"
#include "server/rpc/method_table.h"

namespace sceau {

// A group as calls find it: open, or closed with the status that every call
// then gets.
struct ServedGroup {
  absl::Status closed = absl::OkStatus();
  const GroupRooms* rooms = nullptr;  // Not null when open.
};

// The id of the group that a request names in its first field: `name` or
// `parent`, or the name of the resource that stands there.
// Errors: INVALID_ARGUMENT / NAME_MALFORMED.
absl::StatusOr<std::string> GroupOf(const google::protobuf::Message& request);

// Runs one call. When this is OK, `finish` ends it, now or later; else it ends
// with what is returned. `known` is told the group once the peer is a member
// of it. Request and response outlive `finish`.
absl::Status DispatchCall(const MethodRow& row,
                          const std::map<std::string, ServedGroup>& groups,
                          const PeerIdentity& peer,
                          const google::protobuf::Message& request,
                          google::protobuf::Message* response,
                          const std::function<void(const GroupRooms&)>& known,
                          Finish finish);

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_DISPATCH_H_

// Promise P3 at run time: every method of package sceau.v1 is served through
// one row of this table, and the row takes what the method asks of the charter
// from its descriptor. A method without a row is not served, and a table that
// lacks one does not start (MissingMethods).
#ifndef SCEAU_SERVER_RPC_METHOD_TABLE_H_
#define SCEAU_SERVER_RPC_METHOD_TABLE_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

#include "sceau/v1/category.pb.h"
#include "server/calls/call.h"
#include "server/content/request_shape.h"
#include "server/rpc/group_rooms.h"

namespace sceau {

// Runs one call in a group. Request and response outlive `finish`.
using Handler =
    std::function<void(const GroupRooms& rooms, const Call& call,
                       const google::protobuf::Message& request,
                       google::protobuf::Message* response, Finish finish)>;

// What leaves no leaf, whatever comes of it: hashes only. With the standard
// health service, which is not ours, that is all there is.
inline constexpr const char* kNotJournalled[] = {
    "sceau.v1.JournalService.GetCheckpoint",
    "sceau.v1.JournalService.GetInclusionProof",
    "sceau.v1.JournalService.GetConsistencyProof",
};

// One method as served.
struct MethodRow {
  const google::protobuf::MethodDescriptor* method = nullptr;
  // Of the method's options; never empty.
  std::vector<v1::Operation> operations;
  // What its requests must be like. Never null.
  std::shared_ptr<const RequestShape> shape;
  // False for who am I, reading and signing the charter, journal proofs.
  bool needs_signature = true;
  // False for kNotJournalled. P1: a journalled method that would answer without
  // a receipt is refused.
  bool journalled = true;
  Handler handler;
};

// What a call asks of the charter, from the options of its method; empty when
// the method has none.
std::vector<v1::Operation> OperationsOf(
    const google::protobuf::MethodDescriptor& method);

// Whether a method with these operations answers without a signature of the
// charter version in force (policy/README.md).
bool NeedsSignature(const std::vector<v1::Operation>& operations);

// The method of sceau.v1 that takes `request` and gives `response`; nullptr
// when there is none. Every method has a request type of its own.
const google::protobuf::MethodDescriptor* FindMethod(
    const google::protobuf::Descriptor* request,
    const google::protobuf::Descriptor* response);

// Filled at start, then read by all threads.
class MethodTable {
 public:
  // Serves the method of this request type with `method` of the group's
  // `room`. The process stops when there is no such method, when it has no
  // operation, or when it is served already: wrong wiring never serves.
  template <typename Room, typename Owner, typename Request, typename Response>
  void Add(Room* GroupRooms::*room,
           void (Owner::*method)(const Call&, const Request&, Response*, Finish)
               const) {
    AddRow(Request::descriptor(), Response::descriptor(),
           Bind<Request, Response>(room, method));
  }
  template <typename Room, typename Owner, typename Request, typename Response>
  void Add(Room* GroupRooms::*room,
           void (Owner::*method)(const Call&, const Request&, Response*,
                                 Finish)) {
    AddRow(Request::descriptor(), Response::descriptor(),
           Bind<Request, Response>(room, method));
  }

  // The row of the method that takes `request`, or nullptr.
  const MethodRow* Find(const google::protobuf::Descriptor* request) const;

  // Full names of the methods of sceau.v1 that have no row; empty = complete.
  std::vector<std::string> MissingMethods() const;

 private:
  template <typename Request, typename Response, typename Room, typename Method>
  static Handler Bind(Room* GroupRooms::*room, Method method) {
    return [room, method](const GroupRooms& rooms, const Call& call,
                          const google::protobuf::Message& request,
                          google::protobuf::Message* response, Finish finish) {
      ((rooms.*room)->*method)(call, static_cast<const Request&>(request),
                               static_cast<Response*>(response),
                               std::move(finish));
    };
  }
  void AddRow(const google::protobuf::Descriptor* request,
              const google::protobuf::Descriptor* response, Handler handler);

  std::map<const google::protobuf::Descriptor*, MethodRow> rows_;
};

// Every method of every service of sceau.v1 linked into this program.
std::vector<const google::protobuf::MethodDescriptor*> AllMethods();

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_METHOD_TABLE_H_

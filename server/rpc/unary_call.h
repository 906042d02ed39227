// The one place where an RPC meets a thread and an error meets the wire.
//
// Every call goes the same way, downward: shape (deadline), a place in the
// worker pool, the certificate's identity, the group named by the request's
// first field, the register, unknown fields, the signature, and only then the
// operation. What ends before a member is known, or for the request's shape,
// leaves no leaf and is counted in the technical log; all else leaves one, but
// the journal's own proofs.
//
// Threads: gRPC's own only queue. Work runs on the pool; a call ends on the
// thread that ends it. Work whose call was cancelled or is late is dropped.
#ifndef SCEAU_SERVER_RPC_UNARY_CALL_H_
#define SCEAU_SERVER_RPC_UNARY_CALL_H_

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

#include "server/group_state/peer_identity.h"
#include "server/rpc/connection_guard.h"
#include "server/rpc/dispatch.h"
#include "server/rpc/group_rooms.h"
#include "server/rpc/method_table.h"
#include "server/runtime/log.h"
#include "server/runtime/worker_pool.h"

namespace sceau {

// Longest deadline a caller may set.
inline constexpr std::chrono::seconds kMaxDeadline{30};
// What rounding on the way may add to it.
inline constexpr std::chrono::seconds kDeadlineSlack{1};

// Ends one call, once: maps the status, adds receipt and newest checkpoint to
// the trailing metadata. Dropped without an end, it ends in INTERNAL.
class CallEnd {
 public:
  // `journalled`: an answer without a receipt is refused (P1).
  CallEnd(grpc::CallbackServerContext* context, bool journalled, Log* log)
      : context_(context),
        reactor_(context->DefaultReactor()),
        journalled_(journalled),
        log_(log) {}
  ~CallEnd();
  CallEnd(const CallEnd&) = delete;
  CallEnd& operator=(const CallEnd&) = delete;

  grpc::ServerUnaryReactor* reactor() const { return reactor_; }

  // Whether nobody waits any more. Not after Finish.
  bool IsAbandoned() const;

  // The PEM text of the peer's certificate; empty when there is none.
  std::string PeerCertificate() const;

  // From here on the answer carries this group's checkpoint.
  void SetJournal(const Journal* journal) { journal_ = journal; }

  void Finish(absl::Status status, const std::optional<Receipt>& receipt);

 private:
  void Count(const absl::Status& status) const;

  grpc::CallbackServerContext* const context_;
  grpc::ServerUnaryReactor* const reactor_;
  const bool journalled_;
  Log* const log_;
  const Journal* journal_ = nullptr;
  std::atomic<bool> ended_{false};
};

// Thread safe.
class UnaryCalls {
 public:
  // All outlive the calls. `log` may be null.
  UnaryCalls(const MethodTable& methods, PeerIdentities& identities,
             WorkerPool& workers, std::map<std::string, ServedGroup> groups,
             ConnectionGuard& guard, Log* log)
      : methods_(methods),
        identities_(identities),
        workers_(workers),
        groups_(std::move(groups)),
        guard_(guard),
        log_(log) {}

  // What a generated service method returns. gRPC keeps `request` and
  // `response` until the call has ended.
  grpc::ServerUnaryReactor* Serve(grpc::CallbackServerContext* context,
                                  const google::protobuf::Message* request,
                                  google::protobuf::Message* response);

  // From now on new calls get UNAVAILABLE / SHUTTING_DOWN.
  void Drain() { draining_ = true; }

 private:
  void Run(const MethodRow& row, const std::shared_ptr<CallEnd>& end,
           const google::protobuf::Message& request,
           google::protobuf::Message* response) const;
  // Everything up to the operation; the call ends with what is returned unless
  // that is OK.
  absl::Status Dispatch(const MethodRow& row,
                        const std::shared_ptr<CallEnd>& end,
                        const google::protobuf::Message& request,
                        google::protobuf::Message* response) const;

  const MethodTable& methods_;
  PeerIdentities& identities_;
  WorkerPool& workers_;
  const std::map<std::string, ServedGroup> groups_;
  ConnectionGuard& guard_;
  Log* const log_;
  std::atomic<bool> draining_{false};
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_UNARY_CALL_H_

// The wire to one server as one person: mutual TLS 1.3, a deadline on every
// call, retries of UNAVAILABLE only, and no answer that the witness has not
// accepted.
//
// Guarantee: what Call returns as OK came over TLS 1.3 from a server whose
// certificate the profile's authority signed for the profile's server name,
// and its leaf and checkpoint were observed (witness.h) before it is returned.
// A repeated attempt sends the very same request, so that its request_id makes
// it the same call.
//
// Threads: thread compatible.
#ifndef SCEAU_CLIENT_LIB_CONNECTION_H_
#define SCEAU_CLIENT_LIB_CONNECTION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"

#include "client/lib/cosigner.h"
#include "client/lib/profile.h"
#include "client/lib/witness.h"
#include "sceau/v1/journal_service.grpc.pb.h"

namespace sceau {

// gRPC 1.51 cannot be told a least TLS version, but an environment variable
// read at its first call can: with no suite of TLS 1.2 but a pre-shared-key
// one, which nobody has a key for, only TLS 1.3 is left. The first statement of
// main sets it; Connect refuses to go on without it.
inline constexpr char kTlsFloorVariable[] = "GRPC_SSL_CIPHER_SUITES";
inline constexpr char kTlsFloorSuites[] = "PSK-AES256-GCM-SHA384";

inline constexpr int kMaxAttempts = 5;
inline constexpr absl::Duration kFirstBackoff = absl::Milliseconds(100);
inline constexpr absl::Duration kMaxBackoff = absl::Seconds(2);
// A long connection proves its receipts whenever so many have gathered.
inline constexpr int kProveEveryReceipts = 64;

// A workstation that cosigns does so at a connection's first call, unless it
// has within this time.
inline constexpr int64_t kCosignEverySeconds = 3'600;

// Waits before another attempt; a test's does not.
using Sleeper = std::function<void(absl::Duration)>;

class Connection {
 public:
  // A channel is lazy: nothing is sent yet.
  // Errors: FAILED_PRECONDITION (with a ProfileIssue; without one when
  // kTlsFloorVariable is not set).
  static absl::StatusOr<std::unique_ptr<Connection>> Connect(
      const Profile& profile);

  // Over a channel made elsewhere, for a server in the same process.
  Connection(std::shared_ptr<grpc::Channel> channel, const Profile& profile,
             Sleeper sleep);

  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // One call: `attempt` sends the request and takes the response. Begins the
  // witness first when this is the connection's first call.
  // Errors: the server's, with its reason; ROLLBACK_SUSPECTED, and then the
  // response must not be looked at; UNAVAILABLE without a reason when the
  // server cannot be reached.
  absl::Status Call(
      const std::function<grpc::Status(grpc::ClientContext&)>& attempt);

  // Cosigns the remembered checkpoint and has it published; gives the note.
  // Errors: FAILED_PRECONDITION without reason (no witness key), as Call's.
  absl::StatusOr<std::string> Cosign();
  void SetCosigner(Cosigner cosigner) { cosigner_ = std::move(cosigner); }

  // The same for the journal's own calls: no receipt is owed for them.
  absl::Status CallUnwitnessed(
      const std::function<grpc::Status(grpc::ClientContext&)>& attempt);

  // For calls by the thousand: receipts reach the disk kProveEveryReceipts at
  // a time.
  void ExpectManyCalls() {
    witness_.set_receipts_in_memory(kProveEveryReceipts);
  }

  // Called before each wait for another attempt, so that a person knows why
  // nothing happens.
  void OnRetry(std::function<void()> tell) { tell_ = std::move(tell); }

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const std::string& group() const { return group_; }
  Witness& witness() { return witness_; }

 private:
  absl::Status Attempts(
      const std::function<grpc::Status(grpc::ClientContext&)>& attempt,
      bool witnessed);
  absl::Status ObserveAnswer(const grpc::ClientContext& context, bool owed);
  // What comes before a connection's first call.
  absl::Status Begin();
  ProofSource ProofsOfServer();

  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::JournalService::Stub> journal_;
  const std::string group_;
  const absl::Duration deadline_;
  const Sleeper sleep_;
  std::function<void()> tell_ = {};
  Witness witness_;
  std::optional<Cosigner> cosigner_ = {};
  bool begun_ = false;
  int receipts_ = 0;  // Observed since the last proofs.
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_CONNECTION_H_

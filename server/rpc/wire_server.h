// The listening server: mutual TLS 1.3 and the limits of one peer.
//
// Guarantee: nobody is answered without a client certificate of the configured
// authority. TLS 1.3 alone is spoken when the process has set
// GRPC_SSL_CIPHER_SUITES to kTls13Only before its first gRPC call: gRPC 1.51
// has no other way (main's first statement; Start refuses without it).
#ifndef SCEAU_SERVER_RPC_WIRE_SERVER_H_
#define SCEAU_SERVER_RPC_WIRE_SERVER_H_

#include <chrono>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

#include "server/rpc/acceptor.h"
#include "server/rpc/connection_guard.h"
#include "server/rpc/services.h"
#include "server/rpc/unary_call.h"

namespace sceau {

// A list without a suite of TLS 1.2 that two peers could agree on.
inline constexpr char kTls13Only[] = "PSK-AES256-GCM-SHA384";
inline constexpr char kCipherSuitesVariable[] = "GRPC_SSL_CIPHER_SUITES";

// Both ways, in bytes.
inline constexpr int kMaxMessageBytes = 256 * 1024;
inline constexpr int kMaxStreamsPerConnection = 32;
inline constexpr int kMaxMetadataBytes = 8 * 1024;
// Memory that gRPC may take for its buffers.
inline constexpr size_t kWireMemoryBytes = size_t{256} * 1024 * 1024;
// A connection ends then, so that revocation and renewal bite; calls under way
// have the grace to finish.
inline constexpr std::chrono::minutes kConnectionAge{15};
inline constexpr std::chrono::seconds kConnectionGrace{35};
inline constexpr std::chrono::seconds kKeepaliveTime{60};
inline constexpr std::chrono::seconds kKeepaliveTimeout{20};
// A peer that has not finished its TLS handshake by then is dropped.
inline constexpr std::chrono::seconds kHandshakeTimeout{5};
// Without a call for so long, a connection ends.
inline constexpr std::chrono::minutes kConnectionIdle{5};
// Time between two looks at the certificate files.
inline constexpr unsigned kCertificateRefreshSeconds = 1;

class WireServer {
 public:
  struct Options {
    std::string address = {};  // HOST:PORT; port 0 = one the system picks.
    // PEM files; key and certificate are read again when they change.
    std::string certificate_file = {};
    std::string key_file = {};
    std::string client_ca_file = {};
    Log* log = nullptr;  // May be null; outlives the server.
  };

  // `guard` and `calls` outlive the server. Not serving until SetServing.
  // Errors: FAILED_PRECONDITION (kTls13Only is not set, a file is unreadable
  // or key and certificate do not match, the address is taken).
  static absl::StatusOr<std::unique_ptr<WireServer>> Start(
      const Options& options, ConnectionGuard& guard, UnaryCalls& calls);
  // Shutdown with no time left.
  ~WireServer();

  int port() const { return acceptor_->port(); }

  // What the standard health service says of the whole server ("") or of one
  // group ("groups/{group}"). Not journalled.
  void SetServing(const std::string& service, bool serving);

  // Accepts nothing more, says NOT_SERVING, gives calls under way until
  // `deadline`, then cancels them. Returns when all have ended.
  void Shutdown(std::chrono::system_clock::time_point deadline);

 private:
  explicit WireServer(UnaryCalls& calls) : services_(calls) {}

  Services services_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> entrance_;
  std::unique_ptr<Acceptor> acceptor_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_WIRE_SERVER_H_

// Our own accept loop: gRPC is handed connections one by one, each admitted by
// the ConnectionGuard. gRPC 1.51's own stops for ever once descriptors ran out
// (CVE-2023-4785) and knows no caps.
//
// Threads: one of its own, "accept", which also ticks the guard.
#ifndef SCEAU_SERVER_RPC_ACCEPTOR_H_
#define SCEAU_SERVER_RPC_ACCEPTOR_H_

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "server/rpc/connection_guard.h"
#include "server/runtime/log.h"

namespace sceau {

// Connections the kernel holds for us; the rest of a burst is refused by it.
inline constexpr int kAcceptBacklog = 512;
// What the kernel keeps of one connection before gRPC reads it, in bytes (it
// doubles the number for its own needs): little, since gRPC goes on reading it
// after a connection was cut off.
inline constexpr int kReceiveBufferBytes = 128 * 1024;

// A peer's socket address, as ServerContext::peer() and as an address alone.
// "" for another family than IPv4 and IPv6; an IPv4 address in IPv6 is IPv4.
struct PeerName {
  std::string peer = {};     // "ipv4:192.0.2.1:4242"
  std::string address = {};  // "192.0.2.1"
};
PeerName PeerNameOf(const sockaddr_storage& socket_address);

class Acceptor {
 public:
  // Takes an admitted connection, non-blocking, over.
  using Handover = std::function<void(int listener_fd, int fd)>;

  // Listens on HOST:PORT; port 0 = one the system picks. Accepts nothing until
  // Run. Guard and log outlive it; the log may be null.
  // Errors: FAILED_PRECONDITION (no such address, or taken).
  static absl::StatusOr<std::unique_ptr<Acceptor>> Listen(
      absl::string_view address, ConnectionGuard& guard, Log* log);
  ~Acceptor();  // Stop().

  int port() const { return port_; }

  // Starts the thread. Once.
  void Run(Handover handover);
  // Accepts nothing more and closes the port; handed over is handed over.
  void Stop();

 private:
  Acceptor(int listener_fd, int wake_fd, int port, ConnectionGuard& guard,
           Log* log);

  void Loop();
  // False when nothing more is waiting.
  bool AcceptOne();
  // Takes a connection off the queue when descriptors ran out, and closes it.
  void ShedOne();
  void LogChanges();

  const int listener_fd_;
  const int wake_fd_;
  const int port_;
  ConnectionGuard& guard_;
  Log* const log_;
  Handover handover_;
  int reserve_fd_;  // Given up to accept, and shed, when none is left.
  ConnectionGuard::Counts logged_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_ACCEPTOR_H_

// What one peer may cost before it has asked anything sensible: connections,
// and bytes that became no call.
//
// gRPC 1.51 takes any number of bytes in frames that lead to nothing (stream
// resets, settings, header blocks that never end) and pays memory or processor
// time for each. The kernel counts what a connection received; the calls that
// were dispatched account for part of it. Who sends much that is neither is cut
// off, by shutting down a duplicate of the descriptor that gRPC reads.
//
// Guarantee: at most max_connections and, of one address,
// max_connections_per_address are open; a new one displaces the oldest that has
// not yet made a call, else it is refused. A peer that makes calls is never cut
// off: small ones, as all of the catalogue's are, however many at once; and of
// the largest size that the wire takes, one at a time on a slow link.
#ifndef SCEAU_SERVER_RPC_CONNECTION_GUARD_H_
#define SCEAU_SERVER_RPC_CONNECTION_GUARD_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"

#include "server/runtime/mutex.h"

namespace sceau {

// What a connection may have sent beyond its dispatched calls: all its streams
// filled with the largest message, and the frames around them.
inline constexpr uint64_t kUncalledBytes = uint64_t{9} * 1024 * 1024;
// What it may have sent since its last call, for longer than kFloodTime: one
// message of the largest size, and the frames around it. A byte of streams that
// are opened and reset costs gRPC 400 bytes of memory, however slowly they
// come.
inline constexpr uint64_t kFloodBytes = uint64_t{288} * 1024;
inline constexpr std::chrono::milliseconds kFloodTime{250};
// Beside its message, what a call may take: headers, frames, TLS records.
inline constexpr uint64_t kCallOverheadBytes = uint64_t{16} * 1024;
// A connection that has made no call by then is displaced first; one younger
// than this is not displaced at all.
inline constexpr std::chrono::milliseconds kDisplaceAge{200};

// Thread safe. Owns the duplicates.
class ConnectionGuard {
 public:
  using Clock = std::chrono::steady_clock;

  struct Limits {
    size_t connections = 1'024;
    size_t connections_per_address = 64;
  };
  struct Counts {
    uint64_t refused = 0;    // At a limit, with nobody to displace.
    uint64_t displaced = 0;  // Made room for another.
    uint64_t flooding = 0;   // Cut off for bytes that became no call.
  };

  explicit ConnectionGuard(Limits limits) : limits_(limits) {}
  ~ConnectionGuard();
  ConnectionGuard(const ConnectionGuard&) = delete;
  ConnectionGuard& operator=(const ConnectionGuard&) = delete;

  // Whether the connection `fd`, which stays the caller's, may be served.
  // `peer` as gRPC's ServerContext::peer() gives it, `address` without port.
  bool Admit(int fd, const std::string& peer, const std::string& address,
             Clock::time_point now) ABSL_LOCKS_EXCLUDED(mu_);

  // A call of `bytes` was dispatched for `peer`, which may be unknown.
  void CountCall(absl::string_view peer, uint64_t bytes, Clock::time_point now)
      ABSL_LOCKS_EXCLUDED(mu_);

  // Forgets what is closed and cuts off who floods. Ten times a second.
  void Tick(Clock::time_point now) ABSL_LOCKS_EXCLUDED(mu_);

  Counts counts() const ABSL_LOCKS_EXCLUDED(mu_);
  size_t size() const ABSL_LOCKS_EXCLUDED(mu_);

 private:
  struct Connection {
    int fd = -1;  // The duplicate.
    std::string address;
    Clock::time_point opened;
    bool has_called = false;
    uint64_t called_bytes = 0;
    // Of the kernel's count, when the last call was seen.
    uint64_t bytes_at_call = 0;
    Clock::time_point last_call;
  };
  using Connections = std::map<std::string, Connection, std::less<>>;

  // Shuts down the oldest connection without a call, of `address` unless that
  // is empty. False when there is none.
  bool Displace(absl::string_view address, Clock::time_point now)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);
  void Close(Connections::iterator connection)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mu_);

  const Limits limits_;

  mutable Mutex mu_;
  Connections connections_ ABSL_GUARDED_BY(mu_);  // By peer.
  std::map<std::string, size_t, std::less<>> by_address_ ABSL_GUARDED_BY(mu_);
  Counts counts_ ABSL_GUARDED_BY(mu_);
};

}  // namespace sceau

#endif  // SCEAU_SERVER_RPC_CONNECTION_GUARD_H_

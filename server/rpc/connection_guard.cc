#include "server/rpc/connection_guard.h"

#include <cstddef>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sceau {
namespace {

// States of the kernel (include/net/tcp_states.h) in which the peer may still
// send: established, and half closed by the peer.
constexpr uint8_t kEstablished = 1;
constexpr uint8_t kCloseWait = 8;

struct Received {
  bool open = false;
  uint64_t bytes = 0;
};

Received ReceivedOf(int fd) {
  tcp_info info = {};
  socklen_t size = sizeof(info);
  if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
      size < offsetof(tcp_info, tcpi_bytes_received) +
                 sizeof(info.tcpi_bytes_received)) {
    return {};
  }
  return {
      .open = info.tcpi_state == kEstablished || info.tcpi_state == kCloseWait,
      .bytes = info.tcpi_bytes_received};
}

}  // namespace

ConnectionGuard::~ConnectionGuard() {
  MutexLock lock(mu_);
  for (const auto& [peer, connection] : connections_) {
    (void)close(connection.fd);
  }
}

bool ConnectionGuard::Admit(int fd, const std::string& peer,
                            const std::string& address, Clock::time_point now) {
  MutexLock lock(mu_);
  // The port was used before, by a connection not yet forgotten.
  if (const auto old = connections_.find(peer); old != connections_.end()) {
    Close(old);
  }
  const auto of_address = by_address_.find(address);
  if (of_address != by_address_.end() &&
      of_address->second >= limits_.connections_per_address &&
      !Displace(address, now)) {
    ++counts_.refused;
    return false;
  }
  if (connections_.size() >= limits_.connections && !Displace("", now)) {
    ++counts_.refused;
    return false;
  }
  const int duplicate = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  if (duplicate < 0) {
    ++counts_.refused;
    return false;
  }
  Connection& connection = connections_[peer];
  connection.fd = duplicate;
  connection.address = address;
  connection.opened = now;
  connection.last_call = now;
  ++by_address_[address];
  return true;
}

void ConnectionGuard::CountCall(absl::string_view peer, uint64_t bytes,
                                Clock::time_point now) {
  MutexLock lock(mu_);
  const auto found = connections_.find(peer);
  if (found == connections_.end()) return;
  Connection& connection = found->second;
  connection.has_called = true;
  connection.called_bytes += bytes + kCallOverheadBytes;
  connection.last_call = now;
  // Tick fills it in: no system call on the way of a call.
  connection.bytes_at_call = 0;
}

void ConnectionGuard::Tick(Clock::time_point now) {
  MutexLock lock(mu_);
  for (auto it = connections_.begin(); it != connections_.end();) {
    const auto current = it++;
    Connection& connection = current->second;
    const Received received = ReceivedOf(connection.fd);
    if (!received.open) {
      Close(current);
      continue;
    }
    if (connection.bytes_at_call == 0 && connection.has_called) {
      connection.bytes_at_call = received.bytes;
    }
    const uint64_t since = received.bytes - connection.bytes_at_call;
    const auto quiet = std::chrono::duration_cast<std::chrono::milliseconds>(
        now - connection.last_call);
    const bool floods = since > kFloodBytes && quiet > kFloodTime;
    if (floods || received.bytes > connection.called_bytes + kUncalledBytes) {
      ++counts_.flooding;
      Close(current);
    }
  }
}

bool ConnectionGuard::Displace(absl::string_view address,
                               Clock::time_point now) {
  auto oldest = connections_.end();
  for (auto it = connections_.begin(); it != connections_.end(); ++it) {
    const Connection& connection = it->second;
    if (connection.has_called || now - connection.opened < kDisplaceAge ||
        (!address.empty() && connection.address != address)) {
      continue;
    }
    if (oldest == connections_.end() ||
        connection.opened < oldest->second.opened) {
      oldest = it;
    }
  }
  if (oldest == connections_.end()) return false;
  ++counts_.displaced;
  Close(oldest);
  return true;
}

void ConnectionGuard::Close(Connections::iterator connection) {
  const auto address = by_address_.find(connection->second.address);
  if (--address->second == 0) by_address_.erase(address);
  // gRPC reads the end and closes its own descriptor.
  (void)shutdown(connection->second.fd, SHUT_RDWR);
  (void)close(connection->second.fd);
  connections_.erase(connection);
}

ConnectionGuard::Counts ConnectionGuard::counts() const {
  MutexLock lock(mu_);
  return counts_;
}

size_t ConnectionGuard::size() const {
  MutexLock lock(mu_);
  return connections_.size();
}

}  // namespace sceau

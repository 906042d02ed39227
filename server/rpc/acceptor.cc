#include "server/rpc/acceptor.h"

#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "server/runtime/thread_name.h"

namespace sceau {
namespace {

constexpr std::chrono::milliseconds kTick{100};
// Accepted between two looks at the clock.
constexpr int kAcceptBurst = 64;

int OpenReserve() { return open("/dev/null", O_RDONLY | O_CLOEXEC); }

// A listening socket on `found`, or -1.
int ListenOn(const addrinfo& found) {
  const int fd = socket(
      found.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
  if (fd < 0) return -1;
  const int on = 1;
  const int off = 0;
  (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  // Accepted connections inherit it.
  (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &kReceiveBufferBytes,
                   sizeof(kReceiveBufferBytes));
  if (found.ai_family == AF_INET6) {
    (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
  }
  if (bind(fd, found.ai_addr, found.ai_addrlen) == 0 &&
      listen(fd, kAcceptBacklog) == 0) {
    return fd;
  }
  (void)close(fd);
  return -1;
}

int PortOf(int fd) {
  sockaddr_storage address = {};
  socklen_t size = sizeof(address);
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return 0;
  }
  return ntohs(address.ss_family == AF_INET6
                   ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                   : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

}  // namespace

PeerName PeerNameOf(const sockaddr_storage& socket_address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (socket_address.ss_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(socket_address);
    if (inet_ntop(AF_INET, &v4.sin_addr, text, sizeof(text)) == nullptr) {
      return {};
    }
    return {.peer = absl::StrCat("ipv4:", text, ":", ntohs(v4.sin_port)),
            .address = text};
  }
  if (socket_address.ss_family != AF_INET6) return {};
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(socket_address);
  if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
    constexpr size_t kMappedPrefixBytes = 12;
    if (inet_ntop(AF_INET, v6.sin6_addr.s6_addr + kMappedPrefixBytes, text,
                  sizeof(text)) == nullptr) {
      return {};
    }
    return {.peer = absl::StrCat("ipv4:", text, ":", ntohs(v6.sin6_port)),
            .address = text};
  }
  if (inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof(text)) == nullptr) {
    return {};
  }
  // gRPC writes the brackets as a URI does.
  return {.peer = absl::StrCat("ipv6:%5B", text, "%5D:", ntohs(v6.sin6_port)),
          .address = text};
}

absl::StatusOr<std::unique_ptr<Acceptor>> Acceptor::Listen(
    absl::string_view address, ConnectionGuard& guard, Log* log) {
  const absl::Status refused =
      absl::FailedPreconditionError(absl::StrCat("cannot listen on ", address));
  const size_t colon = address.rfind(':');
  if (colon == absl::string_view::npos) return refused;
  absl::string_view host = address.substr(0, colon);
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  addrinfo hints = {};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (getaddrinfo(std::string(host).c_str(),
                  std::string(address.substr(colon + 1)).c_str(), &hints,
                  &found) != 0) {
    return refused;
  }
  int fd = -1;
  for (const addrinfo* each = found; each != nullptr && fd < 0;
       each = each->ai_next) {
    fd = ListenOn(*each);
  }
  freeaddrinfo(found);
  const int wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (fd < 0 || wake < 0) {
    if (fd >= 0) (void)close(fd);
    if (wake >= 0) (void)close(wake);
    return refused;
  }
  return std::unique_ptr<Acceptor>(
      new Acceptor(fd, wake, PortOf(fd), guard, log));
}

Acceptor::Acceptor(int listener_fd, int wake_fd, int port,
                   ConnectionGuard& guard, Log* log)
    : listener_fd_(listener_fd),
      wake_fd_(wake_fd),
      port_(port),
      guard_(guard),
      log_(log),
      reserve_fd_(OpenReserve()) {}

Acceptor::~Acceptor() {
  Stop();
  (void)close(wake_fd_);
  if (reserve_fd_ >= 0) (void)close(reserve_fd_);
}

void Acceptor::Run(Handover handover) {
  handover_ = std::move(handover);
  thread_ = std::thread([this] {
    NameThisThread("accept");
    Loop();
  });
}

void Acceptor::Stop() {
  if (stopping_.exchange(true)) return;
  const uint64_t one = 1;
  (void)!write(wake_fd_, &one, sizeof(one));
  if (thread_.joinable()) thread_.join();
  (void)close(listener_fd_);
}

void Acceptor::Loop() {
  auto next_tick = std::chrono::steady_clock::now() + kTick;
  while (!stopping_) {
    pollfd watched[] = {{.fd = listener_fd_, .events = POLLIN, .revents = 0},
                        {.fd = wake_fd_, .events = POLLIN, .revents = 0}};
    (void)poll(watched, 2, static_cast<int>(kTick.count()));
    for (int i = 0; i < kAcceptBurst && !stopping_ && AcceptOne(); ++i) {
    }
    const auto now = std::chrono::steady_clock::now();
    if (now < next_tick) continue;
    next_tick = now + kTick;
    guard_.Tick(now);
    LogChanges();
  }
}

bool Acceptor::AcceptOne() {
  sockaddr_storage address = {};
  socklen_t size = sizeof(address);
  const int fd = accept4(listener_fd_, reinterpret_cast<sockaddr*>(&address),
                         &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0) {
    if (errno == EMFILE || errno == ENFILE) {
      ShedOne();
      return true;
    }
    // Gone before it was taken; or nothing is waiting.
    return errno == ECONNABORTED || errno == EINTR;
  }
  const PeerName name = PeerNameOf(address);
  if (name.peer.empty() || !guard_.Admit(fd, name.peer, name.address,
                                         std::chrono::steady_clock::now())) {
    (void)close(fd);
    return true;
  }
  const int on = 1;
  (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  handover_(listener_fd_, fd);
  return true;
}

void Acceptor::ShedOne() {
  if (reserve_fd_ >= 0) (void)close(reserve_fd_);
  const int fd = accept4(listener_fd_, nullptr, nullptr, SOCK_CLOEXEC);
  if (fd >= 0) (void)close(fd);
  reserve_fd_ = OpenReserve();
}

void Acceptor::LogChanges() {
  const ConnectionGuard::Counts counts = guard_.counts();
  if (log_ != nullptr) {
    const uint64_t refused =
        counts.refused + counts.displaced - logged_.refused - logged_.displaced;
    const uint64_t closed = counts.flooding - logged_.flooding;
    if (refused != 0) {
      log_->Write(LogEvent::kConnectionRefused,
                  {{.key = LogKey::kCount, .value = refused}});
    }
    if (closed != 0) {
      log_->Write(LogEvent::kConnectionClosed,
                  {{.key = LogKey::kCount, .value = closed}});
    }
  }
  logged_ = counts;
}

}  // namespace sceau

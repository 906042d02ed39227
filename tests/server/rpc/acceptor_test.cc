#include "server/rpc/acceptor.h"

#include <arpa/inet.h>
#include <chrono>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using testing::IsOk;

constexpr int kPatienceMs = 10'000;

class AcceptorTest : public ::testing::Test {
 protected:
  void Listen(ConnectionGuard::Limits limits) {
    guard_ = std::make_unique<ConnectionGuard>(limits);
    auto acceptor = Acceptor::Listen("127.0.0.1:0", *guard_, /*log=*/nullptr);
    ASSERT_THAT(acceptor, IsOk());
    acceptor_ = *std::move(acceptor);
  }
  void Run() {
    acceptor_->Run([this](int /*listener*/, int fd) {
      const std::lock_guard<std::mutex> lock(mu_);
      handed_over_.push_back(fd);
    });
  }
  void TearDown() override {
    acceptor_ = nullptr;
    for (const int fd : handed_over_) close(fd);
    for (const int fd : clients_) close(fd);
  }

  int Connect() {
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(acceptor_->port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(
        connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    clients_.push_back(fd);
    return fd;
  }

  // Whether the other end closes the connection.
  static bool IsClosed(int fd) {
    pollfd watched = {.fd = fd, .events = POLLIN, .revents = 0};
    char byte = 0;
    return poll(&watched, 1, kPatienceMs) == 1 && recv(fd, &byte, 1, 0) <= 0;
  }

  // The first connection that was handed over, or -1.
  int HandedOver() {
    for (int waited = 0; waited < kPatienceMs; ++waited) {
      {
        const std::lock_guard<std::mutex> lock(mu_);
        if (!handed_over_.empty()) return handed_over_.front();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return -1;
  }

  std::unique_ptr<ConnectionGuard> guard_;
  std::unique_ptr<Acceptor> acceptor_;
  std::vector<int> clients_;
  std::mutex mu_;
  std::vector<int> handed_over_;
};

// CVE-2023-4785: gRPC's own loop then never accepted again.
TEST_F(AcceptorTest, OutOfDescriptorsItTurnsAwayAndGoesOnAfterwards) {
  // UBSan needs a descriptor to look at a type that it meets for the first
  // time.
  Listen({});
  Run();
  acceptor_ = nullptr;
  Listen({});
  for (int i = 0; i < 20; ++i) Connect();  // They wait in the kernel.
  rlimit before = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const int free = open("/dev/null", O_RDONLY | O_CLOEXEC);
  close(free);
  const rlimit none = {.rlim_cur = static_cast<rlim_t>(free),
                       .rlim_max = before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  Run();
  for (const int fd : clients_) EXPECT_TRUE(IsClosed(fd));
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  Connect();
  EXPECT_GE(HandedOver(), 0);
}

TEST_F(AcceptorTest, WhoIsNotAdmittedIsClosed) {
  Listen({.connections = 1, .connections_per_address = 1});
  Run();
  Connect();
  const int fd = HandedOver();
  sockaddr_storage peer = {};
  socklen_t size = sizeof(peer);
  ASSERT_EQ(getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size), 0);
  // Who has called is not displaced.
  guard_->CountCall(PeerNameOf(peer).peer, 100, ConnectionGuard::Clock::now());
  EXPECT_TRUE(IsClosed(Connect()));
  EXPECT_EQ(guard_->counts().refused, 1u);
}

// What was received after a connection was cut off is read all the same.
TEST_F(AcceptorTest, TheKernelKeepsLittleOfAConnection) {
  Listen({});
  Run();
  Connect();
  const int fd = HandedOver();
  ASSERT_GE(fd, 0);
  int bytes = 0;
  socklen_t size = sizeof(bytes);
  ASSERT_EQ(getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, &size), 0);
  EXPECT_LE(bytes, 2 * kReceiveBufferBytes);
}

}  // namespace
}  // namespace sceau

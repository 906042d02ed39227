// Real sockets of the loopback: what is measured is what the kernel says.
#include "server/rpc/connection_guard.h"

#include <algorithm>
#include <arpa/inet.h>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "server/rpc/acceptor.h"

namespace sceau {
namespace {

using std::chrono::milliseconds;

// Two ends of a TCP connection; `served` is what a server would hold.
class Pair {
 public:
  Pair() {
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    Must(bind(listener, reinterpret_cast<sockaddr*>(&address),
              sizeof(address)) == 0);
    Must(listen(listener, 1) == 0);
    socklen_t size = sizeof(address);
    Must(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) ==
         0);
    client_ = socket(AF_INET, SOCK_STREAM, 0);
    Must(connect(client_, reinterpret_cast<sockaddr*>(&address),
                 sizeof(address)) == 0);
    served_ = accept(listener, nullptr, nullptr);
    Must(served_ >= 0);
    close(listener);
  }
  ~Pair() {
    close(client_);
    close(served_);
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;

  int served() const { return served_; }
  void CloseServed() { shutdown(served_, SHUT_RDWR); }

  // Sends and lets the other end read, so that windows never fill.
  void Send(size_t bytes) {
    const std::string block(size_t{64} * 1024, 'x');
    std::string sink(block.size(), '\0');
    while (bytes > 0) {
      const ssize_t sent = send(client_, block.data(),
                                std::min(bytes, block.size()), MSG_NOSIGNAL);
      if (sent <= 0) return;
      size_t left = static_cast<size_t>(sent);
      bytes -= left;
      while (left > 0) {
        const ssize_t read =
            recv(served_, sink.data(), std::min(left, sink.size()), 0);
        if (read <= 0) return;
        left -= static_cast<size_t>(read);
      }
    }
  }

  // Whether the client's end was shut down.
  bool IsCut() const {
    char byte = 0;
    return recv(client_, &byte, 1, MSG_DONTWAIT) == 0;
  }

 private:
  static void Must(bool good) {
    if (!good) std::abort();
  }
  int client_ = -1;
  int served_ = -1;
};

class ConnectionGuardTest : public ::testing::Test {
 protected:
  // Peers are named "<address>:<number>".
  bool Admit(ConnectionGuard& guard, const Pair& pair, int number,
             const std::string& address = "a") {
    return guard.Admit(pair.served(), absl::StrCat(address, ":", number),
                       address, now_);
  }
  void Tick(ConnectionGuard& guard) { guard.Tick(now_); }

  ConnectionGuard::Clock::time_point now_ = ConnectionGuard::Clock::now();
};

TEST_F(ConnectionGuardTest, CapsConnectionsOfOneAddressAndOfAll) {
  ConnectionGuard guard({.connections = 3, .connections_per_address = 2});
  const Pair pairs[5];
  EXPECT_TRUE(Admit(guard, pairs[0], 0));
  EXPECT_TRUE(Admit(guard, pairs[1], 1));
  EXPECT_FALSE(Admit(guard, pairs[2], 2));
  EXPECT_TRUE(Admit(guard, pairs[3], 3, "b"));
  EXPECT_FALSE(Admit(guard, pairs[4], 4, "c"));
  EXPECT_EQ(guard.counts().refused, 2u);
  EXPECT_EQ(guard.size(), 3u);
}

TEST_F(ConnectionGuardTest, WhoNeverCalledGivesWayToANewcomer) {
  ConnectionGuard guard({.connections = 2, .connections_per_address = 2});
  const Pair pairs[3];
  ASSERT_TRUE(Admit(guard, pairs[0], 0));
  now_ += milliseconds(1);
  ASSERT_TRUE(Admit(guard, pairs[1], 1));
  guard.CountCall("a:0", 100, now_);
  now_ += kDisplaceAge;
  EXPECT_TRUE(Admit(guard, pairs[2], 2));
  EXPECT_FALSE(pairs[0].IsCut());  // It had called.
  EXPECT_TRUE(pairs[1].IsCut());
  EXPECT_EQ(guard.counts().displaced, 1u);
}

TEST_F(ConnectionGuardTest, ForgetsWhatIsClosed) {
  ConnectionGuard guard({.connections = 1, .connections_per_address = 1});
  Pair first;
  const Pair second;
  ASSERT_TRUE(Admit(guard, first, 0));
  guard.CountCall("a:0", 100, now_);
  ASSERT_FALSE(Admit(guard, second, 1));
  first.CloseServed();
  Tick(guard);
  EXPECT_EQ(guard.size(), 0u);
  EXPECT_TRUE(Admit(guard, second, 1));
}

TEST_F(ConnectionGuardTest, BytesThatBecomeNoCallCutOff) {
  ConnectionGuard guard({});
  Pair pair;
  ASSERT_TRUE(Admit(guard, pair, 0));
  pair.Send(kFloodBytes + 1);
  now_ += milliseconds(100);
  Tick(guard);
  EXPECT_FALSE(pair.IsCut());  // A burst may yet become a call.
  now_ += kFloodTime;
  Tick(guard);
  EXPECT_TRUE(pair.IsCut());
  EXPECT_EQ(guard.counts().flooding, 1u);
}

// However slowly they come: streams opened and reset are small.
TEST_F(ConnectionGuardTest, ASlowFloodIsCutOff) {
  ConnectionGuard guard({});
  Pair pair;
  ASSERT_TRUE(Admit(guard, pair, 0));
  pair.Send(kFloodBytes + 1);
  now_ += std::chrono::seconds(10);
  Tick(guard);
  EXPECT_TRUE(pair.IsCut());
}

TEST_F(ConnectionGuardTest, TheLargestMessageOnASlowLinkIsNoFlood) {
  ConnectionGuard guard({});
  Pair pair;
  ASSERT_TRUE(Admit(guard, pair, 0));
  pair.Send(kFloodBytes);
  now_ += std::chrono::seconds(10);
  Tick(guard);
  EXPECT_FALSE(pair.IsCut());
}

TEST_F(ConnectionGuardTest, CallsOfLawfulSizeAreNeverCutOff) {
  ConnectionGuard guard({});
  Pair pair;
  ASSERT_TRUE(Admit(guard, pair, 0));
  constexpr size_t kMessage = size_t{256} * 1024;
  for (int i = 0; i < 100; ++i) {
    pair.Send(kMessage + 100);
    guard.CountCall("a:0", kMessage, now_);
    now_ += milliseconds(100);
    Tick(guard);
    ASSERT_FALSE(pair.IsCut()) << i;
  }
}

TEST_F(ConnectionGuardTest, SmallCallsDoNotPayForALargeFlood) {
  ConnectionGuard guard({});
  Pair pair;
  ASSERT_TRUE(Admit(guard, pair, 0));
  for (int i = 0; i < 40 && !pair.IsCut(); ++i) {
    pair.Send(size_t{300} * 1024);
    guard.CountCall("a:0", 50, now_);
    now_ += milliseconds(100);
    Tick(guard);
  }
  EXPECT_TRUE(pair.IsCut());
}

TEST(PeerNameTest, IsWrittenAsGrpcWritesIt) {
  sockaddr_storage storage = {};
  auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
  v4.sin_family = AF_INET;
  v4.sin_port = htons(4242);
  inet_pton(AF_INET, "192.0.2.1", &v4.sin_addr);
  EXPECT_EQ(PeerNameOf(storage).peer, "ipv4:192.0.2.1:4242");
  EXPECT_EQ(PeerNameOf(storage).address, "192.0.2.1");

  storage = {};
  auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(4242);
  inet_pton(AF_INET6, "::ffff:192.0.2.1", &v6.sin6_addr);
  EXPECT_EQ(PeerNameOf(storage).peer, "ipv4:192.0.2.1:4242");
  inet_pton(AF_INET6, "2001:db8::1", &v6.sin6_addr);
  EXPECT_EQ(PeerNameOf(storage).peer, "ipv6:%5B2001:db8::1%5D:4242");

  storage = {};
  storage.ss_family = AF_UNIX;
  EXPECT_EQ(PeerNameOf(storage).peer, "");
}

}  // namespace
}  // namespace sceau

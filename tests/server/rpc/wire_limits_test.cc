// What one peer may cost: connections that do nothing, frames that lead to no
// call. A lawful client is served meanwhile and afterwards.
#include <arpa/inet.h>
#include <chrono>
#include <memory>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "proto/contract/wire.h"
#include "sceau/v1/member_service.grpc.pb.h"
#include "tests/support/raw_tls.h"
#include "tests/support/test_group.h"
#include "tests/support/test_server.h"

namespace sceau {
namespace {

using std::chrono::steady_clock;
using testing::TestGroup;
using testing::TestServer;

// A connection of plain TCP that never says anything.
int Connect(const TestServer& server) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(server.port()));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) !=
      0) {
    close(fd);
    return -1;
  }
  return fd;
}

class WireLimitsTest : public ::testing::Test {
 protected:
  // A call on a new connection.
  absl::Status WhoAmI() {
    grpc::ClientContext context;
    testing::SetDeadline(context);
    v1::WhoAmIRequest request;
    request.set_parent("groups/alencon-jeunesse");
    v1::WhoAmIResponse response;
    return FromGrpcStatus(v1::MemberService::NewStub(server_.ChannelAs("pjj-1"))
                              ->WhoAmI(&context, request, &response));
  }

  TestGroup group_;
  TestServer server_{group_};
};

TEST_F(WireLimitsTest, SilentConnectionsDoNotKeepALawfulClientOut) {
  std::vector<int> silent;
  for (int i = 0; i < 600; ++i) silent.push_back(Connect(server_));
  std::this_thread::sleep_for(kDisplaceAge);
  EXPECT_EQ(WhoAmI(), absl::OkStatus());
  for (const int fd : silent) close(fd);
  EXPECT_EQ(WhoAmI(), absl::OkStatus());
}

// An HTTP/2 peer that sends settings, again and again.
TEST_F(WireLimitsTest, AFloodOfFramesIsCutOffAndOthersAreServed) {
  testing::RawTls flood(server_.address(), group_.CredentialOf("spip-1"),
                        TLS1_3_VERSION);
  ASSERT_TRUE(flood.is_open());
  std::string frames = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  const std::string settings("\0\0\0\4\0\0\0\0\0", 9);
  while (frames.size() < size_t{16} * 1024) frames += settings;
  const auto begin = steady_clock::now();
  bool is_cut = false;
  while (!is_cut && steady_clock::now() - begin < std::chrono::seconds(10)) {
    is_cut = !flood.Send(frames);
    if (frames.front() == 'P') {
      frames.clear();
      while (frames.size() < size_t{16} * 1024) frames += settings;
    }
  }
  EXPECT_TRUE(is_cut);
  EXPECT_LT(steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_EQ(WhoAmI(), absl::OkStatus());
}

// Clients that are busy, but lawful, are not taken for a flood: each of these
// sends more than kUncalledBytes in all. By IPv6, too, a call is counted for
// the connection it came by.
TEST(WireLoadTest, ManyLargeCallsAreServed) {
  for (const char* const host : {"127.0.0.1", "[::1]"}) {
    TestGroup group;
    TestServer server(group, host);
    const auto stub =
        v1::MemberService::NewStub(server.ChannelAs(testing::kAdmin));
    for (int i = 0; i < 64; ++i) {
      grpc::ClientContext context;
      testing::SetDeadline(context);
      v1::RegisterMemberRequest request;
      request.set_parent("groups/alencon-jeunesse");
      request.set_certificate(std::string(size_t{200} * 1024, 'x'));
      v1::Member response;
      ASSERT_EQ(ReasonOf(FromGrpcStatus(
                    stub->RegisterMember(&context, request, &response))),
                v1::ERROR_REASON_FIELD_INVALID)
          << host << " " << i;
    }
  }
}

}  // namespace
}  // namespace sceau

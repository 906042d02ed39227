// HTTP/2 used against the server: by the holder of a good certificate, since
// nobody else gets that far. Each flood is cut off soon, costs little memory,
// and a lawful client is served meanwhile and afterwards.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <netdb.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "proto/contract/wire.h"
#include "sceau/v1/member_service.grpc.pb.h"
#include "tests/support/raw_http2.h"
#include "tests/support/raw_tls.h"
#include "tests/support/test_group.h"
#include "tests/support/test_server.h"

namespace sceau::testing {
namespace {

using std::chrono::steady_clock;

constexpr char kPath[] = "/sceau.v1.MemberService/WhoAmI";
constexpr size_t kChunkBytes = size_t{16} * 1024;
constexpr std::chrono::seconds kPatience{20};
// What a flood may cost this process, both ends of it, in KiB: without the
// guard it is 2 GiB in 20 s, with it some 100 MiB, and more on a machine too
// busy to look in time or one that keeps what was freed.
constexpr uint64_t kMostMemoryKib = uint64_t{1024} * 1024;

uint64_t ResidentKib() {
  uint64_t total = 0;
  uint64_t resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return resident * static_cast<uint64_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

class WireAbuseTest : public ::testing::Test {
 protected:
  absl::Status WhoAmI(const std::shared_ptr<grpc::Channel>& channel) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::WhoAmIRequest request;
    request.set_parent("groups/alencon-jeunesse");
    v1::WhoAmIResponse response;
    return FromGrpcStatus(v1::MemberService::NewStub(channel)->WhoAmI(
        &context, request, &response));
  }

  // Sends `first`, then what `next` gives, until the connection is cut, while
  // another client goes on calling.
  void ExpectCutOff(const std::string& first,
                    const std::function<std::string()>& next) {
    ASSERT_EQ(WhoAmI(server_.ChannelAs("pjj-1")), absl::OkStatus());
    const uint64_t before = ResidentKib();
    RawTls flood(server_.address(), group_.CredentialOf("spip-1"),
                 TLS1_3_VERSION);
    ASSERT_TRUE(flood.is_open());
    std::atomic<bool> stop{false};
    std::atomic<int> served{0};
    std::atomic<int> failed{0};
    std::thread lawful([&] {
      const auto channel = server_.ChannelAs("pjj-1");
      do {
        ++(WhoAmI(channel).ok() ? served : failed);
      } while (!stop);
    });
    const auto begun = steady_clock::now();
    uint64_t sent = first.size();
    uint64_t most = before;
    bool is_open = flood.Send(Http2Hello() + first);
    while (is_open && steady_clock::now() - begun < kPatience) {
      std::string chunk;
      while (chunk.size() < kChunkBytes) chunk += next();
      is_open = flood.Send(chunk);
      sent += chunk.size();
      most = std::max(most, ResidentKib());
    }
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        steady_clock::now() - begun);
    stop = true;
    lawful.join();
    std::cout << "cut off after " << took.count() << " ms, " << sent / 1024
              << " KiB; memory +" << most - before << " KiB; served " << served
              << " meanwhile\n";
    EXPECT_FALSE(is_open);
    EXPECT_LT(most - before, kMostMemoryKib);
    // One or the other may be told to try again, as clients then do.
    EXPECT_GT(served, failed);
    EXPECT_EQ(WhoAmI(server_.ChannelAs("pjj-1")), absl::OkStatus());
  }

  TestGroup group_;
  TestServer server_{group_};
};

TEST_F(WireAbuseTest, StreamsOpenedAndResetAreCutOff) {
  uint32_t stream = 1;
  const auto one = [&](const std::string& headers) {
    std::string frames =
        FrameOf(Http2Frame::kHeaders, kEndHeaders, stream, headers) +
        FrameOf(Http2Frame::kReset, 0, stream, std::string("\0\0\0\x8", 4));
    stream += 2;
    return frames;
  };
  const std::string first = one(CallHeaders(kPath));
  ExpectCutOff(first, [&] { return one(CallHeadersAgain()); });
}

TEST_F(WireAbuseTest, AHeaderBlockWithoutEndIsCutOff) {
  const std::string more(kChunkBytes - 9, '\x83');
  ExpectCutOff(FrameOf(Http2Frame::kHeaders, 0, 1, CallHeaders(kPath)),
               [&] { return FrameOf(Http2Frame::kContinuation, 0, 1, more); });
}

// A table entry of 3 KiB, referred to by a byte each time.
TEST_F(WireAbuseTest, AHeaderBombIsCutOffAndNotUnpacked) {
  uint32_t stream = 1;
  std::string entry = "\x40" + HpackText("x-bomb");
  constexpr size_t kEntryBytes = 3'000;
  // A length above 126: 127, then the rest in two groups of seven bits.
  entry += '\x7f';
  entry += static_cast<char>((kEntryBytes - 127) % 128 | 0x80);
  entry += static_cast<char>((kEntryBytes - 127) / 128);
  entry += std::string(kEntryBytes, 'b');
  const std::string bomb(kChunkBytes - 9, '\xbe');
  ExpectCutOff(FrameOf(Http2Frame::kHeaders, kEndHeaders, stream, entry), [&] {
    stream += 2;
    return FrameOf(Http2Frame::kHeaders, kEndHeaders, stream, bomb);
  });
}

TEST_F(WireAbuseTest, PingsAreCutOff) {
  const std::string ping =
      FrameOf(Http2Frame::kPing, 0, 0, std::string(8, 'p'));
  ExpectCutOff("", [&] { return ping; });
}

TEST_F(WireAbuseTest, SettingsAreCutOff) {
  // SETTINGS_HEADER_TABLE_SIZE, up and down.
  uint32_t turn = 0;
  ExpectCutOff("", [&] {
    std::string payload("\0\1\0\0", 4);
    payload += static_cast<char>(++turn % 2 == 0 ? 16 : 0);
    payload += '\0';
    return FrameOf(Http2Frame::kSettings, 0, 0, payload);
  });
}

TEST_F(WireAbuseTest, WindowUpdatesAreCutOff) {
  const std::string update =
      FrameOf(Http2Frame::kWindowUpdate, 0, 0, std::string("\0\0\0\1", 4));
  ExpectCutOff("", [&] { return update; });
}

// Hello bytes that come one by one keep a connection, and no thread, for
// kHandshakeTimeout at most.
TEST_F(WireAbuseTest, AHandshakeThatNeverEndsIsDropped) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  ASSERT_EQ(getaddrinfo("127.0.0.1", absl::StrCat(server_.port()).c_str(),
                        &hints, &found),
            0);
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  ASSERT_EQ(connect(fd, found->ai_addr, found->ai_addrlen), 0);
  freeaddrinfo(found);
  // A record header of a hello of 512 bytes, then a byte at a time.
  std::string bytes("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
  const auto begun = steady_clock::now();
  bool is_open = true;
  while (is_open && steady_clock::now() - begun < kPatience) {
    is_open = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0;
    bytes = "x";
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  EXPECT_FALSE(is_open);
  EXPECT_LT(steady_clock::now() - begun, kHandshakeTimeout * 2);
  close(fd);
  EXPECT_EQ(WhoAmI(server_.ChannelAs("pjj-1")), absl::OkStatus());
}

}  // namespace
}  // namespace sceau::testing

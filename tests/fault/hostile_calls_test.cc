// P8 and "bounded when attacked" with the real program: thousands of malformed
// calls that carry a canary in every field, metadata key and value, name,
// certificate and frame. Neither the log nor what the program prints holds it,
// the log stays small, and a lawful caller is served afterwards.
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/message.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "sceau/v1/member_service.grpc.pb.h"
#include "server/rpc/method_table.h"
#include "tests/fault/server_process.h"
#include "tests/support/raw_call.h"
#include "tests/support/raw_http2.h"
#include "tests/support/raw_tls.h"
#include "tests/support/test_group.h"
#include "tests/support/test_server.h"

namespace sceau::testing {
namespace {

namespace pb = ::google::protobuf;

constexpr char kCanary[] = "kanarienvogel";
constexpr int kRounds = 12;
constexpr int kDeepest = 4;
// Bursts of the events that a stranger can cause, and their trickle meanwhile.
constexpr size_t kMostLogBytes = size_t{128} * 1024;

class Poisoner {
 public:
  // Fills every field, one or two of what repeats.
  void Fill(pb::Message& message, int depth) {
    const pb::Descriptor& descriptor = *message.GetDescriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
      const pb::FieldDescriptor& field = *descriptor.field(i);
      for (int n = field.is_repeated() ? 2 : 1; n > 0; --n) {
        Set(message, field, depth);
      }
    }
    if (random_() % 3 == 0) {
      message.GetReflection()
          ->MutableUnknownFields(&message)
          ->AddLengthDelimited(777, kCanary);
    }
  }

 private:
  std::string Text(const pb::FieldDescriptor& field) {
    switch (random_() % 6) {
      case 0:
        return absl::StrCat("groups/alencon-jeunesse/cases/", kCanary);
      case 1:
        return "groups/alencon-jeunesse";
      case 2:
        return absl::StrCat(kCanary, "\n", kCanary, "\t\"");
      case 3:
        return absl::StrCat("\u202e", kCanary);
      case 4:
        return std::string(300, 'x') + kCanary;
      default:
        return field.name() == "request_id"
                   ? "00000000-0000-4000-8000-000000000001"
                   : kCanary;
    }
  }
  void Set(pb::Message& message, const pb::FieldDescriptor& field, int depth) {
    const pb::Reflection& reflection = *message.GetReflection();
    switch (field.cpp_type()) {
      case pb::FieldDescriptor::CPPTYPE_STRING:
        field.is_repeated()
            ? reflection.AddString(&message, &field, Text(field))
            : reflection.SetString(&message, &field, Text(field));
        return;
      case pb::FieldDescriptor::CPPTYPE_ENUM: {
        const int value = static_cast<int>(random_() % 12'000);
        field.is_repeated() ? reflection.AddEnumValue(&message, &field, value)
                            : reflection.SetEnumValue(&message, &field, value);
        return;
      }
      case pb::FieldDescriptor::CPPTYPE_INT32: {
        const auto value = static_cast<int32_t>(random_());
        if (!field.is_repeated()) reflection.SetInt32(&message, &field, value);
        return;
      }
      case pb::FieldDescriptor::CPPTYPE_MESSAGE:
        if (depth == 0) return;
        Fill(field.is_repeated() ? *reflection.AddMessage(&message, &field)
                                 : *reflection.MutableMessage(&message, &field),
             depth - 1);
        return;
      default:
        return;
    }
  }

  std::mt19937 random_{20'260'302};
};

class HostileCallsTest : public ::testing::Test {
 protected:
  HostileCallsTest()
      : group_({.today = absl::ToCivilDay(absl::Now(), absl::UTCTimeZone())}) {
    group_.Close();
    server_ = std::make_unique<ServerProcess>(SCEAU_SERVER_PROGRAM, group_);
  }

  // Sends `bytes` as a call of `path`, with a canary beside it.
  absl::Status Call(const std::shared_ptr<grpc::Channel>& channel,
                    const std::string& path, const std::string& bytes) {
    grpc::ClientContext context;
    SetDeadline(context, ++calls_ % 7 == 0 ? std::chrono::seconds(60)
                                           : std::chrono::seconds(10));
    context.AddMetadata(kCanary, kCanary);
    context.AddMetadata(absl::StrCat(kCanary, "-bin"), kCanary);
    return CallBytes(channel, path, bytes, context).status;
  }

  TestGroup group_;
  std::unique_ptr<ServerProcess> server_;
  uint64_t calls_ = 0;
};

TEST_F(HostileCallsTest, NothingTheySayIsWrittenAnywhere) {
  server_->Start();
  ASSERT_TRUE(server_->WaitUntilServing(std::chrono::seconds(60)));
  const std::string uri = absl::StrCat("spiffe://sceau.example/partners/",
                                       kCanary, "/members/", kCanary);
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (const Credential& credential :
       {group_.CredentialOf("pjj-1"), group_.CredentialOf(kCoordinator),
        group_.pki().WithUris({uri}, kCanary),
        group_.pki().WithUris({uri, uri}, kCanary), Credential{}}) {
    channels.push_back(server_->ChannelWith(credential, kCanary));
  }
  Poisoner poisoner;
  for (int round = 0; round < kRounds; ++round) {
    for (const auto* const method : AllMethods()) {
      const std::unique_ptr<pb::Message> request(
          pb::MessageFactory::generated_factory()
              ->GetPrototype(method->input_type())
              ->New());
      poisoner.Fill(*request, round % kDeepest + 1);
      const std::string path = absl::StrCat("/", method->service()->full_name(),
                                            "/", method->name());
      std::string bytes = request->SerializeAsString();
      for (const auto& channel : channels) {
        EXPECT_NE(Call(channel, path, bytes).code(),
                  absl::StatusCode::kInternal)
            << path << "\n"
            << request->ShortDebugString();
      }
      // No message of the wire at all.
      (void)Call(channels[0], path, absl::StrCat(kCanary, bytes));
    }
    for (const auto& channel : channels) {
      (void)Call(channel, absl::StrCat("/sceau.v1.", kCanary, "/", kCanary),
                 kCanary);
    }
    // Not even HTTP/2; HTTP/2 with a canary for a method; not even TLS.
    RawTls raw(server_->address(), group_.CredentialOf("pjj-1"),
               TLS1_3_VERSION);
    (void)raw.Send(round % 2 == 0
                       ? absl::StrCat("GET /", kCanary, " HTTP/1.1\r\n\r\n")
                       : Http2Hello() +
                             FrameOf(Http2Frame::kHeaders,
                                     kEndHeaders | kEndStream, 1,
                                     CallHeaders(absl::StrCat("/", kCanary))));
    RawTls old(server_->address(), group_.pki().WithUris({uri}, kCanary),
               TLS1_2_VERSION);
    EXPECT_FALSE(old.is_open());
  }

  v1::WhoAmIRequest request;
  request.set_parent("groups/alencon-jeunesse");
  EXPECT_EQ(Call(server_->ChannelAs("pjj-1"), "/sceau.v1.MemberService/WhoAmI",
                 request.SerializeAsString()),
            absl::OkStatus());
  EXPECT_EQ(server_->Stop(), 0);
  const std::string written =
      absl::AsciiStrToLower(server_->Log() + server_->Output());
  EXPECT_FALSE(absl::StrContains(written, kCanary));
  EXPECT_FALSE(absl::StrContains(written, absl::BytesToHexString(kCanary)));
  EXPECT_GT(calls_, 2'000u);
  EXPECT_LT(server_->Log().size(), kMostLogBytes);
  EXPECT_TRUE(absl::StrContains(server_->Log(), "credentials_rejected"));
  std::cout << calls_ << " calls, " << server_->Log().size()
            << " bytes of log\n";
}

}  // namespace
}  // namespace sceau::testing

// What every call must look like and what every answer carries, over real TLS.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/dynamic_message.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "crypto/checkpoint.h"
#include "proto/contract/errors.h"
#include "proto/contract/violations.h"
#include "proto/contract/wire.h"
#include "sceau/v1/case_service.grpc.pb.h"
#include "sceau/v1/charter_service.grpc.pb.h"
#include "sceau/v1/journal_service.grpc.pb.h"
#include "sceau/v1/member_service.grpc.pb.h"
#include "server/members/member_operations.h"
#include "server/rpc/method_table.h"
#include "tests/support/raw_call.h"
#include "tests/support/test_group.h"
#include "tests/support/test_server.h"

namespace sceau {
namespace {

using testing::SetDeadline;
using testing::TestGroup;
using testing::TestServer;

constexpr char kWireGroupName[] = "groups/alencon-jeunesse";
constexpr char kRequestId[] = "00000000-0000-4000-8000-000000000001";

std::string TrailerOf(const grpc::ClientContext& context, const char* key) {
  const auto& trailers = context.GetServerTrailingMetadata();
  const auto found = trailers.find(key);
  return found == trailers.end()
             ? ""
             : std::string(found->second.data(), found->second.size());
}

// Any method, called by its descriptor with the least a request must have.
class AnyMethod {
 public:
  explicit AnyMethod(std::shared_ptr<grpc::Channel> channel)
      : channel_(std::move(channel)) {}

  absl::Status Call(const google::protobuf::MethodDescriptor& method) {
    const std::unique_ptr<google::protobuf::Message> request(
        google::protobuf::MessageFactory::generated_factory()
            ->GetPrototype(method.input_type())
            ->New());
    Fill(*request);
    grpc::ClientContext context;
    SetDeadline(context);
    return testing::CallBytes(channel_, testing::PathOf(method),
                              request->SerializeAsString(), context)
        .status;
  }

 private:
  static void SetText(google::protobuf::Message& message, const char* field,
                      const std::string& text) {
    const auto* const descriptor =
        message.GetDescriptor()->FindFieldByName(field);
    if (descriptor == nullptr) return;
    message.GetReflection()->SetString(&message, descriptor, text);
  }

  static void Fill(google::protobuf::Message& request) {
    const auto* const first = request.GetDescriptor()->FindFieldByNumber(1);
    if (first->type() == google::protobuf::FieldDescriptor::TYPE_MESSAGE) {
      SetText(*request.GetReflection()->MutableMessage(&request, first), "name",
              absl::StrCat(kWireGroupName, "/things/x"));
    }
    SetText(request, "parent", kWireGroupName);
    SetText(request, "name",
            absl::StrCat(kWireGroupName, "/charterVersions/current"));
    SetText(request, "request_id", kRequestId);
  }

  const std::shared_ptr<grpc::Channel> channel_;
};

class WireShapeTest : public ::testing::Test {
 protected:
  std::unique_ptr<v1::MemberService::Stub> Members(const char* member) {
    return v1::MemberService::NewStub(server_.ChannelAs(member));
  }

  TestGroup group_;
  TestServer server_{group_};
};

TEST_F(WireShapeTest, ADeadlineIsRequired) {
  v1::WhoAmIRequest request;
  request.set_parent(kWireGroupName);
  v1::WhoAmIResponse response;
  grpc::ClientContext without;
  EXPECT_EQ(ReasonOf(FromGrpcStatus(
                Members("pjj-1")->WhoAmI(&without, request, &response))),
            v1::ERROR_REASON_DEADLINE_REQUIRED);
  grpc::ClientContext too_long;
  SetDeadline(too_long, std::chrono::seconds(40));
  EXPECT_EQ(ReasonOf(FromGrpcStatus(
                Members("pjj-1")->WhoAmI(&too_long, request, &response))),
            v1::ERROR_REASON_DEADLINE_REQUIRED);
  grpc::ClientContext longest;
  SetDeadline(longest, std::chrono::seconds(30));
  EXPECT_TRUE(Members("pjj-1")->WhoAmI(&longest, request, &response).ok());
}

TEST_F(WireShapeTest, AnOversizedMessageIsRefusedAndNothingIsHalfDone) {
  const uint64_t before = server_.leaves();
  v1::RegisterMemberRequest request;
  request.set_parent(kWireGroupName);
  request.set_certificate(std::string(kMaxMessageBytes + 1, 'x'));
  v1::Member response;
  grpc::ClientContext context;
  SetDeadline(context);
  EXPECT_EQ(Members(testing::kAdmin)
                ->RegisterMember(&context, request, &response)
                .error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(server_.leaves(), before);
}

TEST_F(WireShapeTest, WhatIsWrongComesBackWithItsPlace) {
  const uint64_t before = server_.leaves();
  v1::RegisterMemberRequest request;
  request.set_parent(kWireGroupName);
  request.mutable_member()->set_role(static_cast<v1::Role>(99));
  v1::Member response;
  grpc::ClientContext context;
  SetDeadline(context);
  const absl::Status refused = FromGrpcStatus(
      Members(testing::kAdmin)->RegisterMember(&context, request, &response));
  EXPECT_EQ(ReasonOf(refused), v1::ERROR_REASON_FIELD_INVALID);
  std::vector<std::string> fields;
  for (const Violation& each : ViolationsOf(refused)) {
    fields.push_back(each.field);
  }
  EXPECT_EQ(fields, std::vector<std::string>{"member.role"});
  EXPECT_EQ(server_.leaves(), before);
}

TEST_F(WireShapeTest, UnknownFieldsAreRefused) {
  const uint64_t before = server_.leaves();
  v1::WhoAmIRequest request;
  request.set_parent(kWireGroupName);
  request.GetReflection()->MutableUnknownFields(&request)->AddVarint(77, 1);
  v1::WhoAmIResponse response;
  grpc::ClientContext context;
  SetDeadline(context);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(
                Members("pjj-1")->WhoAmI(&context, request, &response))),
            v1::ERROR_REASON_UNKNOWN_FIELD);
  EXPECT_EQ(server_.leaves(), before);
}

TEST_F(WireShapeTest, EveryAnswerCarriesItsReceiptAndTheNewestCheckpoint) {
  v1::WhoAmIRequest request;
  request.set_parent(kWireGroupName);
  v1::WhoAmIResponse response;
  grpc::ClientContext context;
  SetDeadline(context);
  ASSERT_TRUE(Members("pjj-1")->WhoAmI(&context, request, &response).ok());
  const std::string receipt = TrailerOf(context, kReceiptKey);
  ASSERT_EQ(receipt.size(), 8u + crypto::kHashBytes);
  uint64_t index = 0;
  for (size_t i = 0; i < 8; ++i) {
    index = index << 8 | static_cast<uint8_t>(receipt[i]);
  }
  EXPECT_EQ(index + 1, server_.leaves());
  const auto leaf = server_.group()->journal().FindLeaf(index);
  ASSERT_TRUE(leaf.ok());
  EXPECT_EQ(receipt.substr(8), crypto::ToString(leaf->leaf_hash));
  EXPECT_TRUE(
      crypto::VerifyCheckpoint(TrailerOf(context, kCheckpointKey),
                               server_.group()->journal().verifier_key(),
                               "sceau.example/alencon-jeunesse/journal")
          .ok());
}

TEST_F(WireShapeTest, ADeniedCallLeavesALeafAndCarriesItsReceipt) {
  const uint64_t before = server_.leaves();
  v1::ConfirmMemberRequest request;
  request.set_name(absl::StrCat(kWireGroupName, "/members/registered-1"));
  request.set_request_id(kRequestId);
  v1::Member response;
  grpc::ClientContext context;
  SetDeadline(context);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(
                Members("pjj-1")->ConfirmMember(&context, request, &response))),
            v1::ERROR_REASON_POLICY_DENIED);
  EXPECT_EQ(server_.leaves(), before + 1);
  EXPECT_EQ(TrailerOf(context, kReceiptKey).size(), 8u + crypto::kHashBytes);
  EXPECT_NE(TrailerOf(context, kCheckpointKey), "");
}

// P6, over every method there is, present and future.
TEST_F(WireShapeTest, WithoutASignatureNothingAnswersButTheList) {
  for (const char* const member : {"unsigned-1", "registered-1"}) {
    AnyMethod any(server_.ChannelAs(member));
    for (const auto* const method : AllMethods()) {
      const uint64_t before = server_.leaves();
      const absl::Status status = any.Call(*method);
      EXPECT_NE(status.code(), absl::StatusCode::kUnimplemented)
          << method->full_name();
      if (NeedsSignature(OperationsOf(*method))) {
        EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_SIGNATURE_REQUIRED)
            << method->full_name() << " " << status;
        EXPECT_EQ(server_.leaves(), before + 1) << method->full_name();
      } else {
        EXPECT_NE(ReasonOf(status), v1::ERROR_REASON_SIGNATURE_REQUIRED)
            << method->full_name();
      }
    }
  }
}

// The list of what leaves no leaf: proofs, and the health service below.
TEST_F(WireShapeTest, OnlyProofsAndHealthLeaveNoLeaf) {
  AnyMethod any(server_.ChannelAs("unsigned-1"));
  for (const auto* const method : AllMethods()) {
    const uint64_t before = server_.leaves();
    const absl::Status ignored = any.Call(*method);
    const bool listed = std::any_of(
        std::begin(kNotJournalled), std::end(kNotJournalled),
        [&](const char* name) { return method->full_name() == name; });
    EXPECT_EQ(server_.leaves(), before + (listed ? 0 : 1))
        << method->full_name() << " " << ignored;
  }
}

// grpc.health.v1.Health/Check by hand: field 1 of each message.
int HealthOf(const std::shared_ptr<grpc::Channel>& channel,
             const std::string& service) {
  std::string request;
  if (!service.empty()) {
    request = absl::StrCat(
        "\x0a", std::string(1, static_cast<char>(service.size())), service);
  }
  grpc::ClientContext context;
  SetDeadline(context);
  const testing::RawAnswer answer = testing::CallBytes(
      channel, "/grpc.health.v1.Health/Check", request, context);
  return answer.bytes.size() == 2 ? answer.bytes[1] : -1;
}
constexpr int kServing = 1;
constexpr int kNotServing = 2;

TEST_F(WireShapeTest, HealthAnswersAndLeavesNoLeaf) {
  const uint64_t before = server_.leaves();
  const auto channel = server_.ChannelAs("pjj-1");
  EXPECT_EQ(HealthOf(channel, ""), kServing);
  EXPECT_EQ(HealthOf(channel, kWireGroupName), kServing);
  EXPECT_EQ(HealthOf(channel, "groups/other"), -1);
  EXPECT_EQ(server_.leaves(), before);
}

TEST(WireRollbackTest, ARolledBackGroupStaysClosedAndSaysSo) {
  TestGroup group;
  group.Close();
  // Yesterday's data beside today's checkpoint.
  const std::string data = group.place().data_dir;
  std::filesystem::copy(data, group.folder() + "/yesterday",
                        std::filesystem::copy_options::recursive);
  ASSERT_EQ(group.Open(), absl::OkStatus());
  ASSERT_EQ(testing::Await([&](Finish finish) {
              static v1::WhoAmIResponse response;
              group.group().rooms().member_operations->WhoAmI(
                  group.As("pjj-1"), {}, &response, std::move(finish));
            }).status,
            absl::OkStatus());
  group.Close();
  std::filesystem::remove_all(data);
  std::filesystem::rename(group.folder() + "/yesterday", data);

  TestServer server(group);
  const auto channel = server.ChannelAs("pjj-1");
  EXPECT_EQ(HealthOf(channel, ""), kNotServing);
  EXPECT_EQ(HealthOf(channel, kWireGroupName), kNotServing);
  AnyMethod any(channel);
  for (const auto* const method : AllMethods()) {
    EXPECT_EQ(ReasonOf(any.Call(*method)), v1::ERROR_REASON_ROLLBACK_SUSPECTED)
        << method->full_name();
  }
}

}  // namespace
}  // namespace sceau

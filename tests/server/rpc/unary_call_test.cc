#include "server/rpc/unary_call.h"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "proto/contract/wire.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/member_service.grpc.pb.h"
#include "sceau/v1/referral_service.pb.h"
#include "sceau/v1/session_service.pb.h"
#include "server/rpc/routes.h"
#include "server/rpc/services.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using testing::IsOkAndHolds;
using testing::ReasonIs;

TEST(GroupOfTest, IsNamedByTheFirstField) {
  v1::GetCaseRequest by_name;
  by_name.set_name("groups/alencon/cases/c1");
  EXPECT_THAT(GroupOf(by_name), IsOkAndHolds("alencon"));
  v1::ListCasesRequest by_parent;
  by_parent.set_parent("groups/alencon");
  EXPECT_THAT(GroupOf(by_parent), IsOkAndHolds("alencon"));
  v1::UpdateReferralRequest by_resource;
  by_resource.mutable_referral()->set_name("groups/alencon/referrals/r1");
  EXPECT_THAT(GroupOf(by_resource), IsOkAndHolds("alencon"));
  v1::UpdateReviewSessionRequest by_session;
  by_session.mutable_review_session()->set_name(
      "groups/alencon/reviewSessions/s1");
  EXPECT_THAT(GroupOf(by_session), IsOkAndHolds("alencon"));
}

TEST(GroupOfTest, RefusesEveryOtherForm) {
  for (const std::string& name :
       {std::string(), std::string("alencon"), std::string("groups/"),
        std::string("groups/Alençon"), std::string("Groups/alencon"),
        std::string("groups//cases/c1"), std::string("/groups/alencon"),
        "groups/" + std::string(300, 'a')}) {
    v1::GetCaseRequest request;
    request.set_name(name);
    EXPECT_THAT(GroupOf(request), ReasonIs(v1::ERROR_REASON_NAME_MALFORMED))
        << name;
  }
}

TEST(GroupOfTest, EveryRequestNamesItsGroup) {
  for (const auto* const method : AllMethods()) {
    const auto* const first = method->input_type()->FindFieldByNumber(1);
    ASSERT_NE(first, nullptr) << method->full_name();
    const auto* const name =
        first->message_type() == nullptr
            ? first
            : first->message_type()->FindFieldByName("name");
    ASSERT_NE(name, nullptr) << method->full_name();
    EXPECT_TRUE(name->name() == "name" || name->name() == "parent")
        << method->full_name();
    EXPECT_EQ(name->type(), google::protobuf::FieldDescriptor::TYPE_STRING);
  }
}

// A server without TLS: what is refused before anyone is identified.
class UnaryCallTest : public ::testing::Test {
 protected:
  explicit UnaryCallTest(MethodTable methods = Routes())
      : methods_(std::move(methods)) {
    grpc::ServerBuilder builder;
    for (grpc::Service* const service : services_.All()) {
      builder.RegisterService(service);
    }
    server_ = builder.BuildAndStart();
  }

  absl::Status WhoAmI() {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(10));
    v1::WhoAmIRequest request;
    request.set_parent("groups/alencon");
    v1::WhoAmIResponse response;
    return FromGrpcStatus(
        v1::MemberService::NewStub(server_->InProcessChannel({}))
            ->WhoAmI(&context, request, &response));
  }

  const MethodTable methods_;
  PeerIdentities identities_{"sceau.example"};
  WorkerPool workers_{"worker", 1, 1};
  ConnectionGuard guard_{{}};
  UnaryCalls calls_{methods_, identities_, workers_,
                    {},       guard_,      /*log=*/nullptr};
  Services services_{calls_};
  std::unique_ptr<grpc::Server> server_;
};

TEST_F(UnaryCallTest, WithoutACertificateNobodyIsKnown) {
  EXPECT_THAT(WhoAmI(), ReasonIs(v1::ERROR_REASON_CREDENTIALS_REJECTED));
}

TEST_F(UnaryCallTest, AFullQueuePushesBack) {
  workers_.Stop();
  EXPECT_THAT(WhoAmI(), ReasonIs(v1::ERROR_REASON_QUEUE_FULL));
}

TEST_F(UnaryCallTest, ADrainingServerTakesNoNewCall) {
  calls_.Drain();
  EXPECT_THAT(WhoAmI(), ReasonIs(v1::ERROR_REASON_SHUTTING_DOWN));
}

class UnservedMethodTest : public UnaryCallTest {
 protected:
  UnservedMethodTest() : UnaryCallTest(MethodTable()) {}
};

// P3: what is not in the table is not served.
TEST_F(UnservedMethodTest, AMethodWithoutARowIsNotServed) {
  EXPECT_THAT(WhoAmI(), ReasonIs(v1::ERROR_REASON_INVARIANT_BROKEN));
}

}  // namespace
}  // namespace sceau

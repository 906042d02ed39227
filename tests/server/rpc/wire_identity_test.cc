// Who is let in, over real TLS: P6 and the first promise of design § 4, that
// removal works at the next call of an open connection.
#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "proto/contract/wire.h"
#include "sceau/v1/case_service.grpc.pb.h"
#include "sceau/v1/member_service.grpc.pb.h"
#include "tests/support/raw_tls.h"
#include "tests/support/test_group.h"
#include "tests/support/test_server.h"

namespace sceau {
namespace {

using testing::Credential;
using testing::kTestGroup;
using testing::SetDeadline;
using testing::TestGroup;
using testing::TestServer;

constexpr char kOwnGroupName[] = "groups/alencon-jeunesse";

std::string NewRequestId() {
  static int made = 0;
  return absl::StrCat("00000000-0000-4000-8000-",
                      absl::Dec(++made, absl::kZeroPad12));
}

class WireIdentityTest : public ::testing::Test {
 protected:
  absl::Status WhoAmI(const std::shared_ptr<grpc::Channel>& channel,
                      const std::string& group = kOwnGroupName) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::WhoAmIRequest request;
    request.set_parent(group);
    return FromGrpcStatus(
        v1::MemberService::NewStub(channel)->WhoAmI(&context, request, &who_));
  }

  absl::Status ListMembers(const std::shared_ptr<grpc::Channel>& channel) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ListMembersRequest request;
    request.set_parent(kOwnGroupName);
    v1::ListMembersResponse response;
    return FromGrpcStatus(v1::MemberService::NewStub(channel)->ListMembers(
        &context, request, &response));
  }

  // As the officer, of a member.
  template <typename Request>
  absl::Status Change(grpc::Status (v1::MemberService::Stub::*method)(
                          grpc::ClientContext*, const Request&, v1::Member*),
                      const std::string& member) {
    grpc::ClientContext context;
    SetDeadline(context);
    Request request;
    request.set_name(absl::StrCat(kOwnGroupName, "/members/", member));
    request.set_request_id(NewRequestId());
    v1::Member response;
    const auto stub =
        v1::MemberService::NewStub(server_.ChannelAs(testing::kOfficer));
    return FromGrpcStatus((stub.get()->*method)(&context, request, &response));
  }

  v1::ErrorReason Reason(const absl::Status& status) {
    return ReasonOf(status);
  }

  TestGroup group_;
  TestServer server_{group_};
  v1::WhoAmIResponse who_;
};

TEST_F(WireIdentityTest, NobodyIsAnsweredWithoutACertificate) {
  EXPECT_EQ(WhoAmI(server_.ChannelWithoutCertificate()).code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(WireIdentityTest, ACertificateOfAnotherAuthorityIsRefused) {
  const testing::TestPki other(testing::kTestTrustDomain);
  EXPECT_EQ(WhoAmI(server_.ChannelWith(other.Member("pjj", "pjj-1"))).code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(WireIdentityTest, ACertificateWithNoneOrTwoIdentitiesIsRefused) {
  const std::string good = "spiffe://sceau.example/partners/pjj/members/pjj-1";
  for (const std::vector<std::string>& uris :
       {std::vector<std::string>{},
        std::vector<std::string>{
            good, "spiffe://sceau.example/partners/pjj/members/pjj-2"},
        std::vector<std::string>{
            "spiffe://other.example/partners/pjj/members/pjj-1"}}) {
    const absl::Status status =
        WhoAmI(server_.ChannelWith(group_.pki().WithUris(uris)));
    EXPECT_EQ(ReasonOf(status), v1::ERROR_REASON_CREDENTIALS_REJECTED)
        << status;
  }
}

// One answer for every failure to identify, whatever the cause.
TEST_F(WireIdentityTest, UnknownMemberOtherPartnerOtherKeyAndGroupLookTheSame) {
  const testing::TestPki& pki = group_.pki();
  const absl::Status unknown =
      WhoAmI(server_.ChannelWith(pki.Member("pjj", "nobody")));
  EXPECT_EQ(ReasonOf(unknown), v1::ERROR_REASON_CREDENTIALS_REJECTED);
  EXPECT_EQ(WhoAmI(server_.ChannelWith(pki.Member("spip", "pjj-1"))), unknown);
  EXPECT_EQ(WhoAmI(server_.ChannelWith(pki.Member("pjj", "pjj-1"))), unknown);
  EXPECT_EQ(WhoAmI(server_.ChannelAs("pjj-1"), "groups/other"), unknown);
}

TEST_F(WireIdentityTest, WhatEndsBeforeAMemberIsKnownLeavesNoLeaf) {
  const uint64_t before = server_.leaves();
  EXPECT_FALSE(
      WhoAmI(server_.ChannelWith(group_.pki().Member("pjj", "nobody"))).ok());
  EXPECT_FALSE(WhoAmI(server_.ChannelAs("pjj-1"), "no name").ok());
  EXPECT_EQ(server_.leaves(), before);
}

TEST_F(WireIdentityTest, AMemberIsToldWhoItIs) {
  ASSERT_EQ(WhoAmI(server_.ChannelAs("pjj-1")), absl::OkStatus());
  EXPECT_EQ(who_.member().name(), "groups/alencon-jeunesse/members/pjj-1");
  EXPECT_EQ(who_.member().partner(), "pjj");
  EXPECT_EQ(who_.member().role(), v1::ROLE_MEMBER);
  EXPECT_EQ(who_.member().state(), v1::MEMBER_STATE_ACTIVE);
  EXPECT_FALSE(who_.signature_required());
  ASSERT_EQ(WhoAmI(server_.ChannelAs("unsigned-1")), absl::OkStatus());
  EXPECT_TRUE(who_.signature_required());
  EXPECT_EQ(who_.member().state(), v1::MEMBER_STATE_CONFIRMED);
}

TEST_F(WireIdentityTest, SuspensionHoldsAtTheNextCallOfAnOpenConnection) {
  const std::shared_ptr<grpc::Channel> open = server_.ChannelAs("pjj-1");
  ASSERT_EQ(ListMembers(open), absl::OkStatus());
  ASSERT_EQ(Change(&v1::MemberService::Stub::SuspendMember, "pjj-1"),
            absl::OkStatus());
  EXPECT_EQ(ReasonOf(ListMembers(open)), v1::ERROR_REASON_POLICY_DENIED);
  EXPECT_EQ(ReasonOf(WhoAmI(open)), v1::ERROR_REASON_POLICY_DENIED);
  ASSERT_EQ(Change(&v1::MemberService::Stub::ConfirmMember, "pjj-1"),
            absl::OkStatus());
  EXPECT_EQ(ListMembers(open), absl::OkStatus());
}

TEST_F(WireIdentityTest, RemovalHoldsAtTheNextCallAndForGood) {
  const std::shared_ptr<grpc::Channel> open = server_.ChannelAs("pjj-1");
  ASSERT_EQ(ListMembers(open), absl::OkStatus());
  ASSERT_EQ(Change(&v1::MemberService::Stub::RemoveMember, "pjj-1"),
            absl::OkStatus());
  EXPECT_EQ(ReasonOf(ListMembers(open)), v1::ERROR_REASON_POLICY_DENIED);
  EXPECT_EQ(ReasonOf(Change(&v1::MemberService::Stub::ConfirmMember, "pjj-1")),
            v1::ERROR_REASON_STATE_FORBIDS);
}

TEST_F(WireIdentityTest, NothingOlderThanTls13IsSpoken) {
  const Credential credential = group_.CredentialOf("pjj-1");
  const auto agreed = [&](int version) {
    return testing::RawTls(server_.address(), credential, version).version();
  };
  EXPECT_EQ(agreed(TLS1_1_VERSION), "");
  EXPECT_EQ(agreed(TLS1_2_VERSION), "");
  EXPECT_EQ(agreed(TLS1_3_VERSION), "TLSv1.3");
}

TEST_F(WireIdentityTest, ARenewedServerCertificateNeedsNoRestart) {
  const std::shared_ptr<grpc::Channel> open = server_.ChannelAs("pjj-1");
  ASSERT_EQ(ListMembers(open), absl::OkStatus());
  const Credential renewed = group_.pki().Server();
  std::ofstream(group_.folder() + "/server.key") << renewed.key;
  std::ofstream(group_.folder() + "/server.pem") << renewed.certificate;
  std::string served;
  const auto patience =
      std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (served != renewed.certificate &&
         std::chrono::steady_clock::now() < patience) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    served = testing::RawTls(server_.address(), group_.CredentialOf("pjj-2"),
                             TLS1_3_VERSION)
                 .PeerCertificate();
  }
  EXPECT_EQ(served, renewed.certificate);
  EXPECT_EQ(ListMembers(open), absl::OkStatus());
}

// The reference charter's term ends on 2027-12-31; the group's today is in
// 2026.
TEST(WireRehearsalTest, AClockThatIsAheadMovesWhatTheCharterGives) {
  const auto list = [](const TestServer& server) {
    grpc::ClientContext context;
    SetDeadline(context);
    v1::ListCasesRequest request;
    request.set_parent(kOwnGroupName);
    request.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
    v1::ListCasesResponse response;
    return FromGrpcStatus(v1::CaseService::NewStub(server.ChannelAs("pjj-1"))
                              ->ListCases(&context, request, &response));
  };
  TestGroup group;
  EXPECT_EQ(list(TestServer(group)), absl::OkStatus());
  const absl::Status ahead =
      list(TestServer(group, "127.0.0.1", /*days_ahead=*/730));
  EXPECT_EQ(ReasonOf(ahead), v1::ERROR_REASON_POLICY_DENIED) << ahead;
}

}  // namespace
}  // namespace sceau

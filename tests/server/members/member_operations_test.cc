#include "server/members/member_operations.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "proto/contract/quotas.h"
#include "server/journal/leaf.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau {
namespace {

using testing::Await;
using testing::Ended;
using testing::IsOk;
using testing::ReasonIs;
using testing::TestGroup;

constexpr char kGroupName[] = "groups/alencon-jeunesse";

std::string MemberNamed(const std::string& member) {
  return absl::StrCat(kGroupName, "/members/", member);
}

class MemberOperationsTest : public ::testing::Test {
 protected:
  const MemberOperations& operations() {
    return *group_.group().rooms().member_operations;
  }

  std::string NewRequestId() {
    return absl::StrCat("00000000-0000-4000-8000-",
                        absl::Dec(++made_, absl::kZeroPad12));
  }

  v1::RegisterMemberRequest NewMember(const std::string& partner,
                                      const std::string& member) {
    v1::RegisterMemberRequest request;
    request.set_parent(kGroupName);
    request.mutable_member()->set_partner(partner);
    request.mutable_member()->set_display_name("Nouvel Alix");
    request.mutable_member()->set_role(v1::ROLE_MEMBER);
    request.set_certificate(group_.pki().Member(partner, member).certificate);
    request.set_request_id(NewRequestId());
    return request;
  }

  absl::Status Register(absl::string_view by,
                        const v1::RegisterMemberRequest& request) {
    return Await([&](Finish finish) {
             operations().RegisterMember(group_.As(by), request, &member_,
                                         std::move(finish));
           })
        .status;
  }

  template <typename Request>
  absl::Status Change(void (MemberOperations::*method)(const Call&,
                                                       const Request&,
                                                       v1::Member*, Finish)
                          const,
                      absl::string_view by, const std::string& member,
                      std::string request_id = "") {
    Request request;
    request.set_name(MemberNamed(member));
    request.set_request_id(request_id.empty() ? NewRequestId() : request_id);
    return Await([&](Finish finish) {
             (operations().*method)(group_.As(by), request, &member_,
                                    std::move(finish));
           })
        .status;
  }
  absl::Status Confirm(const std::string& member) {
    return Change(&MemberOperations::ConfirmMember, testing::kOfficer, member);
  }
  absl::Status Suspend(const std::string& member) {
    return Change(&MemberOperations::SuspendMember, testing::kOfficer, member);
  }
  absl::Status Remove(const std::string& member) {
    return Change(&MemberOperations::RemoveMember, testing::kOfficer, member);
  }

  uint64_t leaves() { return group_.group().journal().size(); }
  LeafDraft LastLeaf() {
    const auto stored = group_.group().journal().FindLeaf(leaves() - 1);
    return *DecodeLeaf(stored->binding, stored->naming);
  }

  TestGroup group_;
  v1::Member member_;
  int made_ = 0;
};

TEST_F(MemberOperationsTest, NobodyButTheAdministratorRegisters) {
  for (const char* const by :
       {testing::kOfficer, testing::kCoordinator, testing::kCoPilotState,
        testing::kDpo, "pjj-1"}) {
    EXPECT_THAT(Register(by, NewMember("pjj", "pjj-3")),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
        << by;
    EXPECT_EQ(LastLeaf().outcome, Outcome::kDenied);
    EXPECT_EQ(LastLeaf().operation, v1::OPERATION_MEMBER_REGISTER);
    EXPECT_EQ(LastLeaf().member, by);
  }
  EXPECT_EQ(group_.group().members().DisplayName("pjj-3"), "");
}

TEST_F(MemberOperationsTest, NobodyButTheOfficerConfirmsSuspendsRemoves) {
  for (const char* const by : {testing::kAdmin, testing::kCoordinator,
                               testing::kCoPilotState, "pjj-1"}) {
    EXPECT_THAT(Change(&MemberOperations::ConfirmMember, by, "registered-1"),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
    EXPECT_THAT(Change(&MemberOperations::SuspendMember, by, "pjj-2"),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
    EXPECT_THAT(Change(&MemberOperations::RemoveMember, by, "pjj-2"),
                ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  }
}

TEST_F(MemberOperationsTest, AnAbsentMemberLooksLikeADeniedOne) {
  EXPECT_EQ(Confirm("nobody"), PolicyDenied());
  EXPECT_EQ(LastLeaf().outcome, Outcome::kDenied);
}

TEST_F(MemberOperationsTest, ARegistrationIsHeldAgainstItsCertificate) {
  v1::RegisterMemberRequest request = NewMember("pjj", "pjj-3");
  request.set_certificate("not a certificate");
  EXPECT_EQ(MetadataOf(Register(testing::kAdmin, request), "field"),
            "certificate");
  request = NewMember("pjj", "pjj-3");
  request.mutable_member()->set_partner("spip");
  EXPECT_EQ(MetadataOf(Register(testing::kAdmin, request), "field"),
            "member.partner");
  request = NewMember("unheard-of", "pjj-3");
  EXPECT_EQ(MetadataOf(Register(testing::kAdmin, request), "field"),
            "member.partner");
  request = NewMember("pjj", "pjj-3");
  request.mutable_member()->set_name(MemberNamed("pjj-4"));
  EXPECT_EQ(MetadataOf(Register(testing::kAdmin, request), "field"),
            "member.name");
  request = NewMember("pjj", "pjj-3");
  request.mutable_member()->set_display_name("x3");
  EXPECT_EQ(MetadataOf(Register(testing::kAdmin, request), "field"),
            "member.display_name");
  request = NewMember("pjj", "pjj-3");
  request.mutable_member()->set_role(v1::ROLE_UNSPECIFIED);
  EXPECT_EQ(MetadataOf(Register(testing::kAdmin, request), "field"),
            "member.role");
  request = NewMember("pjj", "pjj-3");
  request.set_request_id("1");
  EXPECT_EQ(MetadataOf(Register(testing::kAdmin, request), "field"),
            "request_id");
  EXPECT_EQ(group_.group().members().DisplayName("pjj-3"), "");
}

TEST_F(MemberOperationsTest, OnePersonHoldsOneRole) {
  // The same key under another name.
  v1::RegisterMemberRequest request = NewMember("pjj", "pjj-1");
  request.set_certificate(group_.CredentialOf("pjj-1").certificate);
  EXPECT_THAT(Register(testing::kAdmin, request),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  // Another key for the same name, in another role.
  request = NewMember("pjj", "pjj-1");
  request.mutable_member()->set_role(v1::ROLE_CHARTER_OFFICER);
  EXPECT_THAT(Register(testing::kAdmin, request),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
  // A name that was removed.
  ASSERT_THAT(Remove("pjj-2"), IsOk());
  EXPECT_THAT(Register(testing::kAdmin, NewMember("pjj", "pjj-2")),
              ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
}

TEST_F(MemberOperationsTest, ARegisteredMemberIsInertUntilConfirmed) {
  ASSERT_THAT(Register(testing::kAdmin, NewMember("pjj", "pjj-3")), IsOk());
  EXPECT_EQ(member_.name(), MemberNamed("pjj-3"));
  EXPECT_EQ(member_.state(), v1::MEMBER_STATE_REGISTERED);
  EXPECT_EQ(member_.fingerprint().size(), crypto::kHashBytes);
  ASSERT_THAT(Confirm("pjj-3"), IsOk());
  EXPECT_EQ(member_.state(), v1::MEMBER_STATE_CONFIRMED);
  EXPECT_EQ(group_.group().members().DisplayName("pjj-3"), "Nouvel Alix");
}

TEST_F(MemberOperationsTest, StatesFollowOnlyTheListedTransitions) {
  EXPECT_THAT(Suspend("registered-1"),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(Confirm("pjj-1"), ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  ASSERT_THAT(Suspend("pjj-1"), IsOk());
  EXPECT_EQ(member_.state(), v1::MEMBER_STATE_SUSPENDED);
  EXPECT_THAT(Suspend("pjj-1"), ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_NE(group_.As("pjj-1").caller.standing & policy::kSuspended, 0);
  ASSERT_THAT(Confirm("pjj-1"), IsOk());
  EXPECT_EQ(member_.state(), v1::MEMBER_STATE_ACTIVE);
  EXPECT_EQ(group_.As("pjj-1").caller.standing, 0);
  ASSERT_THAT(Remove("pjj-1"), IsOk());
  EXPECT_EQ(member_.state(), v1::MEMBER_STATE_REMOVED);
  EXPECT_THAT(Confirm("pjj-1"), ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(Remove("pjj-1"), ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
}

TEST_F(MemberOperationsTest, NobodySuspendsThemselves) {
  EXPECT_THAT(Suspend(testing::kOfficer),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
  EXPECT_THAT(Remove(testing::kOfficer),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
}

TEST_F(MemberOperationsTest, ANewKeyStartsConfirmationAndSignatureAgain) {
  const v1::RegisterMemberRequest request = NewMember("pjj", "pjj-1");
  ASSERT_THAT(Register(testing::kAdmin, request), IsOk());
  EXPECT_EQ(member_.state(), v1::MEMBER_STATE_REGISTERED);
  const auto state = group_.group().members().state();
  EXPECT_EQ(state->signatures.count("pjj-1"), 0u);
  ASSERT_THAT(Confirm("pjj-1"), IsOk());
  EXPECT_EQ(member_.state(), v1::MEMBER_STATE_CONFIRMED);
  group_.Close();
  ASSERT_THAT(group_.Open(), IsOk());
  EXPECT_EQ(group_.group().members().state()->signatures.count("pjj-1"), 0u);
}

// An administrator might give a member another key between the officer's look
// and the officer's word.
TEST_F(MemberOperationsTest, TheKeyThatWasLookedAtIsTheOneConfirmed) {
  ASSERT_THAT(Register(testing::kAdmin, NewMember("pjj", "pjj-3")), IsOk());
  const std::string looked_at = member_.etag();
  ASSERT_THAT(Register(testing::kAdmin, NewMember("pjj", "pjj-3")), IsOk());
  const std::string swapped = member_.etag();
  const auto confirm = [this](const std::string& etag) {
    v1::ConfirmMemberRequest request;
    request.set_name(MemberNamed("pjj-3"));
    request.set_etag(etag);
    request.set_request_id(NewRequestId());
    return Await([&](Finish finish) {
             operations().ConfirmMember(group_.As(testing::kOfficer), request,
                                        &member_, std::move(finish));
           })
        .status;
  };
  EXPECT_THAT(confirm(looked_at), ReasonIs(v1::ERROR_REASON_ETAG_MISMATCH));
  EXPECT_EQ(group_.group().members().state()->members.at("pjj-3").membership,
            Membership::kRegistered);
  EXPECT_THAT(confirm(swapped), IsOk());
}

// A new key wants an officer's word, and nobody confirms their own: given to
// the only officer it would leave the group without one, for good.
TEST_F(MemberOperationsTest, TheOnlyOfficerIsNotPutOutByANewKey) {
  const auto officer = [this](const std::string& member) {
    v1::RegisterMemberRequest request =
        NewMember("conseil-departemental", member);
    request.mutable_member()->set_role(v1::ROLE_CHARTER_OFFICER);
    return request;
  };
  EXPECT_EQ(MetadataOf(Register(testing::kAdmin, officer(testing::kOfficer)),
                       "field"),
            "certificate");
  // Neither is a second one enough whom nobody has confirmed.
  ASSERT_THAT(Register(testing::kAdmin, officer("officer-2")), IsOk());
  EXPECT_EQ(MetadataOf(Register(testing::kAdmin, officer(testing::kOfficer)),
                       "field"),
            "certificate");
  ASSERT_THAT(Confirm("officer-2"), IsOk());
  EXPECT_THAT(Register(testing::kAdmin, officer(testing::kOfficer)), IsOk());
  // Then the other way round.
  EXPECT_EQ(
      MetadataOf(Register(testing::kAdmin, officer("officer-2")), "field"),
      "certificate");
}

TEST_F(MemberOperationsTest, ARepeatIsAnsweredAndNotDoneTwice) {
  const v1::RegisterMemberRequest request = NewMember("pjj", "pjj-3");
  ASSERT_THAT(Register(testing::kAdmin, request), IsOk());
  const std::string etag = member_.etag();
  member_.Clear();
  ASSERT_THAT(Register(testing::kAdmin, request), IsOk());
  EXPECT_EQ(member_.name(), MemberNamed("pjj-3"));
  EXPECT_EQ(member_.etag(), etag);
  EXPECT_TRUE(LastLeaf().rows.empty());

  const std::string id = NewRequestId();
  ASSERT_THAT(
      Change(&MemberOperations::SuspendMember, testing::kOfficer, "pjj-1", id),
      IsOk());
  ASSERT_THAT(Confirm("pjj-1"), IsOk());
  // The repeat does not suspend again.
  ASSERT_THAT(
      Change(&MemberOperations::SuspendMember, testing::kOfficer, "pjj-1", id),
      IsOk());
  EXPECT_EQ(member_.state(), v1::MEMBER_STATE_ACTIVE);
}

TEST_F(MemberOperationsTest, ARequestIdIsOfOneRequestFor48Hours) {
  const std::string id = NewRequestId();
  ASSERT_THAT(
      Change(&MemberOperations::SuspendMember, testing::kOfficer, "pjj-1", id),
      IsOk());
  EXPECT_THAT(
      Change(&MemberOperations::SuspendMember, testing::kOfficer, "pjj-2", id),
      ReasonIs(v1::ERROR_REASON_REQUEST_ID_REUSED));
  EXPECT_THAT(
      Change(&MemberOperations::ConfirmMember, testing::kOfficer, "pjj-1", id),
      ReasonIs(v1::ERROR_REASON_REQUEST_ID_REUSED));
  group_.Advance(absl::Hours(47));
  EXPECT_THAT(
      Change(&MemberOperations::SuspendMember, testing::kOfficer, "pjj-2", id),
      ReasonIs(v1::ERROR_REASON_REQUEST_ID_REUSED));
  group_.Advance(absl::Hours(2));
  EXPECT_THAT(
      Change(&MemberOperations::SuspendMember, testing::kOfficer, "pjj-2", id),
      IsOk());
}

TEST_F(MemberOperationsTest, WhatWasChangedIsThereAfterARestart) {
  ASSERT_THAT(Register(testing::kAdmin, NewMember("pjj", "pjj-3")), IsOk());
  ASSERT_THAT(Confirm("pjj-3"), IsOk());
  ASSERT_THAT(Suspend("pjj-1"), IsOk());
  group_.Close();
  ASSERT_THAT(group_.Open(), IsOk());
  const auto state = group_.group().members().state();
  EXPECT_EQ(state->members.at("pjj-3").membership, Membership::kConfirmed);
  EXPECT_EQ(state->members.at("pjj-1").membership, Membership::kSuspended);
}

// A member who would rather read about someone known might declare recusals
// from cases that are none, until no more is taken.
TEST_F(MemberOperationsTest, RecusalsOfOnesOwnLeaveRoomForTheOfficers) {
  const auto recuse = [this](absl::string_view by, int number) {
    v1::RecuseMemberRequest request;
    request.set_name(MemberNamed("pjj-1"));
    request.set_case_(absl::StrCat(kGroupName, "/cases/c", number));
    request.set_request_id(NewRequestId());
    v1::RecuseMemberResponse response;
    return Await([&](Finish finish) {
             operations().RecuseMember(group_.As(by), request, &response,
                                       std::move(finish));
           })
        .status;
  };
  int number = 0;
  absl::Status status = absl::OkStatus();
  while (status.ok() && number < 1'000) status = recuse("pjj-1", number++);
  EXPECT_THAT(status, ReasonIs(v1::ERROR_REASON_QUOTA_EXCEEDED));
  EXPECT_EQ(MetadataOf(status, "quota"), QuotaWord(Quota::kRecusals));
  EXPECT_THAT(recuse(testing::kOfficer, number), IsOk());
}

TEST_F(MemberOperationsTest, ListsEveryMemberPageByPage) {
  const size_t all = group_.group().members().state()->members.size();
  std::set<std::string> seen;
  v1::ListMembersRequest request;
  request.set_parent(kGroupName);
  request.set_page_size(7);
  do {
    v1::ListMembersResponse page;
    ASSERT_THAT(Await([&](Finish finish) {
                  operations().ListMembers(group_.As("pjj-1"), request, &page,
                                           std::move(finish));
                }).status,
                IsOk());
    EXPECT_EQ(LastLeaf().resources.size(),
              static_cast<size_t>(page.members_size()));
    for (const v1::Member& member : page.members()) {
      EXPECT_TRUE(seen.insert(member.name()).second);
      EXPECT_EQ(member.fingerprint(), "");
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(seen.size(), all);
}

TEST_F(MemberOperationsTest, APageTokenIsOfItsCallerFor15Minutes) {
  v1::ListMembersRequest request;
  request.set_parent(kGroupName);
  request.set_page_size(1);
  v1::ListMembersResponse page;
  const auto list = [&](const char* by) {
    return Await([&](Finish finish) {
             operations().ListMembers(group_.As(by), request, &page,
                                      std::move(finish));
           })
        .status;
  };
  ASSERT_THAT(list("pjj-1"), IsOk());
  request.set_page_token(page.next_page_token());
  EXPECT_THAT(list("pjj-2"), ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  group_.Advance(absl::Minutes(14));
  EXPECT_THAT(list("pjj-1"), IsOk());
  request.set_page_token("AAAA");
  EXPECT_THAT(list("pjj-1"), ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  request.set_page_token(page.next_page_token());
  group_.Advance(absl::Minutes(16));
  EXPECT_THAT(list("pjj-1"), ReasonIs(v1::ERROR_REASON_PAGE_TOKEN_INVALID));
  request.clear_page_token();
  request.set_page_size(-1);
  EXPECT_THAT(list("pjj-1"), ReasonIs(v1::ERROR_REASON_FIELD_INVALID));
}

}  // namespace
}  // namespace sceau

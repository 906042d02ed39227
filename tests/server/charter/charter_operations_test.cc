#include "server/charter/charter_operations.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/charter_signature.h"
#include "proto/contract/charter_version.h"
#include "proto/contract/errors.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"

namespace sceau {
namespace {

using testing::Await;
using testing::IsOk;
using testing::ReasonIs;
using testing::TestGroup;

constexpr char kCurrent[] = "groups/alencon-jeunesse/charterVersions/current";

class CharterOperationsTest : public ::testing::Test {
 protected:
  absl::Status Get(absl::string_view by, const std::string& name = kCurrent) {
    v1::GetCharterRequest request;
    request.set_name(name);
    return Await([&](Finish finish) {
             operations().GetCharter(group_.As(by), request, &charter_,
                                     std::move(finish));
           })
        .status;
  }

  // By the key of `key_of`, over `version` of `group`.
  std::string Signature(const char* key_of, uint64_t version,
                        const char* group = "groups/alencon-jeunesse") {
    const crypto::Hash hash = group_.As(key_of).charter->sha256;
    return crypto::ToString(*crypto::SignWithPem(
        group_.CredentialOf(key_of).key,
        crypto::CharterSignatureMessage(group, version, hash)));
  }

  absl::Status Sign(absl::string_view by, const std::string& signature) {
    v1::SignCharterRequest request;
    request.set_name(kCurrent);
    request.set_signature(signature);
    request.set_request_id(absl::StrCat("00000000-0000-4000-8000-",
                                        absl::Dec(++made_, absl::kZeroPad12)));
    return Await([&](Finish finish) {
             operations().SignCharter(group_.As(by), request, &charter_,
                                      std::move(finish));
           })
        .status;
  }

  const CharterOperations& operations() {
    return *group_.group().rooms().charter;
  }
  uint64_t version() {
    return CharterVersionNumber(group_.As("pjj-1").charter->version);
  }

  TestGroup group_;
  v1::CharterVersion charter_;
  int made_ = 0;
};

TEST_F(CharterOperationsTest, ASignatureIsOfTheRegisteredKeyOverThisVersion) {
  for (const std::string& wrong :
       {std::string(), std::string("no signature"),
        Signature("pjj-1", version()), Signature("unsigned-1", version() + 1),
        Signature("unsigned-1", version(), "groups/other"),
        std::string(crypto::kMaxSignatureBytes + 1, 'x')}) {
    EXPECT_EQ(MetadataOf(Sign("unsigned-1", wrong), "field"), "signature");
  }
  EXPECT_NE(group_.As("unsigned-1").caller.standing & policy::kUnsigned, 0);
}

TEST_F(CharterOperationsTest, NobodySignsBeforeBeingConfirmed) {
  EXPECT_THAT(Sign("registered-1", Signature("registered-1", version())),
              ReasonIs(v1::ERROR_REASON_STATE_FORBIDS));
}

TEST_F(CharterOperationsTest, ASignatureOpensTheServiceAndSurvivesARestart) {
  ASSERT_THAT(Get("unsigned-1"), IsOk());
  EXPECT_FALSE(charter_.has_sign_time());
  ASSERT_THAT(Sign("unsigned-1", Signature("unsigned-1", version())), IsOk());
  EXPECT_TRUE(charter_.has_sign_time());
  EXPECT_EQ(group_.As("unsigned-1").caller.standing, 0);
  group_.Close();
  ASSERT_THAT(group_.Open(), IsOk());
  EXPECT_EQ(group_.As("unsigned-1").caller.standing, 0);
}

TEST_F(CharterOperationsTest, SigningAgainChangesNothing) {
  ASSERT_THAT(Get("pjj-1"), IsOk());
  const int64_t first = charter_.sign_time().seconds();
  group_.Advance(absl::Hours(1));
  ASSERT_THAT(Sign("pjj-1", Signature("pjj-1", version())), IsOk());
  EXPECT_EQ(charter_.sign_time().seconds(), first);
}

TEST_F(CharterOperationsTest, OnlyTheVersionInForceIsShown) {
  EXPECT_THAT(Get("pjj-1", "groups/alencon-jeunesse/charterVersions/v9"),
              ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
  EXPECT_THAT(Get("pjj-1", "groups/alencon-jeunesse/charters/current"),
              ReasonIs(v1::ERROR_REASON_NAME_MALFORMED));
  ASSERT_THAT(Get("unsigned-1"), IsOk());
  EXPECT_EQ(charter_.source(), testing::ReferenceCharter());
  EXPECT_EQ(charter_.sha256().size(), crypto::kHashBytes);
  EXPECT_FALSE(charter_.contacts().crip().empty());
  EXPECT_GT(charter_.postal_codes_size(), 0);
}

TEST_F(CharterOperationsTest, OutsideItsTermTheCharterIsStillRead) {
  group_.SetToday(absl::CivilDay(2035, 1, 1));
  EXPECT_EQ(group_.As("pjj-1").caller.standing, policy::kOutOfTerm);
  EXPECT_THAT(Get("pjj-1"), IsOk());
}

TEST_F(CharterOperationsTest, AClockSetBackDoesNotLengthenATerm) {
  group_.SetToday(absl::CivilDay(2035, 1, 1));
  ASSERT_THAT(Get("pjj-1"), IsOk());  // Its leaf's time is the floor.
  group_.SetToday(absl::CivilDay(2026, 3, 2));
  EXPECT_EQ(group_.As("pjj-1").caller.standing, policy::kOutOfTerm);
}

}  // namespace
}  // namespace sceau

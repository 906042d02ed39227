// A referral: little is required, and every rule of its parts holds.
#include "server/content/validate_referral.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/content/bounds.h"
#include "tests/server/content/deposit.h"
#include "tests/support/reason_matcher.h"

namespace sceau {
namespace {

using ::sceau::testing::ContextOf;
using ::sceau::testing::FieldOf;
using ::sceau::testing::From;
using ::sceau::testing::IsOk;
using ::sceau::testing::kToday;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::Text;
using ::sceau::testing::Times;
using ::sceau::testing::Values;

absl::CivilDay YearsFromToday(int years) {
  return absl::CivilDay(kToday.year() - years, kToday.month(), kToday.day());
}

std::string Least(absl::CivilDay birth, absl::CivilDay day = kToday) {
  return absl::StrCat(
      "identity { family_name: 'Durand' given_name: 'Jade' birth_date ",
      Text(birth), " } date ", Text(day),
      " reasons: REFERRAL_REASON_OWN_REQUEST ");
}

absl::Status Submitted(const std::string& text,
                       const std::string& owner = "commune-alencon") {
  return ValidateReferral(From<v1::Referral>(text), ContextOf(owner, 15),
                          /*is_inline=*/false, "referral");
}
absl::Status Typed(const std::string& text) {
  return ValidateReferral(From<v1::Referral>(text),
                          ContextOf("secretariat", 15),
                          /*is_inline=*/true, "inline_referral");
}

TEST(ValidateReferralTest, NamesBirthDateDateAndOneReasonAreEnough) {
  EXPECT_THAT(Submitted(Least(YearsFromToday(15))), IsOk());
  EXPECT_EQ(FieldOf(Submitted("")), "referral.identity");
  EXPECT_EQ(FieldOf(Submitted("identity { family_name: 'A' given_name: 'B' "
                              "birth_date " +
                              Text(YearsFromToday(15)) +
                              " } reasons: REFERRAL_REASON_OWN_REQUEST")),
            "referral.date");
  EXPECT_EQ(
      FieldOf(Submitted("identity { family_name: 'A' given_name: 'B' "
                        "birth_date " +
                        Text(YearsFromToday(15)) + " } date " + Text(kToday))),
      "referral.reasons");
}

TEST(ValidateReferralTest, AgesAreTwelveToTwentyFiveThatDay) {
  EXPECT_THAT(Submitted(Least(YearsFromToday(12))), IsOk());
  EXPECT_THAT(Submitted(Least(YearsFromToday(12) + 1)),
              ReasonIs(v1::ERROR_REASON_AGE_OUT_OF_SCOPE));
  EXPECT_THAT(Submitted(Least(YearsFromToday(26) + 1)), IsOk());
  EXPECT_THAT(Submitted(Least(YearsFromToday(26))),
              ReasonIs(v1::ERROR_REASON_AGE_OUT_OF_SCOPE));
  EXPECT_EQ(FieldOf(Submitted(Least(YearsFromToday(26)))),
            "referral.identity.birth_date");
  EXPECT_THAT(Submitted(Least(YearsFromToday(26), kToday - 1)), IsOk());
}

TEST(ValidateReferralTest, AReferralIsNotOfTheFuture) {
  EXPECT_EQ(FieldOf(Submitted(Least(YearsFromToday(15), kToday + 1))),
            "referral.date");
}

TEST(ValidateReferralTest, ItHasFiveReasonsAtMost) {
  const std::string person =
      "identity { family_name: 'A' given_name: 'B' birth_date " +
      Text(YearsFromToday(15)) + " } date " + Text(kToday) + " ";
  const auto reasons = [](int n) {
    return Values("reasons", n,
                  [](int i) { return v1::ReferralReason_Name(i); });
  };
  EXPECT_THAT(Submitted(person + reasons(kMaxReferralReasons)), IsOk());
  EXPECT_EQ(FieldOf(Submitted(person + reasons(kMaxReferralReasons + 1))),
            "referral.reasons");
  EXPECT_EQ(FieldOf(Submitted(person + reasons(1) + reasons(1))),
            "referral.reasons[1]");
}

TEST(ValidateReferralTest, TheSenderIsTheMembersOwnOrganisation) {
  EXPECT_EQ(
      FieldOf(Submitted(Least(YearsFromToday(15)) + "organisation: 'pjj'")),
      "referral.organisation");
  EXPECT_EQ(FieldOf(Submitted(Least(YearsFromToday(15)) + "author: 'x'")),
            "referral.author");
  EXPECT_EQ(FieldOf(Submitted(Least(YearsFromToday(15)) +
                              "state: REFERRAL_STATE_ACCEPTED")),
            "referral.state");
  EXPECT_EQ(FieldOf(Submitted(Least(YearsFromToday(15)) +
                              "profile: PROFILE_OUT_OF_SCHOOL_PROFILE")),
            "referral.profile");
}

TEST(ValidateReferralTest, TheCoordinatorTypesASenderThatActsAtThisAge) {
  const auto judge = [](const std::string& sender, int age) {
    return FieldOf(
        Typed(Least(YearsFromToday(age)) + "organisation: '" + sender + "'"));
  };
  const std::string wrong = "inline_referral.organisation";
  EXPECT_EQ(judge("secretariat", 15), "");
  EXPECT_EQ(judge("mission-locale", 16), "");
  EXPECT_EQ(judge("mission-locale", 15), wrong);
  EXPECT_EQ(judge("voisine", 15), wrong);
  EXPECT_EQ(FieldOf(Typed(Least(YearsFromToday(15)))), wrong);
}

TEST(ValidateReferralTest, ASecretSenderIsTypedWithItsTextOnly) {
  const auto typed = [](const std::string& sender, int age,
                        const std::string& more) {
    return Typed(Least(YearsFromToday(age)) + "organisation: '" + sender +
                 "' " + more);
  };
  const auto basis = [](const std::string& kind) {
    return "conditions { written_basis { kind: WRITTEN_BASIS_KIND_" + kind +
           " authority: 'Direction' reference: '1' date " + Text(kToday) +
           " } }";
  };
  EXPECT_THAT(typed("pjj", 15, ""),
              ReasonIs(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED));
  EXPECT_THAT(typed("spip", 19, basis("PROSECUTOR_COMMUNICATION")),
              ReasonIs(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED));
  EXPECT_THAT(typed("pjj", 15, basis("STANDING_ANNEX")), IsOk());
  EXPECT_THAT(typed("spip", 19, basis("HIERARCHY_AUTHORISATION")), IsOk());
  EXPECT_EQ(FieldOf(typed("spip", 17, basis("STANDING_ANNEX"))),
            "inline_referral.organisation");
}

TEST(ValidateReferralTest, ItsPartsObeyTheirOwnRules) {
  const auto judge = [](int age, const std::string& more) {
    return FieldOf(Submitted(Least(YearsFromToday(age)) + more));
  };
  EXPECT_EQ(judge(15, "contact_details { phone: '+33639983166' }"), "");
  EXPECT_EQ(judge(15, "contact_details {}"), "referral.contact_details");
  EXPECT_EQ(judge(15,
                  "contact_details { address { line: 'suivi psy' "
                  "locality: 'Alençon' } }"),
            "referral.contact_details.address.line");
  const std::string mother =
      "representative { capacity: REPRESENTATIVE_CAPACITY_MOTHER family_name: "
      "'A' }";
  EXPECT_EQ(judge(17, mother), "");
  EXPECT_EQ(judge(18, mother), "referral.representative");
  const std::string agreement =
      "conditions { agreement { given_by: NOTICE_RECIPIENT_PERSON date " +
      Text(kToday) + " } } ";
  EXPECT_EQ(judge(15, Times(kMaxConditionsPerCall, agreement)), "");
  EXPECT_EQ(judge(15, Times(kMaxConditionsPerCall + 1, agreement)),
            "referral.conditions");
}

TEST(ValidateReferralTest, ALetterHandedOverIsLikeANotice) {
  const auto judge = [](int age, const std::string& recipient,
                        absl::CivilDay day) {
    return FieldOf(Submitted(
        Least(YearsFromToday(age)) +
        absl::StrCat("notice_handed_over { channel: NOTICE_CHANNEL_IN_PERSON "
                     "recipient: NOTICE_RECIPIENT_",
                     recipient, " date ", Text(day), " }")));
  };
  EXPECT_EQ(judge(15, "ONE_REPRESENTATIVE", kToday), "");
  EXPECT_EQ(judge(15, "PERSON", kToday),
            "referral.notice_handed_over.recipient");
  EXPECT_EQ(judge(18, "PERSON", kToday), "");
  EXPECT_EQ(judge(18, "PERSON", kToday + 1),
            "referral.notice_handed_over.date");
}

}  // namespace
}  // namespace sceau

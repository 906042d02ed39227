// What values betray, and what of a body is shown.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/decide/program.h"
#include "tests/policy/reference_charter.h"

namespace sceau::policy {
namespace {

using ::testing::ElementsAre;

uint8_t Classes(const v1::EntryBody& body, const char* owner = "ddetspp") {
  return Reference().ValueClasses(body, owner);
}

v1::EntryBody Origin(const char* organisation) {
  v1::EntryBody body;
  body.mutable_origin()->set_organisation(organisation);
  body.mutable_origin()->mutable_date()->set_year(2026);
  body.mutable_origin()->set_request(v1::REFERRAL_REQUEST_MEDIATION);
  body.mutable_origin()->set_profile(v1::PROFILE_RISK_CONDUCT_PROFILE);
  return body;
}

TEST(ValuesTest, ASenderBetraysMoreThanItsCategory) {
  EXPECT_EQ(Classes(Origin("ddetspp")), 0);
  EXPECT_EQ(Classes(Origin("police-nationale")), kClassBOffence);
  EXPECT_EQ(Classes(Origin("pjj")), kClassC);
  EXPECT_EQ(Classes(Origin("spip")), kClassC);
}

TEST(ValuesTest, AnOwnerBetraysWhateverItWrote) {
  v1::EntryBody body;
  body.mutable_strengths()->add_codes(v1::STRENGTH_UNSPECIFIED);
  EXPECT_EQ(Classes(body, "pjj"), kClassC);
  EXPECT_EQ(Classes(body, "spip"), kClassC);
  EXPECT_EQ(Classes(body, "police-nationale"), kClassBOffence);
  EXPECT_EQ(Classes(body, "mission-locale"), 0);
  EXPECT_EQ(Classes(body, "secretariat"), 0);
  EXPECT_EQ(Classes(body, "nobody"), 0);
  EXPECT_EQ(Classes(v1::EntryBody(), "pjj"), kClassC);
}

TEST(ValuesTest, APilotALeadWorkerAndAnInvolvementBetrayTheirOrganisation) {
  v1::EntryBody body;
  body.mutable_action()->set_pilot("pjj");
  EXPECT_EQ(Classes(body), kClassC);
  body.mutable_action()->set_pilot("ddetspp");
  EXPECT_EQ(Classes(body), 0);
  body.mutable_lead_worker()->set_organisation("spip");
  EXPECT_EQ(Classes(body), kClassC);
  body.mutable_involvement()->set_organisation("pjj");
  EXPECT_EQ(Classes(body), kClassC);
  body.mutable_municipal_measure()->set_kind(
      v1::MUNICIPAL_MEASURE_KIND_MUNICIPAL_SETTLEMENT);
  EXPECT_EQ(Classes(body), kClassC);
  body.mutable_municipal_measure()->set_kind(
      v1::MUNICIPAL_MEASURE_KIND_CIVIC_REMINDER);
  EXPECT_EQ(Classes(body), 0);
}

TEST(ValuesTest, AProfileBetraysAndAReasonDoesNotCountForTheEntry) {
  v1::EntryBody body = Origin("ddetspp");
  body.mutable_origin()->add_reasons(v1::REFERRAL_REASON_INCIVILITIES);
  EXPECT_EQ(Classes(body), 0);
  body.mutable_origin()->set_profile(v1::PROFILE_FIRST_FACTS);
  EXPECT_EQ(Classes(body), kClassBOffence);
  body.mutable_origin()->set_profile(v1::PROFILE_LEAVING_PRISON);
  EXPECT_EQ(Classes(body, "police-nationale"), kClassC | kClassBOffence);
}

TEST(ValuesTest, ProhibitedReasonsAreTakenOutOneByOneInOrder) {
  v1::EntryBody body = Origin("ddetspp");
  for (const auto reason :
       {v1::REFERRAL_REASON_INCIVILITIES, v1::REFERRAL_REASON_OWN_REQUEST,
        v1::REFERRAL_REASON_SCHOOL_FACTS, v1::REFERRAL_REASON_PUBLIC_SPACE,
        v1::REFERRAL_REASON_FAMILY_REQUEST,
        v1::REFERRAL_REASON_GROUP_INFLUENCE}) {
    body.mutable_origin()->add_reasons(reason);
  }
  v1::EntryBody untouched = body;
  Reference().RemoveProhibitedValues(kClassC, &untouched);
  EXPECT_EQ(untouched.origin().reasons_size(), 6);
  Reference().RemoveProhibitedValues(0, &untouched);
  EXPECT_EQ(untouched.origin().reasons_size(), 6);
  Reference().RemoveProhibitedValues(kClassBOffence | kClassC, &body);
  EXPECT_THAT(body.origin().reasons(),
              ElementsAre(v1::REFERRAL_REASON_OWN_REQUEST,
                          v1::REFERRAL_REASON_FAMILY_REQUEST));
  v1::EntryBody empty;
  Reference().RemoveProhibitedValues(0xFF, &empty);
  EXPECT_EQ(empty.body_case(), v1::EntryBody::BODY_NOT_SET);
}

TEST(ValuesTest, OnlyTheShownFieldsAreLeft) {
  const Decision decision = Reference().Decide(
      AskRead("mission-locale", v1::CATEGORY_ORIGIN, kSession));
  v1::EntryBody body = Origin("ddetspp");
  body.mutable_origin()->add_reasons(v1::REFERRAL_REASON_OWN_REQUEST);
  Reference().Project(decision, &body);
  EXPECT_EQ(body.origin().organisation(), "");
  EXPECT_EQ(body.origin().reasons_size(), 0);
  EXPECT_EQ(body.origin().profile(), v1::PROFILE_UNSPECIFIED);
  EXPECT_EQ(body.origin().date().year(), 2026);
  EXPECT_EQ(body.origin().request(), v1::REFERRAL_REQUEST_MEDIATION);
}

TEST(ValuesTest, TheProfileGoesToTheCoordinatorOnly) {
  v1::EntryBody body = Origin("ddetspp");
  Reference().Project(
      Reference().Decide(AskRead("ddetspp", v1::CATEGORY_ORIGIN, kSession)),
      &body);
  EXPECT_EQ(body.origin().organisation(), "ddetspp");
  EXPECT_FALSE(body.origin().profile() != v1::PROFILE_UNSPECIFIED);
  body = Origin("ddetspp");
  Reference().Project(
      Reference().Decide(Ask("commune-alencon", v1::ROLE_COORDINATOR,
                             v1::OPERATION_READ, v1::CATEGORY_ORIGIN)),
      &body);
  EXPECT_EQ(body.origin().profile(), v1::PROFILE_RISK_CONDUCT_PROFILE);
}

TEST(ValuesTest, ARefusalOrAHiddenKindLeavesNothing) {
  v1::EntryBody body = Origin("ddetspp");
  Reference().Project(Decision(), &body);
  EXPECT_EQ(body.body_case(), v1::EntryBody::BODY_NOT_SET);

  const Decision decision = Reference().Decide(
      AskRead("prefecture", v1::CATEGORY_MUNICIPAL_MEASURE, kSession));
  ASSERT_TRUE(decision.allowed);
  body.mutable_municipal_measure()->set_kind(
      v1::MUNICIPAL_MEASURE_KIND_PARENTAL_SUPPORT);
  Reference().Project(decision, &body);
  EXPECT_TRUE(body.has_municipal_measure());
  body.mutable_municipal_measure()->set_kind(
      v1::MUNICIPAL_MEASURE_KIND_CIVIC_REMINDER);
  Reference().Project(decision, &body);
  EXPECT_EQ(body.body_case(), v1::EntryBody::BODY_NOT_SET);
}

TEST(ValuesTest, WhatThisVersionDoesNotKnowIsNotShown) {
  v1::EntryBody body;
  // Field 60 of Strengths, a varint: written by a later version.
  ASSERT_TRUE(body.ParseFromString(std::string("\x92\x07\x03\xe0\x03\x01", 6)));
  ASSERT_TRUE(body.has_strengths());
  Reference().Project(
      Reference().Decide(AskRead("ddetspp", v1::CATEGORY_STRENGTHS, kSession)),
      &body);
  EXPECT_EQ(body.strengths().ByteSizeLong(), 0u);
}

}  // namespace
}  // namespace sceau::policy

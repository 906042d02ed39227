// Identity, contact, representatives, origin: every rule at its bound.
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
using ::sceau::testing::Judge;
using ::sceau::testing::kToday;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::ReferenceProgram;
using ::sceau::testing::Text;
using ::sceau::testing::Times;
using ::sceau::testing::Values;

std::string Identity(absl::CivilDay birth, const std::string& more = "") {
  return absl::StrCat(
      "identity { family_name: 'Durand' given_name: 'Jade' birth_date ",
      Text(birth), more, " }");
}

absl::CivilDay Years(int years) {
  return absl::CivilDay(kToday.year() - years, kToday.month(), kToday.day());
}

TEST(ValidatePersonTest, AgesAreTwelveToTwentyFiveOnTheDayOfTheReferral) {
  const EntryContext context = ContextOf("secretariat", 15);
  EXPECT_THAT(Judge(Identity(Years(12)), context), IsOk());
  EXPECT_THAT(Judge(Identity(Years(12) + 1), context),
              ReasonIs(v1::ERROR_REASON_AGE_OUT_OF_SCOPE));
  EXPECT_THAT(Judge(Identity(Years(26) + 1), context), IsOk());
  EXPECT_THAT(Judge(Identity(Years(26)), context),
              ReasonIs(v1::ERROR_REASON_AGE_OUT_OF_SCOPE));
  EXPECT_EQ(FieldOf(Judge(Identity(Years(26)), context)),
            "body.identity.birth_date");

  EntryContext earlier = context;
  earlier.referral_day = kToday - 365;
  EXPECT_THAT(Judge(Identity(Years(26)), earlier), IsOk());
  EXPECT_THAT(Judge(Identity(Years(12)), earlier),
              ReasonIs(v1::ERROR_REASON_AGE_OUT_OF_SCOPE));
}

TEST(ValidatePersonTest, NamesAndBirthDateAreRequiredAndInTheirForm) {
  const EntryContext context = ContextOf("secretariat", 15);
  EXPECT_EQ(FieldOf(Judge("identity { given_name: 'A' birth_date { year: 2010 "
                          "month: 1 day: 1 } }",
                          context)),
            "body.identity.family_name");
  EXPECT_EQ(FieldOf(Judge("identity { family_name: 'A' birth_date { year: 2010 "
                          "month: 1 day: 1 } }",
                          context)),
            "body.identity.given_name");
  EXPECT_EQ(
      FieldOf(Judge("identity { family_name: 'A' given_name: 'B' }", context)),
      "body.identity.birth_date");
  EXPECT_EQ(FieldOf(Judge("identity { family_name: 'A' given_name: 'B' "
                          "birth_date { year: 2010 month: 2 day: 30 } }",
                          context)),
            "body.identity.birth_date");
  EXPECT_EQ(FieldOf(Judge("identity { family_name: 'A1' given_name: 'B' "
                          "birth_date { year: 2010 month: 2 day: 3 } }",
                          context)),
            "body.identity.family_name");
  EXPECT_EQ(FieldOf(Judge(Identity(kToday + 1), context)),
            "body.identity.birth_date");
  EXPECT_THAT(Judge(Identity(Years(15), " sex: SEX_FEMALE"), context), IsOk());
  EXPECT_EQ(FieldOf(Judge(Identity(Years(15), " sex: 9"), context)),
            "body.identity.sex");
}

TEST(ValidatePersonTest, ContactDetailsSayOneThingAtLeast) {
  const EntryContext context = ContextOf("commune-alencon", 15);
  EXPECT_EQ(FieldOf(Judge("contact_details {}", context)),
            "body.contact_details");
  EXPECT_THAT(Judge("contact_details { phone: '+33639983166' }", context),
              IsOk());
  EXPECT_THAT(Judge("contact_details { email: 'a@b.fr' }", context), IsOk());
  EXPECT_THAT(
      Judge("contact_details { address { locality: 'Alençon' } }", context),
      IsOk());
  EXPECT_EQ(FieldOf(Judge("contact_details { phone: '0639983166' }", context)),
            "body.contact_details.phone");
  EXPECT_EQ(FieldOf(Judge("contact_details { email: 'a' }", context)),
            "body.contact_details.email");
}

TEST(ValidatePersonTest, AnAddressStandsInTheTerritoryAndIsScreened) {
  const EntryContext context = ContextOf("secretariat", 15);
  const auto judge = [&](const std::string& address) {
    return Judge("contact_details { address { " + address + " } }", context);
  };
  EXPECT_THAT(judge("line: '3 rue du Docteur Bailleul' postal_code: '61000' "
                    "locality: 'Alençon'"),
              IsOk());
  EXPECT_EQ(FieldOf(judge("line: '3 rue des Lilas' postal_code: '61000'")),
            "body.contact_details.address.locality");
  EXPECT_EQ(FieldOf(judge("postal_code: '72000' locality: 'Le Mans'")),
            "body.contact_details.address.postal_code");
  EXPECT_EQ(FieldOf(judge("postal_code: '6100' locality: 'Alençon'")),
            "body.contact_details.address.postal_code");
  EXPECT_THAT(judge("line: 'Foyer de l\\'enfance' locality: 'Alençon'"),
              ReasonIs(v1::ERROR_REASON_FORBIDDEN_TERM));
  EXPECT_THAT(judge("locality: 'Alençon schizophrène'"),
              ReasonIs(v1::ERROR_REASON_FORBIDDEN_TERM));
  const std::string longest(kMaxAddressLineCharacters, 'a');
  EXPECT_THAT(judge("line: '" + longest + "' locality: 'Alençon'"), IsOk());
  EXPECT_EQ(FieldOf(judge("line: 'a" + longest + "' locality: 'Alençon'")),
            "body.contact_details.address.line");
}

TEST(ValidatePersonTest, RepresentativesAreOfMinors) {
  const std::string mother =
      "legal_representatives { capacity: REPRESENTATIVE_CAPACITY_MOTHER "
      "family_name: 'Durand' authority_restricted: true }";
  EXPECT_THAT(Judge(mother, ContextOf("secretariat", 17)), IsOk());
  EXPECT_EQ(FieldOf(Judge(mother, ContextOf("secretariat", 18))),
            "body.legal_representatives");
}

TEST(ValidatePersonTest, ARepresentativeHasANameUnlessItIsAService) {
  const EntryContext context = ContextOf("secretariat", 15);
  EXPECT_EQ(FieldOf(Judge("legal_representatives { capacity: "
                          "REPRESENTATIVE_CAPACITY_FATHER }",
                          context)),
            "body.legal_representatives.family_name");
  EXPECT_THAT(Judge("legal_representatives { capacity: "
                    "REPRESENTATIVE_CAPACITY_GUARDIAN_SERVICE }",
                    context),
              IsOk());
  EXPECT_EQ(
      FieldOf(Judge("legal_representatives { family_name: 'A' }", context)),
      "body.legal_representatives.capacity");
  EXPECT_EQ(FieldOf(Judge("legal_representatives { family_name: 'A' capacity: "
                          "REPRESENTATIVE_CAPACITY_FATHER given_name: '2' }",
                          context)),
            "body.legal_representatives.given_name");
}

std::string Origin(const std::string& organisation, absl::CivilDay date,
                   const std::string& more) {
  return absl::StrCat("origin { organisation: '", organisation, "' date ",
                      Text(date), " ", more, " }");
}

TEST(ValidatePersonTest, AnOriginHasOneToFiveReasonsNoneTwice) {
  const EntryContext context = ContextOf("commune-alencon", 15);
  const auto judge = [&](const std::string& reasons) {
    return FieldOf(Judge(Origin("commune-alencon", kToday, reasons), context));
  };
  const auto reasons = [](int n) {
    return Values("reasons", n,
                  [](int i) { return v1::ReferralReason_Name(i); });
  };
  EXPECT_EQ(judge(""), "body.origin.reasons");
  EXPECT_EQ(judge(reasons(kMaxReferralReasons)), "");
  EXPECT_EQ(judge(reasons(kMaxReferralReasons + 1)), "body.origin.reasons");
  EXPECT_EQ(judge(reasons(1) + reasons(1)), "body.origin.reasons[1]");
  EXPECT_EQ(judge("reasons: 0"), "body.origin.reasons[0]");
  EXPECT_EQ(judge("reasons: 99"), "body.origin.reasons[0]");
  EXPECT_EQ(judge(reasons(1) + "request: 99"), "body.origin.request");
}

TEST(ValidatePersonTest, EachOrganisationIsItsOwnOrigin) {
  const std::string reason = "reasons: REFERRAL_REASON_OWN_REQUEST";
  const EntryContext town = ContextOf("commune-alencon", 15);
  EXPECT_EQ(FieldOf(Judge(Origin("mission-locale", kToday, reason), town)),
            "body.origin.organisation");
  const EntryContext secretariat = ContextOf("secretariat", 15);
  EXPECT_THAT(Judge(Origin("mission-locale", kToday, reason), secretariat),
              IsOk());
  EXPECT_THAT(Judge(Origin("secretariat", kToday, reason), secretariat),
              IsOk());
  EXPECT_EQ(FieldOf(Judge(Origin("voisine", kToday, reason), secretariat)),
            "body.origin.organisation");
  EXPECT_EQ(
      FieldOf(Judge(Origin("secretariat", kToday + 1, reason), secretariat)),
      "body.origin.date");
}

TEST(ValidatePersonTest, NothingIsRecordedBeforeTheTenthBirthday) {
  const std::string reason = "reasons: REFERRAL_REASON_OWN_REQUEST";
  const EntryContext context = ContextOf("secretariat", 15);
  const absl::CivilDay tenth(context.birth->year() + kMinAgeEver,
                             context.birth->month(), context.birth->day());
  EXPECT_THAT(Judge(Origin("secretariat", tenth, reason), context), IsOk());
  EXPECT_THAT(Judge(Origin("secretariat", tenth - 1, reason), context),
              ReasonIs(v1::ERROR_REASON_AGE_OUT_OF_SCOPE));
}

TEST(ValidatePersonTest, AProfileIsTheCoordinatorsAlone) {
  const std::string profile =
      "reasons: REFERRAL_REASON_OWN_REQUEST profile: "
      "PROFILE_OUT_OF_SCHOOL_PROFILE";
  EXPECT_THAT(Judge(Origin("secretariat", kToday, profile),
                    ContextOf("secretariat", 15)),
              IsOk());
  EXPECT_EQ(FieldOf(Judge(Origin("commune-alencon", kToday, profile),
                          ContextOf("commune-alencon", 15))),
            "body.origin.profile");
}

TEST(ValidatePersonTest, AProfileOfFactsAsksForThirteenYearsAndAText) {
  const std::string origin =
      Origin("secretariat", kToday,
             "reasons: REFERRAL_REASON_OWN_REQUEST profile: "
             "PROFILE_FIRST_FACTS");
  const auto basis = From<v1::WrittenBasis>(
      "kind: WRITTEN_BASIS_KIND_MAYOR_INFORMED_BY_POLICE");
  const auto annex =
      From<v1::WrittenBasis>("kind: WRITTEN_BASIS_KIND_STANDING_ANNEX");
  const EntryContext context = ContextOf("secretariat", 13);
  EXPECT_THAT(Judge(origin, context, {basis}), IsOk());
  EXPECT_THAT(Judge(origin, context),
              ReasonIs(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED));
  EXPECT_THAT(Judge(origin, context, {annex}),
              ReasonIs(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED));
  EntryContext recorded = context;
  recorded.recorded_bases = {basis};
  EXPECT_THAT(Judge(origin, recorded), IsOk());
  EXPECT_EQ(FieldOf(Judge(origin, ContextOf("secretariat", 12), {basis})),
            "body.origin.profile");
}

}  // namespace
}  // namespace sceau

// What a partner says of its own service: every rule at its bound.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/decide/ages.h"
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
using ::sceau::testing::Month;
using ::sceau::testing::Text;
using ::sceau::testing::Values;

absl::CivilDay MonthsAfterToday(int months) {
  return policy::AddMonths(kToday, months);
}

TEST(ValidateSituationTest, SchoolingHasAStatusAndAMonth) {
  const EntryContext context = ContextOf("education-nationale", 15);
  EXPECT_EQ(FieldOf(Judge("schooling {}", context)), "body.schooling.status");
  EXPECT_THAT(Judge("schooling { status: SCHOOLING_STATUS_IN_SCHOOL level: "
                    "SCHOOL_LEVEL_LEVEL_3E establishment_kind: "
                    "ESTABLISHMENT_KIND_COLLEGE since " +
                        Month(kToday) + " }",
                    context),
              IsOk());
  const auto since = [&](const std::string& month) {
    return FieldOf(Judge(
        "schooling { status: SCHOOLING_STATUS_IN_SCHOOL since " + month + " }",
        context));
  };
  EXPECT_EQ(since(Text(kToday)), "body.schooling.since");
  EXPECT_EQ(since(Month(MonthsAfterToday(1))), "body.schooling.since");
  EXPECT_EQ(FieldOf(Judge("schooling { status: 99 }", context)),
            "body.schooling.status");
}

std::string Attendance(const std::string& event, int days) {
  return absl::StrCat("attendance { event: ATTENDANCE_EVENT_", event, " date ",
                      Text(kToday), " duration_days: ", days, " }");
}

TEST(ValidateSituationTest, AnExclusionLastsOneToEightDays) {
  const EntryContext context = ContextOf("education-nationale", 15);
  EXPECT_THAT(Judge(Attendance("TEMPORARY_EXCLUSION", 0), context), IsOk());
  EXPECT_THAT(Judge(Attendance("TEMPORARY_EXCLUSION", 1), context), IsOk());
  EXPECT_THAT(
      Judge(Attendance("TEMPORARY_EXCLUSION", kMaxExclusionDays), context),
      IsOk());
  for (const int days : {-1, kMaxExclusionDays + 1}) {
    EXPECT_EQ(FieldOf(Judge(Attendance("TEMPORARY_EXCLUSION", days), context)),
              "body.attendance.duration_days");
  }
  EXPECT_EQ(FieldOf(Judge(Attendance("WARNING", 1), context)),
            "body.attendance.duration_days");
  EXPECT_EQ(
      FieldOf(Judge("attendance { event: ATTENDANCE_EVENT_WARNING }", context)),
      "body.attendance.date");
}

std::string Incident(absl::CivilDay day) {
  return absl::StrCat(
      "school_incident { kind: SCHOOL_INCIDENT_KIND_NOISE_NEARBY place: "
      "PLACE_CLASS_PARK date ",
      Text(day), " }");
}

TEST(ValidateSituationTest, ASchoolIncidentIsAYearOldAtMost) {
  const EntryContext context = ContextOf("education-nationale", 15);
  const absl::CivilDay oldest = MonthsAfterToday(-kMaxFactAgeMonths);
  EXPECT_THAT(Judge(Incident(kToday), context), IsOk());
  EXPECT_THAT(Judge(Incident(oldest), context), IsOk());
  EXPECT_EQ(FieldOf(Judge(Incident(oldest - 1), context)),
            "body.school_incident.date");
  EXPECT_EQ(FieldOf(Judge(Incident(kToday + 1), context)),
            "body.school_incident.date");
  EXPECT_EQ(FieldOf(Judge("school_incident { kind: "
                          "SCHOOL_INCIDENT_KIND_NOISE_NEARBY date " +
                              Text(kToday) + " }",
                          context)),
            "body.school_incident.place");
}

TEST(ValidateSituationTest, TheObligationOfTrainingIsOfSixteenAndSeventeen) {
  const auto judge = [](int age, const std::string& value) {
    return FieldOf(
        Judge("employment { status: EMPLOYMENT_STATUS_SEEKING_WORK "
              "training_obligation: TRAINING_OBLIGATION_" +
                  value + " }",
              ContextOf("mission-locale", age)));
  };
  const std::string wrong = "body.employment.training_obligation";
  EXPECT_EQ(judge(kMinTrainingObligationAge, "MET"), "");
  EXPECT_EQ(judge(kMaxTrainingObligationAge, "TO_BE_BUILT"), "");
  EXPECT_EQ(judge(kMinTrainingObligationAge - 1, "MET"), wrong);
  EXPECT_EQ(judge(kMaxTrainingObligationAge + 1, "MET"), wrong);
  EXPECT_EQ(judge(20, "NOT_CONCERNED"), "");
  EXPECT_THAT(Judge("employment { status: EMPLOYMENT_STATUS_EMPLOYED }",
                    ContextOf("mission-locale", 20)),
              IsOk());
}

std::string Fact(absl::CivilDay day, const std::string& by) {
  return absl::StrCat(
      "public_order_fact { kind: PUBLIC_ORDER_FACT_KIND_NOISE place: "
      "PLACE_CLASS_PARK observed_by: '",
      by, "' date ", Text(day), " }");
}

TEST(ValidateSituationTest, AFactIsOfThirteenYearsAndOfTheLastTwelveMonths) {
  EntryContext context = ContextOf("commune-alencon", 15);
  const absl::CivilDay oldest = MonthsAfterToday(-kMaxFactAgeMonths);
  EXPECT_THAT(Judge(Fact(oldest, "commune-alencon"), context), IsOk());
  EXPECT_EQ(FieldOf(Judge(Fact(oldest - 1, "commune-alencon"), context)),
            "body.public_order_fact.date");
  context.birth = absl::CivilDay(kToday.year() - kMinFactAge, 6, 1);
  const absl::CivilDay birthday(kToday.year(), 6, 1);
  EXPECT_THAT(Judge(Fact(birthday, "commune-alencon"), context), IsOk());
  EXPECT_EQ(FieldOf(Judge(Fact(birthday - 1, "commune-alencon"), context)),
            "body.public_order_fact.date");
}

TEST(ValidateSituationTest, AFactIsObservedByTownOrPolice) {
  const EntryContext context = ContextOf("commune-alencon", 15);
  EXPECT_THAT(Judge(Fact(kToday, "police-nationale"), context), IsOk());
  for (const char* other : {"mission-locale", "voisin", "secretariat"}) {
    EXPECT_EQ(FieldOf(Judge(Fact(kToday, other), context)),
              "body.public_order_fact.observed_by");
  }
}

std::string Measure(const std::string& more) {
  return "judicial_measure { communication_reference: '2026/114' "
         "communication_date { year: 2026 month: 10 day: 1 } " +
         more + " }";
}

v1::WrittenBasis Communication() {
  return From<v1::WrittenBasis>(
      "kind: WRITTEN_BASIS_KIND_PROSECUTOR_COMMUNICATION authority: 'Parquet' "
      "reference: '2026/114' date { year: 2026 month: 10 day: 1 }");
}

constexpr char kNature[] =
    "nature: JUDICIAL_MEASURE_NATURE_REPARATION effects: "
    "JUDICIAL_MEASURE_EFFECT_NO_EFFECT ";

TEST(ValidateSituationTest, AMeasureCitesTheCommunicationItComesFrom) {
  const EntryContext context = ContextOf("secretariat", 17);
  EXPECT_THAT(Judge(Measure(kNature), context, {Communication()}), IsOk());
  EntryContext recorded = context;
  recorded.recorded_bases = {Communication()};
  EXPECT_THAT(Judge(Measure(kNature), recorded), IsOk());
  const std::string wrong = "body.judicial_measure.communication_reference";
  EXPECT_EQ(FieldOf(Judge(Measure(kNature), context)), wrong);
  for (const auto& change :
       {+[](v1::WrittenBasis& basis) { basis.set_reference("2026/115"); },
        +[](v1::WrittenBasis& basis) { basis.mutable_date()->set_day(2); },
        +[](v1::WrittenBasis& basis) {
          basis.set_kind(v1::WRITTEN_BASIS_KIND_STANDING_ANNEX);
        }}) {
    v1::WrittenBasis other = Communication();
    change(other);
    EXPECT_EQ(FieldOf(Judge(Measure(kNature), context, {other})), wrong);
  }
}

TEST(ValidateSituationTest, CommunityServiceIsFromSixteenOn) {
  const std::string service = Measure(
      "nature: JUDICIAL_MEASURE_NATURE_COMMUNITY_SERVICE effects: "
      "JUDICIAL_MEASURE_EFFECT_NO_EFFECT");
  EXPECT_THAT(Judge(service, ContextOf("secretariat", 16), {Communication()}),
              IsOk());
  EXPECT_EQ(
      FieldOf(Judge(service, ContextOf("secretariat", 15), {Communication()})),
      "body.judicial_measure.nature");
}

TEST(ValidateSituationTest, AMeasureEndsWithinTenYearsAndHasFiveEffects) {
  const EntryContext context = ContextOf("secretariat", 17);
  const auto judge = [&](const std::string& more) {
    return FieldOf(
        Judge(Measure("nature: JUDICIAL_MEASURE_NATURE_REPARATION " + more),
              context, {Communication()}));
  };
  const auto effects = [](int n) {
    return Values("effects", n,
                  [](int i) { return v1::JudicialMeasureEffect_Name(i); });
  };
  const absl::CivilDay last = MonthsAfterToday(kMaxMeasureEndAheadMonths);
  EXPECT_EQ(judge(effects(1) + "end_date " + Text(last)), "");
  EXPECT_EQ(judge(effects(1) + "end_date " + Text(last + 1)),
            "body.judicial_measure.end_date");
  EXPECT_EQ(judge(effects(kMaxJudicialMeasureEffects)), "");
  EXPECT_EQ(judge(effects(kMaxJudicialMeasureEffects) + effects(1)),
            "body.judicial_measure.effects[5]");
  EXPECT_EQ(judge(""), "body.judicial_measure.effects");
}

std::string Exit(absl::CivilDay month, int needs) {
  return absl::StrCat(
      "sentence_preparation { exit_month ", Month(month), " ",
      Values("needs", needs,
             [](int i) { return v1::SentencePreparationNeed_Name(i); }),
      " }");
}

TEST(ValidateSituationTest, AnExitIsOfAnAdultAndWithinThreeYears) {
  const absl::CivilDay last = MonthsAfterToday(kMaxExitAheadMonths);
  const EntryContext adult = ContextOf("spip", kMajority);
  EXPECT_THAT(Judge(Exit(last, kMaxSentencePreparationNeeds), adult), IsOk());
  EXPECT_EQ(FieldOf(Judge(Exit(policy::AddMonths(last, 1), 1), adult)),
            "body.sentence_preparation.exit_month");
  EXPECT_EQ(FieldOf(Judge(Exit(last, 0), adult)),
            "body.sentence_preparation.needs");
  EXPECT_EQ(FieldOf(Judge(Exit(last, 1), ContextOf("spip", kMajority - 1))),
            "body.sentence_preparation");
}

TEST(ValidateSituationTest, ListsOfCodesHoldEachValueOnce) {
  const auto codes = [](int n) {
    return "social_environment { " +
           Values("codes", n,
                  [](int i) { return v1::SocialEnvironmentCode_Name(i); }) +
           " }";
  };
  const EntryContext context = ContextOf("ddetspp", 15);
  EXPECT_THAT(Judge(codes(kMaxSocialEnvironmentCodes), context), IsOk());
  EXPECT_EQ(FieldOf(Judge(codes(0), context)), "body.social_environment.codes");
  const auto strengths = [](int n, const std::string& more) {
    return "strengths { " +
           Values("codes", n, [](int i) { return v1::Strength_Name(i); }) +
           more + " }";
  };
  EXPECT_THAT(Judge(strengths(kMaxStrengths, ""), context), IsOk());
  EXPECT_EQ(FieldOf(Judge(strengths(kMaxStrengths, "codes: STRENGTH_PROJECT"),
                          context)),
            "body.strengths.codes[13]");
  EXPECT_EQ(FieldOf(Judge(strengths(0, ""), context)), "body.strengths.codes");
  EXPECT_EQ(FieldOf(Judge(strengths(0, "codes: 14"), context)),
            "body.strengths.codes[0]");
}

std::string Involved(const std::string& organisation, const std::string& kind,
                     const std::string& more = "") {
  return "involvement { organisation: '" + organisation +
         "' kind: INVOLVEMENT_KIND_" + kind + " " + more + " }";
}

TEST(ValidateSituationTest, EachOrganisationSaysItsOwnInvolvement) {
  EXPECT_THAT(Judge(Involved("pjj", "CONTACT_EXISTS"), ContextOf("pjj", 15)),
              IsOk());
  EXPECT_EQ(
      FieldOf(Judge(Involved("pjj", "CONTACT_EXISTS"), ContextOf("spip", 19))),
      "body.involvement.organisation");
  const EntryContext secretariat = ContextOf("secretariat", 15);
  EXPECT_THAT(
      Judge(Involved("commune-alencon", "SUPPORT_IN_PROGRESS"), secretariat),
      IsOk());
  EXPECT_EQ(
      FieldOf(Judge(Involved("mission-locale", "CONTACT_EXISTS"), secretariat)),
      "body.involvement.organisation");
}

TEST(ValidateSituationTest, ASecretIsNotToldByTheKindOfInvolvement) {
  for (const char* partner : {"pjj", "spip", "conseil-departemental"}) {
    for (const char* kind :
         {"FIRST_MEETING_PLANNED", "SUPPORT_IN_PROGRESS", "SUPPORT_ENDED"}) {
      EXPECT_EQ(FieldOf(Judge(Involved(partner, kind), ContextOf(partner, 19))),
                "body.involvement.kind");
    }
  }
  EXPECT_THAT(Judge(Involved("conseil-departemental", "ASSESSMENT_POSSIBLE"),
                    ContextOf("conseil-departemental", 15)),
              IsOk());
  EXPECT_EQ(FieldOf(Judge(Involved("mission-locale", "ASSESSMENT_POSSIBLE"),
                          ContextOf("mission-locale", 16))),
            "body.involvement.kind");
}

TEST(ValidateSituationTest, AProfessionalContactSaysOneThingAtLeast) {
  const EntryContext context = ContextOf("mission-locale", 16);
  const auto judge = [&](const std::string& more) {
    return FieldOf(
        Judge(Involved("mission-locale", "CONTACT_EXISTS", more), context));
  };
  EXPECT_EQ(judge("contact { phone: '+33233000000' }"), "");
  EXPECT_EQ(judge("contact { email: 'a@b.fr' } contact_name: 'Anna Roy'"), "");
  EXPECT_EQ(judge("contact {}"), "body.involvement.contact");
  EXPECT_EQ(judge("contact { phone: '1' }"), "body.involvement.contact.phone");
  EXPECT_EQ(judge("contact_name: 'Anna 2'"), "body.involvement.contact_name");
}

TEST(ValidateSituationTest, NobodyContributesTheAdministrativeFacts) {
  EXPECT_EQ(FieldOf(Judge("administrative {}", ContextOf("secretariat", 15))),
            "body");
  EXPECT_EQ(FieldOf(Judge("", ContextOf("secretariat", 15))), "body");
}

}  // namespace
}  // namespace sceau

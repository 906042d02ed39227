#include "client/cli/words/values.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"

#include "client/cli/words/civil.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/words/say.h"
#include "proto/text/output.h"
#include "sceau/v1/case.pb.h"
#include "sceau/v1/category.pb.h"
#include "sceau/v1/entry.pb.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;
using ::sceau::testing::IsOkAndHolds;
using ::testing::HasSubstr;

constexpr absl::CivilDay kToday(2026, 11, 23);

class ValuesTest : public ::testing::Test {
 protected:
  google::type::Date Day(const std::string& text) {
    return ReadDay(text, kToday).value_or(google::type::Date());
  }

  const Labels french_{Vocabulary::Builtin(), Language::kFrench, {}};
  const Labels english_{Vocabulary::Builtin(), Language::kEnglish, {}};
};

TEST_F(ValuesTest, UnknownValueIsRefusedWithThoseThereAre) {
  const auto value = ReadEnum<v1::SchoolingStatus>("au lycée", french_);
  EXPECT_EQ(ExitCodeOf(value.status()), ExitCode::kUsage);
  EXPECT_THAT(std::string(value.status().message()),
              HasSubstr("scolarise-en-etablissement"));
  EXPECT_EQ(ExitCodeOf(ReadEnum<v1::Sex>("UNSPECIFIED", french_).status()),
            ExitCode::kUsage);
}

TEST_F(ValuesTest, ValueIsKnownByItsIdAndItsLabelInBothLanguages) {
  for (const std::string text :
       {"SUPPORT_REQUESTED", "support-requested", "Support_requested",
        "REFERRAL_REASON_SUPPORT_REQUESTED", "A partner asks for support"}) {
    EXPECT_THAT(ReadEnum<v1::ReferralReason>(text, french_),
                IsOkAndHolds(v1::REFERRAL_REASON_SUPPORT_REQUESTED))
        << text;
  }
  EXPECT_THAT(ReadEnum<v1::Role>("charter-officer", french_),
              IsOkAndHolds(v1::ROLE_CHARTER_OFFICER));
  EXPECT_THAT(ReadEnum<v1::Role>("garant de la charte", english_),
              IsOkAndHolds(v1::ROLE_CHARTER_OFFICER));
  EXPECT_THAT(ReadEnum<v1::Category>("points d’appui", french_),
              IsOkAndHolds(v1::CATEGORY_STRENGTHS));
}

// The codes are long: whoever types the first words is understood, and whoever
// types what two begin with is shown the list.
TEST_F(ValuesTest, FirstWordsAreEnoughWhereNoOtherValueBeginsSo) {
  for (const std::string text : {"décrochage", "decrochage", "DECROCHAGE"}) {
    EXPECT_THAT(ReadEnum<v1::ReferralReason>(text, french_),
                IsOkAndHolds(v1::REFERRAL_REASON_SCHOOL_DROPOUT))
        << text;
  }
  for (const std::string text : {"conduites", "décro", "", "-"}) {
    EXPECT_EQ(ExitCodeOf(ReadEnum<v1::ReferralReason>(text, french_).status()),
              ExitCode::kUsage)
        << text;
  }
}

TEST_F(ValuesTest, EveryValueIsReadBackFromItsOwnIdAndLabel) {
  const auto* body = v1::EntryBody::descriptor();
  for (int i = 0; i < body->field_count(); ++i) {
    const auto* message = body->field(i)->message_type();
    for (int j = 0; j < message->field_count(); ++j) {
      const auto* type = message->field(j)->enum_type();
      if (type == nullptr) continue;
      for (int k = 1; k < type->value_count(); ++k) {
        const auto& value = *type->value(k);
        EXPECT_THAT(ReadEnum(*type, ValueId(value), french_),
                    IsOkAndHolds(value.number()))
            << value.name();
        EXPECT_TRUE(
            FindSentence("value." + value.name()) != nullptr ||
            Vocabulary::Builtin().HasValue(type->name(), ValueId(value)))
            << value.name() << " has no label";
      }
    }
  }
}

TEST_F(ValuesTest, EveryFieldOfEveryCategoryHasALabel) {
  const auto* body = v1::EntryBody::descriptor();
  for (int i = 0; i < body->field_count(); ++i) {
    const auto* message = body->field(i)->message_type();
    for (int j = 0; j < message->field_count(); ++j) {
      const auto& field = *message->field(j);
      for (const Labels* labels : {&french_, &english_}) {
        EXPECT_NE(labels->Field(field), field.name()) << message->name();
        EXPECT_LE(DisplayWidth(labels->Field(field)) + 3, kLabelWidth)
            << labels->Field(field) << " is wider than its column";
      }
    }
  }
}

TEST_F(ValuesTest, DaysAreReadAsFrenchPeopleAndMachinesWriteThem) {
  const google::type::Date expected = DateOf(absl::CivilDay(2010, 3, 4));
  for (const std::string text :
       {"04/03/2010", "4/3/2010", "4-3-2010", "2010-03-04", "4 mars 2010"}) {
    EXPECT_EQ(Day(text).DebugString(), expected.DebugString()) << text;
  }
  EXPECT_EQ(Day("aujourd'hui").day(), 23);
  EXPECT_EQ(Day("yesterday").day(), 22);
  for (const std::string text :
       {"", "31/02/2010", "mars 2010", "2010", "vers 2010", "13/13/2010"}) {
    EXPECT_FALSE(ReadDay(text, kToday)) << text;
  }
}

TEST_F(ValuesTest, MonthsHaveNoDay) {
  for (const std::string text : {"09/2026", "2026-09", "15/09/2026"}) {
    const auto month = ReadMonth(text, kToday);
    ASSERT_TRUE(month) << text;
    EXPECT_EQ(month->month(), 9);
    EXPECT_EQ(month->day(), 0);
  }
  EXPECT_FALSE(ReadMonth("13/2026", kToday));
  EXPECT_FALSE(ReadMonth("septembre", kToday));
}

TEST_F(ValuesTest, DatesAreWrittenAsPeopleReadThem) {
  google::type::Date first = DateOf(absl::CivilDay(2010, 3, 1));
  EXPECT_EQ(LongDate(first, Language::kFrench), "1er mars 2010");
  EXPECT_EQ(LongDate(first, Language::kEnglish), "1 March 2010");
  EXPECT_EQ(ShortDate(first), "01/03/2010");
  first.set_day(0);
  EXPECT_EQ(LongDate(first, Language::kFrench), "mars 2010");
  EXPECT_EQ(ShortDate(first), "03/2010");
  EXPECT_FALSE(DayOf(first));
}

TEST_F(ValuesTest, BirthdayOfALeapDayIsTheFirstOfMarch) {
  const absl::CivilDay birth(2008, 2, 29);
  EXPECT_EQ(CompletedYears(birth, absl::CivilDay(2026, 2, 28)), 17);
  EXPECT_EQ(CompletedYears(birth, absl::CivilDay(2026, 3, 1)), 18);
}

TEST_F(ValuesTest, FieldsAreSetByPathAndKind) {
  v1::Schooling schooling;
  ASSERT_THAT(SetField(schooling, "status", "IN_SCHOOL", kToday, french_),
              IsOk());
  ASSERT_THAT(SetField(schooling, "since", "09/2026", kToday, french_), IsOk());
  EXPECT_EQ(schooling.status(), v1::SCHOOLING_STATUS_IN_SCHOOL);
  EXPECT_EQ(schooling.since().day(), 0);
  v1::Strengths strengths;
  ASSERT_THAT(SetField(strengths, "codes", "PROJECT, SKILL", kToday, french_),
              IsOk());
  EXPECT_EQ(strengths.codes_size(), 2);
  ASSERT_THAT(SetField(strengths, "codes", "SKILL", kToday, french_), IsOk());
  EXPECT_EQ(strengths.codes_size(), 1) << "replaced, not added to";
  v1::LeadWorker lead;
  ASSERT_THAT(SetField(lead, "contact.phone", "+33233000000", kToday, french_),
              IsOk());
  EXPECT_EQ(lead.contact().phone(), "+33233000000");
}

TEST_F(ValuesTest, UnknownFieldsAndValuesAreRefused) {
  v1::Notice notice;
  for (const auto& [path, text] :
       {std::pair<std::string, std::string>{"nothing", "x"},
        {"date.day", "x"},
        {"date", "demain"},
        {"adhesion", "peut-être"},
        {"language.x", "fr"},
        {"channel", "pigeon"}}) {
    EXPECT_EQ(ExitCodeOf(SetField(notice, path, text, kToday, french_)),
              ExitCode::kUsage)
        << path;
  }
  ASSERT_THAT(SetField(notice, "adhesion", "oui", kToday, french_), IsOk());
  EXPECT_TRUE(notice.adhesion());
}

TEST_F(ValuesTest, AFrenchReaderTypesAndIsShownFrench) {
  const std::string list = ListValues(*v1::Sex_descriptor(), french_);
  EXPECT_EQ(list.find("FEMALE"), std::string::npos) << list;
  const auto& type = *v1::ReferralReason_descriptor();
  const std::vector<std::string> lines =
      absl::StrSplit(ListValues(type, french_), '\n', absl::SkipEmpty());
  for (const std::string& line : lines) {
    const std::string code =
        line.substr(2, line.find(' ', 2) - 2);  // « absences-repetees-… »
    EXPECT_TRUE(ReadEnum(type, code, french_).ok()) << line;
  }
  v1::ContactDetails details;
  EXPECT_TRUE(SetField(details, "téléphone", "0233000012",
                       absl::CivilDay(2026, 12, 1), french_)
                  .ok());
  EXPECT_EQ(details.phone(), "0233000012");
  const absl::Status unknown =
      SetField(details, "portable", "1", absl::CivilDay(2026, 12, 1), french_);
  EXPECT_EQ(unknown.message().find("email"), absl::string_view::npos)
      << unknown;
}

}  // namespace
}  // namespace sceau

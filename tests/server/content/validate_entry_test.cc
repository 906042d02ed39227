// The whole deposit: header, narrowing, conditions.
#include "server/content/validate_entry.h"

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
using ::sceau::testing::kToday;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::ReferenceProgram;
using ::sceau::testing::Text;
using ::sceau::testing::Times;

constexpr char kBody[] = "body { strengths { codes: STRENGTH_PROJECT } } ";

absl::Status Judge(const std::string& more) {
  return ValidateEntry(From<v1::Entry>(kBody + more), ContextOf("ddetspp", 15),
                       "entries[3]");
}

std::string Basis(const std::string& authority, const std::string& reference,
                  absl::CivilDay day) {
  return absl::StrCat(
      "written_basis { kind: WRITTEN_BASIS_KIND_STANDING_ANNEX authority: '",
      authority, "' reference: '", reference, "' date ", Text(day), " } ");
}
std::string Agreement(absl::CivilDay day) {
  return absl::StrCat("agreement { given_by: NOTICE_RECIPIENT_PERSON date ",
                      Text(day), " } ");
}

TEST(ValidateEntryTest, AnEntryHasABody) {
  EXPECT_THAT(Judge(""), IsOk());
  EXPECT_EQ(FieldOf(ValidateEntry(v1::Entry(), ContextOf("ddetspp", 15), "")),
            "body");
  EXPECT_EQ(FieldOf(ValidateEntry(From<v1::Entry>("body {}"),
                                  ContextOf("ddetspp", 15), "entry")),
            "entry.body");
}

TEST(ValidateEntryTest, ThePathIsPrecise) {
  const auto entry = From<v1::Entry>(
      "body { decision { code: DECISION_CODE_REORIENTED reason: "
      "DECISION_REASON_NEW_NEED date { year: 2026 month: 1 day: 1 } } }");
  EXPECT_EQ(
      FieldOf(ValidateEntry(entry, ContextOf("secretariat", 15), "entries[3]")),
      "entries[3].body.decision.reason");
}

TEST(ValidateEntryTest, TheServiceAloneSetsTheHeader) {
  for (const char* header :
       {"name: 'x'", "category: CATEGORY_ACTION", "owner: 'pjj'", "author: 'x'",
        "version: 2", "state: ENTRY_STATE_STANDING", "partial: true",
        "awaits_acceptance: true"}) {
    EXPECT_THAT(Judge(header), ReasonIs(v1::ERROR_REASON_FIELD_INVALID))
        << header;
  }
  EXPECT_EQ(FieldOf(Judge("owner: 'pjj'")), "entries[3].owner");
}

TEST(ValidateEntryTest, NarrowingNamesPartnersOfTheCharterOnce) {
  std::string all;
  const policy::Program& program = ReferenceProgram();
  for (size_t i = 0; i < program.partner_count(); ++i) {
    absl::StrAppend(&all, "narrowed_to: '",
                    program.PartnerId(static_cast<policy::PartnerIndex>(i)),
                    "' ");
  }
  EXPECT_THAT(Judge(all), IsOk());
  EXPECT_EQ(FieldOf(Judge(all + "narrowed_to: 'pjj'")),
            "entries[3].narrowed_to");
  EXPECT_EQ(FieldOf(Judge("narrowed_to: 'pjj' narrowed_to: 'pjj'")),
            "entries[3].narrowed_to[1]");
  EXPECT_EQ(FieldOf(Judge("narrowed_to: 'voisin'")),
            "entries[3].narrowed_to[0]");
}

TEST(ValidateEntryTest, AtMostTwoConditionsAreDeclared) {
  const std::string one = "conditions { " + Agreement(kToday) + "} ";
  EXPECT_THAT(Judge(Times(kMaxConditionsPerCall, one)), IsOk());
  EXPECT_EQ(FieldOf(Judge(Times(kMaxConditionsPerCall + 1, one))),
            "entries[3].conditions");
  EXPECT_EQ(FieldOf(Judge("conditions { categories: CATEGORY_ACTION " +
                          Agreement(kToday) + "}")),
            "entries[3].conditions[0].categories");
  EXPECT_EQ(FieldOf(Judge("conditions {}")), "entries[3].conditions[0]");
}

std::string ConditionField(const std::string& condition) {
  return FieldOf(Judge("conditions { " + condition + " }"));
}

TEST(ValidateEntryTest, ABasisIsAnOfficeAReferenceAndADay) {
  const std::string at = "entries[3].conditions[0].written_basis.";
  EXPECT_EQ(ConditionField(Basis("Parquet d\\'Alençon", "2026/1", kToday)), "");
  EXPECT_EQ(ConditionField(Basis("", "2026/1", kToday)), at + "authority");
  EXPECT_EQ(ConditionField(Basis("Parquet", "", kToday)), at + "reference");
  EXPECT_EQ(ConditionField(Basis("Parquet", "n°1", kToday)), at + "reference");
  EXPECT_EQ(ConditionField(Basis("Parquet", "1", kToday + 1)), at + "date");
  EXPECT_EQ(
      ConditionField("written_basis { authority: 'A' reference: '1' date " +
                     Text(kToday) + " }"),
      at + "kind");
  const absl::Status named =
      Judge("conditions { " + Basis("M. Dupont", "1", kToday) + "}");
  EXPECT_THAT(named, ReasonIs(v1::ERROR_REASON_FORBIDDEN_TERM));
  EXPECT_EQ(MetadataOf(named, "kind"), "third_person");
}

TEST(ValidateEntryTest, ABasisKeepsToItsBounds) {
  const std::string at = "entries[3].conditions[0].written_basis.";
  const std::string authority(kMaxAuthorityCharacters, 'a');
  const std::string reference(kMaxReferenceCharacters, '1');
  EXPECT_EQ(ConditionField(Basis(authority, reference, kToday)), "");
  EXPECT_EQ(ConditionField(Basis(authority + "a", reference, kToday)),
            at + "authority");
  EXPECT_EQ(ConditionField(Basis(authority, reference + "1", kToday)),
            at + "reference");
}

TEST(ValidateEntryTest, AnAgreementIsGivenBySomeoneOnAPastDay) {
  const std::string at = "entries[3].conditions[0].agreement.";
  EXPECT_EQ(ConditionField(Agreement(kToday)), "");
  EXPECT_EQ(ConditionField(Agreement(kToday + 1)), at + "date");
  EXPECT_EQ(ConditionField("agreement { date " + Text(kToday) + " }"),
            at + "given_by");
}

TEST(ValidateEntryTest, AConditionMayEndInTheFuture) {
  const absl::CivilDay last =
      policy::AddMonths(kToday, kMaxConditionEndAheadMonths);
  EXPECT_EQ(ConditionField(Agreement(kToday) + "end " + Text(last)), "");
  EXPECT_EQ(ConditionField(Agreement(kToday) + "end " + Text(last + 1)),
            "entries[3].conditions[0].end");
}

std::string Categories(int n) {
  return testing::Values("categories", n,
                         [](int i) { return v1::Category_Name(i); });
}

TEST(ValidateEntryTest, ARecordedConditionNamesItsCategories) {
  const auto judge = [](const std::string& categories) {
    return FieldOf(ValidateRecordedCondition(
        From<v1::Condition>(Agreement(kToday) + categories),
        ContextOf("secretariat", 15), "condition"));
  };
  EXPECT_EQ(judge(""), "condition.categories");
  EXPECT_EQ(judge(Categories(1)), "");
  EXPECT_EQ(judge(Categories(kMaxCategoriesPerCondition)), "");
  EXPECT_EQ(judge(Categories(kMaxCategoriesPerCondition) +
                  "categories: CATEGORY_ACTION"),
            "condition.categories");
  EXPECT_EQ(judge("categories: 0"), "condition.categories[0]");
  EXPECT_EQ(judge("categories: 21"), "condition.categories[0]");
  EXPECT_EQ(judge(Categories(1) + Categories(1)), "condition.categories[1]");
}

}  // namespace
}  // namespace sceau

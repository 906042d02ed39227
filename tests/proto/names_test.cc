#include "proto/contract/names.h"

#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::IsOk;

template <typename Name>
void ExpectMalformed(absl::string_view text) {
  const auto name = Name::Parse(text);
  EXPECT_EQ(ReasonOf(name.status()), v1::ERROR_REASON_NAME_MALFORMED) << text;
}

TEST(NamesTest, AnIdIsLowerCaseBoundedAndStartsWithALetter) {
  EXPECT_TRUE(IsId("a"));
  EXPECT_TRUE(IsId("alencon-2026"));
  EXPECT_TRUE(IsId(std::string(kMaxIdBytes, 'a')));
  EXPECT_FALSE(IsId(std::string(kMaxIdBytes + 1, 'a')));
  for (const char* bad : {"", "1a", "-a", "a-", "A", "a_b", "a/b", "a.b", "é",
                          " a", "a ", "a\n"}) {
    EXPECT_FALSE(IsId(bad)) << bad;
  }
}

TEST(NamesTest, ACaseNameComesBackAsItWas) {
  const auto name = CaseName::Parse("groups/alencon/cases/c1");
  ASSERT_THAT(name, IsOk());
  EXPECT_EQ(name->group(), "alencon");
  EXPECT_EQ(name->id(), "c1");
  EXPECT_EQ(name->ToString(), "groups/alencon/cases/c1");
}

TEST(NamesTest, AnEntryNameHoldsItsCase) {
  const auto name = EntryName::Parse("groups/alencon/cases/c1/entries/e1");
  ASSERT_THAT(name, IsOk());
  EXPECT_EQ(name->parent(), CaseName::Of("alencon", "c1"));
  EXPECT_EQ(name->ToString(), "groups/alencon/cases/c1/entries/e1");
}

TEST(NamesTest, MalformedNamesAreRefused) {
  for (const char* bad :
       {"", "/", "groups", "groups/", "groups/alencon/cases",
        "groups/alencon/cases/", "groups//cases/c1", "groups/alencon/cases/c1/",
        "groups/alencon/Cases/c1", "groups/alencon/cases/C1",
        "groups/alencon/referrals/r1", "groups/alencon/cases/c1/entries/e1",
        "//groups/alencon/cases/c1", "groups/alencon/cases/.."}) {
    ExpectMalformed<CaseName>(bad);
  }
  ExpectMalformed<CaseName>(
      absl::string_view("groups/alencon/cases/c1\0x", 25));
  ExpectMalformed<GroupName>("groups/alencon/cases/c1");
  ExpectMalformed<EntryName>("groups/alencon/cases/c1");
  ExpectMalformed<MemberName>("groups/alencon/cases/c1");
}

TEST(NamesTest, ANameLongerThanItsBoundIsNotLookedAt) {
  ExpectMalformed<CaseName>("groups/alencon/cases/" +
                            std::string(kMaxNameBytes, 'a'));
}

}  // namespace
}  // namespace sceau

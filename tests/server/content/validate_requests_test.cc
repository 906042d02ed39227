// Sessions and searches at their bounds.
#include "server/content/validate_requests.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/decide/ages.h"
#include "server/content/bounds.h"
#include "tests/server/content/deposit.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::FieldOf;
using ::sceau::testing::From;
using ::sceau::testing::IsOk;
using ::sceau::testing::kToday;
using ::sceau::testing::Text;

std::string SessionField(absl::CivilDay day, const std::string& items) {
  return FieldOf(ValidateSession(
      From<v1::ReviewSession>(absl::StrCat("date ", Text(day), " ", items)),
      kToday, "review_session"));
}

std::string Items(int count, int convened) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&out, "items { case: 'c", i, "' ");
    for (int j = 0; j < convened; ++j) {
      absl::StrAppend(&out, "convened { member: 'm", j, "' } ");
    }
    absl::StrAppend(&out, "} ");
  }
  return out;
}

TEST(ValidateRequestsTest, ASessionIsWithinAYear) {
  const absl::CivilDay last = policy::AddMonths(kToday, kMaxSessionAheadMonths);
  EXPECT_EQ(SessionField(last, ""), "");
  EXPECT_EQ(SessionField(last + 1, ""), "review_session.date");
  EXPECT_EQ(FieldOf(ValidateSession(v1::ReviewSession(), kToday, "s")),
            "s.date");
}

TEST(ValidateRequestsTest, AnAgendaHasSixtyItemsOneOfACase) {
  EXPECT_EQ(SessionField(kToday, Items(kMaxAgendaItems, 0)), "");
  EXPECT_EQ(SessionField(kToday, Items(kMaxAgendaItems + 1, 0)),
            "review_session.items");
  EXPECT_EQ(SessionField(kToday, "items { case: 'c' } items { case: 'c' }"),
            "review_session.items[1].case");
  EXPECT_EQ(SessionField(kToday, "items {}"), "review_session.items[0].case");
}

TEST(ValidateRequestsTest, AnItemConvenesFortyMembersEachOnce) {
  EXPECT_EQ(SessionField(kToday, Items(1, kMaxConvenedPerItem)), "");
  EXPECT_EQ(SessionField(kToday, Items(1, kMaxConvenedPerItem + 1)),
            "review_session.items[0].convened");
  EXPECT_EQ(SessionField(kToday,
                         "items { case: 'c' convened { member: 'm' } "
                         "convened { member: 'n' substitute: 'm' } }"),
            "review_session.items[0].convened[1]");
  EXPECT_EQ(SessionField(kToday, "items { case: 'c' convened {} }"),
            "review_session.items[0].convened[0].member");
}

std::string SearchField(const std::string& text) {
  return FieldOf(ValidateSearch(From<v1::SearchCasesRequest>(text), kToday));
}

TEST(ValidateRequestsTest, ASearchGivesTwoOfThreeInTheirForm) {
  EXPECT_EQ(SearchField(""), "family_name");
  EXPECT_EQ(SearchField("family_name: 'A'"), "family_name");
  EXPECT_EQ(SearchField("family_name: 'A' given_name: 'B'"), "");
  EXPECT_EQ(SearchField("given_name: 'B' birth_date " + Text(kToday)), "");
  EXPECT_EQ(SearchField("family_name: 'A1' given_name: 'B'"), "family_name");
  EXPECT_EQ(SearchField("family_name: 'A' given_name: 'B2'"), "given_name");
  EXPECT_EQ(SearchField("family_name: 'A' birth_date " + Text(kToday + 1)),
            "birth_date");
  const std::string longest(kMaxNameCharacters, 'a');
  EXPECT_EQ(SearchField("family_name: '" + longest + "' given_name: 'B'"), "");
  EXPECT_EQ(SearchField("family_name: 'a" + longest + "' given_name: 'B'"),
            "family_name");
}

}  // namespace
}  // namespace sceau

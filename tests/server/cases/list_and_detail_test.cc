// One decision for every way to look: reading, basic view, entries, list and
// search say the same to everyone. Failure classes "list and detail disagree"
// and "consent hides in the screen but not in the API".
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::AccessOf;
using ::sceau::testing::Await;
using ::sceau::testing::CaseDesk;
using ::sceau::testing::IsOk;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::kFounders;
using ::sceau::testing::kMembers;
using ::sceau::testing::kTestGroup;
using ::sceau::testing::TestGroup;

class ListAndDetailTest : public ::testing::Test {
 protected:
  static std::vector<std::string> Everyone() {
    std::vector<std::string> members;
    for (const auto& each : kFounders) members.emplace_back(each.member);
    for (const auto& each : kMembers) {
      if (each.has_signed) members.emplace_back(each.member);
    }
    return members;
  }

  absl::StatusOr<v1::ListEntriesResponse> Entries(const std::string& member,
                                                  const std::string& file) {
    v1::ListEntriesRequest request;
    request.set_parent(file);
    request.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
    request.set_page_size(100);
    v1::ListEntriesResponse response;
    const Call call = group_.As(member);
    const auto ended = Await([&](Finish finish) {
      desk_.reader().ListEntries(call, request, &response, std::move(finish));
    });
    if (!ended.status.ok()) return ended.status;
    return response;
  }

  // Cases in every situation; each person's name is the case's own.
  std::vector<std::pair<std::string, std::string>> EverySituation() {
    std::vector<std::pair<std::string, std::string>> cases;
    const auto open = [&](const std::string& family_name, int age) {
      v1::CreateCaseRequest request =
          desk_.OpenCaseRequest(age, family_name, "Noé");
      request.mutable_inline_referral()->set_organisation("mission-locale");
      cases.emplace_back(desk_.Create(request)->name(), family_name);
      return cases.back().first;
    };
    open("BARBOTIN", 20);  // Not told.
    desk_.Tell(open("CHAMPAGNE", 20), 20);
    const std::string followed = open("DESCHAMPS", 17);
    desk_.Tell(followed, 17);
    desk_.Follow(followed);
    desk_.Lead(followed, "commune-alencon", "commune-alencon-1");
    v1::EntryBody body;
    body.mutable_action()->set_kind(v1::ACTION_KIND_INTERNSHIP);
    body.mutable_action()->set_pilot("association-mediation");
    const auto asked = desk_.Deposit(kCoordinator, followed, body);
    EXPECT_THAT(asked, IsOk());
    EXPECT_THAT(desk_.Accept("association-mediation-1", *asked), IsOk());
    const std::string reviewed = open("FOUCHER", 20);
    desk_.Tell(reviewed, 20);
    desk_.Convene(reviewed, {"spip-1", "police-nationale-1", "pjj-1",
                             "prefecture-1", "conseil-regional-2"});
    const std::string proposed = open("GRANDJEAN", 20);
    desk_.Tell(proposed, 20);
    body.mutable_action()->set_pilot("ddetspp");
    EXPECT_THAT(desk_.Deposit(kCoordinator, proposed, body), IsOk());
    body.mutable_decision()->set_code(v1::DECISION_CODE_NO_FOLLOW_UP);
    *body.mutable_decision()->mutable_date() =
        ToDate(group_.rooms().clock.DayOf(group_.now()));
    EXPECT_THAT(desk_.Deposit(kCoordinator, proposed, body), IsOk());
    return cases;
  }

  TestGroup group_;
  CaseDesk desk_{group_};
};

TEST_F(ListAndDetailTest, EveryWayToLookSaysTheSameToEveryone) {
  const auto cases = EverySituation();
  int seen = 0;
  for (const std::string& member : Everyone()) {
    SCOPED_TRACE(member);
    std::set<std::string> listed;
    std::set<std::string> named;
    if (const auto list = desk_.List(member); list.ok()) {
      for (const v1::CaseSummary& line : list->cases()) {
        listed.insert(line.name());
        if (line.has_identity()) named.insert(line.name());
      }
    }
    for (const auto& [file, family_name] : cases) {
      SCOPED_TRACE(family_name);
      const auto read = desk_.Read(member, file);
      const auto entries = Entries(member, file);
      EXPECT_EQ(read.status(), entries.status());
      EXPECT_EQ(read.ok(), listed.count(file) == 1);
      const auto found = desk_.Search(member, family_name, "Noé");
      const bool is_found = found.ok() && found->cases_size() == 1;
      EXPECT_EQ(is_found, named.count(file) == 1);
      if (!read.ok()) continue;
      ++seen;
      ASSERT_THAT(entries, IsOk());
      ASSERT_EQ(read->entries_size(), entries->entries_size());
      for (int i = 0; i < read->entries_size(); ++i) {
        EXPECT_EQ(read->entries(i).SerializeAsString(),
                  entries->entries(i).SerializeAsString());
      }
      EXPECT_EQ(named.count(file) == 1,
                std::any_of(read->entries().begin(), read->entries().end(),
                            [](const v1::Entry& entry) {
                              return entry.body().has_identity();
                            }));
    }
  }
  EXPECT_GE(seen, 25);  // The situations do open cases to people.
}

TEST_F(ListAndDetailTest, AnEndedAgreementHidesInEveryAnswer) {
  const std::string file = desk_.OpenCase(20);
  desk_.Tell(file, 20);
  desk_.Follow(file);
  desk_.Lead(file, "commune-alencon", "commune-alencon-1");
  const google::type::Date today =
      ToDate(group_.rooms().clock.DayOf(group_.now()));
  v1::Entry entry;
  entry.mutable_body()->mutable_social_environment()->add_codes(
      v1::SOCIAL_ENVIRONMENT_CODE_HOUSING);
  v1::Agreement& agreement = *entry.add_conditions()->mutable_agreement();
  agreement.set_given_by(v1::NOTICE_RECIPIENT_PERSON);
  *agreement.mutable_date() = today;
  ASSERT_THAT(desk_.Deposit("commune-alencon-1", file, entry), IsOk());
  const auto shows = [&](const char* member) {
    const auto read = desk_.Read(member, file);
    const auto entries = Entries(member, file);
    const auto social = [](const v1::Entry& each) {
      return each.category() == v1::CATEGORY_SOCIAL_ENVIRONMENT;
    };
    return std::vector<bool>{
        AccessOf(*read, v1::CATEGORY_SOCIAL_ENVIRONMENT) ==
            v1::SECTION_ACCESS_SHOWN,
        std::any_of(read->entries().begin(), read->entries().end(), social),
        std::any_of(entries->entries().begin(), entries->entries().end(),
                    social)};
  };
  EXPECT_EQ(shows(kCoordinator), (std::vector<bool>{true, true, true}));
  EXPECT_EQ(shows("commune-alencon-1"), (std::vector<bool>{true, true, true}));

  v1::RecordConditionRequest end;
  end.set_name(file);
  end.set_request_id(desk_.NewRequestId());
  *end.mutable_condition() = entry.conditions(0);
  end.mutable_condition()->add_categories(v1::CATEGORY_SOCIAL_ENVIRONMENT);
  *end.mutable_condition()->mutable_end() = today;
  v1::Case answer;
  const Call call = group_.As(kCoordinator);
  const auto ended = Await([&](Finish finish) {
    desk_.writer().RecordCondition(call, end, &answer, std::move(finish));
  });
  ASSERT_THAT(ended.status, IsOk());
  group_.Advance(absl::Hours(24));
  EXPECT_EQ(shows(kCoordinator), (std::vector<bool>{false, false, false}));
  // The owner keeps what it wrote; nobody else reads it.
  EXPECT_EQ(shows("commune-alencon-1"), (std::vector<bool>{false, true, true}));
}

}  // namespace
}  // namespace sceau

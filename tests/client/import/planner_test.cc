// A person has one case, whatever is imported again and when.
#include "client/import/planner.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/import/case_request.h"
#include "client/import/dates.h"
#include "client/import/summary.h"
#include "tests/client/import/sheet.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::sceau::testing::Decode;
using ::sceau::testing::Has;
using ::sceau::testing::Row;
using ::sceau::testing::SampleFile;
using ::sceau::testing::Sheet;
using ::sceau::testing::StatusIs;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kPlanGroup[] = "groups/alencon";
constexpr char kPlanSeed[] = "0123456789abcdef0123456789abcdef";

// What the service would hold, as far as the planner sees it. Search answers
// everyone of the same family name or birth date: more rather than fewer.
class FakeService : public CaseDirectory, public CaseCreator {
 public:
  absl::StatusOr<std::vector<KnownCase>> Find(
      const v1::Identity& person) override {
    if (!status.ok()) return status;
    std::vector<KnownCase> found;
    for (const auto& [name, entries] : cases) {
      const v1::Identity& identity = entries.front().body().identity();
      if (identity.family_name() == person.family_name() ||
          identity.birth_date().SerializeAsString() ==
              person.birth_date().SerializeAsString()) {
        found.push_back({.name = name, .identity = identity});
      }
    }
    return found;
  }

  absl::StatusOr<std::vector<v1::Entry>> Entries(
      const std::string& case_name) override {
    if (closed) return absl::PermissionDeniedError("denied");
    return cases.at(case_name);
  }

  Answer Create(const v1::CreateCaseRequest& request) override {
    ids.push_back(request.request_id());
    if (ids.size() > calls_before_stop) return {.reason = "LOST", .stop = true};
    const v1::Referral& referral = request.inline_referral();
    if (referral.contact_details().address().line() == screened &&
        !screened.empty()) {
      return {.reason = "FORBIDDEN_TERM"};
    }
    std::vector<v1::Entry>& entries =
        cases[absl::StrCat(kPlanGroup, "/cases/", cases.size())];
    for (const v1::EntryBody& body : BodiesOf(request)) {
      v1::Entry& entry = entries.emplace_back();
      *entry.mutable_body() = body;
      // What the server adds by itself.
      if (body.has_decision()) {
        entry.mutable_body()->mutable_decision()->set_state(
            v1::DECISION_STATE_PROPOSED);
        entry.mutable_body()
            ->mutable_decision()
            ->mutable_review_date()
            ->set_year(2027);
      }
    }
    return {.created = true};
  }

  std::map<std::string, std::vector<v1::Entry>> cases;
  std::vector<std::string> ids;
  absl::Status status;
  std::string screened;
  size_t calls_before_stop = static_cast<size_t>(-1);
  bool closed = false;
};

class PlannerTest : public ::testing::Test {
 protected:
  // A whole run; the table as the report would show it.
  DecodedTable Run(const std::string& csv,
                   absl::CivilDay today = sceau::testing::kToday) {
    ImportContext context = sceau::testing::Context();
    context.today = today;
    DecodedTable table = Decode(csv, context);
    const auto calls = PlanImport(table, service_, kPlanGroup, kPlanSeed);
    EXPECT_TRUE(calls.ok()) << calls.status();
    if (calls.ok()) ApplyImport(*calls, service_, table);
    return table;
  }

  FakeService service_;
};

size_t Count(const DecodedTable& table, RowFate fate) {
  return static_cast<size_t>(std::count_if(
      table.rows.begin(), table.rows.end(),
      [fate](const DecodedRow& row) { return row.fate == fate; }));
}

TEST_F(PlannerTest, ADirectoryThatFailsStopsThePlan) {
  DecodedTable table = Decode(Sheet({Row({})}));
  service_.status = absl::UnavailableError("later");
  EXPECT_THAT(PlanImport(table, service_, kPlanGroup, kPlanSeed),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(PlannerTest, ACaseThatMayNotBeReadGetsNoSecondOne) {
  Run(Sheet({Row({})}));
  service_.closed = true;
  const DecodedTable again = Run(Sheet({Row({})}));
  EXPECT_EQ(again.rows[0].fate, RowFate::kToReview);
  EXPECT_EQ(again.rows[0].findings[0].why, Why::kKnownButClosed);
  EXPECT_THAT(service_.cases, SizeIs(1));
}

TEST_F(PlannerTest, ASecondRunOfTheSampleAddsNothing) {
  const DecodedTable first = Run(SampleFile());
  EXPECT_EQ(Count(first, RowFate::kCreated), 58u);
  EXPECT_THAT(service_.cases, SizeIs(58));
  const DecodedTable second = Run(SampleFile());
  EXPECT_EQ(Count(second, RowFate::kCreated), 0u);
  EXPECT_EQ(Count(second, RowFate::kToReview), 0u);
  EXPECT_EQ(Count(second, RowFate::kAlreadyThere), 61u);
  EXPECT_THAT(service_.cases, SizeIs(58));
}

TEST_F(PlannerTest, ARunAMonthLaterAddsNothingEither) {
  Run(SampleFile());
  const DecodedTable later = Run(SampleFile(), absl::CivilDay(2026, 12, 23));
  EXPECT_EQ(Count(later, RowFate::kCreated), 0u);
  EXPECT_THAT(service_.cases, SizeIs(58));
}

TEST_F(PlannerTest, ARunThatWasCutIsTakenUpWhereItStopped) {
  service_.calls_before_stop = 20;
  const DecodedTable cut = Run(SampleFile());
  EXPECT_EQ(Count(cut, RowFate::kCreated), 20u);
  EXPECT_EQ(Count(cut, RowFate::kFailed), 1u);
  EXPECT_EQ(Count(cut, RowFate::kToCreate), 37u);
  const std::string lost = service_.ids.back();
  service_.calls_before_stop = static_cast<size_t>(-1);
  service_.ids.clear();
  Run(SampleFile());
  EXPECT_THAT(service_.cases, SizeIs(58));
  // The call whose answer was lost is sent under the same id.
  EXPECT_EQ(service_.ids.front(), lost);
}

TEST_F(PlannerTest, WhatIsNewInTheRowIsForTheCoordinatorToCompare) {
  Run(Sheet({Row({})}));
  const auto before = service_.cases;
  const DecodedTable again =
      Run(Sheet({Row({{"Décision", "suivi"}, {"Tél", "06 39 98 96 63"}})}));
  EXPECT_EQ(again.rows[0].fate, RowFate::kToReview);
  EXPECT_TRUE(Has(again.rows[0], Column::kDecision, Outcome::kAlreadyThere,
                  Why::kKnownWithOtherEntries));
  EXPECT_TRUE(Has(again.rows[0], Column::kAddress, Outcome::kAlreadyThere,
                  Why::kKnownWithOtherEntries));
  EXPECT_EQ(service_.cases.size(), before.size());
}

TEST_F(PlannerTest, WhatWasAddedSinceDoesNotMatter) {
  const std::string csv = Sheet({Row({{"Action", "stage"},
                                      {"Pilote", "Mairie"},
                                      {"Adresse", "1 rue X, 61000 ALENÇON"}})});
  Run(csv);
  for (v1::Entry& entry : service_.cases.begin()->second) {
    if (entry.body().has_action()) {
      entry.mutable_body()->mutable_action()->set_result(
          v1::ACTION_RESULT_DONE);
    }
    if (entry.body().has_contact_details()) {
      entry.mutable_body()->mutable_contact_details()->set_phone(
          "+33100000000");
    }
  }
  EXPECT_EQ(Run(csv).rows[0].fate, RowFate::kAlreadyThere);
}

TEST_F(PlannerTest, SpellingMakesNoSecondPerson) {
  Run(Sheet({Row({{"NOM", "LE GOFF"}, {"Prénom", "Chloé"}})}));
  const DecodedTable again =
      Run(Sheet({Row({{"NOM", "Le-Goff"}, {"Prénom", "CHLOE"}})}));
  EXPECT_EQ(again.rows[0].fate, RowFate::kAlreadyThere);
}

TEST_F(PlannerTest, NamesInEachOthersColumnMakeNoSecondPerson) {
  Run(Sheet({Row({})}));
  Run(Sheet({Row({{"NOM", "Lou"}, {"Prénom", "MARCHAND"}})}));
  EXPECT_THAT(service_.cases, SizeIs(1));
}

TEST_F(PlannerTest, ANamesakeIsAnotherPersonToBeConfirmed) {
  Run(Sheet({Row({})}));
  const DecodedTable other = Run(Sheet({Row({{"Né(e) le", "15/05/2011"}})}));
  EXPECT_EQ(other.rows[0].fate, RowFate::kCreated);
  EXPECT_TRUE(Has(other.rows[0], Column::kBirthDate, Outcome::kToConfirm,
                  Why::kHomonymKnown));
}

TEST_F(PlannerTest, AnAddressTheScreeningRefusesDoesNotRefuseTheRow) {
  service_.screened = "1 rue X";
  const std::string csv = Sheet({Row({{"Adresse", "1 rue X, 61000 ALENÇON"}})});
  const DecodedTable first = Run(csv);
  EXPECT_EQ(first.rows[0].fate, RowFate::kCreated);
  EXPECT_TRUE(Has(first.rows[0], Column::kAddress, Outcome::kNoSuchData,
                  Why::kAddressScreened));
  ASSERT_THAT(service_.ids, SizeIs(2));
  EXPECT_NE(service_.ids[0], service_.ids[1]);
  EXPECT_EQ(Run(csv).rows[0].fate, RowFate::kAlreadyThere);
}

TEST_F(PlannerTest, ProgressIsToldForEveryRow) {
  DecodedTable table = Decode(Sheet({Row({}), Row({{"NOM", ""}})}));
  std::vector<std::pair<size_t, size_t>> told;
  const auto calls = PlanImport(
      table, service_, kPlanGroup, kPlanSeed,
      [&told](size_t done, size_t total) { told.emplace_back(done, total); });
  ASSERT_TRUE(calls.ok());
  EXPECT_THAT(told, ::testing::ElementsAre(std::pair<size_t, size_t>(1, 2),
                                           std::pair<size_t, size_t>(2, 2)));
  EXPECT_THAT(*calls, SizeIs(1));
}

}  // namespace
}  // namespace sceau

// The tables of case.db, each through its own functions.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/keyring.h"
#include "server/store/case_table.h"
#include "server/store/outbox_table.h"
#include "server/store/referral_table.h"
#include "server/store/request_table.h"
#include "server/store/schema.h"
#include "server/store/state_table.h"
#include "server/store/token_table.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::IsOkAndHolds;
using ::testing::Pair;
using testing::ReasonIs;
using ::testing::SizeIs;
using testing::StatusIs;
using testing::TempFolder;

class TablesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto database = Database::Open({.path = folder_.Path("case.db"),
                                    .mode = DatabaseOptions::Mode::kCreate},
                                   crypto::Secret(crypto::kDatabaseKeyBytes));
    ASSERT_THAT(database, IsOk());
    database_ = *std::move(database);
    ASSERT_THAT(CreateSchema(*database_, FileKind::kCase, "alencon", 1),
                IsOk());
  }

  WriteTransaction At(absl::Time time, uint64_t leaf = 7) {
    return WriteTransaction(*database_, leaf, time, row_key_);
  }
  WriteTransaction Now() { return At(now_); }

  TempFolder folder_;
  const crypto::Hmac row_key_{crypto::Bytes(32, 1)};
  absl::Time now_ = absl::FromUnixSeconds(1'772'442'000);
  std::unique_ptr<Database> database_;
};

TEST_F(TablesTest, AnAbsentCaseIsNoError) {
  WriteTransaction tx = Now();
  EXPECT_THAT(FindCase(tx, "c1"), IsOkAndHolds(Eq(std::nullopt)));
}

TEST_F(TablesTest, ACaseIsReplacedWhole) {
  WriteTransaction tx = Now();
  ASSERT_THAT(PutCase(tx, {"c1", 1, {1, 2}, {3}}), IsOk());
  ASSERT_THAT(PutCase(tx, {"c1", 2, {4}, {5, 6}}), IsOk());
  const auto row = FindCase(tx, "c1");
  ASSERT_THAT(row, IsOk());
  EXPECT_EQ((*row)->version, 2U);
  EXPECT_THAT((*row)->facts, ElementsAre(4));
  EXPECT_THAT((*row)->headers, ElementsAre(5, 6));
}

TEST_F(TablesTest, CasesAreListedByPage) {
  WriteTransaction tx = Now();
  for (const char* id : {"c3", "c1", "c2"}) {
    ASSERT_THAT(PutCase(tx, {id, 1, {}, {}}), IsOk());
  }
  EXPECT_THAT(ListCaseIds(tx, "", 2), IsOkAndHolds(ElementsAre("c1", "c2")));
  EXPECT_THAT(ListCaseIds(tx, "c2", 2), IsOkAndHolds(ElementsAre("c3")));
  EXPECT_THAT(ListCases(tx, "c1", 9), IsOkAndHolds(SizeIs(2)));
}

TEST_F(TablesTest, ABodyThatIsNamedAndNotThereIsDamage) {
  WriteTransaction tx = Now();
  EXPECT_THAT(FindBody(tx, "c1", "e1", 1),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
}

TEST_F(TablesTest, ABodyVersionIsImmutable) {
  WriteTransaction tx = Now();
  const crypto::Bytes first = {1};
  const crypto::Bytes second = {2};
  ASSERT_THAT(PutBody(tx, "c1", "e1", 1, first), IsOk());
  EXPECT_THAT(PutBody(tx, "c1", "e1", 1, second),
              ReasonIs(v1::ERROR_REASON_INVARIANT_BROKEN));
  ASSERT_THAT(PutBody(tx, "c1", "e1", 2, second), IsOk());
  EXPECT_THAT(FindBody(tx, "c1", "e1", 1), IsOkAndHolds(ElementsAre(1)));
  EXPECT_THAT(FindBody(tx, "c1", "e1", 2), IsOkAndHolds(ElementsAre(2)));
}

TEST_F(TablesTest, SeveralBodiesAreGivenInTheOrderAsked) {
  WriteTransaction tx = Now();
  ASSERT_THAT(PutBody(tx, "c1", "e1", 1, crypto::Bytes{1}), IsOk());
  ASSERT_THAT(PutBody(tx, "c1", "e1", 2, crypto::Bytes{2}), IsOk());
  ASSERT_THAT(PutBody(tx, "c1", "e2", 1, crypto::Bytes{9}), IsOk());
  const std::vector<EntryVersion> asked = {{"e2", 1}, {"e1", 2}};
  std::vector<std::pair<size_t, crypto::Bytes>> given;
  const auto visit = [&given](size_t i, crypto::ByteView body) {
    given.emplace_back(i, crypto::Bytes(body.begin(), body.end()));
    return absl::OkStatus();
  };
  // Outside a transaction, and inside one, which goes on.
  ASSERT_THAT(VisitBodies(tx, "c1", asked, visit), IsOk());
  EXPECT_FALSE(database_->InTransaction());
  ASSERT_THAT(database_->Execute("BEGIN"), IsOk());
  ASSERT_THAT(VisitBodies(tx, "c1", asked, visit), IsOk());
  EXPECT_TRUE(database_->InTransaction());
  ASSERT_THAT(database_->Execute("COMMIT"), IsOk());
  EXPECT_THAT(given,
              ElementsAre(Pair(0, ElementsAre(9)), Pair(1, ElementsAre(2)),
                          Pair(0, ElementsAre(9)), Pair(1, ElementsAre(2))));
}

TEST_F(TablesTest, TheFirstBodyMissingOrRefusedIsTheLast) {
  WriteTransaction tx = Now();
  ASSERT_THAT(PutBody(tx, "c1", "e1", 1, crypto::Bytes{1}), IsOk());
  int visits = 0;
  const auto count = [&visits](size_t, crypto::ByteView) {
    ++visits;
    return absl::OkStatus();
  };
  const std::vector<EntryVersion> asked = {{"e1", 1}, {"e1", 2}, {"e1", 1}};
  EXPECT_THAT(VisitBodies(tx, "c1", asked, count),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_EQ(visits, 1);
  EXPECT_THAT(VisitBodies(tx, "c1", asked,
                          [](size_t, crypto::ByteView) {
                            return absl::CancelledError("");
                          }),
              StatusIs(absl::StatusCode::kCancelled));
  EXPECT_FALSE(database_->InTransaction());
}

TEST_F(TablesTest, AWithdrawnReferralKeepsItsRow) {
  WriteTransaction tx = Now();
  ASSERT_THAT(PutReferral(tx, {"r1", 1, {1}, {2}}), IsOk());
  ASSERT_THAT(PutReferral(tx, {"r1", 2, {3}, {}}), IsOk());
  const auto row = FindReferral(tx, "r1");
  ASSERT_THAT(row, IsOk());
  EXPECT_EQ((*row)->version, 2U);
  EXPECT_THAT((*row)->sealed, IsEmpty());
  EXPECT_THAT(FindReferral(tx, "r2"), IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_THAT(ListReferrals(tx, "", 5), IsOkAndHolds(SizeIs(1)));
  EXPECT_THAT(ListReferrals(tx, "r1", 5), IsOkAndHolds(IsEmpty()));
}

TEST_F(TablesTest, StateIsLoadedByKind) {
  WriteTransaction tx = Now();
  ASSERT_THAT(PutState(tx, {"member", "zoe", 1, {1}}), IsOk());
  ASSERT_THAT(PutState(tx, {"member", "ali", 1, {2}}), IsOk());
  ASSERT_THAT(PutState(tx, {"session", "s1", 1, {3}}), IsOk());
  ASSERT_THAT(PutState(tx, {"member", "zoe", 2, {4}}), IsOk());
  const auto members = LoadState(tx, "member");
  ASSERT_THAT(members, IsOk());
  ASSERT_THAT(*members, SizeIs(2));
  EXPECT_EQ(members->at(0).id, "ali");
  EXPECT_THAT(members->at(1).record, ElementsAre(4));
  EXPECT_THAT(FindState(tx, "session", "s1"), IsOk());
  EXPECT_THAT(FindState(tx, "session", "zoe"), IsOkAndHolds(Eq(std::nullopt)));
}

SearchToken Token(uint8_t value) { return {value}; }

TEST_F(TablesTest, TwoTokensOfThreeFindACase) {
  WriteTransaction tx = Now();
  const std::vector<SearchToken> person = {Token(1), Token(2), Token(3)};
  const std::vector<SearchToken> homonym = {Token(1), Token(2), Token(9)};
  const std::vector<SearchToken> same_day = {Token(7), Token(8), Token(3)};
  ASSERT_THAT(ReplaceTokens(tx, "c2", person), IsOk());
  ASSERT_THAT(ReplaceTokens(tx, "c1", homonym), IsOk());
  ASSERT_THAT(ReplaceTokens(tx, "c3", same_day), IsOk());
  const auto found = FindByTokens(tx, person, /*at_least=*/2, /*limit=*/10);
  ASSERT_THAT(found, IsOk());
  ASSERT_THAT(*found, SizeIs(2));
  EXPECT_EQ(found->at(0).case_id, "c2");
  EXPECT_EQ(found->at(0).matched, 0b111U);
  EXPECT_EQ(found->at(0).count, 3U);
  EXPECT_EQ(found->at(1).case_id, "c1");
  EXPECT_EQ(found->at(1).matched, 0b011U);
}

TEST_F(TablesTest, ReplacedTokensFindNothingMore) {
  WriteTransaction tx = Now();
  const std::vector<SearchToken> old_name = {Token(1), Token(1)};
  const std::vector<SearchToken> new_name = {Token(2)};
  ASSERT_THAT(ReplaceTokens(tx, "c1", old_name), IsOk());
  ASSERT_THAT(ReplaceTokens(tx, "c1", new_name), IsOk());
  EXPECT_THAT(FindByTokens(tx, old_name, 1, 10), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(FindByTokens(tx, new_name, 1, 10), IsOkAndHolds(SizeIs(1)));
}

TEST_F(TablesTest, ChangedTokensLeaveTheOthers) {
  WriteTransaction tx = Now();
  ASSERT_THAT(ReplaceTokens(tx, "c1", std::vector{Token(1), Token(2)}), IsOk());
  ASSERT_THAT(ReplaceTokens(tx, "c2", std::vector{Token(1)}), IsOk());
  // One that is not there, one that is there already.
  const std::vector<SearchToken> removed = {Token(1), Token(8)};
  const std::vector<SearchToken> added = {Token(2), Token(3)};
  ASSERT_THAT(ChangeTokens(tx, "c1", removed, added), IsOk());
  const std::vector<SearchToken> all = {Token(1), Token(2), Token(3), Token(8)};
  EXPECT_THAT(MatchTokens(tx, "c1", all), IsOkAndHolds(0b0110U));
  EXPECT_THAT(MatchTokens(tx, "c2", all), IsOkAndHolds(0b0001U));
}

TEST_F(TablesTest, ASearchOfTooManyTokensIsRefused) {
  WriteTransaction tx = Now();
  const std::vector<SearchToken> many(kMaxSearchTokens + 1);
  EXPECT_THAT(FindByTokens(tx, many, 1, 10),
              StatusIs(absl::StatusCode::kInvalidArgument));
  const std::vector<SearchToken> most(kMaxSearchTokens, Token(1));
  EXPECT_THAT(FindByTokens(tx, most, 1, 10), IsOk());
}

RequestRow SomeRequest() {
  return {.member = "zoe",
          .request_id = "id-1",
          .hash = {1, 2},
          .resource = "groups/g/cases/c1",
          .version = 3};
}

TEST_F(TablesTest, ARequestIsKnownFor48Hours) {
  WriteTransaction tx = At(now_, /*leaf=*/42);
  ASSERT_THAT(PutRequest(tx, SomeRequest()), IsOk());
  const auto row =
      FindRequest(tx, "zoe", "id-1", now_ + absl::Hours(48) - absl::Seconds(1));
  ASSERT_THAT(row, IsOk());
  ASSERT_TRUE(row->has_value());
  EXPECT_EQ((*row)->leaf, 42U);
  EXPECT_EQ((*row)->time, now_);
  EXPECT_EQ((*row)->hash, SomeRequest().hash);
  EXPECT_THAT(FindRequest(tx, "zoe", "id-1", now_ + absl::Hours(48)),
              IsOkAndHolds(Eq(std::nullopt)));
  EXPECT_THAT(FindRequest(tx, "ali", "id-1", now_),
              IsOkAndHolds(Eq(std::nullopt)));
}

TEST_F(TablesTest, ARequestIsNotOverwrittenWhileItIsKnown) {
  WriteTransaction tx = Now();
  ASSERT_THAT(PutRequest(tx, SomeRequest()), IsOk());
  EXPECT_THAT(PutRequest(tx, SomeRequest()),
              ReasonIs(v1::ERROR_REASON_INVARIANT_BROKEN));
  WriteTransaction later = At(now_ + absl::Hours(49));
  EXPECT_THAT(PutRequest(later, SomeRequest()), IsOk());
}

TEST_F(TablesTest, OutlivedRequestsAreSweptByNewOnes) {
  for (int i = 0; i < 10; ++i) {
    WriteTransaction tx = Now();
    RequestRow row = SomeRequest();
    row.request_id += static_cast<char>('a' + i);
    ASSERT_THAT(PutRequest(tx, row), IsOk());
  }
  for (int i = 0; i < 3; ++i) {
    WriteTransaction tx = At(now_ + absl::Hours(50));
    RequestRow row = SomeRequest();
    row.request_id = "new-" + std::string(1, static_cast<char>('a' + i));
    ASSERT_THAT(PutRequest(tx, row), IsOk());
  }
  auto count = database_->Prepare("SELECT COUNT(*) FROM requests");
  ASSERT_THAT(count, IsOk());
  ASSERT_THAT(count->Step(), IsOkAndHolds(true));
  EXPECT_EQ(count->ColumnInt64(0), 3);
}

// What was put and taken away gives what a whole reading gives.
TEST_F(TablesTest, SumsFollowTheRows) {
  RowSum tokens;
  for (const std::vector<SearchToken>& wanted :
       {std::vector<SearchToken>{Token(1), Token(2), Token(2)},
        {Token(2), Token(3)},
        {},
        {Token(9)}}) {
    WriteTransaction tx = Now();
    ASSERT_THAT(ReplaceTokens(tx, "c1", wanted), IsOk());
    tokens.Add(tx.sum());
    EXPECT_THAT(SumTokens(tx, row_key_), IsOkAndHolds(Eq(tokens)));
    EXPECT_EQ(tokens.is_zero(), wanted.empty());
    WriteTransaction again = Now();
    ASSERT_THAT(ReplaceTokens(again, "c1", wanted), IsOk());
    EXPECT_TRUE(again.sum().is_zero());
  }
  RowSum requests;
  for (const int hours : {0, 1, 49, 60, 120}) {
    WriteTransaction tx = At(now_ + absl::Hours(hours));
    RequestRow row = SomeRequest();
    row.request_id += static_cast<char>('a' + hours % 7);
    ASSERT_THAT(PutRequest(tx, row), IsOk());
    requests.Add(tx.sum());
    EXPECT_THAT(SumRequests(tx, row_key_), IsOkAndHolds(Eq(requests)));
  }
}

TEST_F(TablesTest, TheLastLeafOfTheOutboxIsKept) {
  WriteTransaction tx = Now();
  const crypto::Bytes binding = {1};
  const crypto::Bytes naming = {2};
  for (const uint64_t index : {5U, 6U, 7U}) {
    ASSERT_THAT(PutOutbox(tx, index, binding, naming), IsOk());
  }
  ASSERT_THAT(TrimOutbox(*database_, 6), IsOk());
  EXPECT_THAT(LoadOutbox(tx), IsOkAndHolds(SizeIs(2)));
  ASSERT_THAT(TrimOutbox(*database_, 100), IsOk());
  const auto rest = LoadOutbox(tx);
  ASSERT_THAT(rest, IsOk());
  ASSERT_THAT(*rest, SizeIs(1));
  EXPECT_EQ(rest->front().index, 7U);
}

}  // namespace
}  // namespace sceau

// Filters over the columns, and the names that cases bear in a review.
#include "server/oversight/access_search.h"

#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/oversight/situations.h"
#include "tests/server/oversight/access_rows.h"

namespace sceau {
namespace {

using testing::AccessRows;
using testing::CaseNumber;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Reading;

const absl::Time kStart = testing::Paris(absl::CivilMinute(2026, 3, 2, 9, 0));
constexpr int64_t kAlways = INT64_MAX;

std::vector<uint64_t> LeavesOf(const AccessSnapshot& snapshot,
                               const AccessFilter& filter, uint64_t first = 0,
                               size_t limit = 100) {
  std::vector<uint64_t> leaves;
  for (const AccessAt& at : SearchAccesses(snapshot, filter, first, limit)) {
    leaves.push_back(at.chunk->leaf[at.row]);
  }
  return leaves;
}

TEST(AccessSearchTest, EveryFilterLetsItsOwnThrough) {
  AccessRows rows;
  rows.Add(Reading("ana", 1), kStart);
  rows.Add(Reading("bob", 2), kStart + absl::Minutes(1));
  LeafDraft refused = Reading("ana", 2);
  refused.outcome = Outcome::kDenied;
  refused.released = 0;
  rows.Add(refused, kStart + absl::Minutes(2));
  LeafDraft other = Reading("cid", 3);
  other.partner = "pjj";
  other.operation = v1::OPERATION_LIST_OWN;
  other.resources = {CaseNumber(3), CaseNumber(1)};
  other.rules = {7};
  rows.Add(other, kStart + absl::Minutes(3));
  const AccessSnapshot snapshot = rows.Snapshot();
  const AccessNames& names = *snapshot.names;

  const AccessFilter all = {.to_ns = kAlways};
  EXPECT_THAT(LeavesOf(snapshot, all), ElementsAre(0, 1, 2, 3));
  AccessFilter filter = all;
  filter.member = names.Find(AccessNames::kMember, "ana");
  EXPECT_THAT(LeavesOf(snapshot, filter), ElementsAre(0, 2));
  filter = all;
  filter.partner = names.Find(AccessNames::kPartner, "pjj");
  EXPECT_THAT(LeavesOf(snapshot, filter), ElementsAre(3));
  filter = all;
  filter.operation = v1::OPERATION_READ;
  EXPECT_THAT(LeavesOf(snapshot, filter), ElementsAre(0, 1, 2));
  filter = all;
  filter.outcome = Outcome::kDenied;
  EXPECT_THAT(LeavesOf(snapshot, filter), ElementsAre(2));
  filter = all;
  filter.readings = true;
  EXPECT_THAT(LeavesOf(snapshot, filter), ElementsAre(0, 1, 3));
  filter = all;
  filter.situation = CaseNumber(1);
  EXPECT_THAT(LeavesOf(snapshot, filter), ElementsAre(0, 3));
  filter = all;
  filter.rules = std::vector<std::vector<bool>>{std::vector<bool>(8)};
  EXPECT_THAT(LeavesOf(snapshot, filter), IsEmpty());
  (*filter.rules)[0][7] = true;
  EXPECT_THAT(LeavesOf(snapshot, filter), ElementsAre(3));
  filter = all;
  filter.from_ns = absl::ToUnixNanos(kStart + absl::Minutes(1));
  filter.to_ns = absl::ToUnixNanos(kStart + absl::Minutes(3));
  EXPECT_THAT(LeavesOf(snapshot, filter), ElementsAre(1, 2));
}

TEST(AccessSearchTest, PagesMeetWithoutAGapAcrossChunks) {
  AccessRows rows;
  constexpr size_t kRows = 2 * kAccessChunkRows + 10;
  for (size_t i = 0; i < kRows; ++i) {
    rows.Add(Reading("ana", 1), kStart + absl::Seconds(i / 3));
  }
  const AccessSnapshot snapshot = rows.Snapshot();
  std::set<uint64_t> seen;
  uint64_t first = 0;
  while (true) {
    const auto page = LeavesOf(snapshot, {.to_ns = kAlways}, first, 1'000);
    if (page.empty()) break;
    for (const uint64_t leaf : page) EXPECT_TRUE(seen.insert(leaf).second);
    first = page.back() + 1;
  }
  EXPECT_EQ(seen.size(), kRows);
}

TEST(AccessSearchTest, ALeafWhoseNamingPartIsForgottenIsNotThere) {
  const EncodedLeaf leaf = EncodeLeaf(Reading("ana", 1), 0, kStart,
                                      crypto::Bytes(kLeafSaltBytes, 1));
  AccessNames names;
  AccessChunk chunk;
  EXPECT_THAT(AppendLeaf(leaf.binding, {}, names, chunk), testing::IsOk());
  EXPECT_EQ(chunk.size(), 0u);
  EXPECT_THAT(AppendLeaf(leaf.binding, leaf.binding, names, chunk),
              testing::StatusIs(absl::StatusCode::kDataLoss));
}

TEST(SituationsTest, ACaseBearsOneNameInAReviewAndAnotherInTheNext) {
  AccessRows rows;
  constexpr int kCases = 2'000;  // Four digits would be alike among so many.
  for (int i = 0; i < kCases; ++i) rows.Add(Reading("ana", i), kStart);
  const AccessSnapshot snapshot = rows.Snapshot();
  SituationShelf shelf;
  const crypto::Bytes first_key(32, 1);
  const crypto::Bytes second_key(32, 2);
  const auto first = shelf.Of("v1", first_key, snapshot, 0, kAlways);
  const auto second = shelf.Of("v2", second_key, snapshot, 0, kAlways);
  std::set<std::string> names;
  int same = 0;
  for (int i = 0; i < kCases; ++i) {
    const std::string name = first->NameOf(CaseNumber(i));
    EXPECT_GE(name.size(), kSituationDigits);
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(first->Find(name), CaseNumber(i));
    same += name == second->NameOf(CaseNumber(i)) ? 1 : 0;
  }
  EXPECT_LT(same, 5);
  EXPECT_EQ(first->Find("ZZZZ"), std::nullopt);
  EXPECT_EQ(first->NameOf(CaseNumber(kCases)), "");
}

TEST(SituationsTest, ALaterCaseLeavesEarlierNamesAlone) {
  AccessRows rows;
  for (int i = 0; i < 500; ++i) rows.Add(Reading("ana", i), kStart);
  SituationShelf shelf;
  const crypto::Bytes key(32, 1);
  const auto before = shelf.Of("v1", key, rows.Snapshot(), 0, kAlways);
  for (int i = 500; i < 1'000; ++i) rows.Add(Reading("ana", i), kStart);
  const auto after = shelf.Of("v1", key, rows.Snapshot(), 0, kAlways);
  for (int i = 0; i < 500; ++i) {
    EXPECT_EQ(before->NameOf(CaseNumber(i)), after->NameOf(CaseNumber(i)));
  }
  EXPECT_EQ(before->NameOf(CaseNumber(700)), "");
  EXPECT_NE(after->NameOf(CaseNumber(700)), "");
}

}  // namespace
}  // namespace sceau

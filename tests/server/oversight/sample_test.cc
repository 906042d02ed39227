// The size of the sample and what it lets say, held against values computed by
// hand and by counting; and figures that hide what is small.
#include "server/oversight/sample.h"

#include <cstdint>
#include <set>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/oversight/figures.h"
#include "tests/server/oversight/access_rows.h"

namespace sceau {
namespace {

using testing::AccessRows;
using testing::Reading;

// The chance of no bad one among `drawn`, by multiplying.
double ChanceOfNone(int64_t all, int64_t bad, int64_t drawn) {
  double chance = 1;
  for (int64_t i = 0; i < drawn; ++i) {
    chance *= static_cast<double>(all - bad - i) / static_cast<double>(all - i);
  }
  return chance;
}

TEST(SampleTest, TheSizeIsTheSmallestThatConvinces) {
  for (const int64_t all : {20, 59, 100, 1'000, 40'000}) {
    for (const int percent : {1, 5, 20}) {
      const int64_t bad = (all * percent + 99) / 100;
      const int64_t size = SampleSize(all, percent);
      EXPECT_LE(ChanceOfNone(all, bad, size), 0.05) << all << " " << percent;
      EXPECT_GT(ChanceOfNone(all, bad, size - 1), 0.05)
          << all << " " << percent;
    }
  }
  // As for an endless population: ln 0.05 / ln 0.95.
  EXPECT_EQ(SampleSize(1'000'000'000, 5), 59);
  EXPECT_EQ(SampleSize(0, 5), 0);
  EXPECT_EQ(SampleSize(1, 5), 1);
}

TEST(SampleTest, TheBoundIsTheLargestThatIsNotRuledOut) {
  // Ten of ten drawn: nothing is left to chance.
  EXPECT_EQ(UpperBound(10, 10, 0), 0);
  EXPECT_EQ(UpperBound(10, 10, 3), 3);
  for (const int64_t all : {50, 1'000}) {
    const int64_t drawn = SampleSize(all, 5);
    const int64_t bound = UpperBound(all, drawn, 0);
    EXPECT_GT(ChanceOfNone(all, bound, drawn), 0.05);
    EXPECT_LE(ChanceOfNone(all, bound + 1, drawn), 0.05);
    EXPECT_LT(bound * 100, all * 5);
    EXPECT_GT(UpperBound(all, drawn, 1), bound);
  }
}

TEST(SampleTest, DrawsAreTheSameOfOneReviewAndOthersOfAnother) {
  AccessRows rows;
  for (int i = 0; i < 500; ++i) {
    rows.Add(Reading("ana", i),
             testing::Paris(absl::CivilMinute(2026, 3, 2, 9, 0)));
  }
  const AccessSnapshot snapshot = rows.Snapshot();
  std::vector<AccessAt> all;
  snapshot.Visit(0, INT64_MAX, 0, [&](const AccessChunk& chunk, size_t row) {
    all.push_back({&chunk, row});
    return true;
  });
  const auto leaves = [&](uint8_t key, size_t size) {
    std::set<uint64_t> drawn;
    for (const AccessAt& at : Draw(all, crypto::Bytes(32, key), size)) {
      drawn.insert(at.chunk->leaf[at.row]);
    }
    return drawn;
  };
  const auto first = leaves(1, 60);
  EXPECT_EQ(first.size(), 60u);
  EXPECT_EQ(first, leaves(1, 60));
  EXPECT_NE(first, leaves(2, 60));
  const auto larger = leaves(1, 200);
  EXPECT_TRUE(
      std::includes(larger.begin(), larger.end(), first.begin(), first.end()));
  EXPECT_EQ(leaves(1, 900).size(), 500u);
}

v1::Figures Counted(const std::vector<int>& counts) {
  v1::Figures figures;
  int64_t all = 0;
  for (const int count : counts) {
    figures.add_figures()->set_readings(count);
    all += count;
  }
  figures.set_readings(all);
  HideSmall(5, figures);
  return figures;
}

std::vector<int64_t> Shown(const v1::Figures& figures) {
  std::vector<int64_t> shown;
  for (const v1::Figure& each : figures.figures()) {
    shown.push_back(each.hidden() ? -1 : each.readings());
    if (each.hidden()) {
      EXPECT_EQ(each.readings(), 0);
    }
  }
  return shown;
}

TEST(FiguresTest, WhatIsBelowTheMinimumIsHiddenAndNeverAlone) {
  using ::testing::ElementsAre;
  EXPECT_THAT(Shown(Counted({5, 9})), ElementsAre(5, 9));
  EXPECT_THAT(Shown(Counted({4, 3, 9})), ElementsAre(-1, -1, 9));
  // The total would tell the one that is missing.
  EXPECT_THAT(Shown(Counted({4, 20, 9})), ElementsAre(-1, 20, -1));
  EXPECT_EQ(Counted({4, 20, 9}).readings(), 33);
  EXPECT_THAT(Shown(Counted({4})), ElementsAre(-1));
  EXPECT_EQ(Counted({4}).readings(), 0);
}

TEST(FiguresTest, ReadingsCountByOrganisationAndRight) {
  AccessRows rows;
  const absl::Time time = testing::Paris(absl::CivilMinute(2026, 3, 2, 9, 0));
  for (int i = 0; i < 6; ++i) rows.Add(Reading("ana", i), time);
  for (int i = 0; i < 7; ++i) {
    rows.Add(Reading("ana", i, policy::kLeadWorker), time);
  }
  for (int i = 0; i < 8; ++i) {
    rows.Add(Reading("ana", i, policy::kContributor), time);
  }
  LeafDraft denied = Reading("ana", 1);
  denied.outcome = Outcome::kDenied;
  denied.released = 0;
  rows.Add(denied, time);
  const v1::Figures figures = FiguresOf(rows.Snapshot(), 0, INT64_MAX, 5);
  ASSERT_EQ(figures.figures_size(), 3);
  EXPECT_EQ(figures.readings(), 21);
  EXPECT_EQ(figures.figures(0).right(), "lead_worker");
  EXPECT_EQ(figures.figures(0).readings(), 7);
  EXPECT_EQ(figures.figures(1).right(), "other");
  EXPECT_EQ(figures.figures(2).right(), "session");
}

}  // namespace
}  // namespace sceau

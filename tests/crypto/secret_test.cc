#include "crypto/secret.h"

#include <algorithm>
#include <random>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/locked_memory.h"
#include "tests/support/mapping_flags.h"

namespace sceau::crypto {
namespace {

using ::sceau::testing::LockingShows;
using ::sceau::testing::MappingFlags;
using ::testing::Each;
using ::testing::HasSubstr;

static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);

constexpr absl::string_view kText = "a secret of thirty-two bytes, so";

Secret MakeSecret() { return Secret::Copy(AsBytes(kText)); }

// What lies where a secret was. Its memory stays mapped; the first word of a
// free block is the allocator's.
ByteView WhereItWas(const Secret& secret) {
  return secret.Reveal().subspan(sizeof(void*));
}

bool IsAll(ByteView bytes, uint8_t value) {
  return std::ranges::all_of(bytes, [=](uint8_t b) { return b == value; });
}

TEST(SecretTest, StartsAsZeros) {
  MakeSecret();  // Leaves a used block behind.
  EXPECT_THAT(Secret(kText.size()).Reveal(), Each(0));
}

TEST(SecretTest, IsWipedWhenItEnds) {
  ByteView where;
  {
    const Secret secret = MakeSecret();
    where = WhereItWas(secret);
    ASSERT_EQ(AsText(where), kText.substr(sizeof(void*)));
  }
  EXPECT_THAT(where, Each(0));
}

TEST(SecretTest, IsWipedWhenAnotherIsMovedIn) {
  Secret secret = MakeSecret();
  const ByteView where = WhereItWas(secret);
  secret = Secret::Copy(AsBytes("another"));
  EXPECT_THAT(where, Each(0));
  EXPECT_EQ(AsText(secret.Reveal()), "another");
}

TEST(SecretTest, LeavesNothingBehindWhenMovedFrom) {
  Secret first = MakeSecret();
  const Secret second = std::move(first);
  EXPECT_EQ(first.size(), 0u);  // NOLINT(bugprone-use-after-move): the promise.
  EXPECT_TRUE(first.Reveal().empty());
  EXPECT_EQ(AsText(second.Reveal()), kText);
}

TEST(SecretTest, SurvivesBeingMovedIntoItself) {
  Secret secret = MakeSecret();
  Secret& same = secret;
  secret = std::move(same);
  EXPECT_EQ(AsText(secret.Reveal()), kText);
}

TEST(SecretTest, WipesWhatShrinkingCutsOff) {
  Secret secret = MakeSecret();
  const ByteView cut_off = secret.Reveal().subspan(8);
  secret.Shrink(8);
  EXPECT_THAT(cut_off, Each(0));
  EXPECT_EQ(AsText(secret.Reveal()), kText.substr(0, 8));
}

TEST(SecretTest, CannotGrowByShrinking) {
  Secret secret = MakeSecret();
  EXPECT_DEATH(secret.Shrink(kText.size() + 1), "");
}

TEST(SecretTest, MayBeEmpty) {
  const Secret none;
  EXPECT_EQ(none.size(), 0u);
  EXPECT_EQ(Secret::Copy({}).size(), 0u);
  EXPECT_EQ(Secret(0).size(), 0u);
}

TEST(SecretTest, IsLockedAndLeftOutOfCoreDumps) {
  const bool locking_shows = LockingShows();
  for (const size_t size : {32u, 5000u, 300'000u}) {
    const Secret secret(size);
    const std::string flags = MappingFlags(secret.Reveal().data());
    EXPECT_THAT(flags, HasSubstr(" dd")) << size;
    if (locking_shows && MemoryLockingWorks()) {
      EXPECT_THAT(flags, HasSubstr(" lo")) << size;
    }
  }
}

TEST(SecretTest, KeepsItsBytesBesideOthersOfEverySize) {
  std::mt19937 random(20260101);
  std::vector<std::pair<Secret, uint8_t>> kept;
  for (int i = 0; i < 3000; ++i) {
    const size_t size = random() % (i % 50 == 0 ? 40'000 : 600);
    const auto fill = static_cast<uint8_t>(random());
    Secret secret(size);
    ASSERT_TRUE(IsAll(secret.Reveal(), 0));
    std::ranges::fill(secret.RevealMutable(), fill);
    kept.emplace_back(std::move(secret), fill);
    if (kept.size() > 100) kept.erase(kept.begin() + random() % 100);
  }
  for (const auto& [secret, fill] : kept) {
    EXPECT_TRUE(IsAll(secret.Reveal(), fill));
  }
}

TEST(SecretTest, MayBeMadeAndEndedOnAnyThread) {
  std::vector<Secret> made(64);
  {
    std::vector<std::jthread> threads;
    for (uint8_t t = 0; t < 4; ++t) {
      threads.emplace_back([t, &made] {
        for (size_t i = 0; i < 2000; ++i) {
          Secret secret(32 + i % 200);
          std::ranges::fill(secret.RevealMutable(), t);
          if (i >= 1984) made[16u * t + i - 1984] = std::move(secret);
        }
      });
    }
  }
  for (size_t i = 0; i < made.size(); ++i) {
    EXPECT_TRUE(IsAll(made[i].Reveal(), static_cast<uint8_t>(i / 16)));
  }
}

TEST(ConstantTimeEqualTest, ComparesSizesAndEveryByte) {
  const Bytes bytes = {1, 2, 3};
  EXPECT_TRUE(ConstantTimeEqual(bytes, Bytes{1, 2, 3}));
  EXPECT_TRUE(ConstantTimeEqual({}, {}));
  EXPECT_FALSE(ConstantTimeEqual(bytes, Bytes{1, 2}));
  EXPECT_FALSE(ConstantTimeEqual(bytes, Bytes{0, 2, 3}));
  EXPECT_FALSE(ConstantTimeEqual(bytes, Bytes{1, 2, 4}));
}

}  // namespace
}  // namespace sceau::crypto

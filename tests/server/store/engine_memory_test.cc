#include "server/store/engine_memory.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "crypto/locked_memory.h"
#include "sqlite3.h"
#include "tests/support/mapping_flags.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::LockingShows;
using testing::MappingFlags;
using testing::ReasonIs;

class EngineMemoryTest : public ::testing::Test {
 protected:
  EngineMemoryTest() { EXPECT_THAT(InstallEngineMemory(), IsOk()); }
};

TEST_F(EngineMemoryTest, IsLockedAndLeftOutOfCoreDumps) {
  // A small block, a page of the cache, a block of many pages.
  for (const int size : {24, 4'400, 200'000}) {
    void* const block = sqlite3_malloc(size);
    const std::string flags = MappingFlags(block);
    EXPECT_THAT(flags, HasSubstr(" dd")) << size;
    if (LockingShows() && crypto::MemoryLockingWorks()) {
      EXPECT_THAT(flags, HasSubstr(" lo")) << size;
    }
    sqlite3_free(block);
  }
}

TEST_F(EngineMemoryTest, IsWipedWhenFreed) {
  constexpr size_t kBytes = 4'400;
  auto* const block = static_cast<uint8_t*>(sqlite3_malloc(kBytes));
  std::memset(block, 'x', kBytes);
  sqlite3_free(block);
  // Stays mapped; what the allocator keeps there lies before it.
  EXPECT_THAT(std::span(block, kBytes), Each(0));
}

TEST_F(EngineMemoryTest, IsWipedWhereItGrewOutOf) {
  constexpr int kBefore = 100;
  auto* const before = static_cast<uint8_t*>(sqlite3_malloc(kBefore));
  std::memset(before, 'x', kBefore);
  auto* const after = static_cast<uint8_t*>(sqlite3_realloc(before, 9'000));
  ASSERT_NE(after, before);
  EXPECT_THAT(std::span(after, kBefore), Each('x'));
  EXPECT_THAT(std::span(before, kBefore), Each(0));
  sqlite3_free(after);
}

TEST(EngineMemoryDeathTest, IsRefusedOnceTheEngineRuns) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        (void)sqlite3_initialize();
        EXPECT_THAT(InstallEngineMemory(),
                    ReasonIs(v1::ERROR_REASON_INVARIANT_BROKEN));
        std::exit(::testing::Test::HasFailure() ? 1 : 0);
      },
      ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace sceau

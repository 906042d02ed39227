#include "server/store/engine.h"

#include "gtest/gtest.h"

#include "sqlite3.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using testing::IsOk;
using testing::ReasonIs;
using testing::StatusIs;

TEST(EngineTest, AnOlderEngineIsRefused) {
  constexpr auto kRefused = absl::StatusCode::kFailedPrecondition;
  EXPECT_THAT(CheckEngine(3'051'002, "4.14.0 community"), StatusIs(kRefused));
  EXPECT_THAT(CheckEngine(3'051'003, "4.13.9 community"), StatusIs(kRefused));
  EXPECT_THAT(CheckEngine(3'051'003, "3.4.1"), StatusIs(kRefused));
  // Plain SQLite knows no cipher.
  EXPECT_THAT(CheckEngine(3'051'003, ""), StatusIs(kRefused));
}

TEST(EngineTest, TheFloorAndNewerAreAccepted) {
  EXPECT_THAT(CheckEngine(3'051'003, "4.14.0 community"), IsOk());
  EXPECT_THAT(CheckEngine(3'052'000, "4.15.1 community"), IsOk());
  EXPECT_THAT(CheckEngine(3'060'000, "5.0.0"), IsOk());
}

TEST(EngineTest, ErrorsSayWhatTheCallerMayDo) {
  EXPECT_THAT(EngineError(SQLITE_CORRUPT_INDEX),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_THAT(EngineError(SQLITE_NOMEM),
              ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT));
  EXPECT_THAT(EngineError(SQLITE_FULL),
              ReasonIs(v1::ERROR_REASON_AUDIT_UNAVAILABLE));
  EXPECT_THAT(EngineError(SQLITE_IOERR_FSYNC),
              ReasonIs(v1::ERROR_REASON_AUDIT_UNAVAILABLE));
  EXPECT_THAT(EngineError(SQLITE_CONSTRAINT_CHECK),
              ReasonIs(v1::ERROR_REASON_INVARIANT_BROKEN));
  EXPECT_EQ(EngineCodeOf(EngineError(SQLITE_IOERR_FSYNC)), SQLITE_IOERR_FSYNC);
  EXPECT_EQ(EngineCodeOf(absl::OkStatus()), 0);
}

}  // namespace
}  // namespace sceau

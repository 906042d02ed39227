#include "server/runtime/log.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"
#include "tests/support/temp_folder.h"

namespace sceau {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::Le;
using ::testing::SizeIs;
using testing::StatusIs;
using testing::TempFolder;

class LogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto log = Log::Open(path_, [this] { return now_; });
    ASSERT_THAT(log, IsOk());
    log_ = *std::move(log);
  }

  std::vector<std::string> Lines() {
    log_->Flush();
    std::ifstream in(path_);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }

  TempFolder folder_;
  std::string path_ = folder_.Path("log");
  absl::Time now_ = absl::FromUnixMillis(1'772'442'000'123);
  std::unique_ptr<Log> log_;
};

TEST_F(LogTest, OneEventIsOneLineOfJson) {
  log_->Write(LogEvent::kCallRefused,
              {{LogKey::kGroup, LogId{"alencon"}},
               {LogKey::kMethod, LogWord("GetCase")},
               {LogKey::kReason, v1::ERROR_REASON_QUEUE_FULL},
               {LogKey::kCount, uint64_t{3}}});
  EXPECT_THAT(Lines(),
              ElementsAre("{\"time\":\"2026-03-02T09:00:00.123Z\","
                          "\"event\":\"call_refused\",\"group\":\"alencon\","
                          "\"method\":\"GetCase\",\"reason\":"
                          "\"ERROR_REASON_QUEUE_FULL\",\"count\":3}"));
}

TEST_F(LogTest, WhatIsNoIdIsNotWritten) {
  log_->Write(LogEvent::kMemberChanged,
              {{LogKey::kMember, LogId{"Camille\", \"x\": \""}}});
  EXPECT_THAT(Lines(), ElementsAre(HasSubstr("\"member\":\"?\"")));
}

TEST_F(LogTest, AFloodIsHeldBackAndCounted) {
  for (int i = 0; i < 1'000; ++i) log_->Write(LogEvent::kCredentialsRejected);
  EXPECT_THAT(Lines(), SizeIs(kLogBurst));
  now_ += absl::Seconds(1);
  log_->Write(LogEvent::kCredentialsRejected);
  const std::vector<std::string> lines = Lines();
  ASSERT_THAT(lines, SizeIs(kLogBurst + 1));
  EXPECT_THAT(lines.back(), HasSubstr("\"suppressed\":950"));
}

TEST_F(LogTest, AFloodFasterThanTheClockStillLetsLinesThrough) {
  for (int i = 0; i < 100'000; ++i) {
    now_ += absl::Microseconds(100);
    log_->Write(LogEvent::kCallRefused);
  }
  // 10 s at kLogLinesPerSecond, and the burst; less a line not yet whole.
  constexpr uint64_t kMost = kLogBurst + 10 * kLogLinesPerSecond;
  EXPECT_THAT(Lines(), SizeIs(AllOf(Ge(kMost - 1), Le(kMost))));
}

TEST_F(LogTest, AClockSetBackDoesNotSilenceIt) {
  for (int i = 0; i < 1'000; ++i) log_->Write(LogEvent::kCallRefused);
  now_ -= absl::Hours(24);
  log_->Write(LogEvent::kCallRefused);
  now_ += absl::Seconds(1);
  log_->Write(LogEvent::kCallRefused);
  EXPECT_THAT(Lines(), SizeIs(kLogBurst + 1));
}

TEST_F(LogTest, OneEventsFloodDoesNotHideAnother) {
  for (int i = 0; i < 1'000; ++i) log_->Write(LogEvent::kCredentialsRejected);
  log_->Write(LogEvent::kStoragePoisoned);
  EXPECT_THAT(Lines().back(), HasSubstr("storage_poisoned"));
}

TEST_F(LogTest, TheFileIsTheOwnersAlone) {
  struct stat info = {};
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
}

// What a month is called, beside the log.
std::vector<std::string> NamesIn(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& each : std::filesystem::directory_iterator(folder)) {
    names.push_back(each.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

TEST_F(LogTest, AMonthIsPutAsideAndNoLineIsKeptLongerThanTwelve) {
  const std::string folder = std::filesystem::path(path_).parent_path();
  // March 2026, in which the clock begins, to March 2027.
  for (int month = 0; month <= 12; ++month) {
    log_->Write(LogEvent::kServerStarted);
    EXPECT_THAT(Lines(), SizeIs(1)) << month;
    now_ += absl::Hours(24 * 31);
  }
  const std::vector<std::string> names = NamesIn(folder);
  ASSERT_THAT(names, SizeIs(12));
  EXPECT_EQ(names[0], "log");
  EXPECT_EQ(names[1], "log.2026-04") << "March 2026 is gone";
  EXPECT_EQ(names[11], "log.2027-02");
  log_->KeepMonths(3);
  log_->Write(LogEvent::kServerStarted);
  log_->Flush();
  EXPECT_THAT(NamesIn(folder),
              ElementsAre("log", "log.2027-02", "log.2027-03"));
}

TEST_F(LogTest, WhatAnEarlierProcessWroteIsPutAsideUnderItsMonth) {
  log_->Write(LogEvent::kServerStarted);
  log_->Flush();
  log_.reset();
  // The file's own time is the machine's.
  now_ = absl::Now() + absl::Hours(24 * 40);
  const std::string written =
      absl::FormatTime("%Y-%m", absl::Now(), absl::UTCTimeZone());
  for (int start = 0; start < 2; ++start) {
    SetUp();
    log_->Write(LogEvent::kServerStarted);
    EXPECT_THAT(Lines(), SizeIs(start + 1)) << "of this month";
    log_.reset();
    // As if it had been written in its month.
    struct timespec times[2] = {absl::ToTimespec(now_), absl::ToTimespec(now_)};
    ASSERT_EQ(utimensat(AT_FDCWD, path_.c_str(), times, 0), 0);
  }
  const std::vector<std::string> names =
      NamesIn(std::filesystem::path(path_).parent_path());
  EXPECT_THAT(names, ElementsAre("log", "log." + written));
}

TEST_F(LogTest, AFolderThatIsNotThereIsRefused) {
  EXPECT_THAT(Log::Open(folder_.Path("no/log"), [] { return absl::Time(); }),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(LogTest, EveryEventAndKeyHasAName) {
  for (size_t i = 0; i < kLogEventCount; ++i) {
    EXPECT_FALSE(LogEventName(static_cast<LogEvent>(i)).empty());
  }
}

}  // namespace
}  // namespace sceau

// The bytes that the officer signs: signatures of years ago stand on them.
#include "server/oversight/report.h"

#include <fstream>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/reason_matcher.h"
#include "tests/support/sample_report.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using testing::IsOk;
using testing::IsOkAndHolds;
using testing::ReasonIs;
using testing::SampleReport;

constexpr char kCheckpoint[] =
    "sceau.test/alencon/journal\n20481\n"
    "AQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— sceau.test AAAA\n";

std::string GoldenJson() {
  std::ifstream in(SCEAU_SOURCE_DIR "/tests/golden/journal_report_v1.json",
                   std::ios::binary);
  EXPECT_TRUE(in.is_open());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(ReportTest, IsWrittenAsTheGoldenFile) {
  EXPECT_THAT(ReportJson(SampleReport(kCheckpoint)),
              IsOkAndHolds(GoldenJson()));
}

TEST(ReportTest, IsReadBackWhole) {
  v1::JournalReport read;
  ASSERT_THAT(ReadReportJson(GoldenJson(), read), IsOk());
  EXPECT_EQ(read.SerializeAsString(),
            SampleReport(kCheckpoint).SerializeAsString());
}

TEST(ReportTest, WhatIsNoReportIsDamage) {
  v1::JournalReport read;
  for (const char* json : {"", "{", "[]", "{\"unknown\": 1}"}) {
    EXPECT_THAT(ReadReportJson(json, read),
                ReasonIs(v1::ERROR_REASON_DATABASE_CORRUPT))
        << json;
  }
}

}  // namespace
}  // namespace sceau

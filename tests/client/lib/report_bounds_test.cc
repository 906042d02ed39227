// A report that a service can make is plausible; one number or text beyond what
// it can hold, and it is not.
#include "client/lib/report_bounds.h"

#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/support/sample_report.h"

namespace sceau {
namespace {

constexpr uint64_t kCovered = 20'000;
constexpr int64_t kMostInt64 = std::numeric_limits<int64_t>::max();
constexpr int kMostInt32 = std::numeric_limits<int>::max();

using Altering = std::function<void(v1::JournalReport&)>;

bool PlausibleAfter(const Altering& change) {
  v1::JournalReport report = testing::SampleReport("");
  change(report);
  return IsPlausible(report, kCovered);
}

void FillFigures(size_t partners, size_t rights, v1::JournalReport& report) {
  v1::Figures& figures = *report.mutable_figures();
  figures.clear_figures();
  for (size_t i = 0; i < partners; ++i) {
    testing::AddFigure(absl::StrCat("p", i), "list", 1, figures);
  }
  for (size_t i = 1; i < rights; ++i) {
    testing::AddFigure("p0", absl::StrCat("r", i), 1, figures);
  }
}

std::string TextOf(size_t bytes) { return std::string(bytes, 'x'); }

TEST(ReportBoundsTest, WhatAServiceReportsPasses) {
  EXPECT_TRUE(PlausibleAfter([](v1::JournalReport&) {}));
  EXPECT_TRUE(IsPlausible(testing::SampleReport(""), 14'325));
  // Of a period in which nothing was read.
  v1::JournalReport empty;
  testing::SetDate(2028, 2, 29, *empty.mutable_start_date());
  *empty.mutable_end_date() = empty.start_date();
  EXPECT_TRUE(IsPlausible(empty, 0));
}

TEST(ReportBoundsTest, EachListHoldsSoManyAndNoMore) {
  using Fill = std::function<void(int, v1::JournalReport&)>;
  const std::vector<std::pair<int, Fill>> lists = {
      {static_cast<int>(kMaxReportedPartners),
       [](int n, v1::JournalReport& report) {
         FillFigures(static_cast<size_t>(n), 1, report);
       }},
      {static_cast<int>(kMaxReportedRights),
       [](int n, v1::JournalReport& report) {
         FillFigures(1, static_cast<size_t>(n), report);
       }},
      {kMaxReportedSignals,
       [](int n, v1::JournalReport& report) {
         report.clear_signals();
         for (int i = 0; i < n; ++i) report.add_signals();
       }},
      {kMaxReportedFindings,
       [](int n, v1::JournalReport& report) {
         report.clear_findings();
         for (int i = 0; i < n; ++i) report.add_findings();
       }},
      {kMaxReportedSituations,
       [](int n, v1::JournalReport& report) {
         report.mutable_findings(0)->clear_situations();
         for (int i = 0; i < n; ++i) {
           report.mutable_findings(0)->add_situations("4F2A");
         }
       }},
      {kMaxReportedMeasures,
       [](int n, v1::JournalReport& report) {
         report.mutable_findings(0)->clear_measures();
         for (int i = 0; i < n; ++i) report.mutable_findings(0)->add_measures();
       }},
      {kMaxReportedQuestions,
       [](int n, v1::JournalReport& report) { report.set_questions(n); }},
  };
  for (size_t i = 0; i < lists.size(); ++i) {
    for (const int over : {0, 1}) {
      EXPECT_EQ(PlausibleAfter([&](v1::JournalReport& report) {
                  lists[i].second(lists[i].first + over, report);
                }),
                over == 0)
          << i;
    }
  }
}

TEST(ReportBoundsTest, EachTextHasALength) {
  using Write = std::function<void(const std::string&, v1::JournalReport&)>;
  const std::vector<Write> texts = {
      [](const std::string& text, v1::JournalReport& report) {
        report.set_title(text);
      },
      [](const std::string& text, v1::JournalReport& report) {
        report.set_officer(text);
      },
      [](const std::string& text, v1::JournalReport& report) {
        report.mutable_sample()->set_statement(text);
      },
      [](const std::string& text, v1::JournalReport& report) {
        report.mutable_signals(1)->set_rule_text(text);
      },
      [](const std::string& text, v1::JournalReport& report) {
        report.mutable_figures()->mutable_figures(1)->set_partner(text);
      },
      [](const std::string& text, v1::JournalReport& report) {
        report.mutable_figures()->mutable_figures(1)->set_right(text);
      },
      [](const std::string& text, v1::JournalReport& report) {
        report.mutable_findings(1)->set_partner(text);
      },
      [](const std::string& text, v1::JournalReport& report) {
        report.mutable_findings(1)->set_situations(1, text);
      },
  };
  for (size_t i = 0; i < texts.size(); ++i) {
    for (const size_t over : {size_t{0}, size_t{1}}) {
      EXPECT_EQ(PlausibleAfter([&](v1::JournalReport& report) {
                  texts[i](TextOf(kMaxReportedTextBytes + over), report);
                }),
                over == 0)
          << i;
    }
  }
}

TEST(ReportBoundsTest, NumbersAreCountsThatFitInWhatTheyCount) {
  const std::vector<Altering> changes = {
      [](auto& report) { report.set_leaves(-1); },
      [](auto& report) { report.set_leaves(20'001); },
      [](auto& report) { report.set_leaves(kMostInt64); },
      [](auto& report) { report.set_leaves(3'000); },
      [](auto& report) { report.mutable_figures()->set_readings(14'326); },
      [](auto& report) { report.mutable_figures()->set_readings(-1); },
      [](auto& report) { report.mutable_figures()->set_minimum(-1); },
      [](auto& report) {
        report.mutable_figures()->mutable_figures(1)->set_readings(-1);
      },
      // Their sum is not above the leaves: it has wrapped.
      [](auto& report) {
        for (const int i : {1, 2}) {
          report.mutable_figures()->mutable_figures(i)->set_readings(
              kMostInt64);
        }
      },
      [](auto& report) {
        report.mutable_figures()->mutable_figures(1)->set_readings(14'000);
      },
      [](auto& report) { report.mutable_sample()->set_population(14'326); },
      [](auto& report) { report.mutable_sample()->set_size(3'028); },
      [](auto& report) { report.mutable_sample()->set_concluded(149); },
      [](auto& report) { report.mutable_sample()->set_unjustified(-1); },
      [](auto& report) { report.mutable_sample()->set_unjustified(149); },
      [](auto& report) { report.mutable_sample()->set_max_percent(101); },
      [](auto& report) {
        report.mutable_sample()->set_confidence_percent(101);
      },
      [](auto& report) { report.mutable_sample()->set_bound_per_mille(1'001); },
      [](auto& report) { report.mutable_sample()->add_accesses(); },
      [](auto& report) { report.mutable_signals(0)->set_count(-1); },
      [](auto& report) { report.mutable_signals(0)->set_count(14'326); },
      [](auto& report) { report.set_questions(-1); },
      [](auto& report) { report.set_answers(24); },
      [](auto& report) { report.set_justified(-1); },
      [](auto& report) { report.set_justified(20'000); },
      [](auto& report) { report.mutable_findings(0)->set_accesses(-1); },
      [](auto& report) {
        for (const int i : {0, 1}) {
          report.mutable_findings(i)->set_accesses(kMostInt32);
        }
      },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    EXPECT_FALSE(PlausibleAfter(changes[i])) << i;
  }
  EXPECT_FALSE(IsPlausible(testing::SampleReport(""), 14'324));
  EXPECT_FALSE(IsPlausible(testing::SampleReport(""),
                           std::numeric_limits<uint64_t>::max()));
}

TEST(ReportBoundsTest, APartnerAndARightStandOnce) {
  EXPECT_FALSE(PlausibleAfter([](v1::JournalReport& report) {
    testing::AddFigure("mission-locale", "session", 1,
                       *report.mutable_figures());
  }));
}

TEST(ReportBoundsTest, DatesAreOfTheCalendarAndInOrder) {
  struct Day {
    int year;
    int month;
    int day;
  };
  const Day impossible[] = {
      {2026, 2, 29}, {2026, 13, 1},  {2026, 0, 1},  {2026, 9, 0},
      {0, 1, 1},     {10'000, 1, 1}, {2026, 9, 31}, {2026, kMostInt32, 1}};
  for (const Day& each : impossible) {
    for (const bool start : {true, false}) {
      EXPECT_FALSE(PlausibleAfter([&](v1::JournalReport& report) {
        testing::SetDate(
            each.year, each.month, each.day,
            start ? *report.mutable_start_date() : *report.mutable_end_date());
      })) << each.year
          << "-" << each.month << "-" << each.day;
    }
  }
  EXPECT_FALSE(PlausibleAfter([](v1::JournalReport& report) {
    testing::SetDate(2026, 10, 1, *report.mutable_start_date());
  }));
}

}  // namespace
}  // namespace sceau

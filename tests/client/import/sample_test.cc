// The reference spreadsheet, read on 22 November 2026, gives the figures that
// were counted by hand: what is kept, refused and why, line by line.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/import/decoder.h"
#include "client/import/report.h"
#include "client/import/summary.h"
#include "tests/client/import/sheet.h"

namespace sceau {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class SampleTest : public ::testing::Test {
 protected:
  SampleTest()
      : table_(sceau::testing::Decode(sceau::testing::SampleFile(),
                                      sceau::testing::SampleContext())) {}

  Lines Refused(Outcome refusal) const {
    Lines lines;
    for (const DecodedRow& row : table_.rows) {
      if (row.fate == RowFate::kRefused && row.refusal == refusal) {
        lines.push_back(row.line);
      }
    }
    return lines;
  }

  // Refused for a value that could not be read in `column`.
  Lines NotUnderstood(const std::set<Column>& columns) const {
    Lines lines;
    for (const DecodedRow& row : table_.rows) {
      if (row.fate == RowFate::kRefused &&
          row.refusal == Outcome::kNotUnderstood &&
          columns.contains(*row.findings.front().column)) {
        lines.push_back(row.line);
      }
    }
    return lines;
  }

  // Of the rows that become cases, those for which `predicate` holds.
  template <typename Predicate>
  size_t CountKept(const Predicate& predicate) const {
    return static_cast<size_t>(std::count_if(
        table_.rows.begin(), table_.rows.end(), [&](const DecodedRow& row) {
          return row.fate == RowFate::kToCreate && predicate(row);
        }));
  }

  // Kept rows with a finding of `column` and `outcome`.
  size_t CountFinding(Column column, Outcome outcome) const {
    return CountKept([&](const DecodedRow& row) {
      const auto found = sceau::testing::About(row, column);
      return std::any_of(found.begin(), found.end(), [&](const RowFinding& f) {
        return f.outcome == outcome;
      });
    });
  }

  DecodedTable table_;
};

TEST_F(SampleTest, RefusesTheLinesThatWereCountedByHand) {
  EXPECT_THAT(Refused(Outcome::kOutOfAge),
              ElementsAre(6, 20, 29, 37, 48, 56, 70));
  EXPECT_THAT(Refused(Outcome::kNotKeptWithoutFollowUp),
              ElementsAre(4, 28, 46, 79));
  EXPECT_THAT(NotUnderstood({Column::kBirthDate}), ElementsAre(3, 41, 47));
  EXPECT_THAT(NotUnderstood({Column::kFamilyName, Column::kGivenName}),
              ElementsAre(19, 43));
  EXPECT_THAT(Refused(Outcome::kOutOfTerritory), ElementsAre(66));
  EXPECT_THAT(Refused(Outcome::kRadicalisationRefused), ElementsAre(76));
}

TEST_F(SampleTest, KeepsFiftyEightOfSeventyNineRows) {
  const ImportSummary summary = Summarize(table_);
  EXPECT_EQ(summary.rows, 79u);
  EXPECT_THAT(summary.kept, SizeIs(58));
  EXPECT_THAT(summary.refused, SizeIs(18));
  EXPECT_THAT(summary.already_there, ElementsAre(49, 65, 74));
  EXPECT_THAT(summary.minors, SizeIs(22));
}

TEST_F(SampleTest, DropsWhatTheRulesDoNotKeep) {
  EXPECT_EQ(CountKept([](const DecodedRow& row) {
              return row.draft.reasons ==
                     std::vector<std::string>{"SUPPORT_REQUESTED"};
            }),
            6u);
  EXPECT_EQ(CountFinding(Column::kProfile, Outcome::kJudicialWithoutBasis),
            22u);
  EXPECT_EQ(CountFinding(Column::kPilot, Outcome::kSecretOfPartner), 15u);
  EXPECT_EQ(CountFinding(Column::kSender, Outcome::kToConfirm), 18u);
  EXPECT_EQ(CountFinding(Column::kRemarks, Outcome::kNoSuchData), 36u);
}

TEST_F(SampleTest, EveryDraftObeysTheCharter) {
  for (const DecodedRow& row : table_.rows) {
    if (row.fate != RowFate::kToCreate) continue;
    const CaseDraft& draft = row.draft;
    for (const std::string secret : {"pjj", "spip", "conseil-departemental"}) {
      EXPECT_NE(draft.organisation, secret) << row.line;
    }
    if (draft.action.has_value()) {
      EXPECT_NE(draft.action->pilot, "pjj") << row.line;
      EXPECT_NE(draft.action->pilot, "spip") << row.line;
    }
    if (!row.IsMinor()) {
      EXPECT_THAT(draft.representatives, IsEmpty()) << row.line;
    }
    EXPECT_GE(row.age_today, 12) << row.line;
    EXPECT_LT(row.age_today, 26) << row.line;
    EXPECT_FALSE(draft.reasons.empty()) << row.line;
  }
}

TEST_F(SampleTest, NoReportRepeatsAWordOfTheRows) {
  // Every name, telephone, address and remark of the file, and not the column
  // names or the words that any report would use.
  const auto csv = ReadCsv(sceau::testing::SampleFile());
  const Vocabulary& words = Vocabulary::Builtin();
  const std::vector<std::string> reports = {
      TextReport(table_, words, {}), JsonReport(table_, words, {}),
      CsvReport(table_, words, {}),
      TextReport(table_, words, {.language = Language::kEnglish})};
  for (size_t i = 1; i < csv->rows.size(); ++i) {
    for (const size_t cell : {1U, 2U, 3U, 5U, 7U, 8U, 9U, 23U}) {
      const std::string& text = csv->rows[i].cells.at(cell);
      if (text.size() < 4)
        continue;  // « Léa » stands in no sentence, « Tél » does.
      for (const std::string& report : reports) {
        EXPECT_THAT(report, Not(HasSubstr(text)));
      }
    }
  }
}

TEST_F(SampleTest, ReadingItAgainGivesTheSame) {
  const DecodedTable again = sceau::testing::Decode(
      sceau::testing::SampleFile(), sceau::testing::SampleContext());
  EXPECT_EQ(JsonReport(again, Vocabulary::Builtin(), {}),
            JsonReport(table_, Vocabulary::Builtin(), {}));
}

}  // namespace
}  // namespace sceau

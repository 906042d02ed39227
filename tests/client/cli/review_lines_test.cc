// What the charter officer reads and types: short references, numbers of
// leaves, lines of at most 80 columns in both languages.
#include "client/cli/review/review_lines.h"

#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/cli/words/decision_words.h"
#include "client/cli/words/exit_code.h"
#include "client/words/vocabulary.h"
#include "proto/text/output.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::IsOkAndHolds;
using ::testing::Not;

class ReviewLinesTest : public ::testing::Test {
 protected:
  ReviewLinesTest()
      : context_({.out = out_, .err = out_, .in = in_, .now = [] {
                    return absl::FromUnixSeconds(1'795'000'000);
                  }}) {
    for (const char* name : {"g/questions/qa", "g/questions/qb"}) {
      review_.add_questions()->set_name(name);
    }
    review_.add_findings()->set_name("g/findings/fa");
  }
  v1::Access SampleAccess() {
    v1::Access access;
    access.set_leaf_index(123'456);
    access.mutable_time()->set_seconds(1'795'000'000);
    access.set_member("groups/g/members/prenom-compose-nom-compose");
    access.set_operation(v1::OPERATION_DECISION_VALIDATE);
    access.set_outcome(v1::ACCESS_OUTCOME_DENIED);
    access.add_relations("session");
    access.add_relations("pending_validation");
    for (int i = 0; i < 25; ++i) access.add_situations("4F2A");
    return access;
  }
  static void ExpectNarrow(const std::string& text) {
    for (const absl::string_view line : absl::StrSplit(text, '\n')) {
      EXPECT_LE(DisplayWidth(line), kLineWidth) << line;
    }
  }

  std::ostringstream out_;
  std::istringstream in_;
  Context context_;
  v1::JournalReview review_;
  const Labels french_{Vocabulary::Builtin(), Language::kFrench, {}};
  const Labels english_{Vocabulary::Builtin(), Language::kEnglish, {}};
};

TEST_F(ReviewLinesTest, PartsAreKnownByTheirNumber) {
  EXPECT_THAT(QuestionNamed(context_, review_, "Q2"),
              IsOkAndHolds("g/questions/qb"));
  EXPECT_THAT(QuestionNamed(context_, review_, "q1"),
              IsOkAndHolds("g/questions/qa"));
  EXPECT_THAT(FindingNamed(context_, review_, "C1"),
              IsOkAndHolds("g/findings/fa"));
  EXPECT_THAT(FindingNamed(context_, review_, "g/findings/fa"),
              IsOkAndHolds("g/findings/fa"));
  EXPECT_EQ(QuestionReference(review_, "g/questions/qb"), "Q2");
  EXPECT_EQ(FindingReference(review_, "g/findings/none"), "");
  for (const char* unknown : {"Q3", "Q0", "C1", "", "x"}) {
    EXPECT_EQ(ExitCodeOf(QuestionNamed(context_, review_, unknown).status()),
              ExitCode::kUsage)
        << unknown;
  }
}

TEST_F(ReviewLinesTest, LeavesAreNumbersAndSpans) {
  EXPECT_THAT(ReadLeaves(context_, "12,15-18"),
              IsOkAndHolds(ElementsAre(12, 15, 16, 17, 18)));
  for (const char* wrong : {"", "a", "5-", "9-3", "1-2-3", "-4", "1-100000"}) {
    EXPECT_EQ(ExitCodeOf(ReadLeaves(context_, wrong).status()),
              ExitCode::kUsage)
        << wrong;
  }
}

TEST_F(ReviewLinesTest, LinesFitATerminal) {
  v1::SearchAccessesResponse page;
  *page.add_accesses() = SampleAccess();
  v1::Signal signal;
  signal.set_rule(v1::SIGNAL_RULE_BURST);
  signal.set_rule_text(
      "En un jour, au moins 12 lectures et 3 fois le jour habituel de ce "
      "membre.");
  signal.set_member("groups/g/members/prenom-compose-nom-compose");
  for (int i = 0; i < 50; ++i) {
    signal.add_leaf_indexes(100'000 + i);
    signal.add_situations("4F2A");
  }
  v1::JournalQuestion question;
  question.set_member("groups/g/members/mission-locale-1");
  v1::AskedAccess& asked = *question.add_accesses();
  asked.set_operation(v1::OPERATION_READ);
  asked.add_situations("4F2A");
  asked.add_cases("groups/g/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa");
  v1::JournalFinding finding;
  finding.set_outcome(v1::FINDING_OUTCOME_BREACH);
  v1::JournalMeasure& measure = *finding.add_measures();
  measure.set_kind(v1::MEASURE_KIND_EXCLUSION_PROPOSED);
  measure.mutable_due_time()->set_seconds(1'795'000'000);
  finding.mutable_name_request()->set_reason(v1::NAME_REASON_INFORM_PERSON);
  for (const Labels* labels : {&french_, &english_}) {
    ExpectNarrow(AccessTable(page.accesses(), *labels));
    ExpectNarrow(SignalText(signal, *labels));
    ExpectNarrow(QuestionText(question, "Q1", *labels));
    ExpectNarrow(FindingText(finding, "C1", *labels));
  }
}

TEST_F(ReviewLinesTest, EveryOperationAndRightHasAWord) {
  for (int n = 1; n <= v1::Operation_MAX; ++n) {
    const auto operation = static_cast<v1::Operation>(n);
    EXPECT_NE(french_.Value(operation), v1::Operation_Name(operation));
    EXPECT_THAT(french_.Value(operation), Not(HasSubstr("_")));
  }
  // Those of server/charter/decision_words and of the figures.
  for (const char* right :
       {"session", "lead_worker", "open_action", "contributor", "own_referral",
        "typed_sender", "pending_validation", "open_request", "written_basis",
        "agreement", "unsigned", "suspended", "recused", "out_of_term",
        "always", "list", "other"}) {
    EXPECT_NE(RightText(right, french_), right);
  }
  for (const char* refusal :
       {"nobody", "closed_world", "no_relation", "notice", "state", "gate",
        "prohibited", "narrowed", "written_basis", "agreement", "error"}) {
    EXPECT_NE(RefusalText(refusal, french_), refusal);
  }
}

}  // namespace
}  // namespace sceau

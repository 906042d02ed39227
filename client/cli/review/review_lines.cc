#include "client/cli/review/review_lines.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "client/cli/words/civil.h"
#include "client/cli/words/decision_words.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

using Reviews = v1::JournalReviewService::Stub;

constexpr int64_t kMostLeaves = 500;

template <typename Parts>
absl::StatusOr<std::string> PartNamed(Context& context, const Parts& parts,
                                      char letter, absl::string_view text) {
  int number = 0;
  std::string digits = absl::AsciiStrToUpper(text);
  if (!digits.empty() && digits[0] == letter) digits.erase(0, 1);
  if (absl::SimpleAtoi(digits, &number) && number >= 1 &&
      number <= parts.size()) {
    return parts.Get(number - 1).name();
  }
  for (const auto& part : parts) {
    if (part.name() == text) return part.name();
  }
  return UsageError(
      context.Text("officer.this-review-has-no-sceau", {{"text", text}}));
}

template <typename Parts>
std::string ReferenceOf(const Parts& parts, char letter,
                        absl::string_view name) {
  for (int i = 0; i < parts.size(); ++i) {
    if (parts.Get(i).name() == name) {
      return absl::StrCat(std::string(1, letter), i + 1);
    }
  }
  return "";
}

std::string HourOf(const google::protobuf::Timestamp& time) {
  const absl::CivilMinute minute = absl::ToCivilMinute(
      absl::FromUnixSeconds(time.seconds()), GroupTimeZone());
  return absl::StrCat(absl::Dec(minute.hour(), absl::kZeroPad2), ":",
                      absl::Dec(minute.minute(), absl::kZeroPad2));
}

template <typename Numbers>
std::string LeavesText(const Numbers& leaves) {
  constexpr int kShown = 12;
  const int shown = std::min<int>(leaves.size(), kShown);
  return absl::StrCat(
      absl::StrJoin(leaves.begin(), leaves.begin() + shown, ", "),
      leaves.size() > kShown ? "…" : "");
}

}  // namespace

absl::StatusOr<v1::JournalReview> FetchReview(Context& context,
                                              const std::string& id) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::GetJournalReviewRequest get;
  if (!id.empty()) {
    get.set_name(api->Name("journalReviews", id));
  } else {
    v1::ListJournalReviewsRequest list;
    ASSIGN_OR_RETURN(const v1::ListJournalReviewsResponse page,
                     api->Review(&Reviews::ListJournalReviews, list));
    for (const v1::JournalReview& review : page.journal_reviews()) {
      if (review.state() == v1::JOURNAL_REVIEW_STATE_OPEN) {
        get.set_name(review.name());
        break;
      }
    }
    if (get.name().empty()) {
      return UsageError(context.Text("officer.no-review-is-open-the"));
    }
  }
  return api->Review(&Reviews::GetJournalReview, get);
}

std::string PeriodText(const v1::JournalReview& review, const Labels& labels) {
  return labels.Text(
      "officer.period",
      {{"day", LongDate(review.start_date(), labels.language())},
       {"last", LongDate(review.end_date(), labels.language())}});
}

absl::StatusOr<std::string> QuestionNamed(Context& context,
                                          const v1::JournalReview& review,
                                          absl::string_view reference) {
  return PartNamed(context, review.questions(), 'Q', reference);
}

absl::StatusOr<std::string> FindingNamed(Context& context,
                                         const v1::JournalReview& review,
                                         absl::string_view reference) {
  return PartNamed(context, review.findings(), 'C', reference);
}

std::string QuestionReference(const v1::JournalReview& review,
                              absl::string_view name) {
  return ReferenceOf(review.questions(), 'Q', name);
}

std::string FindingReference(const v1::JournalReview& review,
                             absl::string_view name) {
  return ReferenceOf(review.findings(), 'C', name);
}

absl::StatusOr<std::vector<int64_t>> ReadLeaves(Context& context,
                                                absl::string_view text) {
  std::vector<int64_t> leaves;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    const std::vector<std::string> ends = absl::StrSplit(part, '-');
    int64_t first = 0;
    int64_t last = 0;
    if (ends.size() > 2 || !absl::SimpleAtoi(ends.front(), &first) ||
        !absl::SimpleAtoi(ends.back(), &last) || first < 0 || last < first ||
        last - first >= kMostLeaves) {
      return UsageError(
          context.Text("officer.numbers-of-leaves-as-in", {{"part", part}}));
    }
    for (int64_t leaf = first; leaf <= last; ++leaf) leaves.push_back(leaf);
  }
  return leaves;
}

std::string AccessTable(
    const google::protobuf::RepeatedPtrField<v1::Access>& accesses,
    const Labels& labels) {
  std::vector<std::vector<std::string>> rows;
  for (const v1::Access& access : accesses) {
    std::vector<std::string> rights;
    for (const std::string& relation : access.relations()) {
      rights.push_back(RightText(relation, labels));
    }
    std::string what = labels.Value(access.operation());
    if (access.outcome() != v1::ACCESS_OUTCOME_ALLOWED) {
      absl::StrAppend(&what, ", ", labels.Value(access.outcome()));
    }
    rows.push_back(
        {absl::StrCat(access.leaf_index()),
         absl::StrCat(ShortDate(access.time()), " ", HourOf(access.time())),
         ShortId(access.member()), what,
         absl::StrJoin(access.situations(), " "), absl::StrJoin(rights, ", ")});
  }
  return Table({labels.Text("officer.leaf"), labels.Text("officer.when"),
                labels.Text("officer.who"), labels.Text("officer.what"),
                labels.Text("officer.case"), labels.Text("officer.right")},
               rows);
}

std::string SignalText(const v1::Signal& signal, const Labels& labels) {
  Places head = {{"member", ShortId(signal.member())},
                 {"rule", labels.Value(signal.rule())},
                 {"observed", signal.observed()},
                 {"threshold", signal.threshold()}};
  if (signal.rule() == v1::SIGNAL_RULE_BURST) {
    head.emplace_back("usual", signal.usual());
  }
  std::string text = Paragraph(labels.Text("officer.signal", head));
  absl::StrAppend(&text, Paragraph(signal.rule_text(), "    ", "    "));
  const std::string where = labels.Text(
      "officer.signal-where", {{"day", ShortDate(signal.first_time())},
                               {"leaves", LeavesText(signal.leaf_indexes())},
                               {"cases", LeavesText(signal.situations())}});
  absl::StrAppend(&text, Paragraph(where, "    ", "    "));
  return text;
}

std::string QuestionText(const v1::JournalQuestion& question,
                         absl::string_view reference, const Labels& labels) {
  std::string text =
      Spread(absl::StrCat(reference, "  ", ShortId(question.member())),
             question.has_answer_time()
                 ? labels.Text("officer.answered",
                               {{"day", ShortDate(question.answer_time())}})
                 : labels.Text("officer.answer-by",
                               {{"day", ShortDate(question.due_date())}}));
  for (const v1::AskedAccess& access : question.accesses()) {
    std::string line =
        labels.Text("officer.asked-leaf",
                    {{"leaf_index", access.leaf_index()},
                     {"time", LongTime(access.time(), labels.language())},
                     {"operation", labels.Value(access.operation())},
                     {"cases", absl::StrJoin(access.situations(), " ")}});
    for (const std::string& name : access.cases()) {
      if (!name.empty()) absl::StrAppend(&line, " (", ShortId(name), ")");
    }
    absl::StrAppend(&text, Paragraph(line, "    ", "      "));
  }
  if (question.has_answer_time()) {
    absl::StrAppend(
        &text,
        Paragraph(
            labels.Text(
                "officer.answer",
                {{"justification", labels.Value(question.justification())},
                 {"link", v1::PersonalLink_Name(question.personal_link())}}),
            "  → ", "    "));
  }
  return text;
}

std::string FindingText(const v1::JournalFinding& finding,
                        absl::string_view reference, const Labels& labels) {
  std::string text =
      Spread(absl::StrCat(reference, "  ",
                          finding.member().empty()
                              ? labels.Text("officer.several-members")
                              : ShortId(finding.member())),
             absl::StrCat(labels.Value(finding.outcome()), ", ",
                          ShortDate(finding.record_time())));
  const std::string line = labels.Text(
      "officer.finding-where", {{"leaves", LeavesText(finding.leaf_indexes())},
                                {"cases", LeavesText(finding.situations())}});
  absl::StrAppend(&text, Paragraph(line, "    ", "      "));
  for (const v1::JournalMeasure& measure : finding.measures()) {
    Places places = {{"measure", labels.Value(measure.kind())},
                     {"day", ShortDate(measure.record_time())}};
    if (measure.has_due_time()) {
      places.emplace_back("due",
                          LongTime(measure.due_time(), labels.language()));
    }
    const std::string done = labels.Text("officer.measure-done", places);
    absl::StrAppend(&text, Paragraph(done, "  → ", "    "));
  }
  if (finding.has_name_request()) {
    const v1::NameRequest& wanted = finding.name_request();
    absl::StrAppend(
        &text,
        Paragraph(labels.Text(
                      "officer.reference-asked",
                      {{"case", wanted.situation()},
                       {"reason", labels.Value(wanted.reason())},
                       {"agreed", wanted.agreed_by().empty() ? "no" : "yes"}}),
                  "  → ", "    "));
  }
  return text;
}

}  // namespace sceau

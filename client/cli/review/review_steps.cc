#include "client/cli/review/review_steps.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "client/cli/review/review_lines.h"
#include "client/cli/words/civil.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

using Reviews = v1::JournalReviewService::Stub;

void StepsOfFindings(const v1::JournalReview& review, absl::Time now,
                     const Labels& labels, std::vector<ReviewStep>& steps) {
  for (const v1::JournalFinding& finding : review.findings()) {
    const std::string reference = FindingReference(review, finding.name());
    bool notified = false;
    const v1::JournalMeasure* clock = nullptr;
    for (const v1::JournalMeasure& measure : finding.measures()) {
      if (measure.kind() == v1::MEASURE_KIND_BREACH_CLOCK) clock = &measure;
      notified |= measure.kind() == v1::MEASURE_KIND_BREACH_NOTIFIED;
    }
    if (clock != nullptr && !notified) {
      const auto hours = absl::ToInt64Hours(
          absl::FromUnixSeconds(clock->due_time().seconds()) - now);
      steps.insert(
          steps.begin(),
          {hours >= 0 ? labels.Text("officer.notify-the-authority-left-h",
                                    {{"hours", hours}})
                      : labels.Text("officer.notify-the-authority-the"),
           absl::StrCat("sceau officer measure ", reference,
                        " BREACH_NOTIFIED")});
    }
    if (finding.outcome() != v1::FINDING_OUTCOME_JUSTIFIED &&
        finding.measures().empty()) {
      steps.push_back(
          {labels.Text("officer.decide-on-a-measure-for",
                       {{"reference", reference}}),
           absl::StrCat("sceau officer measure ", reference, " REMINDER")});
    }
    if (!finding.name_request().agreed_by().empty()) {
      steps.push_back(
          {labels.Text("officer.it-is-agreed-for", {{"reference", reference}}),
           absl::StrCat("sceau officer reveal ", reference)});
    }
  }
}

void StepsOfQuestions(const v1::JournalReview& review, absl::CivilDay today,
                      const Labels& labels, std::vector<ReviewStep>& steps) {
  for (const v1::JournalQuestion& question : review.questions()) {
    const bool concluded =
        std::any_of(review.findings().begin(), review.findings().end(),
                    [&](const v1::JournalFinding& finding) {
                      return finding.question() == question.name();
                    });
    if (concluded) continue;
    const std::string reference = QuestionReference(review, question.name());
    const bool overdue = DayOf(question.due_date()).value_or(today) < today;
    if (question.has_answer_time() || overdue) {
      steps.push_back(
          {labels.Text(question.has_answer_time()
                           ? "officer.answered-conclude"
                           : "officer.not-answered-in-time",
                       {{"reference", reference}}),
           absl::StrCat("sceau officer find ", reference, " JUSTIFIED")});
    } else {
      steps.push_back({labels.Text("officer.answer-awaited-by",
                                   {{"reference", reference},
                                    {"day", ShortDate(question.due_date())}}),
                       "sceau officer show"});
    }
  }
}

}  // namespace

absl::StatusOr<std::vector<ReviewStep>> NextSteps(
    Context& context, Api& api, const v1::JournalReview& review) {
  const Labels& labels = context.labels();
  std::vector<ReviewStep> steps;
  StepsOfQuestions(review, context.today(), labels, steps);
  StepsOfFindings(review, context.now(), labels, steps);
  v1::ListSignalsRequest signals;
  signals.set_name(review.name());
  ASSIGN_OR_RETURN(const v1::ListSignalsResponse queue,
                   api.Review(&Reviews::ListSignals, signals));
  if (queue.total() > 0 && review.questions().empty() &&
      review.findings().empty()) {
    steps.push_back({labels.Text("officer.what-calls-for-a-look",
                                 {{"total", queue.total()}}),
                     "sceau officer queue"});
  }
  v1::GetSampleRequest sampled;
  sampled.set_name(review.name());
  ASSIGN_OR_RETURN(const v1::Sample sample,
                   api.Review(&Reviews::GetSample, sampled));
  if (sample.concluded() < sample.size()) {
    steps.push_back({labels.Text("officer.readings-drawn-at-random-to",
                                 {{"n", sample.size() - sample.concluded()}}),
                     "sceau officer sample"});
  }
  if (!steps.empty()) return steps;
  if (!review.has_attestation()) {
    steps.push_back({labels.Text("officer.the-data-protection-officer-looks"),
                     "sceau oversee acts"});
  } else if (DayOf(review.end_date()).value_or(context.today()) >=
             context.today()) {
    steps.push_back({labels.Text("officer.the-period-is-not",
                                 {{"day", ShortDate(review.end_date())}}),
                     "sceau officer status"});
  } else {
    steps.push_back(
        {labels.Text("officer.all-is-said-read"), "sceau officer close"});
  }
  return steps;
}

}  // namespace sceau

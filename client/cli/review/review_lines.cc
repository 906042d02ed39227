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
  return UsageError(absl::StrCat(
      context.In("Cette revue n'a pas de ", "This review has no "), text,
      context.In(" : « sceau officer show » les montre.",
                 ": « sceau officer show » shows them.")));
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
      return UsageError(
          context.In("Aucune revue n'est ouverte. Le garant de la charte "
                     "l'ouvre : « sceau officer open ».",
                     "No review is open. The charter officer opens it: « sceau "
                     "officer open »."));
    }
  }
  return api->Review(&Reviews::GetJournalReview, get);
}

std::string PeriodText(const v1::JournalReview& review, const Labels& labels) {
  return absl::StrCat(labels.In("du ", "from "),
                      LongDate(review.start_date(), labels.language()),
                      labels.In(" au ", " to "),
                      LongDate(review.end_date(), labels.language()));
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
          absl::StrCat(context.In("Des numéros de traces, comme 12,15-18 : ",
                                  "Numbers of leaves, as in 12,15-18: "),
                       part));
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
  return Table({labels.In("TRACE", "LEAF"), labels.In("QUAND", "WHEN"),
                labels.In("QUI", "WHO"), labels.In("QUOI", "WHAT"),
                labels.In("SITUATION", "CASE"), labels.In("DROIT", "RIGHT")},
               rows);
}

std::string SignalText(const v1::Signal& signal, const Labels& labels) {
  std::string head =
      absl::StrCat(ShortId(signal.member()), labels.In(" : ", ": "),
                   labels.Value(signal.rule()), " (", signal.observed(),
                   labels.In(" pour un seuil de ", " against a threshold of "),
                   signal.threshold());
  if (signal.rule() == v1::SIGNAL_RULE_BURST) {
    absl::StrAppend(&head, labels.In(", d'habitude ", ", usually "),
                    signal.usual());
  }
  std::string text = Paragraph(absl::StrCat(head, ")"));
  absl::StrAppend(&text, Paragraph(signal.rule_text(), "    ", "    "));
  std::string where = absl::StrCat(
      labels.In("Le ", "On "), ShortDate(signal.first_time()),
      labels.In(", traces ", ", leaves "), LeavesText(signal.leaf_indexes()));
  if (!signal.situations().empty()) {
    absl::StrAppend(&where, labels.In(" ; situations ", "; cases "),
                    LeavesText(signal.situations()));
  }
  absl::StrAppend(&text, Paragraph(where, "    ", "    "));
  return text;
}

std::string QuestionText(const v1::JournalQuestion& question,
                         absl::string_view reference, const Labels& labels) {
  std::string text =
      Spread(absl::StrCat(reference, "  ", ShortId(question.member())),
             question.has_answer_time()
                 ? absl::StrCat(labels.In("répondu le ", "answered "),
                                ShortDate(question.answer_time()))
                 : absl::StrCat(labels.In("réponse avant le ", "answer by "),
                                ShortDate(question.due_date())));
  for (const v1::AskedAccess& access : question.accesses()) {
    std::string line =
        absl::StrCat(labels.In("trace ", "leaf "), access.leaf_index(), ", ",
                     LongTime(access.time(), labels.language()), ", ",
                     labels.Value(access.operation()));
    if (!access.situations().empty()) {
      absl::StrAppend(&line, labels.In(", situation ", ", case "),
                      absl::StrJoin(access.situations(), " "));
    }
    for (const std::string& name : access.cases()) {
      if (!name.empty()) absl::StrAppend(&line, " (", ShortId(name), ")");
    }
    absl::StrAppend(&text, Paragraph(line, "    ", "      "));
  }
  if (question.has_answer_time()) {
    absl::StrAppend(
        &text,
        Paragraph(absl::StrCat(labels.Value(question.justification()),
                               question.personal_link() == v1::PERSONAL_LINK_YES
                                   ? labels.In(" ; connaît la personne",
                                               "; knows the person")
                                   : ""),
                  "  → ", "    "));
  }
  return text;
}

std::string FindingText(const v1::JournalFinding& finding,
                        absl::string_view reference, const Labels& labels) {
  std::string text = Spread(
      absl::StrCat(reference, "  ",
                   finding.member().empty()
                       ? labels.In("plusieurs membres", "several members")
                       : ShortId(finding.member())),
      absl::StrCat(labels.Value(finding.outcome()), ", ",
                   ShortDate(finding.record_time())));
  std::string line = absl::StrCat(labels.In("traces ", "leaves "),
                                  LeavesText(finding.leaf_indexes()));
  if (!finding.situations().empty()) {
    absl::StrAppend(&line, labels.In(" ; situations ", "; cases "),
                    LeavesText(finding.situations()));
  }
  absl::StrAppend(&text, Paragraph(line, "    ", "      "));
  for (const v1::JournalMeasure& measure : finding.measures()) {
    std::string done = absl::StrCat(labels.Value(measure.kind()), ", ",
                                    ShortDate(measure.record_time()));
    if (measure.has_due_time()) {
      absl::StrAppend(
          &done, labels.In(", à notifier avant le ", ", to be notified by "),
          LongTime(measure.due_time(), labels.language()));
    }
    absl::StrAppend(&text, Paragraph(done, "  → ", "    "));
  }
  if (finding.has_name_request()) {
    const v1::NameRequest& wanted = finding.name_request();
    absl::StrAppend(
        &text,
        Paragraph(
            absl::StrCat(
                labels.In("référence de ", "reference of "), wanted.situation(),
                labels.In(" demandée : ", " asked for: "),
                labels.Value(wanted.reason()),
                wanted.agreed_by().empty()
                    ? labels.In(" ; accord attendu", "; not agreed yet")
                    : labels.In(" ; accord donné", "; agreed")),
            "  → ", "    "));
  }
  return text;
}

}  // namespace sceau

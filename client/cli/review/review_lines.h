// A review of the journal as lines that people read, and its parts by the short
// references that they type: Q1 for the first question, C1 for the first
// finding, in the order in which they were made.
#ifndef SCEAU_CLIENT_CLI_REVIEW_REVIEW_LINES_H_
#define SCEAU_CLIENT_CLI_REVIEW_REVIEW_LINES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"

#include "client/cli/console/context.h"
#include "client/cli/words/exit_code.h"
#include "proto/contract/errors.h"
#include "sceau/v1/journal_review_service.pb.h"

namespace sceau {

// The review named `id`, or the newest open one when it is empty.
// Errors: UsageError when none is open; those of the calls.
absl::StatusOr<v1::JournalReview> FetchReview(Context& context,
                                              const std::string& id);

// What became of a command: the message for a script, else what people read and
// what comes next (a line of its own; empty = nothing does).
template <typename Message>
absl::StatusOr<ExitCode> Said(Context& context, const Message& message,
                              absl::string_view text, absl::string_view next) {
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(message));
    return ExitCode::kOk;
  }
  context.Print(text);
  if (!next.empty()) context.Print(absl::StrCat("  → ", next, "\n"));
  return ExitCode::kOk;
}

// « du 1er janvier 2026 au 31 mars 2026 ».
std::string PeriodText(const v1::JournalReview& review, const Labels& labels);

// Resource names by the short reference, or as they are.
// Errors: UsageError (there is no such question, finding).
absl::StatusOr<std::string> QuestionNamed(Context& context,
                                          const v1::JournalReview& review,
                                          absl::string_view reference);
absl::StatusOr<std::string> FindingNamed(Context& context,
                                         const v1::JournalReview& review,
                                         absl::string_view reference);
std::string QuestionReference(const v1::JournalReview& review,
                              absl::string_view name);
std::string FindingReference(const v1::JournalReview& review,
                             absl::string_view name);

// "12,15-18" as leaf indexes. Errors: UsageError.
absl::StatusOr<std::vector<int64_t>> ReadLeaves(Context& context,
                                                absl::string_view text);

std::string AccessTable(
    const google::protobuf::RepeatedPtrField<v1::Access>& accesses,
    const Labels& labels);
std::string SignalText(const v1::Signal& signal, const Labels& labels);
std::string QuestionText(const v1::JournalQuestion& question,
                         absl::string_view reference, const Labels& labels);
std::string FindingText(const v1::JournalFinding& finding,
                        absl::string_view reference, const Labels& labels);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_REVIEW_REVIEW_LINES_H_

// The words that the three reports share. Internal to client/import.
#ifndef SCEAU_CLIENT_IMPORT_REPORT_WORDS_H_
#define SCEAU_CLIENT_IMPORT_REPORT_WORDS_H_

#include <string>

#include "absl/strings/string_view.h"

#include "client/import/decoded_row.h"
#include "client/import/summary.h"
#include "client/words/vocabulary.h"

namespace sceau {

// « label : text », or "label: text".
std::string Labelled(absl::string_view label, absl::string_view text,
                     Language language);

// "6, 20-22, 29". Runs of three and more are joined.
std::string LineList(const Lines& lines);

// « lignes 6, 20 », « ligne 6 ».
std::string NamedLines(const Lines& lines, Language language);

// The same, cut after kMaxListed lines and runs: « lignes 6, 20 … et 940
// autres ».
std::string FewLines(const Lines& lines, Language language);
inline constexpr size_t kMaxListed = 60;

// Why the service refused a row, in words; `reason` is an ErrorReason without
// its prefix, or a status code.
std::string FailureText(absl::string_view reason, Language language);

// A finding's reason, filled in; the outcome's label when it has none.
std::string Reason(const RowFinding& finding, const Vocabulary& vocabulary,
                   Language language);

// The reason with the kinds of a remark.
std::string ReasonWithKinds(const RowFinding& finding,
                            const Vocabulary& vocabulary, Language language);

// What became of a row: « À reprendre », « Reprise », « Échec ».
std::string FateLabel(const DecodedRow& row, const Vocabulary& vocabulary,
                      Language language);

// For machines: "TO_CREATE".
absl::string_view FateId(RowFate fate);

// What to do, in a sentence, without its lines.
std::string StepSentence(const NextStep& step, Language language);

// `text` in one language or the other.
std::string Say(Language language, absl::string_view french,
                absl::string_view english);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_REPORT_WORDS_H_

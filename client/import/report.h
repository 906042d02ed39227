// The report of an import: for a person to act on, for a machine, and for a
// spreadsheet.
//
// Guarantee: line numbers, columns and closed sentences. No name, no cell's
// content, not even a heading that was not recognized: the report is mailed.
#ifndef SCEAU_CLIENT_IMPORT_REPORT_H_
#define SCEAU_CLIENT_IMPORT_REPORT_H_

#include <string>

#include "absl/strings/string_view.h"

#include "client/import/decoder.h"
#include "client/words/vocabulary.h"

namespace sceau {

struct ReportOptions {
  Language language = Language::kFrench;
  bool applied = false;                 // Else a dry run: nothing was stored.
  std::string prefecture_contact = {};  // Of the charter.
};

// Columns of the text report, unless one word is longer.
inline constexpr size_t kReportWidth = 80;

// Plain UTF-8, ending with what to do next, in order.
std::string TextReport(const DecodedTable& table, const Vocabulary& vocabulary,
                       const ReportOptions& options);

// One JSON object; ids are those of the vocabulary and of outcome.h, sentences
// in the language asked for. Documented by its test's golden file.
std::string JsonReport(const DecodedTable& table, const Vocabulary& vocabulary,
                       const ReportOptions& options);

// A line per finding, as Excel opens it in France: UTF-8 with a byte order
// mark, semicolons, CR LF. No cell begins with what a spreadsheet would
// compute.
std::string CsvReport(const DecodedTable& table, const Vocabulary& vocabulary,
                      const ReportOptions& options);

// One cell of such a file, quoted and made harmless as needed.
std::string CsvCell(absl::string_view text);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_REPORT_H_

// A spreadsheet saved as text, to rows of cells, each with the physical line
// it starts on.
//
// Understands what Excel and LibreOffice write: semicolon, comma or tab
// (detected, or declared by a first line "sep=;"), cells in quotes with doubled
// quotes and line breaks inside, LF, CR LF or CR. A quote inside a bare cell is
// an ordinary character; one that ends a quoted cell too early is an error,
// because what follows would be anyone's guess. Rows without any text are left
// out. Every bound is checked before the text is kept.
//
// Errors say the physical line and never echo content.
//
// Source: RFC 4180, and Excel 2016's habits.
#ifndef SCEAU_CLIENT_IMPORT_CSV_H_
#define SCEAU_CLIENT_IMPORT_CSV_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/import/encoding.h"

namespace sceau {

// Of UTF-8: the 32,767 characters that a spreadsheet lets a cell hold. A long
// remark must not refuse the file it stands in.
inline constexpr size_t kMaxCellBytes = size_t{96} << 10;
inline constexpr size_t kMaxCells = 256;  // Of one row; more if empty.
// Rows with text, beside the heading and what stands above it (at most
// kMaxPreambleRows, columns.h).
inline constexpr size_t kMaxRows = 10000;
inline constexpr size_t kMaxCsvRows = kMaxRows + 10;

struct CsvRow {
  size_t line = 0;  // Physical, from 1.
  std::vector<std::string> cells = {};
};

struct CsvTable {
  Encoding encoding = Encoding::kUtf8;
  char delimiter = ';';
  std::vector<CsvRow> rows = {};  // None is empty.
};

// What a file with one row too many is refused with, at the line of that row.
absl::Status TooManyRows(size_t line, Language language);

// Errors: INVALID_ARGUMENT (encoding, bounds, quotes), with the line, in
// `language`.
absl::StatusOr<CsvTable> ReadCsv(absl::string_view bytes,
                                 Language language = Language::kFrench);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_CSV_H_

// A follow-up spreadsheet, read whole: each row a case that could be opened, or
// the reason why not, with a finding for every cell.
//
// Guarantee: what the rules of the columns do not keep is in no draft and in no
// finding: findings hold lines, columns and closed reasons, never content. The
// same file, vocabulary, members and day give the same rows.
//
// Source: client/import/README.md, "Column by column"; the charter's gates.
#ifndef SCEAU_CLIENT_IMPORT_DECODER_H_
#define SCEAU_CLIENT_IMPORT_DECODER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/import/columns.h"
#include "client/import/csv.h"
#include "client/import/decoded_row.h"
#include "client/import/row_reader.h"
#include "client/words/vocabulary.h"

namespace sceau {

struct DecodedTable {
  Encoding encoding = Encoding::kUtf8;
  char delimiter = ';';
  std::vector<std::string> unknown_columns = {};  // By letters.
  std::vector<Column> missing_columns = {};       // Optional ones.
  std::vector<DecodedRow> rows = {};              // In the file's order.
};

// Errors: INVALID_ARGUMENT (the file cannot be read: csv.h, columns.h; or the
// context has no charter), in the context's language, to be shown as it is.
// 10,000 rows take about half a second.
absl::StatusOr<DecodedTable> DecodeSpreadsheet(absl::string_view bytes,
                                               const Vocabulary& vocabulary,
                                               const ImportContext& context);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_DECODER_H_

// Whether a column of dates was typed with the month first: what one row shows
// holds for its whole column.
//
// A day that only « month/day » makes possible (03/25/2010) puts every date of
// the column in doubt that could be read either way: taken as it stands it
// would be another day, and a minor an adult.
#ifndef SCEAU_CLIENT_IMPORT_DATE_COLUMNS_H_
#define SCEAU_CLIENT_IMPORT_DATE_COLUMNS_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"

#include "client/import/columns.h"
#include "client/import/csv.h"

namespace sceau {

enum class DayDoubt {
  kNone,
  kConfirm,  // More rows of the column say day/month: read so, and said.
  kRefuse,   // Nothing tells which it is.
};

// Immutable.
class DateColumns {
 public:
  DateColumns(const CsvTable& table, const Heading& heading);

  // Of a cell of this column.
  DayDoubt Of(Column column, absl::string_view cell) const;

 private:
  struct Count {
    size_t day_first = 0;
    size_t month_first = 0;
  };
  std::array<Count, kColumnCount> counts_ = {};
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_DATE_COLUMNS_H_

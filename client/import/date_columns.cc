#include "client/import/date_columns.h"

#include <array>

#include "client/import/dates.h"

namespace sceau {
namespace {

constexpr std::array<Column, 6> kOfDates = {
    Column::kBirthDate, Column::kReferralDate, Column::kSessionDate,
    Column::kDueDate,   Column::kStatus,       Column::kExit};

}  // namespace

DateColumns::DateColumns(const CsvTable& table, const Heading& heading) {
  for (size_t i = heading.row() + 1; i < table.rows.size(); ++i) {
    for (const Column column : kOfDates) {
      const DayOrder order = OrderOf(heading.Cell(table.rows[i], column));
      Count& count = counts_[static_cast<size_t>(column)];
      if (order == DayOrder::kDayFirst) ++count.day_first;
      if (order == DayOrder::kMonthFirst) ++count.month_first;
    }
  }
}

DayDoubt DateColumns::Of(Column column, absl::string_view cell) const {
  const Count& count = counts_[static_cast<size_t>(column)];
  if (count.month_first == 0 || OrderOf(cell) != DayOrder::kEither) {
    return DayDoubt::kNone;
  }
  return count.month_first < count.day_first ? DayDoubt::kConfirm
                                             : DayDoubt::kRefuse;
}

}  // namespace sceau

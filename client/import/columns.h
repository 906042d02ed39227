// The heading row of a follow-up spreadsheet: which of its columns is what.
//
// Headings are compared without accents, case, punctuation, plural or
// inclusive endings, under the names and aliases of the vocabulary; columns may
// stand in any order. What is not known is reported by its place and ignored,
// and so is text under no heading. Of two columns that mean the same under
// different names (« Tél fixe », « Portable ») the first counts, where a row
// can do without it. A column that a reason heads and that holds nothing but
// ticks (x, oui, 1) says that reason.
// The heading may stand below a title: the first kMaxPreambleRows rows are
// looked at. A file without a heading is refused without echoing its first row,
// which holds a person.
#ifndef SCEAU_CLIENT_IMPORT_COLUMNS_H_
#define SCEAU_CLIENT_IMPORT_COLUMNS_H_

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/import/csv.h"
#include "client/words/vocabulary.h"

namespace sceau {

inline constexpr size_t kMaxPreambleRows = 9;

// In the order of the reference spreadsheet.
enum class Column {
  kLabel,  // N°
  kFamilyName,
  kGivenName,
  kFullName,  // Where a file has both names in one column.
  kBirthDate,
  kSex,
  kAddress,
  kPostalCode,  // Where a file has it apart from the address.
  kLocality,
  kQuarter,
  kPhone,
  kRepresentative,
  kRepresentativePhone,
  kSituation,
  kLevel,
  kSender,
  kReferralDate,
  kReasons,
  kProfile,
  kLeadWorker,
  kSessionDate,
  kDecision,
  kAction,
  kPilot,
  kDueDate,
  kResult,
  kStatus,  // Whether the follow-up goes on, where a file says so.
  kExit,    // When or how it ended.
  kRemarks,
};
inline constexpr size_t kColumnCount = 29;

// The column's key in the vocabulary, and its name to people: "Né(e) le".
absl::string_view ColumnName(Column column);

// A column by its place, as a spreadsheet names it: 0 is "A", 26 is "AA".
std::string ColumnLetters(size_t index);

class ColumnKeys;

// Where each column stands in a row.
class Heading {
 public:
  // Finds the heading among the first rows of `table`. Errors:
  // INVALID_ARGUMENT, in `language`, naming the required columns that are
  // missing, how else they may be headed and which columns are not known, or a
  // column that stands twice, or a second heading in another order.
  static absl::StatusOr<Heading> Find(const CsvTable& table,
                                      const Vocabulary& vocabulary,
                                      Language language = Language::kFrench);

  bool Has(Column column) const { return IndexOf(column) != kAbsent; }

  // The cell of `column`; empty when the column or the cell is not there, or
  // when a dash or « NC » stands in it.
  absl::string_view Cell(const CsvRow& row, Column column) const;

  // The headings of the columns that are reasons to be ticked (« Absentéisme »)
  // and that `row` ticks.
  std::vector<std::string> Ticked(const CsvRow& row) const;

  // Whether the heading of kFullName begins with the given name.
  bool given_first() const { return given_first_; }

  // Whether `row` is the heading again, as at the top of a printed page.
  bool RepeatedBy(const CsvRow& row) const {
    return repeated_.contains(row.line);
  }

  // Whether `row` has text beyond the heading's last cell: its cells have
  // shifted, and no column of it can be trusted.
  bool Overflows(const CsvRow& row) const;

  size_t row() const { return row_; }  // Index of the heading in the table.
  // Columns that nobody knows or that stand in for another, by letters:
  // reported, ignored.
  const std::vector<std::string>& unknown() const { return unknown_; }
  // Optional columns that the file does not have.
  std::vector<Column> Missing() const;

 private:
  static constexpr size_t kAbsent = static_cast<size_t>(-1);

  size_t IndexOf(Column column) const {
    return index_[static_cast<size_t>(column)];
  }
  // Sets the columns of `row`, and in `ignored` the places of the others.
  absl::Status Place(const CsvRow& row, const ColumnKeys& keys,
                     Language language, std::vector<size_t>& ignored);
  // The rows that are the heading once more. Errors: one whose columns stand
  // in another order.
  absl::Status FindRepeated(const CsvTable& table, const ColumnKeys& keys,
                            Language language);
  std::vector<Column> MissingRequired() const;
  void TakeReasons(const CsvTable& table, const Vocabulary& vocabulary,
                   std::vector<size_t>& ignored);

  std::array<size_t, kColumnCount> index_ = {};
  absl::flat_hash_set<size_t> repeated_;  // By line.
  std::vector<std::string> unknown_;
  std::vector<std::pair<size_t, std::string>> reasons_;  // To be ticked.
  size_t row_ = 0;
  size_t width_ = 0;  // Cells of the heading.
  bool given_first_ = false;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_COLUMNS_H_

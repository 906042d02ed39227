#include "client/import/csv.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "client/words/fold.h"

namespace sceau {
namespace {

// In the order that settles a draw: Excel's French habit first.
constexpr std::array<char, 3> kDelimiters = {';', '\t', ','};
// A delimiter shows within a few rows; the rest of the file need not be looked
// at twice.
constexpr size_t kSampleBytes = size_t{64} << 10;

// Blanks of every kind: a spreadsheet is full of no-break ones.
bool IsBlank(absl::string_view cell) {
  cell = absl::StripAsciiWhitespace(cell);
  return cell.empty() ||
         (!absl::ascii_isascii(static_cast<unsigned char>(cell.front())) &&
          FoldName(cell).empty());
}

class Scanner {
 public:
  Scanner(absl::string_view text, size_t first_line, char delimiter,
          Language language)
      : text_(text),
        line_(first_line),
        delimiter_(delimiter),
        language_(language) {}

  absl::StatusOr<std::vector<CsvRow>> Scan() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      CsvRow row{.line = line_};
      if (absl::Status read = ReadRow(row); !read.ok()) return read;
      if (std::all_of(row.cells.begin(), row.cells.end(), IsBlank)) continue;
      if (rows.size() == kMaxCsvRows) {
        return TooManyRows(row.line, language_);
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  absl::Status ReadRow(CsvRow& row) {
    while (true) {
      std::string cell;
      absl::Status read = at_ < text_.size() && text_[at_] == '"'
                              ? ReadQuoted(cell)
                              : ReadBare(cell);
      if (!read.ok()) return read;
      // A sheet that was formatted to its last column ends in empty cells.
      if (row.cells.size() < kMaxCells) {
        row.cells.push_back(std::move(cell));
      } else if (!IsBlank(cell)) {
        return ProblemAt(row.line,
                         absl::StrCat("plus de ", kMaxCells, " colonnes"),
                         absl::StrCat("more than ", kMaxCells, " columns"));
      }
      if (at_ == text_.size() || TakeLineEnd()) return absl::OkStatus();
      ++at_;  // The delimiter.
    }
  }

  absl::Status ReadBare(std::string& cell) {
    const size_t begin = at_;
    while (at_ < text_.size() && !EndsCell(text_[at_])) ++at_;
    if (at_ - begin > kMaxCellBytes) return TooLong(line_);
    cell = std::string(text_.substr(begin, at_ - begin));
    return absl::OkStatus();
  }

  absl::Status ReadQuoted(std::string& cell) {
    const size_t opened = line_;
    ++at_;
    while (at_ < text_.size()) {
      if (text_[at_] == '"') {
        ++at_;
        if (at_ == text_.size() || EndsCell(text_[at_])) {
          return absl::OkStatus();
        }
        if (text_[at_] != '"') {
          return ProblemAt(line_,
                           "un guillemet au milieu d'une cellule entre "
                           "guillemets ; ouvrez le fichier dans un tableur et "
                           "enregistrez-le de nouveau en CSV",
                           "a quote in the middle of a quoted cell; open the "
                           "file in a spreadsheet and save it as CSV again");
        }
      }
      if (cell.size() == kMaxCellBytes) return TooLong(opened);
      if (TakeLineEnd()) {
        cell.push_back('\n');
      } else {
        cell.push_back(text_[at_++]);
      }
    }
    return ProblemAt(opened, "un guillemet jamais refermé",
                     "a quote that is never closed");
  }

  absl::Status TooLong(size_t line) const {
    return ProblemAt(line,
                     absl::StrCat("une cellule de plus de ", kMaxCellBytes,
                                  " octets, ou un guillemet jamais refermé"),
                     absl::StrCat("a cell of more than ", kMaxCellBytes,
                                  " bytes, or a quote never closed"));
  }

  absl::Status ProblemAt(size_t line, absl::string_view french,
                         absl::string_view english) const {
    return absl::InvalidArgumentError(
        language_ == Language::kFrench
            ? absl::StrCat("ligne ", line, " : ", french)
            : absl::StrCat("line ", line, ": ", english));
  }

  bool EndsCell(char c) const {
    return c == delimiter_ || c == '\n' || c == '\r';
  }

  bool TakeLineEnd() {
    if (text_[at_] == '\r') {
      at_ += at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
    } else if (text_[at_] == '\n') {
      ++at_;
    } else {
      return false;
    }
    ++line_;
    return true;
  }

  absl::string_view text_;
  size_t at_ = 0;
  size_t line_;
  char delimiter_;
  Language language_;
};

// Excel's own declaration, as the first line: "sep=;".
char TakeDeclaration(absl::string_view& text) {
  if (text.size() < 5 || !absl::EqualsIgnoreCase(text.substr(0, 4), "sep=") ||
      (text.size() > 5 && text[5] != '\r' && text[5] != '\n')) {
    return '\0';
  }
  const char delimiter = text[4];
  if (std::find(kDelimiters.begin(), kDelimiters.end(), delimiter) ==
      kDelimiters.end()) {
    return '\0';
  }
  text.remove_prefix(5);
  if (!text.empty() && text[0] == '\r') text.remove_prefix(1);
  if (!text.empty() && text[0] == '\n') text.remove_prefix(1);
  return delimiter;
}

// The candidate found most often outside quotes. Addresses hold commas, but a
// row holds more delimiters than addresses.
char DetectDelimiter(absl::string_view text) {
  std::array<size_t, kDelimiters.size()> counts = {};
  bool quoted = false;
  for (const char c : text.substr(0, kSampleBytes)) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    for (size_t i = 0; i < kDelimiters.size(); ++i) {
      if (c == kDelimiters[i]) ++counts[i];
    }
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return kDelimiters[static_cast<size_t>(most - counts.begin())];
}

}  // namespace

absl::Status TooManyRows(size_t line, Language language) {
  return absl::InvalidArgumentError(
      language == Language::kFrench
          ? absl::StrCat("ligne ", line, " : plus de ", kMaxRows,
                         " lignes ; coupez le fichier en deux")
          : absl::StrCat("line ", line, ": more than ", kMaxRows,
                         " rows; cut the file in two"));
}

absl::StatusOr<CsvTable> ReadCsv(absl::string_view bytes, Language language) {
  absl::StatusOr<DecodedText> decoded = DecodeText(bytes, language);
  if (!decoded.ok()) return decoded.status();
  absl::string_view text = decoded->utf8;
  const char declared = TakeDeclaration(text);
  CsvTable table{.encoding = decoded->encoding,
                 .delimiter = declared ? declared : DetectDelimiter(text)};
  Scanner scanner(text, declared ? 2 : 1, table.delimiter, language);
  absl::StatusOr<std::vector<CsvRow>> rows = scanner.Scan();
  if (!rows.ok()) return rows.status();
  if (rows->empty()) {
    return absl::InvalidArgumentError(language == Language::kFrench
                                          ? "le fichier ne contient aucun texte"
                                          : "the file holds no text");
  }
  table.rows = *std::move(rows);
  return table;
}

}  // namespace sceau

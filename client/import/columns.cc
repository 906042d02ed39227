#include "client/import/columns.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"

#include "client/vocabulary/fold.h"

namespace sceau {
namespace {

constexpr std::array<absl::string_view, kColumnCount> kNames = {
    "N°",
    "NOM",
    "Prénom",
    "Né(e) le",
    "Sexe",
    "Adresse",
    "Code postal",
    "Ville",
    "Quartier",
    "Tél",
    "Responsable légal",
    "Tél resp.",
    "Établissement / situation",
    "Classe",
    "Signalé par",
    "Date signalement",
    "Motif",
    "Profil",
    "Référent",
    "Passage en séance",
    "Décision",
    "Action",
    "Pilote",
    "Échéance",
    "Résultat",
    "Statut",
    "Sortie du suivi",
    "Observations",
};

// Without these no row can become a case.
constexpr std::array<Column, 5> kRequired = {
    Column::kFamilyName, Column::kGivenName, Column::kBirthDate,
    Column::kSender, Column::kReferralDate};

// What the reference spreadsheet does not have apart is missed by no file.
constexpr std::array<Column, 4> kNotMissed = {
    Column::kPostalCode, Column::kLocality, Column::kStatus, Column::kExit};

// « Né(e) le : » and « ne le » are one heading.
std::string HeadingKey(absl::string_view text) {
  std::string key = FoldName(text);
  for (char& c : key) {
    const auto u = static_cast<unsigned char>(c);
    if (u < 0x80 && !absl::ascii_isalnum(u) && c != '(' && c != ')') c = ' ';
  }
  key = Fold(key);
  std::erase(key, '(');
  std::erase(key, ')');
  absl::RemoveExtraAsciiWhitespace(&key);
  // The degree sign of « N° ».
  const size_t sign = key.find("°");
  if (sign != std::string::npos) key.erase(sign, absl::string_view("°").size());
  return key;
}

// How a heading names its column. Own names go before aliases, so that
// « Portable » beside « Tél » is an unknown column and not a second one.
struct Match {
  Column column = Column::kLabel;
  bool own_name = false;
};

using Keys = absl::flat_hash_map<std::string, Match>;

Keys MakeKeys(const Vocabulary& vocabulary) {
  Keys keys;
  for (size_t i = 0; i < kColumnCount; ++i) {
    keys.emplace(HeadingKey(kNames[i]), Match{static_cast<Column>(i), true});
  }
  for (const ColumnWords& words : vocabulary.columns()) {
    const auto name = std::find(kNames.begin(), kNames.end(), words.name);
    if (name == kNames.end()) continue;
    const auto column = static_cast<Column>(name - kNames.begin());
    for (const std::string& alias : words.aliases) {
      keys.emplace(HeadingKey(alias), Match{column, false});
    }
  }
  return keys;
}

size_t CountRequired(const CsvRow& row, const Keys& keys) {
  size_t count = 0;
  for (const Column column : kRequired) {
    for (const std::string& cell : row.cells) {
      const auto found = keys.find(HeadingKey(cell));
      if (found == keys.end() || found->second.column != column) continue;
      ++count;
      break;
    }
  }
  return count;
}

absl::Status StandsTwice(size_t line, absl::string_view name, size_t first,
                         size_t second, Language language) {
  const std::string a = ColumnLetters(first);
  const std::string b = ColumnLetters(second);
  return absl::InvalidArgumentError(
      language == Language::kFrench
          ? absl::StrCat("ligne ", line, " : la colonne « ", name,
                         " » s'y trouve deux fois, en ", a, " et en ", b,
                         " ; gardez-en une ou renommez l'autre")
          : absl::StrCat("line ", line, ": the column “", name,
                         "” stands twice, in ", a, " and ", b,
                         "; keep or rename one"));
}

// « - », « / », « … »: what people type into a cell to leave it empty.
bool SaysNothing(absl::string_view cell) {
  const std::string folded = FoldName(cell);
  return std::all_of(folded.begin(), folded.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x80 && !absl::ascii_isalnum(u) && c != '?';
  });
}

}  // namespace

absl::string_view ColumnName(Column column) {
  return kNames[static_cast<size_t>(column)];
}

std::string ColumnLetters(size_t index) {
  std::string letters;
  for (size_t rest = index + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

absl::StatusOr<Heading> Heading::Find(const CsvTable& table,
                                      const Vocabulary& vocabulary,
                                      Language language) {
  const Keys keys = MakeKeys(vocabulary);
  Heading heading;
  size_t best = 0;
  for (size_t i = 0; i < table.rows.size() && i <= kMaxPreambleRows; ++i) {
    const size_t count = CountRequired(table.rows[i], keys);
    if (count > best) {
      best = count;
      heading.row_ = i;
    }
  }
  heading.index_.fill(kAbsent);
  std::array<bool, kColumnCount> own_name = {};
  const CsvRow& row = table.rows.at(heading.row_);
  heading.width_ = row.cells.size();
  std::vector<size_t> ignored;
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const auto found = keys.find(HeadingKey(row.cells[i]));
    if (found == keys.end()) {
      if (!absl::StripAsciiWhitespace(row.cells[i]).empty()) {
        ignored.push_back(i);
      }
      continue;
    }
    const auto column = static_cast<size_t>(found->second.column);
    size_t& index = heading.index_[column];
    if (index != kAbsent && own_name[column] == found->second.own_name) {
      return StandsTwice(row.line, kNames[column], index, i, language);
    }
    if (index == kAbsent || found->second.own_name) {
      if (index != kAbsent) ignored.push_back(index);
      index = i;
      own_name[column] = found->second.own_name;
    } else {
      ignored.push_back(i);
    }
  }
  std::vector<absl::string_view> missing;
  for (const Column column : kRequired) {
    if (!heading.Has(column)) missing.push_back(ColumnName(column));
  }
  if (!missing.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        language == Language::kFrench
            ? "aucun en-tête n'a toutes les colonnes nécessaires ; il manque : "
            : "no heading has all required columns; missing: ",
        absl::StrJoin(missing, ", ")));
  }
  for (const Column column : kRequired) {
    heading.keys_[static_cast<size_t>(column)] =
        HeadingKey(row.cells[heading.IndexOf(column)]);
  }
  std::sort(ignored.begin(), ignored.end());
  for (const size_t i : ignored) heading.unknown_.push_back(ColumnLetters(i));
  return heading;
}

absl::string_view Heading::Cell(const CsvRow& row, Column column) const {
  const size_t index = IndexOf(column);
  if (index >= row.cells.size()) return {};
  const absl::string_view cell = absl::StripAsciiWhitespace(row.cells[index]);
  return SaysNothing(cell) ? absl::string_view() : cell;
}

bool Heading::RepeatedBy(const CsvRow& row) const {
  return std::all_of(kRequired.begin(), kRequired.end(), [&](Column column) {
    const size_t index = IndexOf(column);
    return index < row.cells.size() &&
           HeadingKey(row.cells[index]) == keys_[static_cast<size_t>(column)];
  });
}

bool Heading::Overflows(const CsvRow& row) const {
  for (size_t i = width_; i < row.cells.size(); ++i) {
    if (!absl::StripAsciiWhitespace(row.cells[i]).empty()) return true;
  }
  return false;
}

std::vector<Column> Heading::Missing() const {
  std::vector<Column> missing;
  for (size_t i = 0; i < kColumnCount; ++i) {
    const auto column = static_cast<Column>(i);
    if (!Has(column) && std::find(kNotMissed.begin(), kNotMissed.end(),
                                  column) == kNotMissed.end()) {
      missing.push_back(column);
    }
  }
  return missing;
}

}  // namespace sceau

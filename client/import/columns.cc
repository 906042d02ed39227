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
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

#include "client/words/fold.h"

namespace sceau {
namespace {

constexpr std::array<absl::string_view, kColumnCount> kNames = {
    "N°",
    "NOM",
    "Prénom",
    "Nom et prénom",
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
constexpr std::array<Column, 5> kNotMissed = {
    Column::kFullName, Column::kPostalCode, Column::kLocality, Column::kStatus,
    Column::kExit};

// Nothing of these is kept, so that a second one harms nothing.
constexpr std::array<Column, 3> kNeverKept = {Column::kLabel, Column::kQuarter,
                                              Column::kRemarks};

// A row that names so many of them is the heading again.
constexpr size_t kRepeatedColumns = 3;

// Other names of a missing column that an error tells.
constexpr size_t kToldAliases = 3;

template <typename Values, typename Value>
bool Holds(const Values& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// « Né(e) le : » and « ne le » are one heading, and so are « Motif(s) » and
// « Motif », « DDN (jj/mm/aaaa) » and « DDN »: how to fill it is no name.
std::string HeadingKey(absl::string_view text) {
  std::string key = absl::StrReplaceAll(FoldName(text), {{"(s)", ""},
                                                         {"jj/mm/aaaa", ""},
                                                         {"jj/mm/aa", ""},
                                                         {"oui/non", ""},
                                                         {"o/n", ""}});
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

// Whose place a column may not take, were it headed twice: a row cannot do
// without it, or both bear its very name and anyone may be meant.
bool MayNotStandTwice(Column column, bool both_own_names) {
  if (Holds(kNeverKept, column)) return false;
  return both_own_names || Holds(kRequired, column) ||
         column == Column::kFullName;
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

// A second table below the first: its rows would be read under wrong columns.
absl::Status OtherOrder(size_t line, Language language) {
  return absl::InvalidArgumentError(
      language == Language::kFrench
          ? absl::StrCat("ligne ", line,
                         " : un second en-tête, dont les colonnes sont dans un "
                         "autre ordre ; faites-en deux fichiers")
          : absl::StrCat("line ", line,
                         ": a second heading whose columns stand in another "
                         "order; make it two files"));
}

// « - », « / », « … »: what people type into a cell to leave it empty. « #### »
// is none: the spreadsheet had no room for a value.
bool SaysNothing(absl::string_view cell) {
  const std::string folded = FoldName(cell);
  return std::all_of(folded.begin(), folded.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u < 0x80 && !absl::ascii_isalnum(u) && c != '?' && c != '#';
  });
}

// « Né(e) le (ou : Né le, Date de naissance), Signalé par (ou : …) ».
std::string WithAliases(const std::vector<Column>& columns,
                        const Vocabulary& vocabulary, Language language) {
  std::vector<std::string> parts;
  for (const Column column : columns) {
    std::vector<std::string> aliases;
    for (const ColumnWords& words : vocabulary.columns()) {
      if (words.name == ColumnName(column)) aliases = words.aliases;
    }
    if (aliases.size() > kToldAliases) aliases.resize(kToldAliases);
    parts.push_back(
        aliases.empty()
            ? std::string(ColumnName(column))
            : absl::StrCat(ColumnName(column), " (",
                           language == Language::kFrench ? "ou : " : "or: ",
                           absl::StrJoin(aliases, ", "), ")"));
  }
  return absl::StrJoin(parts, ", ");
}

std::string PlacesAsLetters(const std::vector<size_t>& places) {
  std::vector<std::string> letters;
  letters.reserve(places.size());
  for (const size_t i : places) letters.push_back(ColumnLetters(i));
  return absl::StrJoin(letters, ", ");
}

absl::Status LacksRequired(const std::vector<Column>& missing,
                           const CsvRow& row,
                           const std::vector<size_t>& unknown,
                           const Vocabulary& vocabulary, Language language) {
  const bool french = language == Language::kFrench;
  std::string text = absl::StrCat(
      french
          ? "aucun en-tête n'a toutes les colonnes nécessaires ; il manque : "
          : "no heading has all required columns; missing: ",
      WithAliases(missing, vocabulary, language));
  // A row that holds no heading at all is somebody's: nothing is said of it.
  if (missing.size() < kRequired.size() && !unknown.empty()) {
    absl::StrAppend(
        &text,
        french
            ? ". Renommez la colonne qui en tient lieu ; non reconnues, ligne "
            : ". Rename the column that stands for it; not recognised, line ",
        row.line, french ? " : " : ": ", PlacesAsLetters(unknown));
  }
  return absl::InvalidArgumentError(text);
}

// Columns without a heading under which something is written.
void AddUnnamed(const CsvTable& table, size_t heading,
                std::vector<size_t>& ignored) {
  const std::vector<std::string>& names = table.rows[heading].cells;
  for (size_t i = 0; i < names.size(); ++i) {
    if (!FoldName(names[i]).empty()) continue;
    const bool used =
        std::any_of(table.rows.begin() + static_cast<ptrdiff_t>(heading) + 1,
                    table.rows.end(), [i](const CsvRow& row) {
                      return i < row.cells.size() && !SaysNothing(row.cells[i]);
                    });
    if (used) ignored.push_back(i);
  }
}

// Folded, without blanks, points, slashes and brackets: « N.C. », « néant ».
constexpr std::array<absl::string_view, 14> kPlaceholders = {
    "nc",     "nr",           "na",         "ras",          "neant",
    "aucun",  "nonrenseigne", "nonprecise", "inconnu",      "inconnue",
    "aucune", "nonconnu",     "sansobjet",  "noncommunique"};

// Those that may be someone's name all the same.
constexpr std::array<absl::string_view, 5> kNamesToo = {"na", "ras", "neant",
                                                        "aucun", "aucune"};

// Whether `cell` says in words that it says nothing; « aucun » is a situation.
bool IsPlaceholder(absl::string_view cell, Column column) {
  if (column == Column::kSituation || column == Column::kLevel) return false;
  std::string word = FoldName(cell);
  std::erase_if(word, [](char c) { return absl::StrContains(" ./()", c); });
  const bool name = column == Column::kFamilyName ||
                    column == Column::kGivenName || column == Column::kFullName;
  return Holds(kPlaceholders, word) && !(name && Holds(kNamesToo, word));
}

constexpr std::array<absl::string_view, 8> kTicks = {"x",  "oui",  "o", "1",
                                                     "ok", "vrai", "✓", "✔"};
constexpr std::array<absl::string_view, 4> kNoTicks = {"non", "n", "0", "faux"};

bool IsTick(absl::string_view cell) { return Holds(kTicks, FoldName(cell)); }

bool IsNoTick(absl::string_view cell) {
  return SaysNothing(cell) || Holds(kNoTicks, FoldName(cell));
}

}  // namespace

// Which column a heading means. Own names go before aliases, so that
// « Portable » beside « Tél » is an unknown column and not a second one.
class ColumnKeys {
 public:
  struct Match {
    Column column = Column::kLabel;
    bool own_name = false;
  };

  explicit ColumnKeys(const Vocabulary& vocabulary) {
    for (size_t i = 0; i < kColumnCount; ++i) {
      keys_.emplace(HeadingKey(kNames[i]), Match{static_cast<Column>(i), true});
    }
    for (const ColumnWords& words : vocabulary.columns()) {
      const auto name = std::find(kNames.begin(), kNames.end(), words.name);
      if (name == kNames.end()) continue;
      const auto column = static_cast<Column>(name - kNames.begin());
      for (const std::string& alias : words.aliases) {
        keys_.emplace(HeadingKey(alias), Match{column, false});
      }
    }
  }

  // Null for an unknown heading.
  const Match* Find(absl::string_view heading) const {
    const auto found = keys_.find(HeadingKey(heading));
    return found == keys_.end() ? nullptr : &found->second;
  }

  // How many of the required columns `row` heads; both names may be one.
  size_t CountRequired(const CsvRow& row) const {
    std::array<bool, kColumnCount> has = {};
    for (const std::string& cell : row.cells) {
      const Match* match = Find(cell);
      if (match != nullptr) has[static_cast<size_t>(match->column)] = true;
    }
    if (has[static_cast<size_t>(Column::kFullName)]) {
      has[static_cast<size_t>(Column::kFamilyName)] = true;
      has[static_cast<size_t>(Column::kGivenName)] = true;
    }
    return static_cast<size_t>(std::count_if(
        kRequired.begin(), kRequired.end(),
        [&has](Column column) { return has[static_cast<size_t>(column)]; }));
  }

 private:
  absl::flat_hash_map<std::string, Match> keys_;
};

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

absl::Status Heading::Place(const CsvRow& row, const ColumnKeys& keys,
                            Language language, std::vector<size_t>& ignored) {
  index_.fill(kAbsent);
  width_ = row.cells.size();
  std::array<bool, kColumnCount> own_name = {};
  for (size_t i = 0; i < row.cells.size(); ++i) {
    const ColumnKeys::Match* match = keys.Find(row.cells[i]);
    if (match == nullptr) {
      if (!FoldName(row.cells[i]).empty()) ignored.push_back(i);
      continue;
    }
    const auto column = static_cast<size_t>(match->column);
    size_t& index = index_[column];
    if (index != kAbsent && own_name[column] == match->own_name &&
        MayNotStandTwice(match->column, match->own_name)) {
      return StandsTwice(row.line, kNames[column], index, i, language);
    }
    if (index == kAbsent || (match->own_name && !own_name[column])) {
      if (index != kAbsent) ignored.push_back(index);
      index = i;
      own_name[column] = match->own_name;
    } else {
      ignored.push_back(i);
    }
  }
  // Names that stand apart say more than names that stand together.
  size_t& full = index_[static_cast<size_t>(Column::kFullName)];
  if (full != kAbsent && Has(Column::kFamilyName) && Has(Column::kGivenName)) {
    ignored.push_back(full);
    full = kAbsent;
  }
  return absl::OkStatus();
}

std::vector<Column> Heading::MissingRequired() const {
  std::vector<Column> missing;
  for (const Column column : kRequired) {
    const bool name =
        column == Column::kFamilyName || column == Column::kGivenName;
    if (Has(column) || (name && Has(Column::kFullName))) continue;
    missing.push_back(column);
  }
  return missing;
}

absl::StatusOr<Heading> Heading::Find(const CsvTable& table,
                                      const Vocabulary& vocabulary,
                                      Language language) {
  const ColumnKeys keys(vocabulary);
  Heading heading;
  size_t best = 0;
  for (size_t i = 0; i < table.rows.size() && i <= kMaxPreambleRows; ++i) {
    const size_t count = keys.CountRequired(table.rows[i]);
    if (count > best) {
      best = count;
      heading.row_ = i;
    }
  }
  const CsvRow& row = table.rows.at(heading.row_);
  std::vector<size_t> ignored;
  absl::Status placed = heading.Place(row, keys, language, ignored);
  if (!placed.ok()) return placed;
  std::sort(ignored.begin(), ignored.end());
  const std::vector<Column> missing = heading.MissingRequired();
  if (!missing.empty()) {
    return LacksRequired(missing, row, ignored, vocabulary, language);
  }
  absl::Status repeated = heading.FindRepeated(table, keys, language);
  if (!repeated.ok()) return repeated;
  heading.TakeReasons(table, vocabulary, ignored);
  AddUnnamed(table, heading.row_, ignored);
  std::sort(ignored.begin(), ignored.end());
  for (const size_t i : ignored) heading.unknown_.push_back(ColumnLetters(i));
  if (const size_t full = heading.IndexOf(Column::kFullName); full != kAbsent) {
    heading.given_first_ =
        absl::StartsWith(HeadingKey(row.cells[full]), "prenom");
  }
  return heading;
}

void Heading::TakeReasons(const CsvTable& table, const Vocabulary& vocabulary,
                          std::vector<size_t>& ignored) {
  const CsvRow& names = table.rows[row_];
  const auto holds_ticks = [&](size_t i) {
    bool ticked = false;
    for (size_t row = row_ + 1; row < table.rows.size(); ++row) {
      const CsvRow& cells = table.rows[row];
      // A total below the table counts ticks.
      if (Cell(cells, Column::kBirthDate).empty() || i >= cells.cells.size() ||
          RepeatedBy(cells)) {
        continue;
      }
      const bool tick = IsTick(cells.cells[i]);
      if (!tick && !IsNoTick(cells.cells[i])) return false;
      ticked |= tick;
    }
    return ticked;
  };
  std::erase_if(ignored, [&](size_t i) {
    if (vocabulary.Read(ColumnName(Column::kReasons), names.cells[i]).kind ==
            Meaning::Kind::kUnknown ||
        !holds_ticks(i)) {
      return false;
    }
    reasons_.emplace_back(i, names.cells[i]);
    return true;
  });
}

std::vector<std::string> Heading::Ticked(const CsvRow& row) const {
  std::vector<std::string> ticked;
  for (const auto& [i, reason] : reasons_) {
    if (i < row.cells.size() && IsTick(row.cells[i])) ticked.push_back(reason);
  }
  return ticked;
}

absl::string_view Heading::Cell(const CsvRow& row, Column column) const {
  const size_t index = IndexOf(column);
  if (index >= row.cells.size()) return {};
  const absl::string_view cell = absl::StripAsciiWhitespace(row.cells[index]);
  return SaysNothing(cell) || IsPlaceholder(cell, column) ? absl::string_view()
                                                          : cell;
}

absl::Status Heading::FindRepeated(const CsvTable& table,
                                   const ColumnKeys& keys, Language language) {
  for (size_t i = row_ + 1; i < table.rows.size(); ++i) {
    const CsvRow& row = table.rows[i];
    if (keys.CountRequired(row) < kRepeatedColumns) continue;
    for (size_t cell = 0; cell < row.cells.size(); ++cell) {
      const ColumnKeys::Match* match = keys.Find(row.cells[cell]);
      if (match == nullptr || !Holds(kRequired, match->column) ||
          IndexOf(match->column) == cell) {
        continue;
      }
      return OtherOrder(row.line, language);
    }
    repeated_.insert(row.line);
  }
  return absl::OkStatus();
}

bool Heading::Overflows(const CsvRow& row) const {
  for (size_t i = width_; i < row.cells.size(); ++i) {
    if (!SaysNothing(row.cells[i])) return true;
  }
  return false;
}

std::vector<Column> Heading::Missing() const {
  std::vector<Column> missing;
  for (size_t i = 0; i < kColumnCount; ++i) {
    const auto column = static_cast<Column>(i);
    const bool name =
        column == Column::kFamilyName || column == Column::kGivenName;
    if (Has(column) || Holds(kNotMissed, column) ||
        (name && Has(Column::kFullName)) ||
        (column == Column::kReasons && !reasons_.empty())) {
      continue;
    }
    missing.push_back(column);
  }
  return missing;
}

}  // namespace sceau

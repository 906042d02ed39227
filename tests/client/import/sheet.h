// Spreadsheets for tests: a row that can be kept, and what differs from it.
#ifndef SCEAU_TESTS_CLIENT_IMPORT_SHEET_H_
#define SCEAU_TESTS_CLIENT_IMPORT_SHEET_H_

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "gtest/gtest.h"

#include "client/import/decoder.h"
#include "policy/compile/compiler.h"

namespace sceau::testing {

// The day on which every test reads.
inline constexpr absl::CivilDay kToday(2026, 11, 22);

using Cells = std::map<std::string, std::string>;

// A girl of 15, referred by the town in September, of whom all can be kept.
inline Cells PlainRow() {
  return {{"NOM", "MARCHAND"},
          {"Prénom", "Lou"},
          {"Né(e) le", "14/05/2011"},
          {"Signalé par", "Mairie"},
          {"Date signalement", "10/09/2026"},
          {"Motif", "absentéisme"}};
}

// One row that differs from PlainRow in `changes`.
inline Cells Row(const Cells& changes) {
  Cells row = PlainRow();
  for (const auto& [column, cell] : changes) row[column] = cell;
  return row;
}

// The rows as CSV. Columns in alphabetical order of their names, so that no
// test leans on the reference order.
inline std::string Sheet(const std::vector<Cells>& rows, char delimiter = ';') {
  std::map<std::string, std::string> columns;
  for (const Cells& row : rows) {
    for (const auto& [column, cell] : row) columns[column] = column;
  }
  std::string csv;
  const auto append = [&](const Cells& cells) {
    std::vector<std::string> quoted;
    for (const auto& [column, unused] : columns) {
      const auto cell = cells.find(column);
      quoted.push_back(absl::StrCat(
          "\"",
          cell == cells.end()
              ? ""
              : absl::StrReplaceAll(cell->second, {{"\"", "\"\""}}),
          "\""));
    }
    absl::StrAppend(
        &csv, absl::StrJoin(quoted, absl::string_view(&delimiter, 1)), "\r\n");
  };
  append(columns);
  for (const Cells& row : rows) append(row);
  return csv;
}

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// The reference charter after `change`, as the service would decide with it.
inline const policy::Program& Charter(
    const std::function<void(std::string&)>& change = {}) {
  static std::map<std::string, std::shared_ptr<const policy::Program>> known;
  std::string text =
      ReadFile(SCEAU_SOURCE_DIR "/policy/charters/alencon-jeunesse.textproto");
  if (change) change(text);
  std::shared_ptr<const policy::Program>& program = known[text];
  if (program == nullptr) program = policy::Compile(text).program;
  EXPECT_NE(program, nullptr) << "the changed charter is none";
  return *program;
}

// The reference charter of a town that has one postal code.
inline const policy::Program& OneTown() {
  return Charter([](std::string& text) {
    for (const char* code : {"61250", "61320", "61420", "72600", "72610"}) {
      text = absl::StrReplaceAll(
          text, {{absl::StrCat("postal_codes: \"", code, "\""), ""}});
    }
  });
}

inline ImportContext Context() {
  return {.today = kToday,
          .program = &Charter(),
          .partner = "commune-alencon",
          .members = {
              {"groups/g/members/m1", "mission-locale", "Camille Martin"},
              {"groups/g/members/m2", "commune-alencon", "Dominique Lemoine"},
              {"groups/g/members/m3", "pjj", "Sacha Perrin"}}};
}

inline DecodedTable Decode(const std::string& bytes,
                           const ImportContext& context = Context()) {
  absl::StatusOr<DecodedTable> table =
      DecodeSpreadsheet(bytes, Vocabulary::Builtin(), context);
  if (!table.ok()) {
    ADD_FAILURE() << table.status();
    return {};
  }
  return *std::move(table);
}

inline DecodedRow DecodeOne(const Cells& changes) {
  DecodedTable table = Decode(Sheet({Row(changes)}));
  if (table.rows.size() != 1) {
    ADD_FAILURE() << "expected one row";
    return {};
  }
  return std::move(table.rows.front());
}

// The findings about one column, in order.
inline std::vector<RowFinding> About(const DecodedRow& row, Column column) {
  std::vector<RowFinding> found;
  for (const RowFinding& finding : row.findings) {
    if (finding.column == column) found.push_back(finding);
  }
  return found;
}

inline bool Has(const DecodedRow& row, Column column, Outcome outcome,
                Why why = Why::kNone) {
  const std::vector<RowFinding> found = About(row, column);
  return std::any_of(found.begin(), found.end(), [&](const RowFinding& f) {
    return f.outcome == outcome && f.why == why;
  });
}

inline void ExpectRefused(const Cells& changes, Outcome refusal, Why why) {
  const DecodedRow row = DecodeOne(changes);
  ASSERT_EQ(row.fate, RowFate::kRefused) << ::testing::PrintToString(changes);
  EXPECT_EQ(OutcomeId(row.refusal), OutcomeId(refusal));
  EXPECT_EQ(WhyId(row.findings.front().why), WhyId(why));
}

inline DecodedRow Kept(const Cells& changes) {
  DecodedRow row = DecodeOne(changes);
  EXPECT_EQ(row.fate, RowFate::kToCreate) << ::testing::PrintToString(changes);
  return row;
}

inline std::string SampleFile() {
  return ReadFile(SCEAU_SOURCE_DIR "/tests/data/tableau-de-suivi.csv");
}

// As SampleFile() is read: by a town of one postal code, without members.
inline ImportContext SampleContext() {
  return {.today = kToday, .program = &OneTown(), .partner = "commune-alencon"};
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CLIENT_IMPORT_SHEET_H_

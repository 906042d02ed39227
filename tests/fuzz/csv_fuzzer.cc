// Whatever stands where a follow-up spreadsheet is expected: no crash, nothing
// kept that the wire refuses, and no report that a spreadsheet would compute.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "client/import/case_request.h"
#include "client/import/decoder.h"
#include "client/import/report.h"
#include "client/import/text.h"
#include "client/words/vocabulary.h"
#include "policy/compile/compiler.h"

namespace sceau {
namespace {

constexpr char kHeading[] =
    "NOM;Prénom;Né(e) le;Sexe;Adresse;Tél;Responsable légal;Tél resp.;"
    "Établissement / situation;Classe;Signalé par;Date signalement;Motif;"
    "Profil;Référent;Passage en séance;Décision;Action;Pilote;Échéance;"
    "Résultat;Observations\n";
// Cells that no fuzzer finds by itself; what follows them is the input's.
constexpr char kPerson[] = "MARCHAND;Lou;14/05/2010;F;";

void Check(bool holds) {
  if (!holds) std::abort();
}

// The reference charter.
const policy::Program& Charter() {
  static const auto& program = *new std::shared_ptr<const policy::Program>([] {
    std::ifstream file(SCEAU_SOURCE_DIR
                       "/policy/charters/alencon-jeunesse.textproto");
    std::ostringstream text;
    text << file.rdbuf();
    return policy::Compile(text.str()).program;
  }());
  Check(program != nullptr);
  return *program;
}

const ImportContext& Context() {
  static const ImportContext& context = *new ImportContext{
      .today = absl::CivilDay(2026, 11, 22),
      .program = &Charter(),
      .partner = "commune-alencon",
      .members = {{"groups/g/members/m", "mission-locale", "Camille Martin"}}};
  return context;
}

void CheckDraft(const DecodedRow& row) {
  const CaseDraft& draft = row.draft;
  Check(IsName(draft.family_name) && IsName(draft.given_name));
  Check(!draft.reasons.empty() && draft.reasons.size() <= kMaxReasons);
  Check(row.age_today >= 12 && row.age_today < 26);
  Check(draft.representatives.size() <= kMaxRepresentatives);
  Check(row.IsMinor() || draft.representatives.empty());
  const auto request = ToCreateCaseRequest(draft, "groups/g");
  Check(request.ok());
  Check(RequestId("seed", *request).size() == 36);
}

void CheckReports(const DecodedTable& table) {
  const Vocabulary& words = Vocabulary::Builtin();
  TextReport(table, words, {.language = Language::kEnglish});
  JsonReport(table, words, {});
  const std::string csv = CsvReport(table, words, {});
  for (const absl::string_view line : absl::StrSplit(csv, "\r\n")) {
    Check(line.empty() ||
          absl::string_view("=+-@\t").find(line[0]) == absl::string_view::npos);
  }
}

void CheckSpreadsheet(absl::string_view bytes) {
  const auto table = DecodeSpreadsheet(bytes, Vocabulary::Builtin(), Context());
  if (!table.ok()) return;
  size_t last_line = 0;
  for (const DecodedRow& row : table->rows) {
    Check(row.line > last_line);
    last_line = row.line;
    Check(!row.findings.empty());
    if (row.fate == RowFate::kToCreate) CheckDraft(row);
  }
  CheckReports(*table);
}

}  // namespace
}  // namespace sceau

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  sceau::CheckSpreadsheet(bytes);
  sceau::CheckSpreadsheet(absl::StrCat(sceau::kHeading, bytes));
  sceau::CheckSpreadsheet(absl::StrCat(sceau::kHeading, sceau::kPerson, bytes));
  return 0;
}

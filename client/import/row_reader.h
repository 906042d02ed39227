// What reading one row needs, and the row being read. Internal to the decoder.
#ifndef SCEAU_CLIENT_IMPORT_ROW_READER_H_
#define SCEAU_CLIENT_IMPORT_ROW_READER_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "client/import/columns.h"
#include "client/import/csv.h"
#include "client/import/decoded_row.h"
#include "client/import/outcome.h"
#include "client/import/remarks.h"
#include "client/words/vocabulary.h"

namespace sceau {

// A member who may be proposed as lead worker.
struct RegisteredMember {
  std::string name = {};  // groups/{group}/members/{member}
  std::string partner = {};
  std::string display_name = {};
};

// What a spreadsheet does not say.
struct ImportContext {
  absl::CivilDay today = {};                   // Europe/Paris.
  std::vector<std::string> postal_codes = {};  // Of the charter. Not empty.
  std::vector<RegisteredMember> members = {};
  Language language = Language::kFrench;  // Of errors about the file.
};

struct RowTools {
  const Vocabulary& vocabulary;
  const Heading& heading;
  const ImportContext& context;
  const RemarkReader& remarks;
  absl::flat_hash_set<std::string> postal_codes = {};
};

struct RowReader {
  const RowTools& tools;
  const CsvRow& cells;
  DecodedRow& out;

  absl::string_view Cell(Column column) const {
    return tools.heading.Cell(cells, column);
  }

  Meaning Read(Column column, absl::string_view text) const {
    return tools.vocabulary.Read(ColumnName(column), text);
  }

  absl::CivilDay today() const { return tools.context.today; }
};

// The outcome of a refused meaning; a vocabulary's refusals are all known.
Outcome RefusalOf(const Meaning& meaning);

// The partner that `text` names, whole or by one of its words (« éducateur
// PJJ »); empty when none.
std::string PartnerIn(const RowReader& row, absl::string_view text);

// The partner that `text` as a whole names; empty when none.
std::string PartnerNamed(const RowReader& row, absl::string_view text);

// The partners that the parts of `text` name, each once: « ML + PJJ », « Mme
// Durand (CPE) ». Brackets, commas, slashes, plus signs, dashes and « et » part
// it; a word within a part names nobody, for « en » is one too.
std::vector<std::string> PartnersIn(const RowReader& row,
                                    absl::string_view text);

// The parts of a cell that lists several things.
std::vector<std::string> PartsOf(absl::string_view text);

// Whether `found` holds of one of `text`'s phrases of one to four words.
bool AnyPhrase(absl::string_view text,
               absl::FunctionRef<bool(absl::string_view)> found);

// Adds « radicalisation » as the row's refusal when `text` speaks of it in
// any of its forms. True when it does.
bool RefuseRadicalisation(RowReader& row, Column column,
                          absl::string_view text);

// person_decoder.cc. Reads names, birth date and sex, then how to reach the
// person. Sets out.person when names and birth date are readable.
// `referral` is the day ages are reckoned on, today when unknown.
void ReadPerson(RowReader& row, absl::CivilDay referral, bool referral_known);
void ReadContact(RowReader& row);

// representative_decoder.cc; needs out.person.
void ReadRepresentatives(RowReader& row);

// referral_decoder.cc. ReadReferralDate is false when the row is refused
// for it; the rest needs out.person.
bool ReadReferralDate(RowReader& row);
void ReadReferral(RowReader& row);
void ReadSituation(RowReader& row);

// plan_decoder.cc: lead worker, decision, action; needs out.person and the
// referral's date.
void ReadPlan(RowReader& row);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_ROW_READER_H_

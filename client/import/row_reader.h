// What reading one row needs, and the row being read. Internal to the decoder.
#ifndef SCEAU_CLIENT_IMPORT_ROW_READER_H_
#define SCEAU_CLIENT_IMPORT_ROW_READER_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "client/import/charter_rules.h"
#include "client/import/columns.h"
#include "client/import/csv.h"
#include "client/import/date_columns.h"
#include "client/import/dates.h"
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
  // The service's day, in Europe/Paris.
  absl::CivilDay today = {};
  // Of the charter in force, which the service decides with; not null, and
  // outlives what reads with it.
  const policy::Program* program = nullptr;
  // The coordinator's own organisation.
  std::string partner = {};
  std::vector<RegisteredMember> members = {};
  Language language = Language::kFrench;  // Of errors about the file.
};

struct RowTools {
  const Vocabulary& vocabulary;
  const Heading& heading;
  const ImportContext& context;
  const RemarkReader& remarks;
  const CharterRules& charter;
  const DateColumns& dates;
};

// What a spreadsheet wrote in place of a value: « #### » in a column too
// narrow, « #REF! », « Err:502 », a long number as « 6,39E+08 ». kNone for a
// value.
Why DamageOf(absl::string_view cell);

// Why a date could not be read.
Why WhyOf(DateFault fault);

struct RowReader {
  const RowTools& tools;
  const CsvRow& cells;
  DecodedRow& out;

  // Empty, too, where the spreadsheet damaged the cell: ReadDamaged() says so.
  absl::string_view Cell(Column column) const {
    const absl::string_view cell = tools.heading.Cell(cells, column);
    return DamageOf(cell) == Why::kNone ? cell : absl::string_view();
  }

  DayDoubt DayDoubtOf(Column column) const {
    return tools.dates.Of(column, Cell(column));
  }

  Meaning Read(Column column, absl::string_view text) const {
    return tools.vocabulary.Read(ColumnName(column), text);
  }

  absl::CivilDay today() const { return tools.context.today; }
  const CharterRules& charter() const { return tools.charter; }

  // Whom the coordinator would name here, about this person as of today.
  policy::Naming Named(absl::string_view partner) const {
    return {.partner = partner,
            .owner = policy::kSecretariatOwner,
            .age = out.age_today};
  }
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

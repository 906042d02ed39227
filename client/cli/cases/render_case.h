// One case file on an 80-column terminal: what goes well first, then the plan,
// the person, and the rest; what the charter withholds last, with its reason
// and the lawful way to ask.
//
// Guarantee: a withheld section looks the same whether it is empty or filled.
// Of a section shown in part, nothing says whether the rest exists.
#ifndef SCEAU_CLIENT_CLI_CASES_RENDER_CASE_H_
#define SCEAU_CLIENT_CLI_CASES_RENDER_CASE_H_

#include <string>

#include "absl/time/civil_time.h"

#include "client/cli/words/labels.h"
#include "policy/decide/program.h"
#include "sceau/v1/case.pb.h"
#include "sceau/v1/vocabulary.pb.h"

namespace sceau {

struct CaseRendering {
  absl::CivilDay today = {};
  // Why it was read, as the journal keeps it; UNSPECIFIED: entries were not
  // asked for.
  v1::ReadingPurpose purpose = v1::READING_PURPOSE_UNSPECIFIED;
  std::string coordinator_contact = {};
  // The charter, for the reason of a section that comes without; may be null.
  const policy::Program* program = nullptr;
};

std::string RenderCase(const v1::Case& file, const Labels& labels,
                       const CaseRendering& rendering);

// « DURAND Léa, née le 4 mars 2010 (16 ans) ».
std::string RenderPerson(const v1::Identity& identity, const Labels& labels,
                         absl::CivilDay today);

// One entry, its source line included.
std::string RenderEntry(const v1::Entry& entry, const Labels& labels);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_RENDER_CASE_H_

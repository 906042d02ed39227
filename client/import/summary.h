// An import in figures and line numbers, and what to do next.
#ifndef SCEAU_CLIENT_IMPORT_SUMMARY_H_
#define SCEAU_CLIENT_IMPORT_SUMMARY_H_

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "client/import/decoder.h"

namespace sceau {

using Lines = std::vector<size_t>;  // Physical lines, ascending.

// Findings that say the same, over all rows.
struct FindingGroup {
  RowFinding finding = {};  // Without kinds.
  Lines lines = {};
};

// What to do next, in the order in which to do it.
struct NextStep {
  enum class Kind {
    kConfirm,      // Values kept that the coordinator must read again.
    kAskPartners,  // Of `by_partner`, each for its lines.
    kInform,       // The people; `first` are those for whom someone waits.
    kCorrect,      // Refused rows that a correction may save.
    kCompare,      // Rows already there with other entries.
    kSendAgain,    // Rows whose call failed or was not made.
    kEliminate,    // The old file, under the archives agreement.
  };
  Kind kind = Kind::kConfirm;
  Lines lines = {};
  Lines first = {};   // With kInform.
  Lines minors = {};  // With kInform: their representatives too.
  std::map<std::string, Lines> by_partner = {};  // With kAskPartners.
};

// For machines: "ASK_PARTNERS".
absl::string_view NextStepId(NextStep::Kind kind);

struct ImportSummary {
  size_t rows = 0;
  Lines kept = {};     // To create, or created.
  Lines created = {};  // By --apply.
  Lines failed = {};
  Lines refused = {};
  Lines already_there = {};
  Lines to_review = {};
  Lines minors = {};      // Of the kept.
  Lines to_confirm = {};  // Kept with at least one value to confirm.
  // By outcome and reason, in the order of the lists.
  std::vector<FindingGroup> refusals = {};
  // Findings of kept rows that are not plainly kept, by column, outcome,
  // reason and partner.
  std::vector<FindingGroup> findings = {};
  // Remarks that are not kept, by kind; the key is empty for those in which
  // nothing was recognized.
  std::map<std::string, Lines> remarks = {};
  bool radicalisation = false;  // A row was refused for it.
  std::vector<NextStep> next = {};
};

ImportSummary Summarize(const DecodedTable& table);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_SUMMARY_H_

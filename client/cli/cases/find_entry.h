// The one entry of a case that a command is about.
#ifndef SCEAU_CLIENT_CLI_CASES_FIND_ENTRY_H_
#define SCEAU_CLIENT_CLI_CASES_FIND_ENTRY_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/cli/console/commands.h"
#include "sceau/v1/case.pb.h"
#include "sceau/v1/vocabulary.pb.h"

namespace sceau {

// What the person typed: a case and, when it is not the only one, an entry; or
// the entry's whole name alone.
struct EntryReference {
  std::string case_id = {};
  std::string entry_id = {};
};

// The positional DOSSIER, which must be given.
void AddCaseReference(Commands& commands, CLI::App& command,
                      std::string& case_id);

// The positionals DOSSIER [FICHE].
void AddEntryReference(Commands& commands, CLI::App& command,
                       EntryReference& reference, bool entry_required);

// Reads the case, whole, for `purpose`. Errors: those of GetCase.
absl::StatusOr<v1::Case> ReadCase(Context& context, absl::string_view case_id,
                                  v1::ReadingPurpose purpose);

// Reads the case and picks the entry: the one named, else the only one for
// which `wanted` holds. Errors: those of GetCase, UsageError (none or several;
// several are listed).
absl::StatusOr<v1::Entry> FindEntry(
    Context& context, const EntryReference& reference,
    v1::ReadingPurpose purpose,
    const std::function<bool(const v1::Entry&)>& wanted);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_FIND_ENTRY_H_

#include "client/cli/cases/find_entry.h"

#include <vector>

#include "absl/strings/str_cat.h"

#include "client/cli/cases/render_case.h"
#include "client/cli/words/describe.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "proto/text/output.h"

namespace sceau {

void AddCaseReference(Commands& commands, CLI::App& command,
                      std::string& case_id) {
  command
      .add_option(commands.Text("common.case-2"), case_id,
                  commands.Text("common.the-cases-reference"))
      ->required();
}

void AddEntryReference(Commands& commands, CLI::App& command,
                       EntryReference& reference, bool entry_required) {
  AddCaseReference(commands, command, reference.case_id);
  CLI::Option* entry = command.add_option(
      commands.Text("entry.entry"), reference.entry_id,
      entry_required ? commands.Text("entry.the-entrys-reference-ref")
                     : commands.Text("entry.the-entrys-reference-when"));
  if (entry_required) entry->required();
}

absl::StatusOr<v1::Case> ReadCase(Context& context, absl::string_view case_id,
                                  v1::ReadingPurpose purpose) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::GetCaseRequest request;
  request.set_name(api->Name("cases", case_id));
  request.set_view(v1::CASE_VIEW_FULL);
  request.set_purpose(purpose);
  return api->GetCase(request);
}

absl::StatusOr<v1::Entry> FindEntry(
    Context& context, const EntryReference& reference,
    v1::ReadingPurpose purpose,
    const std::function<bool(const v1::Entry&)>& wanted) {
  std::string case_id = reference.case_id;
  std::string entry_id = ShortId(reference.entry_id);
  if (const auto whole = EntryName::Parse(reference.case_id); whole.ok()) {
    case_id = whole->parent().ToString();
    entry_id = whole->id();
  }
  ASSIGN_OR_RETURN(const v1::Case file, ReadCase(context, case_id, purpose));
  std::vector<const v1::Entry*> found;
  for (const v1::Entry& entry : file.entries()) {
    if (entry_id.empty() ? wanted(entry) : ShortId(entry.name()) == entry_id) {
      found.push_back(&entry);
    }
  }
  if (found.size() == 1) return *found.front();
  if (found.empty()) {
    return RefusedError(context.Text("entry.no-entry-of-this"));
  }
  std::string list;
  for (const v1::Entry* entry : found) {
    absl::StrAppend(&list, RenderEntry(*entry, context.labels()));
  }
  return UsageError(
      context.Text("entry.several-entries-fit-say-which", {{"list", list}}));
}

}  // namespace sceau

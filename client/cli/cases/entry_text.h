// An entry as an editable text file: protobuf text with a comment beside every
// field and the values of every closed list, and the way back.
#ifndef SCEAU_CLIENT_CLI_CASES_ENTRY_TEXT_H_
#define SCEAU_CLIENT_CLI_CASES_ENTRY_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/cli/words/labels.h"
#include "sceau/v1/entry.pb.h"

namespace sceau {

inline constexpr size_t kMaxEntryFileBytes = size_t{64} * 1024;

// A file that ParseEntry reads once the person has filled it in; as it stands
// it says nothing. Optional fields are commented out.
std::string EntryTemplate(v1::Category category, const Labels& labels);

// Errors: RefusedError, naming line and column.
absl::StatusOr<v1::Entry> ParseEntry(absl::string_view text,
                                     const Labels& labels);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_ENTRY_TEXT_H_

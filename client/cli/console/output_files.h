// The files that a command writes for its user: the one place that says whether
// they may be written.
//
// Guarantee: what is read is never replaced, nor anything of a profile, by
// whatever name; what exists is replaced only with --remplacer.
#ifndef SCEAU_CLIENT_CLI_CONSOLE_OUTPUT_FILES_H_
#define SCEAU_CLIENT_CLI_CONSOLE_OUTPUT_FILES_H_

#include <string>

#include "absl/status/status.h"

#include "client/cli/console/context.h"

namespace sceau {

// A file as it was typed: « --csv », « rapport.csv ». Of an input the name says
// what it is: « le tableau ».
struct TypedFile {
  std::string name = {};
  std::string path = {};  // Empty: not typed.
};

// One path a file, whatever the way to it and whether it is there.
std::string WholePath(const std::string& path);

// Before anything is read or sent. `replace`: --remplacer was said. Errors:
// UsageError.
absl::Status CheckOutputFile(const Context& context, const TypedFile& input,
                             const TypedFile& output, bool replace);

// Writes one file that was checked, readable by its owner alone. Errors:
// UsageError (it cannot be written).
absl::Status WriteOutputFile(const Context& context, const std::string& path,
                             const std::string& content);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CONSOLE_OUTPUT_FILES_H_

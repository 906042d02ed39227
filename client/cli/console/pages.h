// Lists that hold names come a page at a time, each with its leaf in the
// journal: a person turns the page, a program asks for it with --suite.
#ifndef SCEAU_CLIENT_CLI_CONSOLE_PAGES_H_
#define SCEAU_CLIENT_CLI_CONSOLE_PAGES_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/cli/console/commands.h"

namespace sceau {

// The option --suite.
void AddPageOption(Commands& commands, CLI::App& command, std::string& token);

// Shows pages from `token` on: `show` asks for one, prints it and returns the
// token of the next, empty after the last. On a terminal the next page is
// offered; elsewhere its token is said on standard error (and stands in the
// JSON). Errors: those of `show`.
absl::Status ShowPages(
    Context& context, const std::string& token,
    const std::function<absl::StatusOr<std::string>(const std::string& token)>&
        show);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CONSOLE_PAGES_H_

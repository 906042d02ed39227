#include "client/cli/console/pages.h"

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"

namespace sceau {

void AddPageOption(Commands& commands, CLI::App& command, std::string& token) {
  command.add_option("--suite,--page-token", token,
                     commands.Text("console.option-page-token"));
}

absl::Status ShowPages(
    Context& context, const std::string& token,
    const std::function<absl::StatusOr<std::string>(const std::string& token)>&
        show) {
  std::string next = token;
  while (true) {
    ASSIGN_OR_RETURN(next, show(next));
    if (next.empty() || context.json) return absl::OkStatus();
    if (!context.environment().in_is_terminal) {
      context.environment().err
          << context.Text("console.more-suite", {{"next", next}});
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const bool more,
                     context.Confirm(context.Text("console.more")));
    if (!more) return absl::OkStatus();
  }
}

}  // namespace sceau

#include "client/cli/console/pages.h"

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"

namespace sceau {

void AddPageOption(Commands& commands, CLI::App& command, std::string& token) {
  command.add_option("--suite,--page-token", token,
                     commands.In("Page suivante, telle que la précédente l'a "
                                 "annoncée (15 minutes)",
                                 "Next page, as the one before announced it "
                                 "(15 minutes)"));
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
      context.environment().err << absl::StrCat(
          context.In("La suite : --suite ", "More: --suite "), next, "\n");
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const bool more,
                     context.Confirm(context.In("La suite ?", "More?")));
    if (!more) return absl::OkStatus();
  }
}

}  // namespace sceau

#include "client/cli/console/commands.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "client/cli/words/exit_code.h"
#include "client/cli/words/json_text.h"
#include "nlohmann/json.hpp"
#include "unicode/utf8.h"

namespace sceau {
namespace {

// Well-formed, as every text of the wire must be.
bool IsUtf8(absl::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) return false;
  }
  return true;
}

bool AsksForJson(const std::vector<std::string>& arguments) {
  return std::find(arguments.begin(), arguments.end(), "--json") !=
         arguments.end();
}

}  // namespace

Commands::Commands(Context& context)
    : context_(context),
      line_("sceau", context.language(),
            "sceau : le dossier d'un groupe de suivi, sous sa charte.",
            "sceau: a follow-up group's case files, under its charter.") {
  app()
      .add_option("--profile", context.profile_folder,
                  Text("console.folder-of-the-profile"))
      ->option_text(Text("console.dir"));
  app().add_flag("--json", context.json, Text("console.answers-in-json-for"));
  app().footer(absl::StrCat(Text("console.examples-sceau-whoami-sceau"),
                            ExitCodeHelp(context.language())));
}

CLI::App& Commands::Command(CLI::App& parent, const std::string& name,
                            absl::string_view words,
                            const std::vector<std::string>& examples,
                            Action action) {
  const std::string text = Text(words);
  return line_.Command(
      parent, name, text, text, examples, [this, action = std::move(action)] {
        const absl::StatusOr<ExitCode> outcome = action(context_);
        if (!outcome.ok()) context_.Report(outcome.status());
        return static_cast<int>(outcome.ok() ? *outcome
                                             : ExitCodeOf(outcome.status()));
      });
}

ExitCode Commands::Run(const std::vector<std::string>& arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (IsUtf8(arguments[i])) continue;
    // The option before it says which it is; its bytes are not shown.
    const std::string name = i > 0 && absl::StartsWith(arguments[i - 1], "--")
                                 ? arguments[i - 1]
                                 : Text("console.a-word-of-the-command");
    context_.json = context_.json || AsksForJson(arguments);
    context_.Report(
        UsageError(context_.Text("console.not-utf8", {{"name", name}})));
    return ExitCode::kUsage;
  }
  const CommandLine::Reading reading = line_.Read(arguments);
  switch (reading.kind) {
    case CommandLine::Reading::Kind::kCommand:
      return static_cast<ExitCode>(reading.run());
    case CommandLine::Reading::Kind::kShown:
      context_.Print(AsksForJson(arguments) ? JsonText({{"text", reading.text}})
                                            : reading.text);
      return ExitCode::kOk;
    case CommandLine::Reading::Kind::kNothing:
      if (AsksForJson(arguments)) {
        context_.json = true;
        context_.Report(UsageError(Text("console.a-command-is-missing")));
        return ExitCode::kUsage;
      }
      context_.Print(reading.text);
      return ExitCode::kUsage;
    case CommandLine::Reading::Kind::kMisused:
      break;
  }
  // The line was not read to its end: --json may stand after the mistake.
  context_.json = context_.json || AsksForJson(arguments);
  context_.Report(UsageError(reading.text));
  return ExitCode::kUsage;
}

}  // namespace sceau

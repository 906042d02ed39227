#include "client/cli/console/commands.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "client/cli/words/exit_code.h"
#include "client/cli/words/json_text.h"
#include "nlohmann/json.hpp"

namespace sceau {
namespace {

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
                  In("Dossier du profil ; à défaut, la variable SCEAU_PROFILE",
                     "Folder of the profile; else the variable SCEAU_PROFILE"))
      ->option_text(In("DOSSIER", "DIR"));
  app().add_flag("--json", context.json,
                 In("Réponse en JSON, pour un programme",
                    "Answers in JSON, for a program"));
  app().footer(absl::StrCat(
      In("Exemples :\n  sceau whoami\n  sceau todo\n  sceau case show "
         "DOSSIER\n\n« sceau COMMANDE --help » en dit plus ; « '?' » comme "
         "valeur d'une option fait lister celles qui existent. En anglais : "
         "LANG=en.\n\n",
         "Examples:\n  sceau whoami\n  sceau todo\n  sceau case show "
         "CASE\n\n« sceau COMMAND --help » says more; « '?' » as an option's "
         "value lists those that exist.\n\n"),
      ExitCodeHelp(context.language())));
}

CLI::App& Commands::Command(CLI::App& parent, const std::string& name,
                            absl::string_view french, absl::string_view english,
                            const std::vector<std::string>& examples,
                            Action action) {
  return line_.Command(
      parent, name, french, english, examples,
      [this, action = std::move(action)] {
        const absl::StatusOr<ExitCode> outcome = action(context_);
        if (!outcome.ok()) context_.Report(outcome.status());
        return static_cast<int>(outcome.ok() ? *outcome
                                             : ExitCodeOf(outcome.status()));
      });
}

ExitCode Commands::Run(const std::vector<std::string>& arguments) {
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
        context_.Report(UsageError(
            In("Il manque une commande : « --help » montre lesquelles il y a.",
               "A command is missing: « --help » shows which there are.")));
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

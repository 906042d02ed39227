#include "client/cli/console/commands.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/cli/console/help.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/output.h"

namespace sceau {

Commands::Commands(Context& context)
    : context_(context),
      app_(context.In("sceau : le dossier d'un groupe de suivi, sous sa "
                      "charte.",
                      "sceau: a follow-up group's case files, under its "
                      "charter."),
           "sceau") {
  app_.formatter(std::make_shared<HelpFormatter>(context.language()));
  app_.set_help_flag("-h,--help", In("Montre cette aide", "Shows this help"));
  app_.set_version_flag("--version", "sceau 0.1.0",
                        In("Montre la version", "Shows the version"));
  app_.add_option("--profile", context.profile_folder,
                  In("Dossier du profil ; à défaut, la variable SCEAU_PROFILE",
                     "Folder of the profile; else the variable SCEAU_PROFILE"))
      ->option_text(In("DOSSIER", "DIR"));
  app_.add_flag("--json", context.json,
                In("Réponse en JSON, pour un programme",
                   "Answers in JSON, for a program"));
  app_.footer(absl::StrCat(
      In("Exemples :\n  sceau whoami\n  sceau todo\n  sceau case show "
         "DOSSIER\n\n« sceau COMMANDE --help » en dit plus ; « '?' » comme "
         "valeur d'une option fait lister celles qui existent. En anglais : "
         "LANG=en.\n\n",
         "Examples:\n  sceau whoami\n  sceau todo\n  sceau case show "
         "CASE\n\n« sceau COMMAND --help » says more; « '?' » as an option's "
         "value lists those that exist.\n\n"),
      ExitCodeHelp(context.language())));
  app_.fallthrough();
}

CLI::App& Commands::Group(const std::string& name, absl::string_view french,
                          absl::string_view english) {
  CLI::App& group = *app_.add_subcommand(name, In(french, english));
  group.fallthrough();
  group.footer("");  // Not the parent's.
  return group;
}

CLI::App& Commands::Command(CLI::App& parent, const std::string& name,
                            absl::string_view french, absl::string_view english,
                            const std::vector<std::string>& examples,
                            Action action) {
  CLI::App& command = *parent.add_subcommand(name, In(french, english));
  command.fallthrough();
  command.footer(absl::StrCat(In("Exemples :\n  ", "Examples:\n  "),
                              absl::StrJoin(examples, "\n  ")));
  command.callback([this, action = std::move(action)] { action_ = action; });
  return command;
}

ExitCode Commands::Misused(const CLI::ParseError& error,
                           const std::vector<std::string>& arguments) {
  // The line was not read to its end: --json may stand after the mistake.
  context_.json = context_.json || std::find(arguments.begin(), arguments.end(),
                                             "--json") != arguments.end();
  const CLI::App* command = &app_;
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
  }
  context_.Report(UsageError(absl::StrCat(
      ExplainMisuse(error, context_.language()), "\n« ", CommandLine(*command),
      In(" --help » montre ce qui est possible.",
         " --help » shows what is possible."))));
  return ExitCode::kUsage;
}

ExitCode Commands::Run(const std::vector<std::string>& arguments) {
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app_.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    context_.Print(app_.help());
    return ExitCode::kOk;
  } catch (const CLI::CallForVersion& version) {
    context_.Print(absl::StrCat(version.what(), "\n"));
    return ExitCode::kOk;
  } catch (const CLI::ParseError& error) {
    return Misused(error, arguments);
  }
  if (!action_) {  // A group alone, or nothing at all.
    context_.Print(app_.help());
    return ExitCode::kUsage;
  }
  const absl::StatusOr<ExitCode> outcome = action_(context_);
  if (outcome.ok()) return *outcome;
  context_.Report(outcome.status());
  return ExitCodeOf(outcome.status());
}

}  // namespace sceau

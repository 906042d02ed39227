#include "proto/text/command_line.h"

#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "proto/text/help.h"

namespace sceau {
namespace {

// A group's help shows one example of each of its first commands.
constexpr size_t kGroupExamples = 4;

// The first of `examples`, its continued lines included.
std::string FirstOf(const std::vector<std::string>& examples) {
  std::string text;
  for (const std::string& line : examples) {
    absl::StrAppend(&text, "\n  ", line);
    if (!absl::EndsWith(line, "\\")) break;
  }
  return text;
}

}  // namespace

CommandLine::CommandLine(const std::string& program, Language language,
                         absl::string_view french, absl::string_view english)
    : language_(language), app_(In(french, english), program) {
  app_.formatter(std::make_shared<HelpFormatter>(language));
  app_.set_help_flag("-h,--help", In("Montre cette aide", "Shows this help"));
  app_.set_version_flag("--version", absl::StrCat(program, " ", SCEAU_VERSION),
                        In("Montre la version", "Shows the version"));
  app_.fallthrough();
}

CLI::App& CommandLine::Group(const std::string& name, absl::string_view french,
                             absl::string_view english) {
  CLI::App& group = *app_.add_subcommand(name, In(french, english));
  group.fallthrough();
  group.footer("");  // Not the parent's.
  return group;
}

CLI::App& CommandLine::Command(CLI::App& parent, const std::string& name,
                               absl::string_view french,
                               absl::string_view english,
                               const std::vector<std::string>& examples,
                               std::function<int()> run,
                               absl::string_view more) {
  CLI::App& command = *parent.add_subcommand(name, In(french, english));
  command.fallthrough();
  command.footer(absl::StrCat(In("Exemples :\n  ", "Examples:\n  "),
                              absl::StrJoin(examples, "\n  "),
                              more.empty() ? "" : "\n\n", more));
  const size_t commands =
      parent.get_subcommands([](const CLI::App*) { return true; }).size();
  if (&parent != &app_ && commands <= kGroupExamples) {
    const std::string shown = parent.get_footer();
    parent.footer(
        absl::StrCat(shown.empty() ? In("Exemples :", "Examples:") : shown,
                     FirstOf(examples)));
  }
  command.callback([this, run = std::move(run)] { run_ = run; });
  return command;
}

CommandLine::Reading CommandLine::Read(
    const std::vector<std::string>& arguments) {
  try {
    app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    return {.kind = Reading::Kind::kShown, .text = app_.help()};
  } catch (const CLI::CallForVersion& version) {
    return {.kind = Reading::Kind::kShown,
            .text = absl::StrCat(version.what(), "\n")};
  } catch (const CLI::ParseError& error) {
    return {.kind = Reading::Kind::kMisused,
            .text = Misuse(ExplainMisuse(error, app_, language_))};
  }
  if (!run_) return {.kind = Reading::Kind::kNothing, .text = app_.help()};
  return {.kind = Reading::Kind::kCommand, .run = run_};
}

std::string CommandLine::Misuse(absl::string_view what) const {
  return absl::StrCat(what, "\n« ", TypedName(ChosenCommand(app_)),
                      In(" --help » montre ce qui est possible.",
                         " --help » shows what is possible."));
}

}  // namespace sceau

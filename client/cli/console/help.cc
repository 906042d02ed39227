#include "client/cli/console/help.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

#include "client/cli/words/output.h"

namespace sceau {
namespace {

constexpr size_t kNameWidth = 28;

std::string In(Language language, absl::string_view french,
               absl::string_view english) {
  return std::string(language == Language::kFrench ? french : english);
}

// One line of a list: a name, then what it is.
std::string Item(const std::string& name, const std::string& text) {
  const std::string blank(kNameWidth, ' ');
  const std::string margin = Padded(absl::StrCat("  ", name, "  "), kNameWidth);
  if (DisplayWidth(margin) > kNameWidth) {
    return absl::StrCat(Paragraph(absl::StrCat("  ", name)),
                        text.empty() ? "" : Paragraph(text, blank, blank));
  }
  return Paragraph(text, margin, blank);
}

// « --nom, --family-name TEXT », the names in the order they were given; only
// the first `most` of them.
std::string OptionName(const CLI::Option& option, Language language,
                       size_t most = static_cast<size_t>(-1)) {
  std::vector<std::string> names;
  if (option.get_positional()) {
    names.push_back(option.get_single_name());
  } else {
    for (const std::string& name : option.get_snames()) {
      names.push_back("-" + name);
    }
    for (const std::string& name : option.get_lnames()) {
      names.push_back("--" + name);
    }
  }
  if (names.size() > most) names.resize(most);
  std::string text = absl::StrJoin(names, ", ");
  if (!option.get_positional() && option.get_items_expected_max() > 0) {
    const std::string& type = option.get_option_text();
    absl::StrAppend(&text, " ",
                    type.empty() ? In(language, "VALEUR", "VALUE") : type);
  }
  return text;
}

std::string Usage(const CLI::App& app, Language language,
                  const std::string& name) {
  std::string text = name;
  for (const CLI::Option* option : app.get_options([](const CLI::Option* each) {
         return !each->get_positional() && each->get_required();
       })) {
    absl::StrAppend(&text, " ", OptionName(*option, language, /*most=*/1));
  }
  if (!app.get_subcommands([](const CLI::App*) { return true; }).empty()) {
    absl::StrAppend(&text, In(language, " COMMANDE", " COMMAND"));
  }
  for (const CLI::Option* option : app.get_options(
           [](const CLI::Option* each) { return each->get_positional(); })) {
    const std::string& shown = option->get_single_name();
    absl::StrAppend(
        &text, " ",
        option->get_required() ? shown : absl::StrCat("[", shown, "]"),
        option->get_items_expected_max() > 1 ? "…" : "");
  }
  absl::StrAppend(&text, " [OPTIONS]");
  return Paragraph(text, In(language, "Usage : ", "Usage: "), "        ");
}

}  // namespace

std::string CommandLine(const CLI::App& app) {
  std::string name = app.get_name();
  for (const CLI::App* up = app.get_parent(); up != nullptr;
       up = up->get_parent()) {
    name = absl::StrCat(up->get_name(), " ", name);
  }
  return name;
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string /*name*/,
                                     CLI::AppFormatMode /*mode*/) const {
  std::string text = Paragraph(app->get_description());
  absl::StrAppend(&text, "\n", Usage(*app, language_, CommandLine(*app)));
  std::string positionals;
  std::string options;
  for (const CLI::Option* option :
       app->get_options([](const CLI::Option*) { return true; })) {
    absl::StrAppend(
        option->get_positional() ? &positionals : &options,
        Item(OptionName(*option, language_), option->get_description()));
  }
  std::string commands;
  for (const CLI::App* command :
       app->get_subcommands([](const CLI::App*) { return true; })) {
    absl::StrAppend(&commands,
                    Item(command->get_name(), command->get_description()));
  }
  if (!commands.empty()) {
    absl::StrAppend(&text, "\n", In(language_, "Commandes :\n", "Commands:\n"),
                    commands);
  }
  if (!positionals.empty()) {
    absl::StrAppend(&text, "\n", In(language_, "Arguments :\n", "Arguments:\n"),
                    positionals);
  }
  if (!options.empty()) {
    absl::StrAppend(&text, "\n", In(language_, "Options :\n", "Options:\n"),
                    options);
  }
  if (!app->get_footer().empty()) {
    absl::StrAppend(&text, "\n", Paragraph(app->get_footer()));
  }
  return text;
}

std::string ExplainMisuse(const CLI::ParseError& error, Language language) {
  const std::string detail = Safe(absl::string_view(error.what()));
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::RequiredError:
      return absl::StrCat(In(language, "Il manque : ", "Missing: "),
                          absl::StrReplaceAll(detail, {{" is required", ""}}));
    case CLI::ExitCodes::ExtrasError:
      return absl::StrCat(
          In(language, "Je ne comprends pas : ", "Not understood: "),
          absl::StrReplaceAll(
              detail, {{"The following arguments were not expected: ", ""},
                       {"The following argument was not expected: ", ""}}));
    case CLI::ExitCodes::ArgumentMismatch:
      return absl::StrCat(In(language, "Une valeur manque ou est de trop : ",
                             "A value is missing or too many: "),
                          detail.substr(0, detail.find(':')));
    case CLI::ExitCodes::ConversionError:
    case CLI::ExitCodes::ValidationError:
      return absl::StrCat(
          In(language, "Valeur non comprise : ", "Value not understood: "),
          detail);
    case CLI::ExitCodes::RequiresError:
    case CLI::ExitCodes::ExcludesError:
      return absl::StrCat(
          In(language, "Ces options ne vont pas ainsi ensemble : ",
             "These options do not go together like this: "),
          absl::StrReplaceAll(detail,
                              {{" excludes ", " / "}, {" requires ", " → "}}));
    default:
      return absl::StrCat(In(language, "Ligne de commande non comprise : ",
                             "Command line not understood: "),
                          detail);
  }
}

}  // namespace sceau

#include "proto/text/help.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

#include "proto/text/nearest.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

constexpr size_t kNameWidth = 28;

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

// The commands below `app` that are called `name`.
void FindCalled(const CLI::App& app, const std::string& name,
                std::vector<const CLI::App*>& found) {
  for (const CLI::App* command :
       app.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() == name) found.push_back(command);
    FindCalled(*command, name, found);
  }
}

// The option of the command, or of those above it, that `word` meant.
std::string NearestOption(const CLI::App& chosen, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* app = &chosen; app != nullptr; app = app->get_parent()) {
    for (const CLI::Option* option :
         app->get_options([](const CLI::Option*) { return true; })) {
      for (const std::string& name : option->get_lnames()) {
        names.push_back("--" + name);
      }
    }
  }
  return Nearest(word.substr(0, word.find('=')), names);
}

// The command that `word` meant where one of `chosen` is expected; as typed.
std::string NearestCommand(const CLI::App& program, const CLI::App& chosen,
                           const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* command :
       chosen.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  if (names.empty()) return "";
  const std::string nearest = Nearest(word, names);
  if (!nearest.empty()) return absl::StrCat(TypedName(chosen), " ", nearest);
  std::vector<const CLI::App*> called;
  FindCalled(program, word, called);
  return called.size() == 1 ? TypedName(*called.front()) : "";
}

// What of the line is not understood, and the word that was meant.
std::string ExplainRemaining(const std::vector<std::string>& words,
                             const CLI::App& program, Language language) {
  const CLI::App& chosen = ChosenCommand(program);
  const std::string& word = words.front();
  const std::string meant = absl::StartsWith(word, "-")
                                ? NearestOption(chosen, word)
                                : NearestCommand(program, chosen, word);
  return absl::StrCat(
      In(language, "Je ne comprends pas : ", "Not understood: "),
      Safe(absl::StrJoin(words, " ")),
      meant.empty() ? ""
                    : absl::StrCat(In(language, "\nVouliez-vous dire « ",
                                      "\nDid you mean « "),
                                   meant, In(language, " » ?", " »?")));
}

std::string ExplainMissing(const std::string& detail, const CLI::App& program,
                           Language language) {
  std::vector<std::string> missing;
  for (const CLI::Option* option :
       ChosenCommand(program).get_options([](const CLI::Option* each) {
         return each->get_required() && each->count() == 0;
       })) {
    missing.push_back(OptionName(*option, language, /*most=*/1));
  }
  return absl::StrCat(In(language, "Il manque : ", "Missing: "),
                      missing.empty()
                          ? absl::StrReplaceAll(detail, {{" is required", ""}})
                          : absl::StrJoin(missing, ", "));
}

}  // namespace

std::string TypedName(const CLI::App& app) {
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
  absl::StrAppend(&text, "\n", Usage(*app, language_, TypedName(*app)));
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

const CLI::App& ChosenCommand(const CLI::App& program) {
  const CLI::App* chosen = &program;
  while (!chosen->get_subcommands().empty()) {
    chosen = chosen->get_subcommands().front();
  }
  return *chosen;
}

std::string ExplainMisuse(const CLI::ParseError& error, const CLI::App& program,
                          Language language) {
  const std::string detail = Safe(absl::string_view(error.what()));
  // An option that is mistyped is missing too; it is the slip that counts.
  const std::vector<std::string> remaining = program.remaining(true);
  if (!remaining.empty()) {
    return ExplainRemaining(remaining, program, language);
  }
  switch (static_cast<CLI::ExitCodes>(error.get_exit_code())) {
    case CLI::ExitCodes::RequiredError:
      return ExplainMissing(detail, program, language);
    case CLI::ExitCodes::ArgumentMismatch:
      return absl::StrCat(In(language, "Une valeur manque ou est de trop : ",
                             "A value is missing or too many: "),
                          detail.substr(0, detail.find(':')));
    case CLI::ExitCodes::ConversionError:
    case CLI::ExitCodes::ValidationError:
      return absl::StrCat(
          In(language, "Valeur non comprise : ", "Value not understood: "),
          absl::StrReplaceAll(detail, {{"Could not convert: ", ""}}));
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

// --help on 80 columns, in the reader's language.
#ifndef SCEAU_CLIENT_CLI_CONSOLE_HELP_H_
#define SCEAU_CLIENT_CLI_CONSOLE_HELP_H_

#include <string>

#include "CLI/CLI.hpp"
#include "client/vocabulary/vocabulary.h"

namespace sceau {

class HelpFormatter : public CLI::FormatterBase {
 public:
  explicit HelpFormatter(Language language) : language_(language) {}

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;

 private:
  const Language language_;
};

// A command as it is typed: "sceau case show".
std::string CommandLine(const CLI::App& app);

// A mistake on the command line, as a sentence.
std::string ExplainMisuse(const CLI::ParseError& error, Language language);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CONSOLE_HELP_H_

// --help on 80 columns, in the reader's language.
#ifndef SCEAU_PROTO_TEXT_HELP_H_
#define SCEAU_PROTO_TEXT_HELP_H_

#include <string>

#include "CLI/CLI.hpp"
#include "proto/text/language.h"

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
std::string TypedName(const CLI::App& app);

// The command that a line named, as far as it was understood.
const CLI::App& ChosenCommand(const CLI::App& program);

// A mistake on the command line, as a sentence: everything that is missing, or
// what is not understood and the word that was meant.
std::string ExplainMisuse(const CLI::ParseError& error, const CLI::App& program,
                          Language language);

}  // namespace sceau

#endif  // SCEAU_PROTO_TEXT_HELP_H_

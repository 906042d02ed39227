// A program's command line as a tree of commands, each with its help, its
// examples and what it does. Help, dispatch and "did you mean" read this tree.
// CLI11 reads the line; what it says in English is said anew in the reader's
// language, on 80 columns.
#ifndef SCEAU_PROTO_TEXT_COMMAND_LINE_H_
#define SCEAU_PROTO_TEXT_COMMAND_LINE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "CLI/CLI.hpp"
#include "proto/text/language.h"

namespace sceau {

class CommandLine {
 public:
  // What a line was understood as.
  struct Reading {
    enum class Kind {
      kCommand,  // `run` does it.
      kShown,    // `text` was asked for: help, version.
      kNothing,  // No command was named; `text` is the help.
      kMisused,  // `text` says what is wrong and how to find out more.
    };
    Kind kind = Kind::kNothing;
    std::string text = {};
    std::function<int()> run = {};
  };

  CommandLine(const std::string& program, Language language,
              absl::string_view french, absl::string_view english);

  CLI::App& app() { return app_; }
  std::string In(absl::string_view french, absl::string_view english) const {
    return sceau::In(language_, french, english);
  }

  // A group of commands: `sceau charter`.
  CLI::App& Group(const std::string& name, absl::string_view french,
                  absl::string_view english);

  // A command of `parent`, a group or app(). `examples` are shown after the
  // options, `more` after them; the first example of a group's first commands
  // also in the group's own help. `run` returns the exit status.
  CLI::App& Command(CLI::App& parent, const std::string& name,
                    absl::string_view french, absl::string_view english,
                    const std::vector<std::string>& examples,
                    std::function<int()> run, absl::string_view more = "");

  // Reads the line, without the program's name. Once.
  Reading Read(const std::vector<std::string>& arguments);

  // `what` is wrong with how the command was used: the sentence, then where its
  // help is.
  std::string Misuse(absl::string_view what) const;

 private:
  const Language language_;
  CLI::App app_;
  std::function<int()> run_;
};

}  // namespace sceau

#endif  // SCEAU_PROTO_TEXT_COMMAND_LINE_H_

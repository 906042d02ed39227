// The command line of `sceau`: proto/text/command_line.h, each command
// acting on the context.
#ifndef SCEAU_CLIENT_CLI_CONSOLE_COMMANDS_H_
#define SCEAU_CLIENT_CLI_CONSOLE_COMMANDS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "CLI/CLI.hpp"
#include "client/cli/console/context.h"
#include "client/cli/words/exit_code.h"
#include "proto/text/command_line.h"

namespace sceau {

// What a command does once its options are read.
using Action = std::function<absl::StatusOr<ExitCode>(Context&)>;

class Commands {
 public:
  explicit Commands(Context& context);

  CLI::App& app() { return line_.app(); }
  std::string Text(absl::string_view id, const Places& places = {}) const {
    return context_.Text(id, places);
  }

  // A group of commands: `sceau charter`. `words`: the id of what it is for.
  CLI::App& Group(const std::string& name, absl::string_view words) {
    const std::string text = Text(words);
    return line_.Group(name, text, text);
  }

  // A command of `parent`. `examples` are shown after the options.
  CLI::App& Command(CLI::App& parent, const std::string& name,
                    absl::string_view words,
                    const std::vector<std::string>& examples, Action action);

  // Reads the line and runs what it says. Help and version go to standard
  // output, mistakes to standard error with exit code 2.
  ExitCode Run(const std::vector<std::string>& arguments);

 private:
  Context& context_;
  CommandLine line_;
};

// Options of a command, kept as long as the command may run.
template <typename Options>
std::shared_ptr<Options> NewOptions() {
  return std::make_shared<Options>();
}

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CONSOLE_COMMANDS_H_

// A command about one review: the last open one, unless --review names another.
#ifndef SCEAU_CLIENT_CLI_REVIEW_REVIEW_COMMAND_H_
#define SCEAU_CLIENT_CLI_REVIEW_REVIEW_COMMAND_H_

#include <memory>
#include <string>
#include <vector>

#include "client/cli/console/commands.h"

namespace sceau {

// `run` is given the context and `options`, whose `review` is what was typed.
template <typename Options, typename Run>
CLI::App& AddReviewCommand(Commands& commands, CLI::App& group,
                           const std::shared_ptr<Options>& options,
                           const char* name, const char* words,
                           const std::vector<std::string>& examples, Run run) {
  CLI::App& command = commands.Command(
      group, name, words, examples,
      [options, run](Context& context) { return run(context, *options); });
  command.add_option("--review,--revue", options->review,
                     commands.Text("officer.option-revue"));
  return command;
}

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_REVIEW_REVIEW_COMMAND_H_

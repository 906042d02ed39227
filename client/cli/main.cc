// sceau: reads the environment, runs one command.
#include <iostream>
#include <stdlib.h>
#include <string>
#include <unistd.h>
#include <vector>

#include "absl/time/clock.h"

#include "client/cli/all_commands.h"
#include "client/cli/console/commands.h"
#include "client/cli/console/context.h"
#include "client/lib/connection.h"

namespace {

// ~/.config/sceau, where the desktop keeps such things.
std::string DefaultProfile() {
  // One thread: nothing else reads or changes the environment.
  for (const auto& [variable, below] :
       {std::pair<const char*, const char*>{"SCEAU_PROFILE", ""},
        {"XDG_CONFIG_HOME", "/sceau"},
        {"HOME", "/.config/sceau"}}) {
    const char* value = getenv(variable);
    if (value != nullptr && *value != '\0') return std::string(value) + below;
  }
  return ".";
}

}  // namespace

int main(int argc, char** argv) {
  setenv(sceau::kTlsFloorVariable, sceau::kTlsFloorSuites, /*overwrite=*/1);
  // gRPC's own lines are for its developers; what a user must know comes back
  // as an error.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  sceau::Context context(
      {.out = std::cout,
       .err = std::cerr,
       .in = std::cin,
       .in_is_terminal = isatty(STDIN_FILENO) == 1,
       .out_is_terminal = isatty(STDOUT_FILENO) == 1,
       .err_is_terminal = isatty(STDERR_FILENO) == 1,
       .language = sceau::LanguageOf(getenv("LC_ALL"), getenv("LC_MESSAGES"),
                                     getenv("LANG")),
       .default_profile = DefaultProfile(),
       .now = absl::Now,
       .connect = sceau::Connection::Connect});
  sceau::Commands commands(context);
  sceau::AddAll(commands);
  const sceau::ExitCode code =
      commands.Run(std::vector<std::string>(argv + 1, argv + argc));
  std::cout.flush();
  if (std::cout.good() || code != sceau::ExitCode::kOk) {
    return static_cast<int>(code);
  }
  context.Say(context.Text("console.output-not-whole"));
  return static_cast<int>(sceau::ExitCode::kFault);
}

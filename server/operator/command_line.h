// What an operator may type after "sceaud": the one table behind help, dispatch
// and "did you mean".
#ifndef SCEAU_SERVER_OPERATOR_COMMAND_LINE_H_
#define SCEAU_SERVER_OPERATOR_COMMAND_LINE_H_

#include <string>
#include <vector>

#include "server/operator/console.h"

namespace sceau {

// Runs what the line says, without the program's name. Help goes to standard
// output; a mistake to standard error, with exit status kExitUsage. Called
// before any thread is started. Returns the exit status.
int RunCommandLine(const std::vector<std::string>& arguments,
                   const Console& console);

}  // namespace sceau

#endif  // SCEAU_SERVER_OPERATOR_COMMAND_LINE_H_

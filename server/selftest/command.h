// `sceaud selftest`, apart from its parsing.
#ifndef SCEAU_SERVER_SELFTEST_COMMAND_H_
#define SCEAU_SERVER_SELFTEST_COMMAND_H_

#include <cstdint>
#include <ostream>
#include <string>

#include "server/operator/console.h"
#include "server/selftest/selftest.h"

namespace sceau::selftest {

// Exit status when someone can tell what the charter keeps from them, or when
// the self-test sees no difference where there is one;
// server/operator/commands.h has the others.
inline constexpr int kExitInterference = 3;

struct Arguments {
  std::string charter = {};  // File.
  std::string against = {};  // File; empty = the charter itself.
  uint64_t seed = 1;
  bool json = false;
  bool quick = false;
};

// Pairs of groups of which `quick` makes one.
inline constexpr size_t kQuickOneIn = 6;

// Prints what was compared, how much, and the verdict; progress on standard
// error where that is a terminal. Returns the exit status.
int Command(const Arguments& arguments, const Console& console);

// kExitOk or kExitInterference.
int ExitStatusOf(const Report& report);

// The report in at most 80 columns, the verdict in its last sentence.
void PrintReport(const Report& report, Language language, std::ostream& out);

// The same for programs.
std::string JsonOf(const Report& report);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_COMMAND_H_

// The commands of sceaud, apart from their parsing. Each prints for people and
// returns the exit status.
#ifndef SCEAU_SERVER_OPERATOR_COMMANDS_H_
#define SCEAU_SERVER_OPERATOR_COMMANDS_H_

#include <string>
#include <vector>

#include "server/operator/console.h"

namespace sceau {

// Exit statuses; 70 after an uncertain write is app.h's.
inline constexpr int kExitOk = 0;
inline constexpr int kExitProblem = 1;  // Refused, or something to mend.
inline constexpr int kExitUsage = 2;
// A group's files are of another version of this program, or of another
// program; nothing was changed. Starting again does not help.
inline constexpr int kExitOtherVersion = 4;

struct ServeArguments {
  std::string config = {};
};
// Serves until SIGTERM or SIGINT. Prints the address it listens on, a line on
// standard output, once it answers. Called before any thread is started.
int Serve(const ServeArguments& arguments, const Console& console);

struct CheckArguments {
  std::string config = {};   // Empty = not asked.
  std::string charter = {};  // Empty = not asked.
};
int Check(const CheckArguments& arguments, const Console& console);

// Each person: a certificate file, then "=" and the name: "anne.pem=Rivière
// Anne".
struct GroupCreateArguments {
  std::string config = {};
  std::string group = {};  // Empty = the only one of the configuration.
  std::string charter = {};
  std::string admin = {};
  std::string officer = {};
  std::vector<std::string> co_pilots = {};
  std::string coordinator = {};
  std::string data_protection_officer = {};
};
int GroupCreate(const GroupCreateArguments& arguments, const Console& console);

struct RestoreArguments {
  std::string config = {};
  std::string group = {};   // Empty = the only one of the configuration.
  std::string reason = {};  // Of crypto::kRestoreReasons; without statements.
  std::string lost = {};    // A file; empty = what the checkpoint file holds.
  std::vector<std::string> statements = {};  // Files, signed.
};
// Without statements prints the one that two co-pilots are to sign; with theirs
// opens the group again.
int Restore(const RestoreArguments& arguments, const Console& console);

struct UpgradeArguments {
  std::string config = {};
  std::string group = {};  // Empty = all of the configuration.
  bool dry_run = false;
};
// Says what bringing the groups' files to this program's schema takes, and
// unless it is a dry run does it: upgrade.h.
int Upgrade(const UpgradeArguments& arguments, const Console& console);

}  // namespace sceau

#endif  // SCEAU_SERVER_OPERATOR_COMMANDS_H_

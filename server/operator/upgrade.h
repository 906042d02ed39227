// A group's files brought from the schema of an earlier version of the program
// to this one's, off line, by whoever is called at night: says what it will do,
// leaves a copy of before, and looks whether the group then opens.
#ifndef SCEAU_SERVER_OPERATOR_UPGRADE_H_
#define SCEAU_SERVER_OPERATOR_UPGRADE_H_

#include <cstdint>
#include <functional>
#include <string>

#include "server/group.h"
#include "server/operator/console.h"

namespace sceau {

struct UpgradeOptions {
  bool dry_run = false;  // Changes nothing.
  // As GroupUpgrade::Options.
  std::function<uint64_t(const std::string& folder)> free_bytes = nullptr;
};

// Prints for people. Gives kExitOk (also when there is nothing to do),
// kExitProblem, or kExitOtherVersion (the files are of a later version, or of
// another program). What is stopped in between is done again, and goes on.
int UpgradeGroup(const GroupPlace& place, const GroupWorld& world,
                 const UpgradeOptions& options, const Console& console);

}  // namespace sceau

#endif  // SCEAU_SERVER_OPERATOR_UPGRADE_H_

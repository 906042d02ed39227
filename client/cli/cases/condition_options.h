// --base … and --accord …: the conditions that a deposit may declare, the same
// for every command that deposits.
#ifndef SCEAU_CLIENT_CLI_CASES_CONDITION_OPTIONS_H_
#define SCEAU_CLIENT_CLI_CASES_CONDITION_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "client/cli/console/commands.h"
#include "sceau/v1/entry.pb.h"

namespace sceau {

struct ConditionOptions {
  std::string basis = {};
  std::string authority = {};
  std::string reference = {};
  std::string basis_date = {};
  std::string agreement = {};
  std::string agreement_date = {};
  std::string end = {};
};

void AddConditionOptions(Commands& commands, CLI::App& command,
                         ConditionOptions& options);

// At most two: a written basis, an agreement. Errors: UsageError (a part of
// one is missing, or not understood).
absl::StatusOr<std::vector<v1::Condition>> ReadConditions(
    const ConditionOptions& options, Context& context);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_CONDITION_OPTIONS_H_

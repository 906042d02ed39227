// What a referral says, as options: for `referral submit`, `referral correct`
// and `case create`.
#ifndef SCEAU_CLIENT_CLI_CASES_REFERRAL_OPTIONS_H_
#define SCEAU_CLIENT_CLI_CASES_REFERRAL_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"

#include "client/cli/cases/condition_options.h"
#include "client/cli/console/commands.h"
#include "sceau/v1/case.pb.h"

namespace sceau {

struct ReferralOptions {
  std::string family_name = {};
  std::string given_name = {};
  std::string birth_date = {};
  std::string sex = {};
  std::string date = {};
  std::vector<std::string> reasons = {};
  std::string request = {};
  std::string address = {};
  std::string postal_code = {};
  std::string locality = {};
  std::string phone = {};
  std::string email = {};
  std::string representative_name = {};
  std::string representative_given_name = {};
  std::string representative_capacity = {};
  std::string representative_phone = {};
  std::string handed_over = {};
  std::string channel = {};
  std::string recipient = {};
  ConditionOptions conditions = {};
};

void AddReferralOptions(Commands& commands, CLI::App& command,
                        ReferralOptions& options);

// Sets in `referral` what the options say and leaves the rest as it is.
// Errors: UsageError.
absl::Status ApplyReferralOptions(const ReferralOptions& options,
                                  Context& context, v1::Referral& referral);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_REFERRAL_OPTIONS_H_

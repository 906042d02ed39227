// A referral on an 80-column terminal.
#ifndef SCEAU_CLIENT_CLI_CASES_RENDER_REFERRAL_H_
#define SCEAU_CLIENT_CLI_CASES_RENDER_REFERRAL_H_

#include <string>

#include "absl/time/civil_time.h"

#include "client/cli/words/labels.h"
#include "sceau/v1/case.pb.h"

namespace sceau {

std::string RenderReferral(const v1::Referral& referral, const Labels& labels,
                           absl::CivilDay today);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CASES_RENDER_REFERRAL_H_

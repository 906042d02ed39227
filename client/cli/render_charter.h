// The charter's main points for one reader: whom to call, and what it lets the
// reader's organisation read and deposit, each with its reason and article.
#ifndef SCEAU_CLIENT_CLI_RENDER_CHARTER_H_
#define SCEAU_CLIENT_CLI_RENDER_CHARTER_H_

#include <string>

#include "client/cli/labels.h"
#include "policy/program.h"
#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/member_service.pb.h"

namespace sceau {

// `program` is the compiled source; null when this program does not understand
// it, which is said.
std::string RenderCharter(const v1::CharterVersion& charter,
                          const policy::Program* program,
                          const v1::Member& reader, const Labels& labels);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_RENDER_CHARTER_H_

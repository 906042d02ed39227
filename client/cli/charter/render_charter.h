// The charter's main points for one reader: whom to call, and what it lets the
// reader's organisation read and deposit, each with its reason and article.
#ifndef SCEAU_CLIENT_CLI_CHARTER_RENDER_CHARTER_H_
#define SCEAU_CLIENT_CLI_CHARTER_RENDER_CHARTER_H_

#include <string>

#include "client/cli/words/labels.h"
#include "policy/decide/program.h"
#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/member_service.pb.h"

namespace sceau {

// The title that the text bears, which is what is signed. Of a text that this
// program does not understand, the service's word, said to be no more.
// `program` is the compiled source; null when it does not compile.
std::string TitleText(const v1::CharterVersion& charter,
                      const policy::Program* program, const Labels& labels);

// `program` as above: without it, all that stands beside the text is the
// service's word, which is said before anything else.
std::string RenderCharter(const v1::CharterVersion& charter,
                          const policy::Program* program,
                          const v1::Member& reader, const Labels& labels);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CHARTER_RENDER_CHARTER_H_

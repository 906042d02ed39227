// Why a group does not open, in one sentence with the remedy.
#ifndef SCEAU_SERVER_OPERATOR_EXPLAIN_H_
#define SCEAU_SERVER_OPERATOR_EXPLAIN_H_

#include <string>

#include "absl/status/status.h"

#include "proto/text/language.h"

namespace sceau {

// `status` is what Group::Open or FoundGroup said, and not OK. Holds no
// content and no key; paths and causes only.
std::string Explain(const absl::Status& status, Language language);

// Whether `status` says that the files are of another version of this program,
// or of another program: none was changed, and the remedy is no repair.
bool IsOtherVersion(const absl::Status& status);

}  // namespace sceau

#endif  // SCEAU_SERVER_OPERATOR_EXPLAIN_H_

// Entry bodies, sealed and opened: one envelope a version, under the key of
// its case and category, bound to its name, category and version.
#ifndef SCEAU_SERVER_CASES_ENTRY_BODIES_H_
#define SCEAU_SERVER_CASES_ENTRY_BODIES_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "proto/contract/names.h"
#include "server/cases/entry_header.h"
#include "server/store/case_keyring.h"

namespace sceau {

crypto::Bytes SealBody(const CaseKeys& keys, const CaseName& name,
                       const EntryHeader& header, const v1::EntryBody& body);

// Opens the body of the entry that `resource` names into `out`, which is
// spoilt by an error. Errors: DATA_LOSS / CIPHERTEXT_REJECTED.
absl::Status OpenBody(const CaseKeys& keys, absl::string_view resource,
                      const EntryHeader& header, crypto::ByteView sealed,
                      v1::EntryBody* out);

// Whether the body opens; gives nothing of it. Errors: as OpenBody.
absl::Status CheckBody(const CaseKeys& keys, const CaseName& name,
                       const EntryHeader& header, crypto::ByteView sealed);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_ENTRY_BODIES_H_

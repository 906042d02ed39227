// Lets content out: the one place that opens entries for a reader.
#ifndef SCEAU_SERVER_CASES_RELEASER_H_
#define SCEAU_SERVER_CASES_RELEASER_H_

#include <cstddef>

#include "absl/status/status.h"
#include "google/protobuf/repeated_ptr_field.h"

#include "proto/contract/names.h"
#include "sceau/v1/entry.pb.h"
#include "server/cases/release_permit.h"
#include "server/cases/rooms.h"

namespace sceau {

// Opens the `index`-th readable entry of the permit, exactly the version that
// was decided on, takes out the values and fields the decision withholds, and
// writes it to `out`, which an error leaves empty. Errors: DATA_LOSS /
// CIPHERTEXT_REJECTED, DATABASE_CORRUPT.
absl::Status ReleaseEntry(const CaseRooms& rooms, const Call& call,
                          const CaseName& name, const CaseFacts& facts,
                          const ReleasePermit& permit, size_t index,
                          v1::Entry* out);

// The same of every readable entry, in order, added to `out`; the bodies are
// read under one lock of the file. Errors: the same.
absl::Status ReleaseEntries(const CaseRooms& rooms, const Call& call,
                            const CaseName& name, const CaseFacts& facts,
                            const ReleasePermit& permit,
                            google::protobuf::RepeatedPtrField<v1::Entry>* out);

// Makes of `out`, which has the entry's name and whole body, what the caller
// may see of them, and adds the header. Shared by reads and by the answer to a
// write.
void FillEntry(const Call& call, const CaseName& name, const CaseFacts& facts,
               const CaseDecision::Readable& readable, v1::Entry* out);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_RELEASER_H_

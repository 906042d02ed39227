// Persons found by keyed tokens: two of family name, given name, birth date.
#ifndef SCEAU_SERVER_CASES_PERSON_FINDER_H_
#define SCEAU_SERVER_CASES_PERSON_FINDER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "crypto/digest.h"
#include "sceau/v1/entry.pb.h"
#include "server/store/read_pool.h"

namespace sceau {

// Ids of cases of someone like `wanted` (absent fields are not asked), best
// first, at most `limit`. Errors: the store's.
absl::StatusOr<std::vector<std::string>> FindPersons(TableReader& reader,
                                                     const crypto::Hmac& key,
                                                     const v1::Identity& wanted,
                                                     size_t limit);

// The same among `candidates` only: no row of any other case is touched.
absl::StatusOr<std::vector<std::string>> FindPersonsAmong(
    TableReader& reader, const crypto::Hmac& key, const v1::Identity& wanted,
    const std::vector<std::string>& candidates, size_t limit);

// Whether `found` alone fits `wanted`, as a search would find it. Pure.
bool IsLike(const crypto::Hmac& key, const v1::Identity& wanted,
            const v1::Identity& found);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_PERSON_FINDER_H_

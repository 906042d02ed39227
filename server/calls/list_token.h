// Page tokens of the lists about the group itself: AEAD-sealed positions of one
// caller in one list, good for 15 minutes.
#ifndef SCEAU_SERVER_CALLS_LIST_TOKEN_H_
#define SCEAU_SERVER_CALLS_LIST_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/aead.h"
#include "server/calls/call.h"

namespace sceau {

// `list` keeps the tokens of different lists apart; the list goes on after
// `after`.
std::string SealListToken(const crypto::AeadKey& key, absl::string_view list,
                          const Call& call, absl::string_view after);

// Where the list goes on; "" of an empty token.
// Errors: INVALID_ARGUMENT / PAGE_TOKEN_INVALID (of another list or caller, or
// too old).
absl::StatusOr<std::string> OpenListToken(const crypto::AeadKey& key,
                                          absl::string_view list,
                                          const Call& call,
                                          absl::string_view token);

// Lines of one page: `asked`, `most` when it is 0 or more.
// Errors: FIELD_INVALID (negative).
absl::StatusOr<int> ListPageSize(int asked, int most);

}  // namespace sceau

#endif  // SCEAU_SERVER_CALLS_LIST_TOKEN_H_

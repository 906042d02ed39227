// Page tokens: sealed positions in the caller's own set. They carry no
// authority: every page is decided anew.
#ifndef SCEAU_SERVER_CASES_PAGE_TOKEN_H_
#define SCEAU_SERVER_CASES_PAGE_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

#include "crypto/aead.h"
#include "server/calls/call.h"

namespace sceau {

// Minutes a token lives.
inline constexpr int kPageTokenMinutes = 15;
// Longest token, in characters.
inline constexpr size_t kMaxPageTokenBytes = 1024;

// What a token is bound to: the request without its token and its page size.
// `request` has string field "page_token" and int32 field "page_size".
std::string PageQuery(const google::protobuf::Message& request);

// base64url of the sealed position after `after`.
std::string SealPageToken(const crypto::AeadKey& key, const Call& call,
                          absl::string_view query, absl::string_view after);

// The position, "" for the first page (no token). Errors: INVALID_ARGUMENT /
// PAGE_TOKEN_INVALID (altered, expired, another caller's, another query's).
absl::StatusOr<std::string> OpenPageToken(const crypto::AeadKey& key,
                                          const Call& call,
                                          absl::string_view query,
                                          absl::string_view token);

// The page size to use. Errors: FIELD_INVALID when negative.
absl::StatusOr<int> PageSize(int requested, int usual, int most);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_PAGE_TOKEN_H_

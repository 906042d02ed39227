#include "server/calls/list_token.h"

#include <algorithm>

#include "absl/strings/escaping.h"

#include "crypto/canonical.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

constexpr absl::Duration kLifetime = absl::Minutes(15);
constexpr size_t kMaxTokenBytes = 1024;

}  // namespace

std::string SealListToken(const crypto::AeadKey& key, absl::string_view list,
                          const Call& call, absl::string_view after) {
  crypto::CanonicalWriter out;
  out.Text(call.caller.member)
      .Text(after)
      .U64(static_cast<uint64_t>(absl::ToUnixSeconds(call.now + kLifetime)));
  return absl::WebSafeBase64Escape(
      crypto::AsText(key.Seal(crypto::AsBytes(list), out.View())));
}

absl::StatusOr<std::string> OpenListToken(const crypto::AeadKey& key,
                                          absl::string_view list,
                                          const Call& call,
                                          absl::string_view token) {
  if (token.empty()) return std::string();
  const absl::Status invalid =
      Error(v1::ERROR_REASON_PAGE_TOKEN_INVALID,
            "the page token is not one of this list, or is too old",
            {{"field", "page_token"}});
  std::string sealed;
  if (token.size() > kMaxTokenBytes ||
      !absl::WebSafeBase64Unescape(token, &sealed)) {
    return invalid;
  }
  const absl::StatusOr<crypto::Secret> opened =
      key.Open(crypto::AsBytes(list), crypto::AsBytes(sealed));
  if (!opened.ok()) return invalid;
  crypto::CanonicalReader in(opened->Reveal());
  const absl::string_view member = in.Text();
  std::string after(in.Text());
  const uint64_t expires = in.U64();
  if (!in.Finish().ok() || member != call.caller.member ||
      static_cast<uint64_t>(absl::ToUnixSeconds(call.now)) > expires) {
    return invalid;
  }
  return after;
}

absl::StatusOr<int> ListPageSize(int asked, int most) {
  if (asked < 0) {
    return FieldError("page_size", "a page size is 0 or more");
  }
  return asked == 0 ? most : std::min(asked, most);
}

}  // namespace sceau

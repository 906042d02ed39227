#include "client/cli/console/fingerprint.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/cli/words/exit_code.h"

namespace sceau {

std::string FingerprintText(absl::string_view bytes) {
  const std::string hex = absl::BytesToHexString(bytes);
  std::string text;
  for (size_t at = 0; at < hex.size(); at += 8) {
    absl::StrAppend(&text, at == 0 ? "" : " ", hex.substr(at, 8));
  }
  return text;
}

absl::StatusOr<crypto::Hash> ReadFingerprint(Context& context,
                                             absl::string_view typed) {
  std::string digits;
  for (const char c : typed) {
    if (absl::ascii_isxdigit(static_cast<unsigned char>(c))) digits += c;
  }
  crypto::Hash hash = {};
  if (digits.size() != 2 * hash.size()) {
    return UsageError(context.Text("console.a-fingerprint-has-64"));
  }
  const std::string bytes = absl::HexStringToBytes(digits);
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

}  // namespace sceau

// A key's fingerprint as people compare it, and as they type it.
#ifndef SCEAU_CLIENT_CLI_CONSOLE_FINGERPRINT_H_
#define SCEAU_CLIENT_CLI_CONSOLE_FINGERPRINT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/cli/console/context.h"
#include "crypto/digest.h"

namespace sceau {

// Bytes as hexadecimal digits, eight at a time.
std::string FingerprintText(absl::string_view bytes);

// 64 hexadecimal digits, with anything between them. Errors: UsageError.
absl::StatusOr<crypto::Hash> ReadFingerprint(Context& context,
                                             absl::string_view typed);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_CONSOLE_FINGERPRINT_H_

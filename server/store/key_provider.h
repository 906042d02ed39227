// Where the root key comes from. The seam for what follows the demonstration's
// file: passphrase, PKCS#11, a quorum of the co-pilots.
#ifndef SCEAU_SERVER_STORE_KEY_PROVIDER_H_
#define SCEAU_SERVER_STORE_KEY_PROVIDER_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "crypto/secret.h"

namespace sceau {

class KeyProvider {
 public:
  virtual ~KeyProvider() = default;

  // crypto::kRootKeyBytes. Asked for once, at start.
  virtual absl::StatusOr<crypto::Secret> RootKey() = 0;
};

// A regular file of this process's user with mode exactly 0600 that holds the
// key as 32 bytes or as 64 hexadecimal digits, with or without a newline.
// Thread compatible.
class FileKeyProvider : public KeyProvider {
 public:
  explicit FileKeyProvider(std::string path) : path_(std::move(path)) {}

  // Errors: FAILED_PRECONDITION (absent, not ours, open to others, or of
  // another form; the message holds the remedy).
  absl::StatusOr<crypto::Secret> RootKey() override;

 private:
  const std::string path_;
};

// Makes a key file with a fresh random key.
// Errors: FAILED_PRECONDITION (it is there already, or cannot be made).
absl::Status CreateKeyFile(const std::string& path);

}  // namespace sceau

#endif  // SCEAU_SERVER_STORE_KEY_PROVIDER_H_

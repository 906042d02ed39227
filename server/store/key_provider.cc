#include "server/store/key_provider.h"

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/str_cat.h"

#include "crypto/bytes.h"
#include "crypto/digest.h"
#include "crypto/keyring.h"
#include "server/store/private_file.h"

namespace sceau {
namespace {

constexpr size_t kHexDigits = 2 * crypto::kRootKeyBytes;
constexpr size_t kMaxHexFileBytes = kHexDigits + 1;  // And a newline.

std::optional<uint8_t> DigitOf(uint8_t character) {
  constexpr uint8_t kTen = 10;
  if (character >= '0' && character <= '9') {
    return static_cast<uint8_t>(character - '0');
  }
  const uint8_t lower = character | 0x20;
  if (lower >= 'a' && lower <= 'f') {
    return static_cast<uint8_t>(lower - 'a' + kTen);
  }
  return std::nullopt;
}

// Of kHexDigits digits; nothing when one of them is none.
std::optional<crypto::Secret> FromHex(crypto::ByteView digits) {
  constexpr unsigned kBitsPerDigit = 4;
  crypto::Secret key(crypto::kRootKeyBytes);
  const std::span<uint8_t> out = key.RevealMutable();
  for (size_t i = 0; i < out.size(); ++i) {
    const auto high = DigitOf(digits[2 * i]);
    const auto low = DigitOf(digits[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    out[i] = static_cast<uint8_t>((*high << kBitsPerDigit) | *low);
  }
  return key;
}

}  // namespace

absl::StatusOr<crypto::Secret> FileKeyProvider::RootKey() {
  auto content = ReadPrivateFile(path_, kMaxHexFileBytes);
  if (!content.ok()) return content;
  const crypto::ByteView bytes = content->Reveal();
  if (bytes.size() == crypto::kRootKeyBytes) return content;
  const bool newline = bytes.size() == kMaxHexFileBytes && bytes.back() == '\n';
  if (bytes.size() == kHexDigits || newline) {
    auto key = FromHex(bytes.first(kHexDigits));
    if (key.has_value()) return *std::move(key);
  }
  return absl::FailedPreconditionError(
      absl::StrCat(path_,
                   ": is not a root key, which is 32 bytes or 64 hexadecimal "
                   "digits: restore the key file of this server"));
}

absl::Status CreateKeyFile(const std::string& path) {
  const crypto::Secret key = crypto::RandomSecret(crypto::kRootKeyBytes);
  return CreatePrivateFile(path, key.Reveal());
}

}  // namespace sceau

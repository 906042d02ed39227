#include "crypto/case_key.h"

#include <algorithm>

#include "absl/status/status.h"

#include "crypto/canonical.h"
#include "crypto/digest.h"
#include "crypto/openssl_ptr.h"

namespace sceau::crypto {
namespace {

constexpr uint8_t kWrapFormatVersion = 1;
constexpr absl::string_view kWrapLabel = "sceau case key v1";
constexpr absl::string_view kCategoryLabel = "sceau category key v1";

struct WrapKeys {
  Secret both = {};  // Wrapping key, then commitment.

  ByteView wrapping_key() const { return both.Reveal().first(kAeadKeyBytes); }
  ByteView commitment() const { return both.Reveal().last(kHashBytes); }
};

Bytes Binding(uint32_t epoch, absl::string_view case_name) {
  CanonicalWriter writer;
  writer.Text(kWrapLabel).U32(epoch).Text(case_name);
  return writer.Take();
}

WrapKeys DeriveWrapKeys(ByteView epoch_key, ByteView salt, ByteView binding) {
  Require(epoch_key.size() == kEpochKeyBytes &&
          salt.size() == kCaseKeySaltBytes);
  return {.both = HkdfSha256(epoch_key, salt, AsText(binding),
                             kAeadKeyBytes + kHashBytes)};
}

absl::Status UnwrapRejected() {
  return absl::DataLossError("wrapped case key does not open");
}

}  // namespace

Secret NewCaseKey() { return RandomSecret(kCaseKeyBytes); }

Bytes WrapCaseKey(ByteView epoch_key, uint32_t epoch,
                  absl::string_view case_name, const Secret& case_key) {
  Require(case_key.size() == kCaseKeyBytes);
  const Bytes binding = Binding(epoch, case_name);
  const Bytes salt = RandomBytes(kCaseKeySaltBytes);
  const WrapKeys keys = DeriveWrapKeys(epoch_key, salt, binding);
  CanonicalWriter writer;
  writer.U8(kWrapFormatVersion)
      .U32(epoch)
      .Fixed(salt)
      .Fixed(keys.commitment())
      .Fixed(Seal(keys.wrapping_key(), binding, case_key.Reveal()));
  return writer.Take();
}

absl::StatusOr<Secret> UnwrapCaseKey(ByteView epoch_key, uint32_t epoch,
                                     absl::string_view case_name,
                                     ByteView wrapped) {
  CanonicalReader reader(wrapped);
  const uint8_t format = reader.U8();
  const uint32_t named_epoch = reader.U32();
  const ByteView salt = reader.Fixed(kCaseKeySaltBytes);
  const ByteView commitment = reader.Fixed(kHashBytes);
  const ByteView sealed = reader.Fixed(kAeadOverheadBytes + kCaseKeyBytes);
  if (!reader.Finish().ok() || format != kWrapFormatVersion ||
      named_epoch != epoch) {
    return UnwrapRejected();
  }
  const Bytes binding = Binding(epoch, case_name);
  const WrapKeys keys = DeriveWrapKeys(epoch_key, salt, binding);
  if (!ConstantTimeEqual(keys.commitment(), commitment))
    return UnwrapRejected();
  return Open(keys.wrapping_key(), binding, sealed);
}

absl::StatusOr<uint32_t> WrappedCaseKeyEpoch(ByteView wrapped) {
  CanonicalReader reader(wrapped);
  const uint8_t format = reader.U8();
  const uint32_t epoch = reader.U32();
  if (wrapped.size() != kWrappedCaseKeyBytes || format != kWrapFormatVersion) {
    return absl::InvalidArgumentError("not a wrapped key of a known format");
  }
  return epoch;
}

Hash CaseKeyCommitment(ByteView epoch_key, uint32_t epoch,
                       absl::string_view case_name, ByteView salt) {
  const WrapKeys keys =
      DeriveWrapKeys(epoch_key, salt, Binding(epoch, case_name));
  Hash out = {};
  std::ranges::copy(keys.commitment(), out.begin());
  return out;
}

Secret CategoryKey(const Secret& case_key, absl::string_view category,
                   uint32_t key_version) {
  Require(case_key.size() == kCaseKeyBytes);
  CanonicalWriter info;
  info.Text(kCategoryLabel).Text(category).U32(key_version);
  return HkdfSha256(case_key.Reveal(), /*salt=*/{}, AsText(info.View()),
                    kAeadKeyBytes);
}

}  // namespace sceau::crypto

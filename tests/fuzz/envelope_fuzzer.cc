// Whatever stands where a sealed record, a wrapped key, a certificate or a
// public key is expected: no crash, and nothing forged opens.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "crypto/aead.h"
#include "crypto/bytes.h"
#include "crypto/canonical.h"
#include "crypto/case_key.h"
#include "crypto/certificate.h"
#include "crypto/charter_signature.h"
#include "crypto/envelope.h"

namespace sceau::crypto {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

void CheckSealed(ByteView bytes) {
  static const Bytes& key_bytes = *new Bytes(kAeadKeyBytes, 0x42);
  static const AeadKey& key = *new AeadKey(key_bytes);
  SealContext context = {.kind = "entry", .resource = "groups/g/cases/c"};
  const absl::StatusOr<uint32_t> version = RecordKeyVersion(bytes);
  if (version.ok()) context.key_version = *version;
  Check(!OpenRecord(key, context, bytes).ok());
  const absl::StatusOr<uint32_t> epoch = WrappedCaseKeyEpoch(bytes);
  Check(!UnwrapCaseKey(key_bytes, epoch.value_or(1), "groups/g/cases/c", bytes)
             .ok());
}

// Reads values whose kinds the bytes themselves choose; no read may leave
// what there is.
void CheckReader(ByteView bytes) {
  CanonicalReader reader(bytes);
  while (reader.ok() && reader.remaining() > 0) {
    const size_t before = reader.remaining();
    ByteView read;
    switch (reader.U8() % 5) {
      case 0:
        (void)reader.U16();
        break;
      case 1:
        (void)reader.U32();
        break;
      case 2:
        (void)reader.U64();
        break;
      case 3:
        read = reader.Bytes();
        break;
      default:
        read = AsBytes(reader.Text());
    }
    Check(reader.remaining() < before);
    Check(read.empty() ||
          (read.data() >= bytes.data() &&
           read.data() + read.size() <= bytes.data() + bytes.size()));
  }
  Check(reader.Finish().ok() == reader.ok());
}

}  // namespace
}  // namespace sceau::crypto

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using sceau::crypto::ByteView;
  const ByteView bytes(data, size);
  sceau::crypto::CheckSealed(bytes);
  sceau::crypto::CheckReader(bytes);
  (void)sceau::crypto::ParseCertificate(sceau::crypto::AsText(bytes));
  (void)sceau::crypto::VerifyWithSpki(bytes, {}, {});
  return 0;
}

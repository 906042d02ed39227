// Any bytes as a stored record: nothing that was not sealed opens, whatever its
// header says. Every fourth input is a true record with the bytes laid over it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "crypto/aead.h"
#include "crypto/bytes.h"
#include "crypto/envelope.h"

namespace {

using sceau::crypto::Bytes;
using sceau::crypto::ByteView;

const sceau::crypto::AeadKey& Key() {
  static const auto& key =
      *new sceau::crypto::AeadKey(Bytes(sceau::crypto::kAeadKeyBytes, 7));
  return key;
}

constexpr sceau::crypto::SealContext kContext = {.kind = "entry",
                                                 .resource = "groups/g/cases/c",
                                                 .category = "identity",
                                                 .version = 1,
                                                 .key_version = 1};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto& sealed =
      *new Bytes(SealRecord(Key(), kContext, Bytes(64, 42)));
  Bytes record(data, data + size);
  if (size % 4 == 0) {
    record = sealed;
    for (size_t i = 0; i < std::min(size, sealed.size()); ++i) {
      record[i] = static_cast<uint8_t>(record[i] ^ data[i]);
    }
  }
  const auto version = sceau::crypto::RecordKeyVersion(record);
  const auto opened = OpenRecord(Key(), kContext, record);
  if (opened.ok() && (record != sealed || !version.ok())) abort();
  return 0;
}

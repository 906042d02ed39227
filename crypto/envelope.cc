#include "crypto/envelope.h"

#include "absl/status/status.h"

#include "crypto/canonical.h"

namespace sceau::crypto {
namespace {

constexpr uint8_t kFormatVersion = 1;
constexpr absl::string_view kContextLabel = "sceau seal context v1";

}  // namespace

Bytes Encode(const SealContext& context) {
  constexpr size_t kFixedBytes = kContextLabel.size() + 4 * sizeof(uint32_t) +
                                 sizeof(uint64_t) + sizeof(uint32_t);
  CanonicalWriter writer;
  writer.Reserve(kFixedBytes + context.kind.size() + context.resource.size() +
                 context.category.size());
  writer.Text(kContextLabel)
      .Text(context.kind)
      .Text(context.resource)
      .Text(context.category)
      .U64(context.version)
      .U32(context.key_version);
  return writer.Take();
}

Bytes SealRecord(const AeadKey& key, const SealContext& context,
                 ByteView plaintext) {
  CanonicalWriter header;
  header.Reserve(kRecordOverheadBytes + plaintext.size());
  header.U8(kFormatVersion).U32(context.key_version);
  Bytes record = header.Take();
  key.AppendSealed(Encode(context), plaintext, record);
  return record;
}

absl::StatusOr<Secret> OpenRecord(const AeadKey& key,
                                  const SealContext& context, ByteView record) {
  const absl::StatusOr<uint32_t> key_version = RecordKeyVersion(record);
  if (!key_version.ok() || *key_version != context.key_version) {
    return absl::DataLossError("record header does not fit its place");
  }
  return key.Open(Encode(context), record.subspan(kRecordHeaderBytes));
}

absl::StatusOr<uint32_t> RecordKeyVersion(ByteView record) {
  CanonicalReader reader(record);
  const uint8_t format = reader.U8();
  const uint32_t key_version = reader.U32();
  if (!reader.ok() || format != kFormatVersion ||
      reader.remaining() < kAeadOverheadBytes) {
    return absl::InvalidArgumentError("not a record of a known format");
  }
  return key_version;
}

}  // namespace sceau::crypto

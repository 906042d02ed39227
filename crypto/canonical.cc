#include "crypto/canonical.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "crypto/openssl_ptr.h"

namespace sceau::crypto {

CanonicalWriter& CanonicalWriter::Number(uint64_t value, size_t width) {
  std::array<uint8_t, sizeof(value)> bytes = {};
  for (size_t i = 0; i < width; ++i) {
    bytes[i] = static_cast<uint8_t>(value >> (8 * (width - 1 - i)));
  }
  return Fixed(ByteView(bytes).first(width));
}

CanonicalWriter& CanonicalWriter::U8(uint8_t value) {
  return Number(value, sizeof(value));
}

CanonicalWriter& CanonicalWriter::U16(uint16_t value) {
  return Number(value, sizeof(value));
}

CanonicalWriter& CanonicalWriter::U32(uint32_t value) {
  return Number(value, sizeof(value));
}

CanonicalWriter& CanonicalWriter::U64(uint64_t value) {
  return Number(value, sizeof(value));
}

CanonicalWriter& CanonicalWriter::Bytes(ByteView value) {
  Require(value.size() <= std::numeric_limits<uint32_t>::max());
  return U32(static_cast<uint32_t>(value.size())).Fixed(value);
}

CanonicalWriter& CanonicalWriter::Text(absl::string_view value) {
  return Bytes(AsBytes(value));
}

CanonicalWriter& CanonicalWriter::Fixed(ByteView value) {
  out_.insert(out_.end(), value.begin(), value.end());
  return *this;
}

crypto::Bytes CanonicalWriter::Take() { return std::exchange(out_, {}); }

ByteView CanonicalReader::Fixed(size_t size) {
  if (size > rest_.size()) {
    ok_ = false;
    rest_ = {};
  }
  if (!ok_) return {};
  const ByteView out = rest_.first(size);
  rest_ = rest_.subspan(size);
  return out;
}

void CanonicalReader::FixedInto(std::span<uint8_t> out) {
  const ByteView in = Fixed(out.size());
  std::fill(std::copy(in.begin(), in.end(), out.begin()), out.end(),
            uint8_t{0});
}

uint64_t CanonicalReader::Number(size_t width) {
  uint64_t value = 0;
  for (const uint8_t byte : Fixed(width)) value = value << 8 | byte;
  return value;
}

ByteView CanonicalReader::Bytes() { return Fixed(U32()); }

absl::string_view CanonicalReader::Text() { return AsText(Bytes()); }

absl::Status CanonicalReader::Finish() const {
  if (!ok_) return absl::DataLossError("encoded bytes end too early");
  if (!rest_.empty()) return absl::DataLossError("encoded bytes left over");
  return absl::OkStatus();
}

}  // namespace sceau::crypto

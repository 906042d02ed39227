// The one encoding of everything we store, sign or bind: numbers big-endian and
// of fixed width, byte strings preceded by their length in four bytes.
//
// Guarantee: two different sequences of values of the same types never encode
// alike, and a value has one encoding. No tags, no optional parts: the order of
// calls is the format, and a golden file holds it.
#ifndef SCEAU_CRYPTO_CANONICAL_H_
#define SCEAU_CRYPTO_CANONICAL_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"

namespace sceau::crypto {

// Each call appends and returns the writer. Thread compatible.
class CanonicalWriter {
 public:
  // Makes room for `size` bytes in all, to spare reallocation.
  void Reserve(size_t size) { out_.reserve(size); }

  CanonicalWriter& U8(uint8_t value);
  CanonicalWriter& U16(uint16_t value);
  CanonicalWriter& U32(uint32_t value);
  CanonicalWriter& U64(uint64_t value);

  // Length (four bytes), then the bytes. Above 4 GiB the process stops.
  CanonicalWriter& Bytes(ByteView value);
  CanonicalWriter& Text(absl::string_view value);

  // The bytes alone: only for what always has the same size.
  CanonicalWriter& Fixed(ByteView value);

  // What was written so far, as a view that the next call ends.
  ByteView View() const { return out_; }

  // What was written; the writer is then empty.
  crypto::Bytes Take();

 private:
  CanonicalWriter& Number(uint64_t value, size_t width);

  crypto::Bytes out_;
};

// Reads back what CanonicalWriter wrote, of bytes that may be hostile. The
// first read past the end fails the reader for good: that call and all later
// ones give zero or empty, so that callers may read everything and ask once.
// Views stay valid as long as the bytes read from. Thread compatible.
class CanonicalReader {
 public:
  explicit CanonicalReader(ByteView in) : rest_(in) {}

  uint8_t U8() { return static_cast<uint8_t>(Number(sizeof(uint8_t))); }
  uint16_t U16() { return static_cast<uint16_t>(Number(sizeof(uint16_t))); }
  uint32_t U32() { return static_cast<uint32_t>(Number(sizeof(uint32_t))); }
  uint64_t U64() { return Number(sizeof(uint64_t)); }
  ByteView Bytes();
  absl::string_view Text();  // Any bytes: UTF-8 is not checked.
  ByteView Fixed(size_t size);
  // Fills `out` (a Hash, say); zeros when the reader fails.
  void FixedInto(std::span<uint8_t> out);

  // Whether nothing failed so far. Ask before a loop whose bound was read.
  bool ok() const { return ok_; }

  // Bytes not yet read; 0 once failed.
  size_t remaining() const { return rest_.size(); }

  // Errors: DATA_LOSS (ended too early, or bytes are left over).
  absl::Status Finish() const;

 private:
  uint64_t Number(size_t width);

  ByteView rest_;
  bool ok_ = true;
};

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_CANONICAL_H_

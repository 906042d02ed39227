#include "server/cases/entry_header.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "crypto/canonical.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

// EntryBody's field of a category stands at this number plus the category's.
constexpr int kBodyFieldBase = 100;

absl::Status Corrupt() {
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
               "a case row does not have the form it was written in");
}

EntryHeader ReadHeader(crypto::CanonicalReader& in) {
  EntryHeader header;
  header.id = std::string(in.Text());
  header.category = static_cast<v1::Category>(in.U8());
  header.version = in.U64();
  header.state = static_cast<v1::EntryState>(in.U8());
  header.owner = std::string(in.Text());
  header.author = std::string(in.Text());
  header.create_time_ns = static_cast<int64_t>(in.U64());
  header.made_time_ns = static_cast<int64_t>(in.U64());
  const uint8_t narrowed = in.U8();
  for (uint8_t i = 0; i < narrowed && in.ok(); ++i) {
    header.narrowed_to.emplace_back(in.Text());
  }
  header.value_classes = in.U8();
  header.kind = in.U8();
  return header;
}

}  // namespace

crypto::Bytes EncodeHeaders(const std::vector<EntryHeader>& headers) {
  crypto::CanonicalWriter out;
  out.Reserve(headers.size() * 128);
  out.U32(static_cast<uint32_t>(headers.size()));
  for (const EntryHeader& header : headers) {
    out.Text(header.id)
        .U8(static_cast<uint8_t>(header.category))
        .U64(header.version)
        .U8(static_cast<uint8_t>(header.state))
        .Text(header.owner)
        .Text(header.author)
        .U64(static_cast<uint64_t>(header.create_time_ns))
        .U64(static_cast<uint64_t>(header.made_time_ns))
        .U8(static_cast<uint8_t>(header.narrowed_to.size()));
    for (const std::string& partner : header.narrowed_to) out.Text(partner);
    out.U8(header.value_classes).U8(header.kind);
  }
  return out.Take();
}

absl::StatusOr<std::vector<EntryHeader>> DecodeHeaders(crypto::ByteView block) {
  crypto::CanonicalReader in(block);
  const uint32_t count = in.U32();
  if (count > kMaxEntriesPerCase) return Corrupt();
  std::vector<EntryHeader> headers;
  headers.reserve(count);
  for (uint32_t i = 0; i < count && in.ok(); ++i) {
    headers.push_back(ReadHeader(in));
  }
  if (!in.Finish().ok()) return Corrupt();
  return headers;
}

const EntryHeader* FindHeader(const std::vector<EntryHeader>& headers,
                              absl::string_view id) {
  const auto found =
      std::find_if(headers.begin(), headers.end(),
                   [id](const EntryHeader& header) { return header.id == id; });
  return found == headers.end() ? nullptr : &*found;
}

std::string EtagOf(const EntryHeader& header) {
  return absl::StrCat("\"e", header.version, "\"");
}

v1::Category CategoryOf(const v1::EntryBody& body) {
  if (body.body_case() == v1::EntryBody::BODY_NOT_SET) {
    return v1::CATEGORY_UNSPECIFIED;
  }
  return static_cast<v1::Category>(static_cast<int>(body.body_case()) -
                                   kBodyFieldBase);
}

uint8_t KindOf(const v1::EntryBody& body) {
  return body.has_municipal_measure()
             ? static_cast<uint8_t>(body.municipal_measure().kind())
             : 0;
}

}  // namespace sceau

#include "server/group_state/member_record.h"

#include "absl/strings/str_cat.h"

#include "crypto/canonical.h"
#include "crypto/digest.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

// First byte of each record: the version of its encoding.
constexpr uint8_t kEncoding = 1;

absl::Status Corrupt() {
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
               "a record of the group's state is malformed");
}

}  // namespace

crypto::Bytes Encode(const MemberRecord& record) {
  crypto::CanonicalWriter out;
  out.U8(kEncoding)
      .Text(record.member)
      .Text(record.partner)
      .Text(record.display_name)
      .U8(static_cast<uint8_t>(record.role))
      .U8(static_cast<uint8_t>(record.membership))
      .Bytes(record.spki_der);
  return out.Take();
}

absl::StatusOr<MemberRecord> DecodeMember(crypto::ByteView bytes) {
  crypto::CanonicalReader in(bytes);
  if (in.U8() != kEncoding) return Corrupt();
  MemberRecord record;
  record.member = std::string(in.Text());
  record.partner = std::string(in.Text());
  record.display_name = std::string(in.Text());
  const uint8_t role = in.U8();
  const uint8_t membership = in.U8();
  const crypto::ByteView spki = in.Bytes();
  if (!in.Finish().ok() || !v1::Role_IsValid(role) || role == 0 ||
      membership < static_cast<uint8_t>(Membership::kRegistered) ||
      membership > static_cast<uint8_t>(Membership::kRemoved)) {
    return Corrupt();
  }
  record.role = static_cast<v1::Role>(role);
  record.membership = static_cast<Membership>(membership);
  record.spki_der.assign(spki.begin(), spki.end());
  record.fingerprint = crypto::Sha256(record.spki_der);
  return record;
}

crypto::Bytes Encode(const SignatureRecord& record) {
  crypto::CanonicalWriter out;
  out.U8(kEncoding)
      .Text(record.member)
      .Text(record.charter_version)
      .Fixed(record.charter_sha256)
      .Bytes(record.signature)
      .U64(static_cast<uint64_t>(absl::ToUnixNanos(record.time)));
  return out.Take();
}

absl::StatusOr<SignatureRecord> DecodeSignature(crypto::ByteView bytes) {
  crypto::CanonicalReader in(bytes);
  if (in.U8() != kEncoding) return Corrupt();
  SignatureRecord record;
  record.member = std::string(in.Text());
  record.charter_version = std::string(in.Text());
  in.FixedInto(record.charter_sha256);
  const crypto::ByteView signature = in.Bytes();
  record.time = absl::FromUnixNanos(static_cast<int64_t>(in.U64()));
  if (!in.Finish().ok()) return Corrupt();
  record.signature.assign(signature.begin(), signature.end());
  return record;
}

crypto::Bytes Encode(const RecusalRecord& record) {
  crypto::CanonicalWriter out;
  out.U8(kEncoding)
      .Text(record.member)
      .Text(record.case_id)
      .Text(record.by)
      .U64(static_cast<uint64_t>(absl::ToUnixNanos(record.time)));
  return out.Take();
}

absl::StatusOr<RecusalRecord> DecodeRecusal(crypto::ByteView bytes) {
  crypto::CanonicalReader in(bytes);
  if (in.U8() != kEncoding) return Corrupt();
  RecusalRecord record;
  record.member = std::string(in.Text());
  record.case_id = std::string(in.Text());
  record.by = std::string(in.Text());
  record.time = absl::FromUnixNanos(static_cast<int64_t>(in.U64()));
  if (!in.Finish().ok()) return Corrupt();
  return record;
}

std::string SignatureRowId(absl::string_view charter_version,
                           absl::string_view member) {
  return absl::StrCat(charter_version, "/", member);
}

}  // namespace sceau

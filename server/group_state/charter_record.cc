#include "server/group_state/charter_record.h"

#include "absl/strings/str_cat.h"

#include "crypto/canonical.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

// First byte of each record: the version of its encoding.
constexpr uint8_t kCharterEncoding = 2;
constexpr uint8_t kAgreementEncoding = 1;

absl::Status CharterCorrupt() {
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
               "a record of the charter is malformed");
}

uint64_t Nanos(absl::Time time) {
  return static_cast<uint64_t>(absl::ToUnixNanos(time));
}

absl::Time ReadTime(crypto::CanonicalReader& in) {
  return absl::FromUnixNanos(static_cast<int64_t>(in.U64()));
}

crypto::Bytes ReadBytes(crypto::CanonicalReader& in) {
  const crypto::ByteView bytes = in.Bytes();
  return {bytes.begin(), bytes.end()};
}

// Days since 1970-01-01.
constexpr absl::CivilDay kFirstDay(1970, 1, 1);

}  // namespace

crypto::Bytes Encode(const CharterRecord& record) {
  crypto::CanonicalWriter out;
  out.U8(kCharterEncoding)
      .Text(record.version)
      .Text(record.source)
      .U8(static_cast<uint8_t>(record.state))
      .Text(record.proposer)
      .U64(Nanos(record.propose_time))
      .U8(static_cast<uint8_t>(record.opinion))
      .U64(static_cast<uint64_t>(record.opinion_day - kFirstDay))
      .U8(static_cast<uint8_t>(record.adoptions.size()));
  for (const CharterAdoption& adoption : record.adoptions) {
    out.Text(adoption.member)
        .Text(adoption.partner)
        .Bytes(adoption.spki_der)
        .Bytes(adoption.signature)
        .U64(Nanos(adoption.time));
  }
  out.U64(Nanos(record.activate_time));
  return out.Take();
}

absl::StatusOr<CharterRecord> DecodeCharter(crypto::ByteView bytes) {
  crypto::CanonicalReader in(bytes);
  if (in.U8() != kCharterEncoding) return CharterCorrupt();
  CharterRecord record;
  record.version = std::string(in.Text());
  record.source = std::string(in.Text());
  const uint8_t state = in.U8();
  record.proposer = std::string(in.Text());
  record.propose_time = ReadTime(in);
  const uint8_t opinion = in.U8();
  record.opinion_day = kFirstDay + static_cast<int64_t>(in.U64());
  const uint8_t adoptions = in.U8();
  if (!in.ok() || adoptions > kAdoptionsNeeded ||
      !v1::CharterState_IsValid(state) || state == 0 ||
      !v1::CharterOpinion_IsValid(opinion)) {
    return CharterCorrupt();
  }
  record.state = static_cast<v1::CharterState>(state);
  record.opinion = static_cast<v1::CharterOpinion>(opinion);
  for (uint8_t i = 0; i < adoptions && in.ok(); ++i) {
    CharterAdoption adoption;
    adoption.member = std::string(in.Text());
    adoption.partner = std::string(in.Text());
    adoption.spki_der = ReadBytes(in);
    adoption.signature = ReadBytes(in);
    adoption.time = ReadTime(in);
    record.adoptions.push_back(std::move(adoption));
  }
  record.activate_time = ReadTime(in);
  if (!in.Finish().ok()) return CharterCorrupt();
  return record;
}

crypto::Bytes Encode(const AgreementRecord& record) {
  crypto::CanonicalWriter out;
  out.U8(kAgreementEncoding)
      .Text(record.charter_version)
      .Text(record.owner)
      .Text(record.member)
      .U64(Nanos(record.time));
  return out.Take();
}

absl::StatusOr<AgreementRecord> DecodeAgreement(crypto::ByteView bytes) {
  crypto::CanonicalReader in(bytes);
  if (in.U8() != kAgreementEncoding) return CharterCorrupt();
  AgreementRecord record;
  record.charter_version = std::string(in.Text());
  record.owner = std::string(in.Text());
  record.member = std::string(in.Text());
  record.time = ReadTime(in);
  if (!in.Finish().ok()) return CharterCorrupt();
  return record;
}

std::string AgreementRowId(absl::string_view charter_version,
                           absl::string_view owner) {
  return absl::StrCat(charter_version, "/", owner);
}

}  // namespace sceau

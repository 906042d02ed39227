#include "server/referrals/referral_record.h"

#include <array>

#include "absl/strings/str_cat.h"

#include "crypto/blind_index.h"
#include "crypto/canonical.h"
#include "crypto/envelope.h"
#include "proto/contract/errors.h"
#include "sceau/storage/v1/records.pb.h"
#include "server/cases/case_tokens.h"
#include "server/store/token_table.h"

namespace sceau {
namespace {

crypto::Bytes EncodeHeader(const StoredReferral& referral) {
  crypto::CanonicalWriter out;
  out.Text(referral.owner)
      .Text(referral.author)
      .U8(static_cast<uint8_t>(referral.state))
      .U8(static_cast<uint8_t>(referral.outcome))
      .Text(referral.case_id)
      .U64(static_cast<uint64_t>(referral.submit_time_ns));
  return out.Take();
}

absl::Status DecodeHeader(crypto::ByteView header, StoredReferral& referral) {
  crypto::CanonicalReader in(header);
  referral.owner = std::string(in.Text());
  referral.author = std::string(in.Text());
  referral.state = static_cast<v1::ReferralState>(in.U8());
  referral.outcome = static_cast<v1::ReferralOutcome>(in.U8());
  referral.case_id = std::string(in.Text());
  referral.submit_time_ns = static_cast<int64_t>(in.U64());
  return WithReason(in.Finish(), v1::ERROR_REASON_DATABASE_CORRUPT,
                    "a referral row does not have the form it was written in");
}

crypto::Bytes CanonicalRow(const ReferralRow& row) {
  crypto::CanonicalWriter out;
  out.U64(row.version).Bytes(row.header).Bytes(row.sealed);
  return out.Take();
}

crypto::SealContext Context(absl::string_view resource, uint64_t version) {
  return {.kind = "referral",
          .resource = resource,
          .category = {},
          .version = version,
          .key_version = 1};
}

bool IsKnown(const CaseRooms& rooms, absl::string_view id,
             const std::optional<ReferralRow>& row) {
  const Pseudonyms& pseudonyms = rooms.journal.pseudonyms();
  const crypto::Hash digest =
      row.has_value()
          ? pseudonyms.DigestRow(kReferralRowKind, id, CanonicalRow(*row))
          : kNoRow;
  return rooms.journal.row_map().Matches(pseudonyms.Of(kReferralRowKind, id),
                                         digest);
}

}  // namespace

std::string StoredReferral::Etag() const {
  return absl::StrCat("\"r", version, "\"");
}

absl::StatusOr<std::optional<StoredReferral>> OpenReferral(
    const CaseRooms& rooms, absl::string_view id,
    const std::optional<ReferralRow>& row) {
  if (!IsKnown(rooms, id, row)) {
    return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
                 "a referral row is not the one the journal knows");
  }
  if (!row.has_value()) return std::optional<StoredReferral>();
  StoredReferral referral;
  referral.id = std::string(id);
  referral.version = row->version;
  RETURN_IF_ERROR(DecodeHeader(row->header, referral));
  if (row->sealed.empty()) return std::optional(referral);
  const std::string resource = ReferralName::Of(rooms.group, id).ToString();
  const auto opened = crypto::OpenRecord(
      rooms.group_records_key, Context(resource, row->version), row->sealed);
  storage::v1::ReferralRecord record;
  if (!opened.ok() ||
      !record.ParseFromArray(opened->Reveal().data(),
                             static_cast<int>(opened->size()))) {
    return Error(v1::ERROR_REASON_CIPHERTEXT_REJECTED,
                 "a referral does not open");
  }
  referral.content = std::move(*record.mutable_content());
  return std::optional(referral);
}

absl::StatusOr<std::optional<StoredReferral>> LoadReferral(
    const CaseRooms& rooms, WriteTransaction& transaction,
    absl::string_view id) {
  ASSIGN_OR_RETURN(const auto row, FindReferral(transaction, id));
  return OpenReferral(rooms, id, row);
}

absl::StatusOr<std::optional<StoredReferral>> LoadReferral(
    const CaseRooms& rooms, absl::string_view id) {
  std::optional<ReferralRow> row;
  for (int reads = 0; reads < kRowReads; ++reads) {
    ReadPool::Lease lease = rooms.reads.Take();
    ASSIGN_OR_RETURN(row, FindReferral(*lease, id));
    if (IsKnown(rooms, id, row)) break;
  }
  return OpenReferral(rooms, id, row);
}

absl::Status SaveReferral(const CaseRooms& rooms, WriteTransaction& transaction,
                          StoredReferral& referral, LeafDraft& leaf) {
  ++referral.version;
  ReferralRow row{.id = referral.id,
                  .version = referral.version,
                  .header = EncodeHeader(referral),
                  .sealed = {}};
  if (referral.state != v1::REFERRAL_STATE_WITHDRAWN) {
    storage::v1::ReferralRecord record;
    *record.mutable_content() = referral.content;
    const std::string resource =
        ReferralName::Of(rooms.group, referral.id).ToString();
    const std::string plain = record.SerializeAsString();
    row.sealed = crypto::SealRecord(rooms.group_records_key,
                                    Context(resource, referral.version),
                                    crypto::AsBytes(plain));
  }
  RETURN_IF_ERROR(PutReferral(transaction, row));
  const std::array<Token, 1> owner = {
      ReferralsOfToken(rooms.blind_index, referral.owner)};
  RETURN_IF_ERROR(ReplaceTokens(transaction, referral.id, owner));
  const Pseudonyms& pseudonyms = rooms.journal.pseudonyms();
  leaf.rows.push_back({.row = pseudonyms.Of(kReferralRowKind, referral.id),
                       .digest = pseudonyms.DigestRow(
                           kReferralRowKind, referral.id, CanonicalRow(row))});
  leaf.resources.push_back(pseudonyms.Of(kReferralRowKind, referral.id));
  return absl::OkStatus();
}

}  // namespace sceau

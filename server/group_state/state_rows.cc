#include "server/group_state/state_rows.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

#include "crypto/canonical.h"
#include "crypto/envelope.h"
#include "proto/contract/errors.h"
#include "proto/contract/quotas.h"

namespace sceau {
namespace {

constexpr char kRollKind[] = "roll";
// Of the records key: one in the life of a group key.
constexpr uint32_t kRecordsKeyVersion = 1;

absl::Status RowsCorrupt(absl::string_view message) {
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT, message);
}

crypto::Bytes CanonicalRow(const StateRow& row) {
  crypto::CanonicalWriter out;
  out.U64(row.version).Bytes(row.record);
  return out.Take();
}

}  // namespace

absl::Status StateRows::Verify(const StateRow& row) const {
  const Pseudonyms& names = journal_.pseudonyms();
  const std::string kind = absl::StrCat("state ", row.kind);
  if (journal_.row_map().Matches(
          names.Of(kind, row.id),
          names.DigestRow(kind, row.id, CanonicalRow(row)))) {
    return absl::OkStatus();
  }
  return RowsCorrupt("a state row is not the one the journal knows");
}

absl::StatusOr<crypto::Secret> StateRows::Open(const StateRow& row) const {
  const std::string resource = absl::StrCat(group_, "/", row.kind, "/", row.id);
  absl::StatusOr<crypto::Secret> plain =
      crypto::OpenRecord(key_,
                         {.kind = row.kind,
                          .resource = resource,
                          .version = row.version,
                          .key_version = kRecordsKeyVersion},
                         row.record);
  if (!plain.ok()) {
    return Error(v1::ERROR_REASON_CIPHERTEXT_REJECTED,
                 "a state row does not open");
  }
  return plain;
}

absl::StatusOr<StateRows::Roll> StateRows::LoadRoll(
    TableReader& reader, absl::string_view kind) const {
  ASSIGN_OR_RETURN(const std::optional<StateRow> row,
                   FindState(reader, kRollKind, kind));
  Roll roll;
  if (!row.has_value()) {
    const Pseudonym name =
        journal_.pseudonyms().Of(absl::StrCat("state ", kRollKind), kind);
    if (!journal_.row_map().Matches(name, kNoRow)) {
      return RowsCorrupt("the roll of a kind of state rows is missing");
    }
    return roll;
  }
  RETURN_IF_ERROR(Verify(*row));
  ASSIGN_OR_RETURN(const crypto::Secret plain, Open(*row));
  roll.version = row->version;
  crypto::CanonicalReader in(plain.Reveal());
  const uint32_t count = in.U32();
  for (uint32_t i = 0; i < count && in.ok(); ++i) {
    roll.ids.emplace_back(in.Text());
  }
  if (!in.Finish().ok())
    return RowsCorrupt("a roll of state rows is malformed");
  return roll;
}

absl::StatusOr<std::vector<OpenedRow>> StateRows::Load(
    TableReader& reader, absl::string_view kind) const {
  ASSIGN_OR_RETURN(const Roll roll, LoadRoll(reader, kind));
  ASSIGN_OR_RETURN(const std::vector<StateRow> rows, LoadState(reader, kind));
  if (rows.size() != roll.ids.size()) {
    return RowsCorrupt("state rows are missing or are too many");
  }
  std::vector<OpenedRow> opened;
  opened.reserve(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id != roll.ids[i]) {
      return RowsCorrupt("a state row is missing or is one too many");
    }
    RETURN_IF_ERROR(Verify(rows[i]));
    ASSIGN_OR_RETURN(crypto::Secret plain, Open(rows[i]));
    opened.push_back({.id = rows[i].id,
                      .version = rows[i].version,
                      .plain = std::move(plain)});
  }
  return opened;
}

absl::Status StateRows::PutOne(WriteTransaction& transaction,
                               absl::string_view kind, absl::string_view id,
                               uint64_t version, crypto::ByteView plain,
                               LeafDraft& leaf) const {
  const std::string resource = absl::StrCat(group_, "/", kind, "/", id);
  const StateRow row{
      .kind = std::string(kind),
      .id = std::string(id),
      .version = version,
      .record = crypto::SealRecord(key_,
                                   {.kind = kind,
                                    .resource = resource,
                                    .version = version,
                                    .key_version = kRecordsKeyVersion},
                                   plain)};
  RETURN_IF_ERROR(PutState(transaction, row));
  const Pseudonyms& names = journal_.pseudonyms();
  const std::string bound_kind = absl::StrCat("state ", kind);
  leaf.rows.push_back(
      {.row = names.Of(bound_kind, id),
       .digest = names.DigestRow(bound_kind, id, CanonicalRow(row))});
  return absl::OkStatus();
}

absl::Status StateRows::Put(WriteTransaction& transaction,
                            absl::string_view kind, absl::string_view id,
                            uint64_t version, crypto::ByteView plain,
                            LeafDraft& leaf) const {
  if (version == 1) {
    ASSIGN_OR_RETURN(Roll roll, LoadRoll(transaction, kind));
    if (roll.ids.size() >= kMaxStateRows) {
      return QuotaExceeded(Quota::kRecords,
                           "the group holds as many of these as one can");
    }
    const auto at =
        std::lower_bound(roll.ids.begin(), roll.ids.end(), std::string(id));
    if (at != roll.ids.end() && *at == id) {
      return Error(v1::ERROR_REASON_INVARIANT_BROKEN,
                   "a new state row is there already");
    }
    roll.ids.insert(at, std::string(id));
    crypto::CanonicalWriter out;
    out.U32(static_cast<uint32_t>(roll.ids.size()));
    for (const std::string& each : roll.ids) out.Text(each);
    RETURN_IF_ERROR(PutOne(transaction, kRollKind, kind, roll.version + 1,
                           out.View(), leaf));
  }
  return PutOne(transaction, kind, id, version, plain, leaf);
}

}  // namespace sceau

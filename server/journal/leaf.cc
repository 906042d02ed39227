#include "server/journal/leaf.h"

#include <algorithm>

#include "crypto/canonical.h"
#include "crypto/digest.h"
#include "crypto/merkle.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

constexpr uint8_t kVersion = 1;

crypto::Bytes EncodeBinding(const LeafDraft& draft, uint64_t index,
                            absl::Time time) {
  crypto::CanonicalWriter writer;
  writer.Reserve(32 + draft.rows.size() * sizeof(RowDigest));
  writer.U8(kVersion)
      .U64(index)
      .U64(static_cast<uint64_t>(absl::ToUnixNanos(time)))
      .U16(static_cast<uint16_t>(draft.operation))
      .U8(static_cast<uint8_t>(draft.outcome))
      .U8(static_cast<uint8_t>(draft.rows.size()));
  for (const RowDigest& row : draft.rows) {
    writer.Fixed(row.row).Fixed(row.digest);
  }
  return writer.Take();
}

crypto::Bytes EncodeNaming(const LeafDraft& draft, crypto::ByteView salt) {
  crypto::CanonicalWriter writer;
  writer.Reserve(192 + draft.resources.size() * sizeof(Pseudonym));
  writer.Text(draft.member).Text(draft.partner);
  writer.U8(static_cast<uint8_t>(draft.resources.size()));
  for (const Pseudonym& resource : draft.resources) writer.Fixed(resource);
  writer.U32(draft.released)
      .U64(draft.inputs)
      .U64(draft.prior_inputs)
      .U8(static_cast<uint8_t>(draft.refusal))
      .U8(static_cast<uint8_t>(draft.rules.size()));
  for (const uint16_t rule : draft.rules) writer.U16(rule);
  writer.Text(draft.charter_version)
      .Fixed(draft.charter_hash)
      .U16(static_cast<uint16_t>(draft.purpose))
      .Fixed(salt);
  return writer.Take();
}

absl::Status NoLeaf() {
  return Error(v1::ERROR_REASON_AUDIT_TREE_BROKEN,
               "stored bytes are no leaf of version 1");
}

bool IsOutcome(Outcome outcome) {
  return outcome >= Outcome::kAllowed && outcome <= Outcome::kFailed;
}

}  // namespace

absl::Status CheckLeaf(const LeafDraft& draft) {
  const bool texts_fit = draft.member.size() <= kMaxLeafTextBytes &&
                         draft.partner.size() <= kMaxLeafTextBytes &&
                         draft.charter_version.size() <= kMaxLeafTextBytes;
  if (texts_fit && draft.rows.size() <= kMaxLeafRows &&
      draft.resources.size() <= kMaxLeafResources &&
      draft.rules.size() <= policy::kMaxRules && IsOutcome(draft.outcome)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError("above a bound of the leaf's format");
}

EncodedLeaf EncodeLeaf(const LeafDraft& draft, uint64_t index, absl::Time time,
                       crypto::ByteView salt) {
  EncodedLeaf leaf;
  leaf.index = index;
  leaf.time = time;
  leaf.binding = EncodeBinding(draft, index, time);
  leaf.naming = EncodeNaming(draft, salt);
  leaf.naming_hash = crypto::Sha256(leaf.naming);
  return leaf;
}

crypto::Hash LeafHashOf(crypto::ByteView binding,
                        const crypto::Hash& naming_hash) {
  crypto::Bytes data;
  data.reserve(binding.size() + naming_hash.size());
  data.insert(data.end(), binding.begin(), binding.end());
  data.insert(data.end(), naming_hash.begin(), naming_hash.end());
  return crypto::LeafHash(data);
}

absl::StatusOr<Binding> DecodeBinding(crypto::ByteView binding) {
  crypto::CanonicalReader reader(binding);
  if (reader.U8() != kVersion) return NoLeaf();
  Binding decoded;
  decoded.index = reader.U64();
  decoded.time = absl::FromUnixNanos(static_cast<int64_t>(reader.U64()));
  decoded.operation = static_cast<v1::Operation>(reader.U16());
  decoded.outcome = static_cast<Outcome>(reader.U8());
  const size_t rows = reader.U8();
  if (!reader.ok() || rows > kMaxLeafRows || !IsOutcome(decoded.outcome)) {
    return NoLeaf();
  }
  decoded.rows.resize(rows);
  for (RowDigest& row : decoded.rows) {
    reader.FixedInto(row.row);
    reader.FixedInto(row.digest);
  }
  if (!reader.Finish().ok()) return NoLeaf();
  return decoded;
}

absl::StatusOr<absl::Time> TimeOf(crypto::ByteView binding) {
  crypto::CanonicalReader reader(binding);
  if (reader.U8() != kVersion) return NoLeaf();
  reader.U64();
  const auto time = static_cast<int64_t>(reader.U64());
  if (!reader.ok()) return NoLeaf();
  return absl::FromUnixNanos(time);
}

absl::StatusOr<LeafDraft> DecodeLeaf(crypto::ByteView binding,
                                     crypto::ByteView naming) {
  ASSIGN_OR_RETURN(Binding bound, DecodeBinding(binding));
  LeafDraft draft;
  draft.operation = bound.operation;
  draft.outcome = bound.outcome;
  draft.rows = std::move(bound.rows);
  crypto::CanonicalReader reader(naming);
  draft.member = std::string(reader.Text());
  draft.partner = std::string(reader.Text());
  const size_t resources = reader.U8();
  if (!reader.ok() || resources > kMaxLeafResources) return NoLeaf();
  draft.resources.resize(resources);
  for (Pseudonym& resource : draft.resources) reader.FixedInto(resource);
  draft.released = reader.U32();
  draft.inputs = reader.U64();
  draft.prior_inputs = reader.U64();
  draft.refusal = static_cast<policy::Refusal>(reader.U8());
  const size_t rules = reader.U8();
  if (!reader.ok() || rules > policy::kMaxRules) return NoLeaf();
  draft.rules.resize(rules);
  for (uint16_t& rule : draft.rules) rule = reader.U16();
  draft.charter_version = std::string(reader.Text());
  reader.FixedInto(draft.charter_hash);
  draft.purpose = static_cast<v1::ReadingPurpose>(reader.U16());
  reader.Fixed(kLeafSaltBytes);
  if (!reader.Finish().ok()) return NoLeaf();
  return draft;
}

}  // namespace sceau

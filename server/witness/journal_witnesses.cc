#include "server/witness/journal_witnesses.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "crypto/canonical.h"
#include "crypto/charter_signature.h"
#include "crypto/checkpoint.h"
#include "crypto/cosignature.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/calls/recorded_call.h"

namespace sceau {
namespace {

constexpr char kCosignatureKind[] = "cosignature";
constexpr absl::string_view kOriginEnd = "/journal";

// "{trust domain}/{group}/members/{member}".
std::string WitnessName(absl::string_view origin, absl::string_view member) {
  return absl::StrCat(absl::StripSuffix(origin, kOriginEnd), "/members/",
                      member);
}

// Whose confirmation is kept before whose. Whom the charter officer has not
// confirmed, any more or yet, the administrator alone may have brought in.
enum class WitnessStanding { kUnconfirmed, kConfirmed, kOfficer };

WitnessStanding StandingOf(const GroupState& state, const std::string& member) {
  const auto found = state.members.find(member);
  if (found == state.members.end() ||
      found->second.membership != Membership::kConfirmed) {
    return WitnessStanding::kUnconfirmed;
  }
  return found->second.role == v1::ROLE_CHARTER_OFFICER
             ? WitnessStanding::kOfficer
             : WitnessStanding::kConfirmed;
}

absl::StatusOr<crypto::Checkpoint> SignedCheckpoint(absl::string_view note) {
  ASSIGN_OR_RETURN(const crypto::Note parsed, crypto::ParseNote(note));
  return crypto::ParseCheckpoint(parsed.text);
}

}  // namespace

crypto::Bytes Encode(const CosignatureRecord& record) {
  crypto::CanonicalWriter out;
  out.Text(record.member)
      .Text(record.note)
      .Text(record.cosignature)
      .Text(record.key.Format())
      .Bytes(record.key_signature);
  return out.Take();
}

absl::StatusOr<CosignatureRecord> DecodeCosignature(crypto::ByteView bytes) {
  const absl::Status malformed =
      Error(v1::ERROR_REASON_DATABASE_CORRUPT, "a cosignature is malformed");
  crypto::CanonicalReader in(bytes);
  CosignatureRecord record;
  record.member = std::string(in.Text());
  record.note = std::string(in.Text());
  record.cosignature = std::string(in.Text());
  const auto key = crypto::VerifierKey::Parse(in.Text());
  const crypto::ByteView signature = in.Bytes();
  if (!in.Finish().ok() || !key.ok()) return malformed;
  record.key = *key;
  record.key_signature.assign(signature.begin(), signature.end());
  const auto checkpoint = SignedCheckpoint(record.note);
  if (!checkpoint.ok()) return malformed;
  record.size = checkpoint->size;
  return record;
}

absl::StatusOr<JournalWitnesses::Slots> JournalWitnesses::LoadSlots(
    TableReader& reader, const StateRows& rows) {
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> opened,
                   rows.Load(reader, kCosignatureKind));
  Slots slots;
  for (const OpenedRow& row : opened) {
    ASSIGN_OR_RETURN(CosignatureRecord record,
                     DecodeCosignature(row.plain.Reveal()));
    record.version = row.version;
    slots.emplace(row.id, std::move(record));
  }
  return slots;
}

absl::StatusOr<std::unique_ptr<JournalWitnesses>> JournalWitnesses::Load(
    TableReader& reader, Journal& journal, const StateRows& rows,
    const MemberRegister& members) {
  ASSIGN_OR_RETURN(Slots slots, LoadSlots(reader, rows));
  return std::unique_ptr<JournalWitnesses>(
      new JournalWitnesses(journal, rows, members, std::move(slots)));
}

absl::StatusOr<CosignatureRecord> JournalWitnesses::Read(
    const Call& call, const v1::AddCosignatureRequest& request) const {
  const v1::JournalWitness& witness = request.witness();
  const std::string& member = call.caller.member;
  if (!witness.member().empty() &&
      witness.member() != MemberName::Of(call.group, member).ToString()) {
    return FieldError("witness.member", "the caller");
  }
  const auto key = crypto::VerifierKey::Parse(witness.key());
  if (!key.ok() || key->algorithm != crypto::NoteAlgorithm::kCosignatureV1 ||
      key->name != WitnessName(journal_.verifier_key().name, member)) {
    return FieldError("witness.key",
                      "a cosignature key named after the caller");
  }
  const auto state = members_.state();
  const auto record = state->members.find(member);
  if (record == state->members.end() ||
      !crypto::VerifyWithSpki(
           record->second.spki_der,
           crypto::WitnessKeyMessage(call.group, member, *key),
           crypto::AsBytes(witness.key_signature()))
           .ok()) {
    return FieldError("witness.key_signature",
                      "the key's, by the caller's certificate");
  }
  if (!crypto::VerifyCosignature(request.note(), *key).ok()) {
    return FieldError("note", "cosigned by the witness");
  }
  RETURN_IF_ERROR(journal_.CheckContinues("note", request.note()));
  ASSIGN_OR_RETURN(const crypto::Checkpoint checkpoint,
                   SignedCheckpoint(request.note()));
  ASSIGN_OR_RETURN(const crypto::Note note, crypto::ParseNote(request.note()));
  const crypto::ByteView signature = crypto::AsBytes(witness.key_signature());
  return CosignatureRecord{
      .member = member,
      .note =
          absl::StrCat(note.text, "\n",
                       crypto::SignatureLineOf(note, journal_.verifier_key())),
      .cosignature = crypto::SignatureLineOf(note, *key),
      .key = *key,
      .key_signature = {signature.begin(), signature.end()},
      .size = checkpoint.size};
}

std::string JournalWitnesses::SlotFor(const Slots& slots,
                                      const CosignatureRecord& record) const {
  for (const auto& [id, kept] : slots) {
    if (kept.member == record.member) return id;
  }
  if (slots.size() < kMaxWitnesses) {
    return absl::StrCat("w", absl::Dec(slots.size(), absl::kZeroPad2));
  }
  const auto state = members_.state();
  const auto worth = [&state](const CosignatureRecord& each) {
    return std::pair(StandingOf(*state, each.member), each.size);
  };
  const auto least = std::min_element(
      slots.begin(), slots.end(), [&worth](const auto& a, const auto& b) {
        return worth(a.second) < worth(b.second);
      });
  return worth(least->second) <= worth(record) ? least->first : std::string();
}

void JournalWitnesses::AddCosignature(const Call& call,
                                      const v1::AddCosignatureRequest& request,
                                      v1::Checkpoint* response, Finish finish) {
  // On this thread, not the writer's; for who may not, nothing is looked at.
  LeafDraft unrecorded;
  const absl::Status may =
      DecideRoleOperation(call, v1::OPERATION_JOURNAL_PROOF, unrecorded);
  const absl::StatusOr<CosignatureRecord> read =
      may.ok() ? Read(call, request) : may;
  RunMutation<v1::AddCosignatureRequest, v1::Checkpoint>(
      journal_.writer(), call, v1::OPERATION_JOURNAL_PROOF, request, response,
      std::move(finish),
      [this, read](const Call& who, const v1::AddCosignatureRequest&,
                   WriteTransaction& transaction, Mutation& mutation,
                   v1::Checkpoint* answer) -> absl::Status {
        RETURN_IF_ERROR(DecideRoleOperation(who, v1::OPERATION_JOURNAL_PROOF,
                                            mutation.leaf));
        RETURN_IF_ERROR(read.status());
        // As the transaction has them: another of the batch may have changed.
        ASSIGN_OR_RETURN(Slots slots, LoadSlots(transaction, rows_));
        const std::string slot = SlotFor(slots, *read);
        if (slot.empty()) {
          return FieldError("note", "ahead of a confirmation that is kept");
        }
        CosignatureRecord& kept = slots[slot];
        if (kept.member != read->member || kept.size <= read->size) {
          const uint64_t version = kept.version + 1;
          kept = *read;
          kept.version = version;
          RETURN_IF_ERROR(rows_.Put(transaction, kCosignatureKind, slot,
                                    version, Encode(kept), mutation.leaf));
        }
        answer->set_note(kept.note + kept.cosignature);
        mutation.applied =
            [this, now = std::make_shared<const Slots>(std::move(slots))] {
              MutexLock lock(mu_);
              slots_ = now;
            };
        return absl::OkStatus();
      });
}

void JournalWitnesses::Publish(v1::Checkpoint& checkpoint) const {
  std::shared_ptr<const Slots> slots;
  {
    MutexLock lock(mu_);
    slots = slots_;
  }
  // Those of one tree in one note.
  std::map<uint64_t, std::string, std::greater<>> notes;
  for (const auto& [id, record] : *slots) {
    std::string& note = notes[record.size];
    if (note.empty()) note = record.note;
    note += record.cosignature;
    v1::JournalWitness& witness = *checkpoint.add_witnesses();
    witness.set_member(
        MemberName::Of(members_.group(), record.member).ToString());
    witness.set_key(record.key.Format());
    witness.set_key_signature(crypto::ToString(record.key_signature));
  }
  for (const auto& [size, note] : notes) checkpoint.add_cosigned(note);
}

}  // namespace sceau

#include "server/witness/journal_restores.h"

#include <future>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"

#include "crypto/digest.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

constexpr char kRestoreKind[] = "restore";

std::string RowIdOf(const crypto::RestoreStatement& statement) {
  return absl::BytesToHexString(
      crypto::AsText(crypto::Sha256(crypto::RestoreMessage(statement))));
}

absl::Status NotDeclared() {
  return Error(v1::ERROR_REASON_SIGNATURE_REQUIRED,
               "a restore is declared by two co-pilots of two organisations");
}

}  // namespace

absl::Status LoadRestores(TableReader& reader, const StateRows& rows,
                          Journal& journal) {
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> opened,
                   rows.Load(reader, kRestoreKind));
  for (const OpenedRow& row : opened) {
    const auto statement =
        crypto::ParseRestore(crypto::AsText(row.plain.Reveal()));
    const auto restore =
        statement.ok()
            ? crypto::CheckpointsOf(*statement, journal.verifier_key(),
                                    journal.verifier_key().name)
            : statement.status();
    if (!restore.ok()) {
      return Error(v1::ERROR_REASON_DATABASE_CORRUPT,
                   "a declared restore is malformed");
    }
    journal.Declare(*restore);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<MemberRecord>> DeclarersOf(
    const crypto::RestoreStatement& statement, absl::string_view trust_domain,
    const GroupState& state) {
  const auto signers = crypto::SignersOf(statement, trust_domain);
  if (!signers.ok()) return NotDeclared();
  std::vector<MemberRecord> declarers;
  for (const crypto::Signer& signer : *signers) {
    const auto found = state.members.find(signer.member);
    if (found == state.members.end()) continue;
    const MemberRecord& member = found->second;
    if (member.role != v1::ROLE_CO_PILOT ||
        member.membership != Membership::kConfirmed ||
        member.spki_der != signer.facts.spki_der ||
        (!declarers.empty() && declarers.front().partner == member.partner)) {
      continue;
    }
    declarers.push_back(member);
    if (declarers.size() == crypto::kSignersNeeded) return declarers;
  }
  return NotDeclared();
}

absl::Status RecordRestore(Journal& journal, const StateRows& rows,
                           const GroupState& state,
                           const crypto::RestoreStatement& statement,
                           const std::vector<MemberRecord>& declarers) {
  LeafDraft leaf;
  leaf.operation = v1::OPERATION_JOURNAL_RESTORE;
  leaf.outcome = Outcome::kAllowed;
  leaf.member = declarers.front().member;
  leaf.partner = declarers.front().partner;
  for (const MemberRecord& each : declarers) {
    leaf.resources.push_back(journal.pseudonyms().Of(kMemberKind, each.member));
  }
  const CharterInForce& charter = *state.in_force->compiled;
  leaf.charter_version = charter.version;
  leaf.charter_hash = charter.sha256;
  // What the writer's thread may still run when this returns is held by value.
  auto done = std::make_shared<std::promise<absl::Status>>();
  auto result = std::make_shared<absl::Status>();
  std::future<absl::Status> ended = done->get_future();
  journal.writer().Write(
      [rows, result, leaf = std::move(leaf), id = RowIdOf(statement),
       text = crypto::FormatRestore(statement)](WriteTransaction& transaction) {
        WriteResult written;
        written.leaf = leaf;
        const auto there = FindState(transaction, kRestoreKind, id);
        written.status = there.status();
        if (there.ok() && !there->has_value()) {
          written.status =
              rows.Put(transaction, kRestoreKind, id, /*version=*/1,
                       crypto::AsBytes(text), written.leaf);
        }
        *result = written.status;
        return written;
      },
      [done, result](absl::StatusOr<Receipt> receipt) {
        done->set_value(receipt.ok() ? *result : receipt.status());
      });
  return ended.get();
}

absl::StatusOr<bool> IsRecorded(TableReader& reader,
                                const crypto::RestoreStatement& statement) {
  ASSIGN_OR_RETURN(const auto row,
                   FindState(reader, kRestoreKind, RowIdOf(statement)));
  return row.has_value();
}

}  // namespace sceau

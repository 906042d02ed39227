#include "client/lib/restore.h"

#include <algorithm>
#include <set>
#include <sys/stat.h>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/lib/files.h"
#include "client/lib/witness_state.h"
#include "crypto/certificate.h"
#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

std::string HashOf(const crypto::RestoreStatement& statement) {
  return absl::BytesToHexString(
      crypto::AsText(crypto::Sha256(crypto::RestoreMessage(statement))));
}

// What is remembered, held against the statement.
absl::StatusOr<RestoreView> View(const Profile& profile,
                                 const crypto::RestoreStatement& statement,
                                 const WitnessState& state) {
  if (statement.group != profile.group) {
    return absl::InvalidArgumentError("a statement of another group");
  }
  RestoreView view;
  ASSIGN_OR_RETURN(view.checkpoints,
                   crypto::CheckpointsOf(statement, profile.journal_key,
                                         profile.journal_origin));
  // A workstation that moved on has seen later since, which is no alarm.
  if (std::ranges::find(state.restores, HashOf(statement)) !=
      state.restores.end()) {
    return absl::AlreadyExistsError("accepted before");
  }
  if (state.note.empty()) return view;
  ASSIGN_OR_RETURN(const crypto::Checkpoint known,
                   crypto::VerifyCheckpoint(state.note, profile.journal_key,
                                            profile.journal_origin));
  view.remembered = known.size;
  const crypto::Checkpoint& lost = view.checkpoints.lost;
  if (known.size > lost.size || (known.size == lost.size && known != lost)) {
    return absl::AbortedError("this workstation has seen later");
  }
  return view;
}

}  // namespace

absl::StatusOr<RestoreView> ViewRestore(
    const Profile& profile, const crypto::RestoreStatement& statement) {
  ASSIGN_OR_RETURN(const WitnessState state,
                   LoadWitnessState(profile.WitnessPath()));
  return View(profile, statement, state);
}

absl::StatusOr<crypto::RestoreStatement> SignRestore(
    const Profile& profile, crypto::RestoreStatement statement) {
  RETURN_IF_ERROR(ViewRestore(profile, statement).status());
  ASSIGN_OR_RETURN(const std::string certificate,
                   ReadProfilePem(profile, profile.certificate));
  ASSIGN_OR_RETURN(const crypto::Secret key, ReadProfileKey(profile));
  auto signature = crypto::SignWithPem(crypto::AsText(key.Reveal()),
                                       crypto::RestoreMessage(statement));
  if (!signature.ok()) {
    return ProfileIssueError(ProfileIssue::Kind::kUnreadable,
                             profile.PathOf(profile.key));
  }
  crypto::RestoreStatement own = statement;
  own.signatures = {
      {.certificate = certificate, .signature = *std::move(signature)}};
  return crypto::JoinRestore({statement, own});
}

absl::StatusOr<std::vector<crypto::Signer>> CheckSigners(
    const Profile& profile, const crypto::RestoreStatement& statement,
    const std::string& authority) {
  const absl::Status refused =
      absl::PermissionDeniedError("not signed by two persons of two partners");
  const std::string trust_domain =
      profile.journal_origin.substr(0, profile.journal_origin.find('/'));
  auto signers = crypto::SignersOf(statement, trust_domain);
  if (!signers.ok()) return refused;
  for (const crypto::RestoreSignature& each : statement.signatures) {
    if (!crypto::CheckIssuer(each.certificate, authority).ok()) return refused;
  }
  std::set<std::string> partners;
  for (const crypto::Signer& signer : *signers) partners.insert(signer.partner);
  if (signers->size() < crypto::kSignersNeeded ||
      partners.size() < crypto::kSignersNeeded) {
    return refused;
  }
  return signers;
}

absl::StatusOr<AcceptedRestore> AcceptRestore(
    const Profile& profile, const crypto::RestoreStatement& statement,
    int64_t now) {
  const std::string path = profile.WitnessPath();
  const auto not_writable =
      ProfileIssueError(ProfileIssue::Kind::kNotWritable, path);
  const auto lock = FileLock::Take(path + ".lock");
  if (!lock.ok()) return not_writable;
  ASSIGN_OR_RETURN(const WitnessState before, LoadWitnessState(path));
  ASSIGN_OR_RETURN(const RestoreView view, View(profile, statement, before));
  const uint64_t kept = view.checkpoints.restored.size;
  WitnessState after = before;
  after.origin = profile.journal_origin;
  std::erase_if(after.receipts, [kept](const Receipt& receipt) {
    return receipt.index >= kept;
  });
  AcceptedRestore accepted{
      .kept = kept,
      .lost_receipts = before.receipts.size() - after.receipts.size(),
      .aside = absl::StrCat(path, ".", now)};
  if (view.remembered <= kept && accepted.lost_receipts == 0 &&
      before.suspicion_kind.empty()) {
    return absl::OutOfRangeError("nothing of what is lost was seen here");
  }
  if (view.remembered > kept) after.note = statement.restored;
  if (after.last && after.last->index >= kept) after.last.reset();
  after.cosigned = 0;
  after.suspicion_kind.clear();
  after.suspicion_time = 0;
  after.suspicion_note.clear();
  after.restores.push_back(HashOf(statement));
  if (!StoreWitnessState(accepted.aside, before).ok() ||
      !StoreWitnessState(path, after).ok()) {
    return not_writable;
  }
  return accepted;
}

}  // namespace sceau

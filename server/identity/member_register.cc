#include "server/identity/member_register.h"

#include <cstdlib>
#include <utility>

#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "crypto/secret.h"
#include "policy/compiler.h"
#include "proto/contract/charter_version.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"

namespace sceau {
namespace {

absl::Status Corrupt(absl::string_view message) {
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT, message);
}

// The charter whose effective day is the latest.
absl::StatusOr<std::shared_ptr<const CharterInForce>> LoadCharter(
    TableReader& reader, const StateRows& rows) {
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> loaded,
                   rows.Load(reader, kCharterKind));
  std::shared_ptr<const CharterInForce> newest;
  for (const OpenedRow& row : loaded) {
    ASSIGN_OR_RETURN(const CharterRecord record,
                     DecodeCharter(row.plain.Reveal()));
    ASSIGN_OR_RETURN(auto charter, ReadCharter(record));
    if (newest == nullptr ||
        newest->program->effective_day() < charter->program->effective_day()) {
      newest = std::move(charter);
    }
  }
  if (newest == nullptr) return Corrupt("the group has no charter");
  return newest;
}

absl::Status LoadMembers(TableReader& reader, const StateRows& rows,
                         GroupState& state) {
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> loaded,
                   rows.Load(reader, kMemberKind));
  for (const OpenedRow& row : loaded) {
    ASSIGN_OR_RETURN(MemberRecord record, DecodeMember(row.plain.Reveal()));
    if (record.member != row.id) {
      return Corrupt("a member stands under another id");
    }
    record.version = row.version;
    state.members[row.id] = std::move(record);
  }
  return absl::OkStatus();
}

absl::Status LoadSignatures(absl::string_view group, TableReader& reader,
                            const StateRows& rows, GroupState& state) {
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> loaded,
                   rows.Load(reader, kSignatureKind));
  for (const OpenedRow& row : loaded) {
    ASSIGN_OR_RETURN(SignatureRecord record,
                     DecodeSignature(row.plain.Reveal()));
    const auto member = state.members.find(record.member);
    if (member == state.members.end() ||
        row.id != SignatureRowId(record.charter_version, record.member)) {
      return Corrupt("a signature stands under another id");
    }
    // Those of earlier versions are evidence and open nothing.
    if (record.charter_version != state.charter->version ||
        record.charter_sha256 != state.charter->sha256) {
      continue;
    }
    // Made with a key that the member has no more: to be made again.
    if (!IsSignatureOf(group, *state.charter, member->second,
                       record.signature)) {
      continue;
    }
    state.signatures[record.member] = std::move(record);
  }
  return absl::OkStatus();
}

uint8_t StandingOf(const GroupState& state, const MemberRecord& member,
                   absl::CivilDay today) {
  uint8_t standing = 0;
  // Not confirmed, hence not signed either: who signs is confirmed.
  if (state.signatures.count(member.member) == 0 ||
      member.membership == Membership::kRegistered) {
    standing |= policy::kUnsigned;
  }
  if (member.membership == Membership::kSuspended ||
      member.membership == Membership::kRemoved) {
    standing |= policy::kSuspended;
  }
  const policy::Program& program = *state.charter->program;
  if (today < program.effective_day() || today > program.term_end_day()) {
    standing |= policy::kOutOfTerm;
  }
  return standing;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const CharterInForce>> ReadCharter(
    const CharterRecord& record) {
  policy::CompileResult compiled = policy::Compile(record.source);
  if (compiled.program == nullptr ||
      compiled.program->version() != record.version) {
    return Error(v1::ERROR_REASON_POLICY_REJECTED,
                 "the charter is not one that this server may carry out");
  }
  CharterInForce charter;
  charter.version = record.version;
  charter.source = record.source;
  charter.sha256 = crypto::Sha256(crypto::AsBytes(record.source));
  absl::TimeZone paris;
  if (!absl::LoadTimeZone("Europe/Paris", &paris)) {
    return Error(v1::ERROR_REASON_INVARIANT_BROKEN, "no usable tzdata");
  }
  charter.effective = absl::FromCivil(compiled.program->effective_day(), paris);
  charter.program = std::move(compiled.program);
  return std::make_shared<const CharterInForce>(std::move(charter));
}

bool IsSignatureOf(absl::string_view group, const CharterInForce& charter,
                   const MemberRecord& member, crypto::ByteView signature) {
  const crypto::Bytes message = crypto::CharterSignatureMessage(
      GroupName::Of(group).ToString(), CharterVersionNumber(charter.version),
      charter.sha256);
  return crypto::VerifyWithSpki(member.spki_der, message, signature).ok();
}

v1::MemberState StateOf(const MemberRecord& member, bool has_signed) {
  switch (member.membership) {
    case Membership::kRegistered:
      return v1::MEMBER_STATE_REGISTERED;
    case Membership::kConfirmed:
      return has_signed ? v1::MEMBER_STATE_ACTIVE : v1::MEMBER_STATE_CONFIRMED;
    case Membership::kSuspended:
      return v1::MEMBER_STATE_SUSPENDED;
    case Membership::kRemoved:
      return v1::MEMBER_STATE_REMOVED;
  }
  std::abort();
}

absl::StatusOr<std::unique_ptr<MemberRegister>> MemberRegister::Load(
    absl::string_view group, TableReader& reader, const StateRows& rows,
    const Pseudonyms& pseudonyms) {
  auto state = std::make_shared<GroupState>();
  ASSIGN_OR_RETURN(state->charter, LoadCharter(reader, rows));
  RETURN_IF_ERROR(LoadMembers(reader, rows, *state));
  RETURN_IF_ERROR(LoadSignatures(group, reader, rows, *state));
  return std::unique_ptr<MemberRegister>(
      new MemberRegister(group, pseudonyms, std::move(state)));
}

absl::StatusOr<Call> MemberRegister::Identify(const PeerIdentity& peer,
                                              absl::Time now,
                                              absl::CivilDay today) const {
  const std::shared_ptr<const GroupState> current = state();
  const auto found = current->members.find(peer.member);
  if (found == current->members.end()) return CredentialsRejected();
  const MemberRecord& member = found->second;
  if (member.partner != peer.partner ||
      !crypto::ConstantTimeEqual(member.fingerprint, peer.fingerprint) ||
      now < peer.not_before || now > peer.not_after) {
    return CredentialsRejected();
  }
  Call call;
  call.group = group_;
  call.charter = current->charter;
  call.pseudonyms = &pseudonyms_;
  call.now = now;
  call.today = today;
  call.caller.member = member.member;
  call.caller.partner = member.partner;
  call.caller.display_name = member.display_name;
  call.caller.role = member.role;
  call.caller.partner_index =
      current->charter->program->FindPartner(member.partner);
  call.caller.standing = StandingOf(*current, member, today);
  call.caller.fingerprint = member.fingerprint;
  call.caller.certificate_expires = peer.not_after;
  return call;
}

std::string MemberRegister::DisplayName(absl::string_view member) const {
  const std::shared_ptr<const GroupState> current = state();
  const auto found = current->members.find(std::string(member));
  return found == current->members.end() ? "" : found->second.display_name;
}

std::shared_ptr<const GroupState> MemberRegister::state() const {
  MutexLock lock(mu_);
  return state_;
}

void MemberRegister::Apply(MemberRecord record) {
  MutexLock lock(mu_);
  auto next = std::make_shared<GroupState>(*state_);
  MemberRecord& member = next->members[record.member];
  // A signature holds for the key that made it.
  if (member.fingerprint != record.fingerprint) {
    next->signatures.erase(record.member);
  }
  member = std::move(record);
  state_ = std::move(next);
}

void MemberRegister::Apply(SignatureRecord record) {
  MutexLock lock(mu_);
  if (record.charter_sha256 != state_->charter->sha256) return;
  auto next = std::make_shared<GroupState>(*state_);
  std::string id = record.member;
  next->signatures[std::move(id)] = std::move(record);
  state_ = std::move(next);
}

}  // namespace sceau

#include "server/group_state/member_register.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "crypto/secret.h"
#include "policy/compile/compiler.h"
#include "policy/compile/floor.h"
#include "proto/contract/charter_version.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"

namespace sceau {
namespace {

absl::Status Corrupt(absl::string_view message) {
  return Error(v1::ERROR_REASON_DATABASE_CORRUPT, message);
}

// Whether two co-pilots of two organisations adopted what the record says is
// adopted. The founding version was, on paper.
bool IsAdopted(absl::string_view group, const CharterFile& file) {
  const CharterRecord& record = file.record;
  if (record.proposer.empty()) return record.adoptions.empty();
  if (record.adoptions.size() != kAdoptionsNeeded ||
      record.adoptions[0].partner == record.adoptions[1].partner) {
    return false;
  }
  return std::all_of(record.adoptions.begin(), record.adoptions.end(),
                     [&](const CharterAdoption& adoption) {
                       return IsAdoptionOf(group, *file.compiled,
                                           adoption.spki_der,
                                           adoption.signature);
                     });
}

// Of several issues the first that breaks the law's floor is told.
absl::Status NotCarriedOut(absl::string_view version,
                           const policy::Issues& issues) {
  const auto below = std::find_if(
      issues.begin(), issues.end(),
      [](const auto& issue) { return policy::InvariantOf(issue) != 0; });
  std::string invariant;
  std::string place;
  if (below != issues.end()) {
    invariant = absl::StrFormat("F-%02d", policy::InvariantOf(*below));
    place = absl::StrCat(below->line, ":", below->column);
  }
  return Error(
      v1::ERROR_REASON_POLICY_REJECTED,
      "the charter is not one that this server may carry out",
      {{"charter", version}, {"invariant", invariant}, {"place", place}});
}

bool CountsOnceAdopted(const CharterRecord& record) {
  return record.state == v1::CHARTER_STATE_ADOPTED || record.WasInForce();
}

// What follows from the versions: the one in force, those that count for what
// was written, the next moment that one takes effect.
absl::Status Arrange(GroupState& state) {
  auto background = state.background == nullptr
                        ? std::make_shared<Background>()
                        : std::make_shared<Background>(*state.background);
  background->versions.clear();
  state.in_force = nullptr;
  state.next_effective = absl::InfiniteFuture();
  for (const auto& [id, file] : state.charters) {
    if (CountsOnceAdopted(file->record)) {
      background->versions.push_back(file->compiled);
    }
    if (file->record.state == v1::CHARTER_STATE_ADOPTED) {
      state.next_effective =
          std::min(state.next_effective, file->compiled->effective);
    }
    if (file->record.state != v1::CHARTER_STATE_IN_FORCE) continue;
    if (state.in_force != nullptr) {
      return Corrupt("two versions of the charter are in force");
    }
    state.in_force = file;
  }
  if (state.in_force == nullptr) return Corrupt("the group has no charter");
  std::sort(background->versions.begin(), background->versions.end(),
            [](const auto& a, const auto& b) {
              return std::tie(a->effective, a->version) <
                     std::tie(b->effective, b->version);
            });
  state.background = std::move(background);
  return absl::OkStatus();
}

absl::Status LoadCharters(absl::string_view group, TableReader& reader,
                          const StateRows& rows, GroupState& state) {
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> loaded,
                   rows.Load(reader, kCharterKind));
  for (const OpenedRow& row : loaded) {
    auto file = std::make_shared<CharterFile>();
    ASSIGN_OR_RETURN(file->record, DecodeCharter(row.plain.Reveal()));
    file->record.row_version = row.version;
    if (file->record.version != row.id) {
      return Corrupt("a charter stands under another id");
    }
    ASSIGN_OR_RETURN(file->compiled,
                     ReadCharter(file->record.version, file->record.source));
    file->record.source.clear();
    if (CountsOnceAdopted(file->record) && !IsAdopted(group, *file)) {
      return Corrupt("a charter was not adopted by two organisations");
    }
    state.charters[row.id] = std::move(file);
  }
  return Arrange(state);
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
    const auto charter = state.charters.find(record.charter_version);
    if (charter == state.charters.end() ||
        record.charter_sha256 != charter->second->compiled->sha256) {
      return Corrupt("a signature is of no version of the charter");
    }
    // Those of earlier versions are evidence and open nothing.
    if (charter->second->record.state != v1::CHARTER_STATE_IN_FORCE &&
        charter->second->record.state != v1::CHARTER_STATE_ADOPTED) {
      continue;
    }
    // Made with a key that the member has no more: to be made again.
    if (!IsSignatureOf(group, *charter->second->compiled, member->second,
                       record.signature)) {
      continue;
    }
    state.signatures[record.charter_version][record.member] = std::move(record);
  }
  return absl::OkStatus();
}

absl::Status LoadBackground(TableReader& reader, const StateRows& rows,
                            GroupState& state) {
  Background background = *state.background;
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> agreements,
                   rows.Load(reader, kAgreementKind));
  for (const OpenedRow& row : agreements) {
    ASSIGN_OR_RETURN(const AgreementRecord record,
                     DecodeAgreement(row.plain.Reveal()));
    if (row.id != AgreementRowId(record.charter_version, record.owner)) {
      return Corrupt("an agreement stands under another id");
    }
    background.agreed[record.owner].insert(record.charter_version);
  }
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> recusals,
                   rows.Load(reader, kRecusalKind));
  for (const OpenedRow& row : recusals) {
    ASSIGN_OR_RETURN(const RecusalRecord record,
                     DecodeRecusal(row.plain.Reveal()));
    background.recusals.emplace(record.member, record.case_id);
  }
  state.background = std::make_shared<const Background>(std::move(background));
  return absl::OkStatus();
}

uint8_t StandingOf(const GroupState& state, const CompiledCharter& charter,
                   const MemberRecord& member, absl::CivilDay today) {
  uint8_t standing = 0;
  // Not confirmed, hence not signed either: who signs is confirmed.
  if (FindSignature(state, charter.version, member.member) == nullptr ||
      member.membership == Membership::kRegistered) {
    standing |= policy::kUnsigned;
  }
  if (member.membership == Membership::kSuspended ||
      member.membership == Membership::kRemoved) {
    standing |= policy::kSuspended;
  }
  const policy::Program& program = *charter.program;
  if (today < program.effective_day() || today > program.term_end_day()) {
    standing |= policy::kOutOfTerm;
  }
  return standing;
}

}  // namespace

std::shared_ptr<const CharterFile> CharterAt(const GroupState& state,
                                             absl::Time now) {
  std::shared_ptr<const CharterFile> latest = state.in_force;
  if (now < state.next_effective) return latest;
  for (const auto& [id, file] : state.charters) {
    if (file->record.state == v1::CHARTER_STATE_ADOPTED &&
        file->compiled->effective <= now &&
        file->compiled->effective > latest->compiled->effective) {
      latest = file;
    }
  }
  return latest;
}

std::shared_ptr<const CharterFile> NextCharter(const GroupState& state,
                                               absl::Time now) {
  std::shared_ptr<const CharterFile> next;
  for (const auto& [id, file] : state.charters) {
    if (file->record.state == v1::CHARTER_STATE_ADOPTED &&
        file->compiled->effective > now &&
        (next == nullptr ||
         file->compiled->effective < next->compiled->effective)) {
      next = file;
    }
  }
  return next;
}

const SignatureRecord* FindSignature(const GroupState& state,
                                     absl::string_view charter_version,
                                     absl::string_view member) {
  const auto of_version = state.signatures.find(std::string(charter_version));
  if (of_version == state.signatures.end()) return nullptr;
  const auto found = of_version->second.find(std::string(member));
  return found == of_version->second.end() ? nullptr : &found->second;
}

absl::StatusOr<std::shared_ptr<const CompiledCharter>> ReadCharter(
    absl::string_view version, const std::string& source) {
  policy::CompileResult compiled = policy::CompileStored(source);
  if (compiled.program == nullptr || compiled.program->version() != version) {
    return NotCarriedOut(version, compiled.issues);
  }
  return CompiledFrom(std::move(compiled.program), source);
}

absl::StatusOr<std::shared_ptr<const CompiledCharter>> CompiledFrom(
    std::shared_ptr<const policy::Program> program, const std::string& source) {
  absl::TimeZone paris;
  if (!absl::LoadTimeZone("Europe/Paris", &paris)) {
    return Error(v1::ERROR_REASON_INVARIANT_BROKEN, "no usable tzdata");
  }
  CompiledCharter charter;
  charter.version = std::string(program->version());
  charter.source = source;
  charter.sha256 = crypto::Sha256(crypto::AsBytes(source));
  charter.effective = absl::FromCivil(program->effective_day(), paris);
  charter.program = std::move(program);
  return std::make_shared<const CompiledCharter>(std::move(charter));
}

bool IsSignatureOf(absl::string_view group, const CompiledCharter& charter,
                   const MemberRecord& member, crypto::ByteView signature) {
  const crypto::Bytes message = crypto::CharterSignatureMessage(
      GroupName::Of(group).ToString(), CharterVersionNumber(charter.version),
      charter.sha256);
  return crypto::VerifyWithSpki(member.spki_der, message, signature).ok();
}

bool IsAdoptionOf(absl::string_view group, const CompiledCharter& charter,
                  crypto::ByteView spki_der, crypto::ByteView signature) {
  const crypto::Bytes message = crypto::CharterAdoptionMessage(
      GroupName::Of(group).ToString(), CharterVersionNumber(charter.version),
      charter.sha256);
  return crypto::VerifyWithSpki(spki_der, message, signature).ok();
}

absl::Status CheckNoneUnderWay(WriteTransaction& transaction,
                               const GroupState& state) {
  ASSIGN_OR_RETURN(const std::vector<StateRow> rows,
                   LoadState(transaction, kCharterKind));
  const bool same =
      rows.size() == state.charters.size() &&
      std::all_of(rows.begin(), rows.end(), [&state](const StateRow& row) {
        const auto known = state.charters.find(row.id);
        return known != state.charters.end() &&
               known->second->record.row_version == row.version;
      });
  if (same) return absl::OkStatus();
  return Error(v1::ERROR_REASON_QUEUE_FULL,
               "another change of the charter is under way");
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
  RETURN_IF_ERROR(LoadCharters(group, reader, rows, *state));
  RETURN_IF_ERROR(LoadMembers(reader, rows, *state));
  RETURN_IF_ERROR(LoadSignatures(group, reader, rows, *state));
  RETURN_IF_ERROR(LoadBackground(reader, rows, *state));
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
  call.charter = CharterAt(*current, now)->compiled;
  call.background = current->background;
  call.pseudonyms = &pseudonyms_;
  call.now = now;
  call.today = today;
  call.caller.member = member.member;
  call.caller.partner = member.partner;
  call.caller.display_name = member.display_name;
  call.caller.role = member.role;
  call.caller.partner_index =
      call.charter->program->FindPartner(member.partner);
  call.caller.standing = StandingOf(*current, *call.charter, member, today);
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
    for (auto& [version, signatures] : next->signatures) {
      signatures.erase(record.member);
    }
  }
  member = std::move(record);
  state_ = std::move(next);
}

void MemberRegister::Apply(SignatureRecord record) {
  MutexLock lock(mu_);
  auto next = std::make_shared<GroupState>(*state_);
  std::map<std::string, SignatureRecord>& of_version =
      next->signatures[record.charter_version];
  std::string id = record.member;
  of_version[std::move(id)] = std::move(record);
  state_ = std::move(next);
}

void MemberRegister::Apply(AgreementRecord record) {
  MutexLock lock(mu_);
  auto next = std::make_shared<GroupState>(*state_);
  auto background = std::make_shared<Background>(*next->background);
  background->agreed[record.owner].insert(std::move(record.charter_version));
  next->background = std::move(background);
  state_ = std::move(next);
}

void MemberRegister::Apply(const RecusalRecord& record) {
  MutexLock lock(mu_);
  auto next = std::make_shared<GroupState>(*state_);
  auto background = std::make_shared<Background>(*next->background);
  background->recusals.emplace(record.member, record.case_id);
  next->background = std::move(background);
  state_ = std::move(next);
}

void MemberRegister::Apply(const std::vector<CharterFile>& files) {
  MutexLock lock(mu_);
  auto next = std::make_shared<GroupState>(*state_);
  for (const CharterFile& file : files) {
    next->charters[file.record.version] =
        std::make_shared<const CharterFile>(file);
  }
  // INVARIANT: the writer moves one version into force as it moves one out.
  if (!Arrange(*next).ok()) std::abort();
  state_ = std::move(next);
}

}  // namespace sceau

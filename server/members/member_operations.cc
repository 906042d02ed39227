#include "server/members/member_operations.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "proto/contract/quotas.h"
#include "server/calls/list_token.h"
#include "server/calls/recorded_call.h"
#include "server/calls/request_log.h"
#include "server/members/display_name.h"

namespace sceau {
namespace {

constexpr int kMembersPerPage = 100;
constexpr absl::string_view kListToken = "sceau member list v1";
// Cases that one member can declare a recusal from, and as many that the
// officer can declare for that member: what someone has declared for cases that
// are none must not keep the officer from declaring one that is.
constexpr int64_t kMaxRecusalsOfOne = 200;

absl::Status StateForbids(absl::string_view message) {
  return Error(v1::ERROR_REASON_STATE_FORBIDS, message);
}

// The version in force.
bool HasSigned(const GroupState& state, const Call& call,
               const std::string& member) {
  return FindSignature(state, call.charter->version, member) != nullptr;
}

Pseudonym Named(const Call& call, absl::string_view member) {
  return call.pseudonyms->Of(kMemberKind, member);
}

// What the request says, held against the certificate; `version` is left 0.
absl::StatusOr<MemberRecord> ReadRegistration(
    const Call& call, absl::string_view trust_domain,
    const v1::RegisterMemberRequest& request) {
  const absl::StatusOr<PeerIdentity> identity =
      ReadPeerIdentity(trust_domain, request.certificate());
  if (!identity.ok()) {
    return FieldError("certificate",
                      "not one certificate with exactly one identity of this "
                      "trust domain");
  }
  const v1::Member& member = request.member();
  const std::string name =
      MemberName::Of(call.group, identity->member).ToString();
  if (!member.name().empty() && member.name() != name) {
    return FieldError("member.name", "not the member of the certificate");
  }
  if (member.partner() != identity->partner) {
    return FieldError("member.partner", "not the partner of the certificate");
  }
  if (call.charter->program->FindPartner(member.partner()) ==
      policy::kNoPartner) {
    return FieldError("member.partner", "not a partner of the charter");
  }
  if (!IsDisplayName(member.display_name())) {
    return FieldError("member.display_name",
                      "1 to 80 letters, apostrophes, hyphens and blanks");
  }
  if (!v1::Role_IsValid(member.role()) ||
      member.role() == v1::ROLE_UNSPECIFIED) {
    return FieldError("member.role", "not a role");
  }
  return MemberRecord{.member = identity->member,
                      .partner = identity->partner,
                      .display_name = member.display_name(),
                      .role = member.role(),
                      .membership = Membership::kRegistered,
                      .spki_der = identity->spki_der,
                      .fingerprint = identity->fingerprint};
}

// Whether `other` keeps `record` from being registered. A member who stays may
// be given a new key; being registered only, and signing, start again then.
bool IsTaken(const MemberRecord& other, const MemberRecord& record) {
  if (other.fingerprint == record.fingerprint) return true;
  return other.member == record.member &&
         (other.membership == Membership::kRemoved ||
          other.partner != record.partner || other.role != record.role);
}

std::string EtagOf(const MemberRecord& record, bool has_signed) {
  return absl::StrCat("\"", record.version, has_signed ? "s" : "", "\"");
}

// Whether the request is about the member as it is now, or does not say.
template <typename Request>
bool IsOfEtag(const Request& request, const std::string& etag) {
  if constexpr (requires { request.etag(); }) {
    return request.etag().empty() || request.etag() == etag;
  }
  return true;
}

bool CanConfirm(const MemberRecord& member) {
  return member.role == v1::ROLE_CHARTER_OFFICER &&
         member.membership == Membership::kConfirmed;
}

}  // namespace

v1::Member MemberFor(const Call& call, const MemberRecord& record,
                     bool has_signed) {
  v1::Member member;
  member.set_name(MemberName::Of(call.group, record.member).ToString());
  member.set_partner(record.partner);
  member.set_partner_function(
      call.charter->program->FunctionOf(record.partner));
  member.set_display_name(record.display_name);
  member.set_role(record.role);
  member.set_state(StateOf(record, has_signed));
  if (call.caller.role == v1::ROLE_TECHNICAL_ADMINISTRATOR ||
      call.caller.role == v1::ROLE_CHARTER_OFFICER) {
    member.set_fingerprint(crypto::ToString(record.fingerprint));
  }
  member.set_etag(EtagOf(record, has_signed));
  return member;
}

absl::StatusOr<MemberRecord> MemberOperations::FindMember(
    WriteTransaction& transaction, absl::string_view id) const {
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> rows,
                   rows_.Load(transaction, kMemberKind));
  for (const OpenedRow& row : rows) {
    if (row.id != id) continue;
    ASSIGN_OR_RETURN(MemberRecord record, DecodeMember(row.plain.Reveal()));
    record.version = row.version;
    return record;
  }
  return PolicyDenied();
}

void MemberOperations::RegisterMember(const Call& call,
                                      const v1::RegisterMemberRequest& request,
                                      v1::Member* response,
                                      Finish finish) const {
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunMutation<v1::RegisterMemberRequest, v1::Member>(
      journal_.writer(), call, v1::OPERATION_MEMBER_REGISTER, request, response,
      std::move(finish),
      [this, key = *key](const Call& who, const v1::RegisterMemberRequest& what,
                         WriteTransaction& transaction, Mutation& mutation,
                         v1::Member* answer) -> absl::Status {
        RETURN_IF_ERROR(DecideRoleOperation(who, v1::OPERATION_MEMBER_REGISTER,
                                            mutation.leaf));
        ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
        if (earlier.has_value()) {
          ASSIGN_OR_RETURN(const MemberRecord record,
                           FindMember(transaction, earlier->resource));
          mutation.leaf.resources.push_back(Named(who, record.member));
          *answer = MemberFor(who, record,
                              HasSigned(*members_.state(), who, record.member));
          return absl::OkStatus();
        }
        ASSIGN_OR_RETURN(MemberRecord record,
                         ReadRegistration(who, trust_domain_, what));
        mutation.leaf.resources.push_back(Named(who, record.member));
        ASSIGN_OR_RETURN(const std::vector<OpenedRow> rows,
                         rows_.Load(transaction, kMemberKind));
        record.version = 1;
        bool is_confirmable = false;
        for (const OpenedRow& row : rows) {
          ASSIGN_OR_RETURN(const MemberRecord other,
                           DecodeMember(row.plain.Reveal()));
          if (IsTaken(other, record)) {
            return FieldError("certificate",
                              "this identity or key is already a member's");
          }
          if (other.member == record.member) {
            record.version = row.version + 1;
          } else {
            is_confirmable = is_confirmable || CanConfirm(other);
          }
        }
        // Else a group would be without an officer at its administrator's will.
        if (!is_confirmable) {
          return FieldError("certificate",
                            "no charter officer is left to confirm it");
        }
        RETURN_IF_ERROR(rows_.Put(transaction, kMemberKind, record.member,
                                  record.version, Encode(record),
                                  mutation.leaf));
        RETURN_IF_ERROR(
            Remember(transaction, key, record.member, record.version));
        *answer = MemberFor(who, record, /*has_signed=*/false);
        mutation.applied = [this, record] { members_.Apply(record); };
        return absl::OkStatus();
      });
}

template <typename Request>
void MemberOperations::ChangeMember(const Call& call, const Request& request,
                                    v1::Operation operation, Membership after,
                                    Transition allowed, v1::Member* response,
                                    Finish finish) const {
  const auto name = MemberName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunMutation<Request, v1::Member>(
      journal_.writer(), call, operation, request, response, std::move(finish),
      [this, id = name->id(), key = *key, operation, after, allowed](
          const Call& who, const Request& what, WriteTransaction& transaction,
          Mutation& mutation, v1::Member* answer) -> absl::Status {
        mutation.leaf.resources.push_back(Named(who, id));
        RETURN_IF_ERROR(DecideRoleOperation(who, operation, mutation.leaf));
        ASSIGN_OR_RETURN(MemberRecord record, FindMember(transaction, id));
        ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
        if (!earlier.has_value()) {
          if (!allowed(record.membership)) {
            return StateForbids("the member's state does not allow it");
          }
          if (id == who.caller.member) {
            return StateForbids("nobody does this to themselves");
          }
          if (!IsOfEtag(what, EtagOf(record,
                                     HasSigned(*members_.state(), who, id)))) {
            return Error(v1::ERROR_REASON_ETAG_MISMATCH,
                         "the member was changed since");
          }
          record.membership = after;
          ++record.version;
          RETURN_IF_ERROR(rows_.Put(transaction, kMemberKind, id,
                                    record.version, Encode(record),
                                    mutation.leaf));
          RETURN_IF_ERROR(Remember(transaction, key, id, record.version));
          mutation.applied = [this, record] { members_.Apply(record); };
        }
        *answer = MemberFor(who, record, HasSigned(*members_.state(), who, id));
        return absl::OkStatus();
      });
}

void MemberOperations::ConfirmMember(const Call& call,
                                     const v1::ConfirmMemberRequest& request,
                                     v1::Member* response,
                                     Finish finish) const {
  ChangeMember(
      call, request, v1::OPERATION_MEMBER_CONFIRM, Membership::kConfirmed,
      [](Membership before) {
        return before == Membership::kRegistered ||
               before == Membership::kSuspended;
      },
      response, std::move(finish));
}

void MemberOperations::SuspendMember(const Call& call,
                                     const v1::SuspendMemberRequest& request,
                                     v1::Member* response,
                                     Finish finish) const {
  ChangeMember(
      call, request, v1::OPERATION_MEMBER_SUSPEND, Membership::kSuspended,
      [](Membership before) { return before == Membership::kConfirmed; },
      response, std::move(finish));
}

void MemberOperations::RemoveMember(const Call& call,
                                    const v1::RemoveMemberRequest& request,
                                    v1::Member* response, Finish finish) const {
  ChangeMember(
      call, request, v1::OPERATION_MEMBER_REMOVE, Membership::kRemoved,
      [](Membership before) { return before != Membership::kRemoved; },
      response, std::move(finish));
}

void MemberOperations::RecuseMember(const Call& call,
                                    const v1::RecuseMemberRequest& request,
                                    v1::RecuseMemberResponse* response,
                                    Finish finish) const {
  const auto name = MemberName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto of_case = CaseName::Parse(request.case_());
  if (!of_case.ok()) return finish(of_case.status(), std::nullopt);
  if (of_case->group() != call.group) {
    return finish(FieldError("case", "a case of this group"), std::nullopt);
  }
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunMutation<v1::RecuseMemberRequest, v1::RecuseMemberResponse>(
      journal_.writer(), call, v1::OPERATION_MEMBER_RECUSE, request, response,
      std::move(finish),
      [this, id = name->id(), case_id = of_case->id(), key = *key](
          const Call& who, const v1::RecuseMemberRequest&,
          WriteTransaction& transaction, Mutation& mutation,
          v1::RecuseMemberResponse*) -> absl::Status {
        // What says who is linked to whom tells it to nobody who has the file.
        const std::string row = absl::BytesToHexString(crypto::AsText(
            who.pseudonyms->Of(kRecusalKind, absl::StrCat(id, "/", case_id))));
        mutation.leaf.resources = {Named(who, id),
                                   who.pseudonyms->Of("case", case_id)};
        RETURN_IF_ERROR(DecideRoleOperation(who, v1::OPERATION_MEMBER_RECUSE,
                                            mutation.leaf));
        const bool officer = who.caller.role == v1::ROLE_CHARTER_OFFICER;
        if (id != who.caller.member && !officer) return PolicyDenied();
        RETURN_IF_ERROR(FindMember(transaction, id).status());
        ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
        ASSIGN_OR_RETURN(const std::vector<OpenedRow> rows,
                         rows_.Load(transaction, kRecusalKind));
        int64_t of_member = 0;
        for (const OpenedRow& each : rows) {
          if (each.id == row) return absl::OkStatus();
          ASSIGN_OR_RETURN(const RecusalRecord record,
                           DecodeRecusal(each.plain.Reveal()));
          const bool declared_alike =
              (record.by == id) == (who.caller.member == id);
          if (record.member == id && declared_alike) ++of_member;
        }
        if (of_member >= kMaxRecusalsOfOne) {
          return QuotaExceeded(
              Quota::kRecusals,
              "this member is recused from as many cases as one can");
        }
        const RecusalRecord record{.member = id,
                                   .case_id = case_id,
                                   .by = who.caller.member,
                                   .time = transaction.time()};
        RETURN_IF_ERROR(rows_.Put(transaction, kRecusalKind, row, /*version=*/1,
                                  Encode(record), mutation.leaf));
        if (!earlier.has_value()) {
          RETURN_IF_ERROR(Remember(transaction, key, row, /*version=*/1));
        }
        mutation.applied = [this, record] { members_.Apply(record); };
        return absl::OkStatus();
      });
}

void MemberOperations::ListMembers(const Call& call,
                                   const v1::ListMembersRequest& request,
                                   v1::ListMembersResponse* response,
                                   Finish finish) const {
  const absl::StatusOr<int> size =
      ListPageSize(request.page_size(), kMembersPerPage);
  if (!size.ok()) return finish(size.status(), std::nullopt);
  const absl::StatusOr<std::string> after =
      OpenListToken(page_token_key_, kListToken, call, request.page_token());
  if (!after.ok()) return finish(after.status(), std::nullopt);
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_MEMBER_LIST, Outcome::kAllowed);
  const absl::Status decided =
      DecideRoleOperation(call, v1::OPERATION_MEMBER_LIST, leaf);
  leaf.outcome = OutcomeOfCall(decided);
  v1::ListMembersResponse page;
  if (decided.ok()) {
    const std::shared_ptr<const GroupState> state = members_.state();
    for (auto it = state->members.upper_bound(*after);
         it != state->members.end(); ++it) {
      if (page.members_size() == *size) {
        page.set_next_page_token(SealListToken(page_token_key_, kListToken,
                                               call, std::prev(it)->first));
        break;
      }
      *page.add_members() =
          MemberFor(call, it->second, HasSigned(*state, call, it->first));
      leaf.resources.push_back(Named(call, it->first));
    }
  }
  RecordAndAnswer(journal_.writer(), std::move(leaf), decided, std::move(page),
                  response, std::move(finish));
}

void MemberOperations::WhoAmI(const Call& call, const v1::WhoAmIRequest&,
                              v1::WhoAmIResponse* response,
                              Finish finish) const {
  LeafDraft leaf = DraftLeaf(call, v1::OPERATION_WHO_AM_I, Outcome::kAllowed);
  const absl::Status decided =
      DecideRoleOperation(call, v1::OPERATION_WHO_AM_I, leaf);
  leaf.outcome = OutcomeOfCall(decided);
  v1::WhoAmIResponse answer;
  if (decided.ok()) {
    const std::shared_ptr<const GroupState> state = members_.state();
    *answer.mutable_member() =
        MemberFor(call, state->members.at(call.caller.member),
                  HasSigned(*state, call, call.caller.member));
    answer.set_charter_version(
        CharterVersionName::Of(call.group, call.charter->version).ToString());
    answer.set_signature_required((call.caller.standing & policy::kUnsigned) !=
                                  0);
    *answer.mutable_certificate_expire_time() =
        google::protobuf::util::TimeUtil::SecondsToTimestamp(
            absl::ToUnixSeconds(call.caller.certificate_expires));
    if (const auto next = NextCharter(*state, call.now); next != nullptr) {
      const CompiledCharter& charter = *next->compiled;
      answer.set_next_charter_version(
          CharterVersionName::Of(call.group, charter.version).ToString());
      *answer.mutable_next_charter_effective_time() =
          google::protobuf::util::TimeUtil::SecondsToTimestamp(
              absl::ToUnixSeconds(charter.effective));
      answer.set_next_signature_required(
          FindSignature(*state, charter.version, call.caller.member) ==
          nullptr);
    }
  }
  RecordAndAnswer(journal_.writer(), std::move(leaf), decided,
                  std::move(answer), response, std::move(finish));
}

}  // namespace sceau

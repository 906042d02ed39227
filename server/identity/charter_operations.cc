#include "server/identity/charter_operations.h"

#include <optional>
#include <utility>

#include "google/protobuf/util/time_util.h"

#include "crypto/charter_signature.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/identity/recorded_call.h"
#include "server/identity/request_log.h"

namespace sceau {
namespace {

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
      absl::ToUnixNanos(time));
}

v1::CharterVersion Answer(const Call& call,
                          const std::optional<absl::Time>& signed_at) {
  const CharterInForce& charter = *call.charter;
  const policy::Program& program = *charter.program;
  v1::CharterVersion version;
  version.set_name(
      CharterVersionName::Of(call.group, charter.version).ToString());
  version.set_title(std::string(program.title()));
  version.set_sha256(crypto::ToString(charter.sha256));
  version.set_source(charter.source);
  *version.mutable_effective_time() = ToTimestamp(charter.effective);
  const policy::Contacts& contacts = program.contacts();
  v1::CharterContacts& out = *version.mutable_contacts();
  out.set_coordinator(contacts.coordinator);
  out.set_charter_officer(contacts.charter_officer);
  out.set_data_protection_officer(contacts.data_protection_officer);
  out.set_support(contacts.support);
  out.set_crip(contacts.crip);
  out.set_prefecture(contacts.prefecture);
  out.set_controller(contacts.controller);
  if (signed_at.has_value()) {
    *version.mutable_sign_time() = ToTimestamp(*signed_at);
  }
  for (const std::string& code : program.postal_codes()) {
    version.add_postal_codes(code);
  }
  return version;
}

std::optional<absl::Time> SignedAt(const GroupState& state, const Call& call) {
  const auto found = state.signatures.find(call.caller.member);
  if (found == state.signatures.end() ||
      found->second.charter_sha256 != call.charter->sha256) {
    return std::nullopt;
  }
  return found->second.time;
}

bool IsInForce(const Call& call, const CharterVersionName& name) {
  return name.id() == kCurrentCharter || name.id() == call.charter->version;
}

// What the transaction already holds of this member's signature: the register
// learns of it only once it is durable.
struct StoredSignature {
  uint64_t version = 0;  // Of the row; 0: there is none.
  SignatureRecord record;
};
absl::StatusOr<StoredSignature> FindSignature(const StateRows& rows,
                                              WriteTransaction& transaction,
                                              const std::string& id) {
  ASSIGN_OR_RETURN(const std::vector<OpenedRow> loaded,
                   rows.Load(transaction, kSignatureKind));
  StoredSignature found;
  for (const OpenedRow& row : loaded) {
    if (row.id != id) continue;
    ASSIGN_OR_RETURN(found.record, DecodeSignature(row.plain.Reveal()));
    found.version = row.version;
  }
  return found;
}

}  // namespace

void CharterOperations::GetCharter(const Call& call,
                                   const v1::GetCharterRequest& request,
                                   v1::CharterVersion* response,
                                   Finish finish) const {
  const auto name = CharterVersionName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_CHARTER_READ, Outcome::kAllowed);
  absl::Status decided =
      DecideRoleOperation(call, v1::OPERATION_CHARTER_READ, leaf);
  if (decided.ok() && !IsInForce(call, *name)) decided = PolicyDenied();
  leaf.outcome = OutcomeOfCall(decided);
  v1::CharterVersion answer;
  if (decided.ok()) answer = Answer(call, SignedAt(*members_.state(), call));
  RecordAndAnswer(journal_.writer(), std::move(leaf), decided,
                  std::move(answer), response, std::move(finish));
}

void CharterOperations::SignCharter(const Call& call,
                                    const v1::SignCharterRequest& request,
                                    v1::CharterVersion* response,
                                    Finish finish) const {
  const auto name = CharterVersionName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunMutation<v1::SignCharterRequest, v1::CharterVersion>(
      journal_.writer(), call, v1::OPERATION_CHARTER_SIGN, request, response,
      std::move(finish),
      [this, name = *name, key = *key](
          const Call& who, const v1::SignCharterRequest& what,
          WriteTransaction& transaction, Mutation& mutation,
          v1::CharterVersion* answer) -> absl::Status {
        RETURN_IF_ERROR(DecideRoleOperation(who, v1::OPERATION_CHARTER_SIGN,
                                            mutation.leaf));
        if (!IsInForce(who, name)) return PolicyDenied();
        ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
        const std::shared_ptr<const GroupState> state = members_.state();
        const MemberRecord& member = state->members.at(who.caller.member);
        const std::string id =
            SignatureRowId(who.charter->version, who.caller.member);
        ASSIGN_OR_RETURN(const StoredSignature stored,
                         FindSignature(rows_, transaction, id));
        if (stored.version != 0 &&
            stored.record.charter_sha256 == who.charter->sha256 &&
            IsSignatureOf(who.group, *who.charter, member,
                          stored.record.signature)) {
          *answer = Answer(who, stored.record.time);
          return absl::OkStatus();
        }
        if (member.membership != Membership::kConfirmed) {
          return Error(v1::ERROR_REASON_STATE_FORBIDS,
                       "the charter officer has not confirmed this member");
        }
        const crypto::ByteView signature = crypto::AsBytes(what.signature());
        if (signature.size() > crypto::kMaxSignatureBytes ||
            !IsSignatureOf(who.group, *who.charter, member, signature)) {
          return FieldError("signature",
                            "not the registered key's over this version");
        }
        SignatureRecord record{
            .member = who.caller.member,
            .charter_version = who.charter->version,
            .charter_sha256 = who.charter->sha256,
            .signature = {signature.begin(), signature.end()},
            .time = transaction.time()};
        RETURN_IF_ERROR(rows_.Put(transaction, kSignatureKind, id,
                                  stored.version + 1, Encode(record),
                                  mutation.leaf));
        if (!earlier.has_value()) {
          RETURN_IF_ERROR(Remember(transaction, key, id, stored.version + 1));
        }
        *answer = Answer(who, record.time);
        mutation.applied = [this, record] { members_.Apply(record); };
        return absl::OkStatus();
      });
}

}  // namespace sceau

#include "server/charter/charter_operations.h"

#include <iterator>
#include <optional>
#include <utility>

#include "crypto/charter_signature.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/calls/list_token.h"
#include "server/calls/recorded_call.h"
#include "server/calls/request_log.h"
#include "server/charter/charter_view.h"

namespace sceau {
namespace {

constexpr int kVersionsPerPage = 50;
constexpr absl::string_view kVersionListToken = "sceau charter list v1";

// A version that counts now or will: signed, and agreed to.
bool Counts(const CharterFile& file) {
  return file.record.state == v1::CHARTER_STATE_IN_FORCE ||
         file.record.state == v1::CHARTER_STATE_ADOPTED;
}

absl::Status NoLongerOpen() {
  return Error(v1::ERROR_REASON_STATE_FORBIDS,
               "this version is neither in force nor adopted");
}

// What the transaction already holds of this member's signature: the register
// learns of it only once it is durable.
struct StoredSignature {
  uint64_t version = 0;  // Of the row; 0: there is none.
  SignatureRecord record;
};
absl::StatusOr<StoredSignature> LoadSignature(const StateRows& rows,
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

std::shared_ptr<const CharterFile> FindCharter(const Call& call,
                                               const GroupState& state,
                                               const std::string& id) {
  const auto found =
      state.charters.find(id == kCurrentCharter ? call.charter->version : id);
  return found == state.charters.end() ? nullptr : found->second;
}

void CharterOperations::GetCharter(const Call& call,
                                   const v1::GetCharterRequest& request,
                                   v1::CharterVersion* response,
                                   Finish finish) const {
  const auto name = CharterVersionName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_CHARTER_READ, Outcome::kAllowed);
  leaf.resources.push_back(VersionPseudonym(call, name->id()));
  const std::shared_ptr<const GroupState> state = members_.state();
  const auto file = FindCharter(call, *state, name->id());
  absl::Status decided =
      DecideRoleOperation(call, v1::OPERATION_CHARTER_READ, leaf);
  if (decided.ok() && (file == nullptr || !IsSeen(call, file->record))) {
    decided = PolicyDenied();
  }
  leaf.outcome = OutcomeOfCall(decided);
  v1::CharterVersion answer;
  if (decided.ok()) {
    answer = CharterFor(call, *state, *file, /*with_source=*/true);
  }
  RecordAndAnswer(journal_.writer(), std::move(leaf), decided,
                  std::move(answer), response, std::move(finish));
}

void CharterOperations::ListCharterVersions(
    const Call& call, const v1::ListCharterVersionsRequest& request,
    v1::ListCharterVersionsResponse* response, Finish finish) const {
  const absl::StatusOr<int> size =
      ListPageSize(request.page_size(), kVersionsPerPage);
  if (!size.ok()) return finish(size.status(), std::nullopt);
  const absl::StatusOr<std::string> after = OpenListToken(
      page_token_key_, kVersionListToken, call, request.page_token());
  if (!after.ok()) return finish(after.status(), std::nullopt);
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_CHARTER_LIST, Outcome::kAllowed);
  const absl::Status decided =
      DecideRoleOperation(call, v1::OPERATION_CHARTER_LIST, leaf);
  leaf.outcome = OutcomeOfCall(decided);
  v1::ListCharterVersionsResponse page;
  if (decided.ok()) {
    const std::shared_ptr<const GroupState> state = members_.state();
    std::string last;
    for (auto it = state->charters.upper_bound(*after);
         it != state->charters.end(); ++it) {
      if (!IsSeen(call, it->second->record)) continue;
      if (page.charter_versions_size() == *size) {
        page.set_next_page_token(
            SealListToken(page_token_key_, kVersionListToken, call, last));
        break;
      }
      *page.add_charter_versions() =
          CharterFor(call, *state, *it->second, /*with_source=*/false);
      leaf.resources.push_back(VersionPseudonym(call, it->first));
      last = it->first;
    }
  }
  RecordAndAnswer(journal_.writer(), std::move(leaf), decided, std::move(page),
                  response, std::move(finish));
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
        mutation.leaf.resources.push_back(VersionPseudonym(who, name.id()));
        RETURN_IF_ERROR(DecideRoleOperation(who, v1::OPERATION_CHARTER_SIGN,
                                            mutation.leaf));
        const std::shared_ptr<const GroupState> state = members_.state();
        const auto file = FindCharter(who, *state, name.id());
        if (file == nullptr || !IsSeen(who, file->record)) {
          return PolicyDenied();
        }
        const CompiledCharter& charter = *file->compiled;
        ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
        const MemberRecord& member = state->members.at(who.caller.member);
        const std::string id =
            SignatureRowId(charter.version, who.caller.member);
        ASSIGN_OR_RETURN(const StoredSignature stored,
                         LoadSignature(rows_, transaction, id));
        *answer = CharterFor(who, *state, *file, /*with_source=*/true);
        if (stored.version != 0 &&
            stored.record.charter_sha256 == charter.sha256 &&
            IsSignatureOf(who.group, charter, member,
                          stored.record.signature)) {
          *answer->mutable_sign_time() = ToTimestamp(stored.record.time);
          return absl::OkStatus();
        }
        if (!Counts(*file)) return NoLongerOpen();
        if (member.membership != Membership::kConfirmed) {
          return Error(v1::ERROR_REASON_STATE_FORBIDS,
                       "the charter officer has not confirmed this member");
        }
        const crypto::ByteView signature = crypto::AsBytes(what.signature());
        if (signature.size() > crypto::kMaxSignatureBytes ||
            !IsSignatureOf(who.group, charter, member, signature)) {
          return FieldError("signature",
                            "not the registered key's over this version");
        }
        SignatureRecord record{
            .member = who.caller.member,
            .charter_version = charter.version,
            .charter_sha256 = charter.sha256,
            .signature = {signature.begin(), signature.end()},
            .time = transaction.time()};
        RETURN_IF_ERROR(rows_.Put(transaction, kSignatureKind, id,
                                  stored.version + 1, Encode(record),
                                  mutation.leaf));
        if (!earlier.has_value()) {
          RETURN_IF_ERROR(Remember(transaction, key, id, stored.version + 1));
        }
        *answer->mutable_sign_time() = ToTimestamp(record.time);
        mutation.applied = [this, record] { members_.Apply(record); };
        return absl::OkStatus();
      });
}

void CharterOperations::AgreeToWidening(
    const Call& call, const v1::AgreeToWideningRequest& request,
    v1::CharterVersion* response, Finish finish) const {
  const auto name = CharterVersionName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  const auto key = RequestKeyOf(call, request.request_id(), request);
  if (!key.ok()) return finish(key.status(), std::nullopt);
  RunMutation<v1::AgreeToWideningRequest, v1::CharterVersion>(
      journal_.writer(), call, v1::OPERATION_CHARTER_AGREE, request, response,
      std::move(finish),
      [this, name = *name, key = *key](
          const Call& who, const v1::AgreeToWideningRequest&,
          WriteTransaction& transaction, Mutation& mutation,
          v1::CharterVersion* answer) -> absl::Status {
        mutation.leaf.resources.push_back(VersionPseudonym(who, name.id()));
        RETURN_IF_ERROR(DecideRoleOperation(who, v1::OPERATION_CHARTER_AGREE,
                                            mutation.leaf));
        const std::shared_ptr<const GroupState> state = members_.state();
        const auto file = FindCharter(who, *state, name.id());
        if (file == nullptr || !IsSeen(who, file->record)) {
          return PolicyDenied();
        }
        ASSIGN_OR_RETURN(const auto earlier, FindEarlier(transaction, key));
        const std::string& version = file->record.version;
        const std::string id = AgreementRowId(version, who.caller.owner());
        ASSIGN_OR_RETURN(const auto there,
                         FindState(transaction, kAgreementKind, id));
        *answer = CharterFor(who, *state, *file, /*with_source=*/true);
        answer->set_own_agreement(true);
        if (there.has_value()) return absl::OkStatus();
        if (!Counts(*file)) return NoLongerOpen();
        const AgreementRecord record{.charter_version = version,
                                     .owner = who.caller.owner(),
                                     .member = who.caller.member,
                                     .time = transaction.time()};
        RETURN_IF_ERROR(rows_.Put(transaction, kAgreementKind, id,
                                  /*version=*/1, Encode(record),
                                  mutation.leaf));
        if (!earlier.has_value()) {
          RETURN_IF_ERROR(Remember(transaction, key, id, /*version=*/1));
        }
        mutation.applied = [this, record] { members_.Apply(record); };
        return absl::OkStatus();
      });
}

}  // namespace sceau

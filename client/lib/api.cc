#include "client/lib/api.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "client/lib/asked.h"
#include "client/lib/request_id.h"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

// One call of `method` on `stub`.
template <typename Response, typename Stub, typename Request>
absl::StatusOr<Response> Send(Connection& connection, Stub& stub,
                              grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const Request& request) {
  Response response;
  RETURN_IF_ERROR(Asking(connection.Call([&](grpc::ClientContext& context) {
    response.Clear();
    return (stub.*method)(&context, request, &response);
  }),
                         request));
  return response;
}

template <typename Request>
void SetParent(const std::string& parent, Request& request) {
  if (request.parent().empty()) request.set_parent(parent);
}

template <typename Request>
void SetRequestId(Request& request) {
  if (request.request_id().empty()) request.set_request_id(NewRequestId());
}

}  // namespace

Api::Api(Connection& connection)
    : connection_(connection),
      cases_(v1::CaseService::NewStub(connection.channel())),
      referrals_(v1::ReferralService::NewStub(connection.channel())),
      sessions_(v1::SessionService::NewStub(connection.channel())),
      members_(v1::MemberService::NewStub(connection.channel())),
      charters_(v1::CharterService::NewStub(connection.channel())),
      explanations_(v1::ExplainService::NewStub(connection.channel())),
      journal_(v1::JournalService::NewStub(connection.channel())),
      reviews_(v1::JournalReviewService::NewStub(connection.channel())) {}

std::string Api::Name(absl::string_view collection,
                      absl::string_view id) const {
  if (absl::StrContains(id, "/")) return std::string(id);
  return absl::StrCat(parent(), "/", collection, "/", id);
}

absl::StatusOr<v1::Case> Api::CreateCase(v1::CreateCaseRequest request) {
  SetParent(parent(), request);
  SetRequestId(request);
  return Send(connection_, *cases_, &v1::CaseService::Stub::CreateCase,
              request);
}

absl::StatusOr<v1::Case> Api::GetCase(const v1::GetCaseRequest& request) {
  return Send(connection_, *cases_, &v1::CaseService::Stub::GetCase, request);
}

absl::StatusOr<v1::ListCasesResponse> Api::ListCases(
    v1::ListCasesRequest request) {
  SetParent(parent(), request);
  return Send(connection_, *cases_, &v1::CaseService::Stub::ListCases, request);
}

absl::StatusOr<v1::SearchCasesResponse> Api::SearchCases(
    v1::SearchCasesRequest request) {
  SetParent(parent(), request);
  return Send(connection_, *cases_, &v1::CaseService::Stub::SearchCases,
              request);
}

absl::StatusOr<v1::Entry> Api::CreateEntry(v1::CreateEntryRequest request) {
  SetRequestId(request);
  return Send(connection_, *cases_, &v1::CaseService::Stub::CreateEntry,
              request);
}

absl::StatusOr<v1::BatchCreateEntriesResponse> Api::BatchCreateEntries(
    v1::BatchCreateEntriesRequest request) {
  SetRequestId(request);
  return Send(connection_, *cases_, &v1::CaseService::Stub::BatchCreateEntries,
              request);
}

absl::StatusOr<v1::Entry> Api::SupersedeEntry(
    v1::SupersedeEntryRequest request) {
  SetRequestId(request);
  return Send(connection_, *cases_, &v1::CaseService::Stub::SupersedeEntry,
              request);
}

absl::StatusOr<v1::Entry> Api::NarrowEntry(v1::NarrowEntryRequest request) {
  SetRequestId(request);
  return Send(connection_, *cases_, &v1::CaseService::Stub::NarrowEntry,
              request);
}

absl::StatusOr<v1::Entry> Api::WithdrawEntry(v1::WithdrawEntryRequest request) {
  SetRequestId(request);
  return Send(connection_, *cases_, &v1::CaseService::Stub::WithdrawEntry,
              request);
}

absl::StatusOr<v1::ListEntriesResponse> Api::ListEntries(
    const v1::ListEntriesRequest& request) {
  return Send(connection_, *cases_, &v1::CaseService::Stub::ListEntries,
              request);
}

absl::StatusOr<v1::Case> Api::RecordCondition(
    v1::RecordConditionRequest request) {
  SetRequestId(request);
  return Send(connection_, *cases_, &v1::CaseService::Stub::RecordCondition,
              request);
}

absl::StatusOr<v1::Referral> Api::SubmitReferral(
    v1::SubmitReferralRequest request) {
  SetParent(parent(), request);
  SetRequestId(request);
  return Send(connection_, *referrals_,
              &v1::ReferralService::Stub::SubmitReferral, request);
}

absl::StatusOr<v1::Referral> Api::GetReferral(
    const v1::GetReferralRequest& request) {
  return Send(connection_, *referrals_, &v1::ReferralService::Stub::GetReferral,
              request);
}

absl::StatusOr<v1::ListReferralsResponse> Api::ListReferrals(
    v1::ListReferralsRequest request) {
  SetParent(parent(), request);
  return Send(connection_, *referrals_,
              &v1::ReferralService::Stub::ListReferrals, request);
}

absl::StatusOr<v1::Referral> Api::UpdateReferral(
    v1::UpdateReferralRequest request) {
  SetRequestId(request);
  return Send(connection_, *referrals_,
              &v1::ReferralService::Stub::UpdateReferral, request);
}

absl::StatusOr<v1::Referral> Api::WithdrawReferral(
    v1::WithdrawReferralRequest request) {
  SetRequestId(request);
  return Send(connection_, *referrals_,
              &v1::ReferralService::Stub::WithdrawReferral, request);
}

absl::StatusOr<v1::Referral> Api::AcceptReferral(
    v1::AcceptReferralRequest request) {
  SetRequestId(request);
  return Send(connection_, *referrals_,
              &v1::ReferralService::Stub::AcceptReferral, request);
}

absl::StatusOr<v1::Referral> Api::RejectReferral(
    v1::RejectReferralRequest request) {
  SetRequestId(request);
  return Send(connection_, *referrals_,
              &v1::ReferralService::Stub::RejectReferral, request);
}

absl::StatusOr<v1::ReviewSession> Api::CreateReviewSession(
    v1::CreateReviewSessionRequest request) {
  SetParent(parent(), request);
  SetRequestId(request);
  return Send(connection_, *sessions_,
              &v1::SessionService::Stub::CreateReviewSession, request);
}

absl::StatusOr<v1::ReviewSession> Api::GetReviewSession(
    const v1::GetReviewSessionRequest& request) {
  return Send(connection_, *sessions_,
              &v1::SessionService::Stub::GetReviewSession, request);
}

absl::StatusOr<v1::ListReviewSessionsResponse> Api::ListReviewSessions(
    v1::ListReviewSessionsRequest request) {
  SetParent(parent(), request);
  return Send(connection_, *sessions_,
              &v1::SessionService::Stub::ListReviewSessions, request);
}

absl::StatusOr<v1::ReviewSession> Api::UpdateReviewSession(
    v1::UpdateReviewSessionRequest request) {
  SetRequestId(request);
  return Send(connection_, *sessions_,
              &v1::SessionService::Stub::UpdateReviewSession, request);
}

absl::StatusOr<v1::ReviewSession> Api::PublishAgenda(
    v1::PublishAgendaRequest request) {
  SetRequestId(request);
  return Send(connection_, *sessions_, &v1::SessionService::Stub::PublishAgenda,
              request);
}

absl::StatusOr<v1::ReviewSession> Api::CloseReviewSession(
    v1::CloseReviewSessionRequest request) {
  SetRequestId(request);
  return Send(connection_, *sessions_,
              &v1::SessionService::Stub::CloseReviewSession, request);
}

absl::StatusOr<v1::Member> Api::RegisterMember(
    v1::RegisterMemberRequest request) {
  SetParent(parent(), request);
  SetRequestId(request);
  return Send(connection_, *members_, &v1::MemberService::Stub::RegisterMember,
              request);
}

absl::StatusOr<v1::Member> Api::ConfirmMember(
    v1::ConfirmMemberRequest request) {
  SetRequestId(request);
  return Send(connection_, *members_, &v1::MemberService::Stub::ConfirmMember,
              request);
}

absl::StatusOr<v1::Member> Api::SuspendMember(
    v1::SuspendMemberRequest request) {
  SetRequestId(request);
  return Send(connection_, *members_, &v1::MemberService::Stub::SuspendMember,
              request);
}

absl::StatusOr<v1::Member> Api::RemoveMember(v1::RemoveMemberRequest request) {
  SetRequestId(request);
  return Send(connection_, *members_, &v1::MemberService::Stub::RemoveMember,
              request);
}

absl::StatusOr<v1::ListMembersResponse> Api::ListMembers(
    v1::ListMembersRequest request) {
  SetParent(parent(), request);
  return Send(connection_, *members_, &v1::MemberService::Stub::ListMembers,
              request);
}

absl::StatusOr<v1::WhoAmIResponse> Api::WhoAmI() {
  v1::WhoAmIRequest request;
  SetParent(parent(), request);
  return Send(connection_, *members_, &v1::MemberService::Stub::WhoAmI,
              request);
}

absl::StatusOr<v1::CharterVersion> Api::GetCharter(
    const v1::GetCharterRequest& request) {
  return Send(connection_, *charters_, &v1::CharterService::Stub::GetCharter,
              request);
}

absl::StatusOr<v1::CharterVersion> Api::SignCharter(
    v1::SignCharterRequest request) {
  SetRequestId(request);
  return Send(connection_, *charters_, &v1::CharterService::Stub::SignCharter,
              request);
}

absl::StatusOr<v1::RecuseMemberResponse> Api::RecuseMember(
    v1::RecuseMemberRequest request) {
  SetRequestId(request);
  return Send(connection_, *members_, &v1::MemberService::Stub::RecuseMember,
              request);
}

absl::StatusOr<v1::ListCharterVersionsResponse> Api::ListCharterVersions(
    v1::ListCharterVersionsRequest request) {
  SetParent(parent(), request);
  return Send(connection_, *charters_,
              &v1::CharterService::Stub::ListCharterVersions, request);
}

absl::StatusOr<v1::CharterVersion> Api::ProposeCharter(
    v1::ProposeCharterRequest request) {
  SetParent(parent(), request);
  SetRequestId(request);
  return Send(connection_, *charters_,
              &v1::CharterService::Stub::ProposeCharter, request);
}

absl::StatusOr<v1::CharterVersion> Api::GiveOpinion(
    v1::GiveOpinionRequest request) {
  SetRequestId(request);
  return Send(connection_, *charters_, &v1::CharterService::Stub::GiveOpinion,
              request);
}

absl::StatusOr<v1::CharterVersion> Api::AdoptCharter(
    v1::AdoptCharterRequest request) {
  SetRequestId(request);
  return Send(connection_, *charters_, &v1::CharterService::Stub::AdoptCharter,
              request);
}

absl::StatusOr<v1::CharterVersion> Api::VetoCharter(
    v1::VetoCharterRequest request) {
  SetRequestId(request);
  return Send(connection_, *charters_, &v1::CharterService::Stub::VetoCharter,
              request);
}

absl::StatusOr<v1::CharterVersion> Api::AgreeToWidening(
    v1::AgreeToWideningRequest request) {
  SetRequestId(request);
  return Send(connection_, *charters_,
              &v1::CharterService::Stub::AgreeToWidening, request);
}

absl::StatusOr<v1::ReplayCharterResponse> Api::ReplayCharter(
    const v1::ReplayCharterRequest& request) {
  return Send(connection_, *charters_, &v1::CharterService::Stub::ReplayCharter,
              request);
}

absl::StatusOr<v1::ExplainResponse> Api::Explain(
    const v1::ExplainRequest& request) {
  return Send(connection_, *explanations_, &v1::ExplainService::Stub::Explain,
              request);
}

absl::StatusOr<v1::ExplainLeafResponse> Api::ExplainLeaf(
    v1::ExplainLeafRequest request) {
  SetParent(parent(), request);
  return Send(connection_, *explanations_,
              &v1::ExplainService::Stub::ExplainLeaf, request);
}

absl::StatusOr<v1::Checkpoint> Api::GetCheckpoint() {
  v1::GetCheckpointRequest request;
  SetParent(parent(), request);
  v1::Checkpoint response;
  RETURN_IF_ERROR(
      Asking(connection_.CallUnwitnessed([&](grpc::ClientContext& context) {
        response.Clear();
        return journal_->GetCheckpoint(&context, request, &response);
      }),
             request));
  return response;
}

absl::StatusOr<v1::InclusionProof> Api::GetInclusionProof(uint64_t index,
                                                          uint64_t tree_size) {
  v1::GetInclusionProofRequest request;
  SetParent(parent(), request);
  request.set_leaf_index(index);
  request.set_tree_size(tree_size);
  v1::InclusionProof response;
  RETURN_IF_ERROR(
      Asking(connection_.CallUnwitnessed([&](grpc::ClientContext& context) {
        response.Clear();
        return journal_->GetInclusionProof(&context, request, &response);
      }),
             request));
  return response;
}

absl::StatusOr<v1::ExportLeavesResponse> Api::ExportLeaves(uint64_t first,
                                                           int count) {
  v1::ExportLeavesRequest request;
  SetParent(parent(), request);
  request.set_first(first);
  request.set_count(count);
  return Send(connection_, *journal_, &v1::JournalService::Stub::ExportLeaves,
              request);
}

}  // namespace sceau

// Every call of sceau.v1, typed, for one group: fills in the group's name and,
// once for each logical call, the request_id. A caller that means to repeat a
// call after a restart sets request_id itself.
//
// Errors: of every call, those of Connection::Call. Threads: as Connection.
#ifndef SCEAU_CLIENT_LIB_API_H_
#define SCEAU_CLIENT_LIB_API_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/lib/asked.h"
#include "client/lib/connection.h"
#include "client/lib/request_id.h"
#include "proto/contract/errors.h"
#include "sceau/v1/case_service.grpc.pb.h"
#include "sceau/v1/charter_service.grpc.pb.h"
#include "sceau/v1/explain_service.grpc.pb.h"
#include "sceau/v1/journal_review_service.grpc.pb.h"
#include "sceau/v1/journal_service.grpc.pb.h"
#include "sceau/v1/member_service.grpc.pb.h"
#include "sceau/v1/referral_service.grpc.pb.h"
#include "sceau/v1/session_service.grpc.pb.h"

namespace sceau {

class Api {
 public:
  // `connection` outlives this.
  explicit Api(Connection& connection);

  // "groups/{group}" and the names below it; `id` may be a whole name, which
  // stays as it is.
  std::string parent() const { return "groups/" + connection_.group(); }
  std::string Name(absl::string_view collection, absl::string_view id) const;

  Connection& connection() { return connection_; }

  absl::StatusOr<v1::Case> CreateCase(v1::CreateCaseRequest request);
  absl::StatusOr<v1::Case> GetCase(const v1::GetCaseRequest& request);
  absl::StatusOr<v1::ListCasesResponse> ListCases(v1::ListCasesRequest request);
  absl::StatusOr<v1::SearchCasesResponse> SearchCases(
      v1::SearchCasesRequest request);
  absl::StatusOr<v1::Entry> CreateEntry(v1::CreateEntryRequest request);
  absl::StatusOr<v1::BatchCreateEntriesResponse> BatchCreateEntries(
      v1::BatchCreateEntriesRequest request);
  absl::StatusOr<v1::Entry> SupersedeEntry(v1::SupersedeEntryRequest request);
  absl::StatusOr<v1::Entry> NarrowEntry(v1::NarrowEntryRequest request);
  absl::StatusOr<v1::Entry> WithdrawEntry(v1::WithdrawEntryRequest request);
  absl::StatusOr<v1::ListEntriesResponse> ListEntries(
      const v1::ListEntriesRequest& request);
  absl::StatusOr<v1::Case> RecordCondition(v1::RecordConditionRequest request);

  absl::StatusOr<v1::Referral> SubmitReferral(
      v1::SubmitReferralRequest request);
  absl::StatusOr<v1::Referral> GetReferral(
      const v1::GetReferralRequest& request);
  absl::StatusOr<v1::ListReferralsResponse> ListReferrals(
      v1::ListReferralsRequest request);
  absl::StatusOr<v1::Referral> UpdateReferral(
      v1::UpdateReferralRequest request);
  absl::StatusOr<v1::Referral> WithdrawReferral(
      v1::WithdrawReferralRequest request);
  absl::StatusOr<v1::Referral> AcceptReferral(
      v1::AcceptReferralRequest request);
  absl::StatusOr<v1::Referral> RejectReferral(
      v1::RejectReferralRequest request);

  absl::StatusOr<v1::ReviewSession> CreateReviewSession(
      v1::CreateReviewSessionRequest request);
  absl::StatusOr<v1::ReviewSession> GetReviewSession(
      const v1::GetReviewSessionRequest& request);
  absl::StatusOr<v1::ListReviewSessionsResponse> ListReviewSessions(
      v1::ListReviewSessionsRequest request);
  absl::StatusOr<v1::ReviewSession> UpdateReviewSession(
      v1::UpdateReviewSessionRequest request);
  absl::StatusOr<v1::ReviewSession> PublishAgenda(
      v1::PublishAgendaRequest request);
  absl::StatusOr<v1::ReviewSession> CloseReviewSession(
      v1::CloseReviewSessionRequest request);

  absl::StatusOr<v1::Member> RegisterMember(v1::RegisterMemberRequest request);
  absl::StatusOr<v1::Member> ConfirmMember(v1::ConfirmMemberRequest request);
  absl::StatusOr<v1::Member> SuspendMember(v1::SuspendMemberRequest request);
  absl::StatusOr<v1::Member> RemoveMember(v1::RemoveMemberRequest request);
  absl::StatusOr<v1::ListMembersResponse> ListMembers(
      v1::ListMembersRequest request);
  absl::StatusOr<v1::RecuseMemberResponse> RecuseMember(
      v1::RecuseMemberRequest request);
  absl::StatusOr<v1::WhoAmIResponse> WhoAmI();

  absl::StatusOr<v1::CharterVersion> GetCharter(
      const v1::GetCharterRequest& request);
  absl::StatusOr<v1::CharterVersion> SignCharter(
      v1::SignCharterRequest request);
  absl::StatusOr<v1::ListCharterVersionsResponse> ListCharterVersions(
      v1::ListCharterVersionsRequest request);
  absl::StatusOr<v1::CharterVersion> ProposeCharter(
      v1::ProposeCharterRequest request);
  absl::StatusOr<v1::CharterVersion> GiveOpinion(
      v1::GiveOpinionRequest request);
  absl::StatusOr<v1::CharterVersion> AdoptCharter(
      v1::AdoptCharterRequest request);
  absl::StatusOr<v1::CharterVersion> VetoCharter(
      v1::VetoCharterRequest request);
  absl::StatusOr<v1::CharterVersion> AgreeToWidening(
      v1::AgreeToWideningRequest request);
  absl::StatusOr<v1::ReplayCharterResponse> ReplayCharter(
      const v1::ReplayCharterRequest& request);

  absl::StatusOr<v1::ExplainResponse> Explain(
      const v1::ExplainRequest& request);
  absl::StatusOr<v1::ExplainLeafResponse> ExplainLeaf(
      v1::ExplainLeafRequest request);

  // No receipts are owed for these two.
  absl::StatusOr<v1::Checkpoint> GetCheckpoint();
  absl::StatusOr<v1::InclusionProof> GetInclusionProof(uint64_t index,
                                                       uint64_t tree_size);
  absl::StatusOr<v1::ExportLeavesResponse> ExportLeaves(uint64_t first,
                                                        int count);

  // A call of JournalReviewService:
  // Review(&v1::JournalReviewService::Stub::AskQuestion, request).
  template <typename Response, typename Request>
  absl::StatusOr<Response> Review(
      grpc::Status (v1::JournalReviewService::Stub::*method)(
          grpc::ClientContext*, const Request&, Response*),
      Request request) {
    if constexpr (requires { request.parent(); }) {
      if (request.parent().empty()) request.set_parent(parent());
    }
    if constexpr (requires { request.request_id(); }) {
      if (request.request_id().empty()) request.set_request_id(NewRequestId());
    }
    Response response;
    RETURN_IF_ERROR(Asking(connection_.Call([&](grpc::ClientContext& context) {
      response.Clear();
      return ((*reviews_).*method)(&context, request, &response);
    }),
                           request));
    return response;
  }

 private:
  Connection& connection_;
  const std::unique_ptr<v1::CaseService::Stub> cases_;
  const std::unique_ptr<v1::ReferralService::Stub> referrals_;
  const std::unique_ptr<v1::SessionService::Stub> sessions_;
  const std::unique_ptr<v1::MemberService::Stub> members_;
  const std::unique_ptr<v1::CharterService::Stub> charters_;
  const std::unique_ptr<v1::ExplainService::Stub> explanations_;
  const std::unique_ptr<v1::JournalService::Stub> journal_;
  const std::unique_ptr<v1::JournalReviewService::Stub> reviews_;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_API_H_

// The generated services, each method handed to the one path of unary_call.h.
// Nothing is decided here.
#ifndef SCEAU_SERVER_RPC_SERVICES_H_
#define SCEAU_SERVER_RPC_SERVICES_H_

#include <vector>

#include "grpcpp/impl/service_type.h"

#include "sceau/v1/case_service.grpc.pb.h"
#include "sceau/v1/charter_service.grpc.pb.h"
#include "sceau/v1/explain_service.grpc.pb.h"
#include "sceau/v1/journal_review_service.grpc.pb.h"
#include "sceau/v1/journal_service.grpc.pb.h"
#include "sceau/v1/member_service.grpc.pb.h"
#include "sceau/v1/referral_service.grpc.pb.h"
#include "sceau/v1/session_service.grpc.pb.h"
#include "server/rpc/arena_messages.h"
#include "server/rpc/unary_call.h"

// One method of a generated service: its request type has its name.
#define SCEAU_SERVES(Method, Response)                                   \
  grpc::ServerUnaryReactor* Method(grpc::CallbackServerContext* context, \
                                   const v1::Method##Request* request,   \
                                   v1::Response* response) override {    \
    return calls_.Serve(context, request, response);                     \
  }

namespace sceau {

// All services over one UnaryCalls, which outlives them. Thread safe.
class Services {
 public:
  explicit Services(UnaryCalls& calls)
      : cases_(calls),
        referrals_(calls),
        sessions_(calls),
        members_(calls),
        charter_(calls),
        explanations_(calls),
        journal_(calls),
        reviews_(calls) {}

  std::vector<grpc::Service*> All() {
    return {&cases_,   &referrals_,    &sessions_, &members_,
            &charter_, &explanations_, &journal_,  &reviews_};
  }

 private:
  class Cases final : public v1::CaseService::CallbackService {
   public:
    explicit Cases(UnaryCalls& calls) : calls_(calls) {
      SetMessageAllocatorFor_GetCase(&whole_cases_);
      SetMessageAllocatorFor_ListEntries(&entry_pages_);
    }
    SCEAU_SERVES(CreateCase, Case)
    SCEAU_SERVES(GetCase, Case)
    SCEAU_SERVES(ListCases, ListCasesResponse)
    SCEAU_SERVES(SearchCases, SearchCasesResponse)
    SCEAU_SERVES(CreateEntry, Entry)
    SCEAU_SERVES(BatchCreateEntries, BatchCreateEntriesResponse)
    SCEAU_SERVES(SupersedeEntry, Entry)
    SCEAU_SERVES(NarrowEntry, Entry)
    SCEAU_SERVES(WithdrawEntry, Entry)
    SCEAU_SERVES(ListEntries, ListEntriesResponse)
    SCEAU_SERVES(RecordCondition, Case)

   private:
    UnaryCalls& calls_;
    ArenaMessages<v1::GetCaseRequest, v1::Case> whole_cases_;
    ArenaMessages<v1::ListEntriesRequest, v1::ListEntriesResponse> entry_pages_;
  };

  class Referrals final : public v1::ReferralService::CallbackService {
   public:
    explicit Referrals(UnaryCalls& calls) : calls_(calls) {}
    SCEAU_SERVES(SubmitReferral, Referral)
    SCEAU_SERVES(GetReferral, Referral)
    SCEAU_SERVES(ListReferrals, ListReferralsResponse)
    SCEAU_SERVES(UpdateReferral, Referral)
    SCEAU_SERVES(WithdrawReferral, Referral)
    SCEAU_SERVES(AcceptReferral, Referral)
    SCEAU_SERVES(RejectReferral, Referral)

   private:
    UnaryCalls& calls_;
  };

  class Sessions final : public v1::SessionService::CallbackService {
   public:
    explicit Sessions(UnaryCalls& calls) : calls_(calls) {}
    SCEAU_SERVES(CreateReviewSession, ReviewSession)
    SCEAU_SERVES(GetReviewSession, ReviewSession)
    SCEAU_SERVES(ListReviewSessions, ListReviewSessionsResponse)
    SCEAU_SERVES(UpdateReviewSession, ReviewSession)
    SCEAU_SERVES(PublishAgenda, ReviewSession)
    SCEAU_SERVES(CloseReviewSession, ReviewSession)

   private:
    UnaryCalls& calls_;
  };

  class Members final : public v1::MemberService::CallbackService {
   public:
    explicit Members(UnaryCalls& calls) : calls_(calls) {}
    SCEAU_SERVES(RegisterMember, Member)
    SCEAU_SERVES(ConfirmMember, Member)
    SCEAU_SERVES(SuspendMember, Member)
    SCEAU_SERVES(RemoveMember, Member)
    SCEAU_SERVES(RecuseMember, RecuseMemberResponse)
    SCEAU_SERVES(ListMembers, ListMembersResponse)
    SCEAU_SERVES(WhoAmI, WhoAmIResponse)

   private:
    UnaryCalls& calls_;
  };

  class Charter final : public v1::CharterService::CallbackService {
   public:
    explicit Charter(UnaryCalls& calls) : calls_(calls) {}
    SCEAU_SERVES(GetCharter, CharterVersion)
    SCEAU_SERVES(SignCharter, CharterVersion)
    SCEAU_SERVES(ListCharterVersions, ListCharterVersionsResponse)
    SCEAU_SERVES(ProposeCharter, CharterVersion)
    SCEAU_SERVES(GiveOpinion, CharterVersion)
    SCEAU_SERVES(AdoptCharter, CharterVersion)
    SCEAU_SERVES(VetoCharter, CharterVersion)
    SCEAU_SERVES(AgreeToWidening, CharterVersion)
    SCEAU_SERVES(ReplayCharter, ReplayCharterResponse)

   private:
    UnaryCalls& calls_;
  };

  class Explanations final : public v1::ExplainService::CallbackService {
   public:
    explicit Explanations(UnaryCalls& calls) : calls_(calls) {}
    SCEAU_SERVES(Explain, ExplainResponse)
    SCEAU_SERVES(ExplainLeaf, ExplainLeafResponse)

   private:
    UnaryCalls& calls_;
  };

  class Proofs final : public v1::JournalService::CallbackService {
   public:
    explicit Proofs(UnaryCalls& calls) : calls_(calls) {}
    SCEAU_SERVES(GetCheckpoint, Checkpoint)
    SCEAU_SERVES(GetInclusionProof, InclusionProof)
    SCEAU_SERVES(GetConsistencyProof, ConsistencyProof)
    SCEAU_SERVES(AddCosignature, Checkpoint)
    SCEAU_SERVES(ExportLeaves, ExportLeavesResponse)

   private:
    UnaryCalls& calls_;
  };

  class Reviews final : public v1::JournalReviewService::CallbackService {
   public:
    explicit Reviews(UnaryCalls& calls) : calls_(calls) {}
    SCEAU_SERVES(CreateJournalReview, JournalReview)
    SCEAU_SERVES(GetJournalReview, JournalReview)
    SCEAU_SERVES(ListJournalReviews, ListJournalReviewsResponse)
    SCEAU_SERVES(SearchAccesses, SearchAccessesResponse)
    SCEAU_SERVES(ListSignals, ListSignalsResponse)
    SCEAU_SERVES(GetSample, Sample)
    SCEAU_SERVES(AskQuestion, JournalQuestion)
    SCEAU_SERVES(ListQuestions, ListQuestionsResponse)
    SCEAU_SERVES(AnswerQuestion, JournalQuestion)
    SCEAU_SERVES(RecordFinding, JournalFinding)
    SCEAU_SERVES(RecordMeasure, JournalFinding)
    SCEAU_SERVES(RequestName, JournalFinding)
    SCEAU_SERVES(AgreeToName, JournalFinding)
    SCEAU_SERVES(RevealName, RevealNameResponse)
    SCEAU_SERVES(ListOfficerActs, ListOfficerActsResponse)
    SCEAU_SERVES(AttestOfficerActs, JournalReview)
    SCEAU_SERVES(GetFigures, Figures)
    SCEAU_SERVES(GetReport, GetReportResponse)
    SCEAU_SERVES(CloseJournalReview, JournalReview)
    SCEAU_SERVES(ListOwnAccesses, ListOwnAccessesResponse)
    SCEAU_SERVES(ListReaders, ListReadersResponse)

   private:
    UnaryCalls& calls_;
  };

  Cases cases_;
  Referrals referrals_;
  Sessions sessions_;
  Members members_;
  Charter charter_;
  Explanations explanations_;
  Proofs journal_;
  Reviews reviews_;
};

}  // namespace sceau

#undef SCEAU_SERVES

#endif  // SCEAU_SERVER_RPC_SERVICES_H_

// A group's service in the test's process: answers what the test says, with the
// receipts and checkpoints that a journal gives, and keeps what it was asked.
#ifndef SCEAU_TESTS_CLIENT_CLI_FAKE_GROUP_H_
#define SCEAU_TESTS_CLIENT_CLI_FAKE_GROUP_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/grpcpp.h"

#include "client/lib/connection.h"
#include "proto/contract/wire.h"
#include "sceau/v1/case_service.grpc.pb.h"
#include "sceau/v1/charter_service.grpc.pb.h"
#include "sceau/v1/explain_service.grpc.pb.h"
#include "sceau/v1/journal_review_service.grpc.pb.h"
#include "sceau/v1/journal_service.grpc.pb.h"
#include "sceau/v1/member_service.grpc.pb.h"
#include "sceau/v1/referral_service.grpc.pb.h"
#include "sceau/v1/session_service.grpc.pb.h"
#include "tests/client/lib/fake_journal.h"

namespace sceau::testing {

class FakeGroup final : public v1::CaseService::Service,
                        public v1::CharterService::Service,
                        public v1::ExplainService::Service,
                        public v1::JournalReviewService::Service,
                        public v1::JournalService::Service,
                        public v1::MemberService::Service,
                        public v1::ReferralService::Service,
                        public v1::SessionService::Service {
 public:
  FakeGroup() {
    journal->AppendMany(3);
    grpc::ServerBuilder builder;
    builder.RegisterService(static_cast<v1::CaseService::Service*>(this));
    builder.RegisterService(static_cast<v1::CharterService::Service*>(this));
    builder.RegisterService(static_cast<v1::ExplainService::Service*>(this));
    builder.RegisterService(
        static_cast<v1::JournalReviewService::Service*>(this));
    builder.RegisterService(static_cast<v1::JournalService::Service*>(this));
    builder.RegisterService(static_cast<v1::MemberService::Service*>(this));
    builder.RegisterService(static_cast<v1::ReferralService::Service*>(this));
    builder.RegisterService(static_cast<v1::SessionService::Service*>(this));
    server_ = builder.BuildAndStart();
  }
  ~FakeGroup() override { server_->Shutdown(); }

  std::unique_ptr<Connection> Connect(const Profile& profile) {
    return std::make_unique<Connection>(
        server_->InProcessChannel(grpc::ChannelArguments()), profile,
        [](absl::Duration) {});
  }

  std::unique_ptr<FakeJournal> journal = std::make_unique<FakeJournal>();
  absl::Status answer = absl::OkStatus();  // Of everything but the journal.
  v1::WhoAmIResponse me = {};
  v1::ListMembersResponse members = {};
  v1::CharterVersion charter = {};
  std::optional<v1::CharterVersion> in_force = {};  // Else `charter` is.
  v1::ExplainResponse explanation = {};
  v1::ExplainLeafResponse explained_leaf = {};
  v1::ReplayCharterResponse replay = {};
  v1::ListQuestionsResponse questions = {};
  v1::Case file = {};
  v1::ListCasesResponse cases = {};
  v1::Referral referral = {};
  v1::Entry entry = {};
  v1::ReviewSession session = {};
  v1::UpdateReviewSessionRequest changed_session = {};
  absl::Status reviews_answer = absl::OkStatus();  // Of the list of them.
  v1::ListJournalReviewsResponse reviews = {};
  v1::JournalReview review = {};
  v1::GetReportResponse report = {};
  v1::CreateJournalReviewRequest opened = {};
  v1::AskQuestionRequest asked = {};
  v1::RecordFindingRequest found = {};
  // What CreateCase answers, in order; then OK.
  std::vector<absl::Status> create_answers = {};
  size_t creations = 0;
  // The last request of each kind.
  v1::SubmitReferralRequest submitted = {};
  v1::CreateEntryRequest created = {};
  v1::SupersedeEntryRequest superseded = {};
  v1::SignCharterRequest signature = {};
  v1::ProposeCharterRequest proposed = {};
  v1::GiveOpinionRequest opinion = {};
  v1::AdoptCharterRequest adoption = {};
  v1::VetoCharterRequest veto = {};
  v1::AgreeToWideningRequest agreement = {};
  v1::ReplayCharterRequest replayed = {};
  v1::ExplainRequest explained = {};
  v1::RecuseMemberRequest recusal = {};
  v1::ConfirmMemberRequest confirmation = {};
  v1::SearchCasesRequest search = {};
  v1::GetCaseRequest get_case = {};
  // What GetCheckpoint answers beside the newest note, and what happens just
  // before it does.
  v1::Checkpoint published = {};
  std::function<void()> before_checkpoint = [] {};
  // The leaf that is proven whichever is asked for.
  std::optional<uint64_t> proven_instead = {};

 private:
  template <typename Response>
  grpc::Status Answer(grpc::ServerContext& context, const Response& with,
                      Response& response) {
    return AnswerOr(context, answer, with, response);
  }
  template <typename Response>
  grpc::Status AnswerOr(grpc::ServerContext& context,
                        const absl::Status& status, const Response& with,
                        Response& response) {
    const uint64_t index = journal->Append(absl::StrCat(journal->size()));
    context.AddTrailingMetadata(kCheckpointKey, journal->Note());
    context.AddTrailingMetadata(kReceiptKey, journal->ReceiptOf(index));
    if (!status.ok()) return ToGrpcStatus(status);
    response = with;
    return grpc::Status::OK;
  }

  grpc::Status WhoAmI(grpc::ServerContext* context, const v1::WhoAmIRequest*,
                      v1::WhoAmIResponse* response) override {
    return Answer(*context, me, *response);
  }
  grpc::Status ListMembers(grpc::ServerContext* context,
                           const v1::ListMembersRequest*,
                           v1::ListMembersResponse* response) override {
    return Answer(*context, members, *response);
  }
  grpc::Status ConfirmMember(grpc::ServerContext* context,
                             const v1::ConfirmMemberRequest* request,
                             v1::Member* response) override {
    confirmation = *request;
    return Answer(*context, members.members(0), *response);
  }
  grpc::Status GetCharter(grpc::ServerContext* context,
                          const v1::GetCharterRequest* request,
                          v1::CharterVersion* response) override {
    const bool current = absl::EndsWith(request->name(), "/current");
    return Answer(*context,
                  current && in_force.has_value() ? *in_force : charter,
                  *response);
  }
  grpc::Status SignCharter(grpc::ServerContext* context,
                           const v1::SignCharterRequest* request,
                           v1::CharterVersion* response) override {
    signature = *request;
    return Answer(*context, charter, *response);
  }
  grpc::Status ProposeCharter(grpc::ServerContext* context,
                              const v1::ProposeCharterRequest* request,
                              v1::CharterVersion* response) override {
    proposed = *request;
    return Answer(*context, charter, *response);
  }
  grpc::Status GiveOpinion(grpc::ServerContext* context,
                           const v1::GiveOpinionRequest* request,
                           v1::CharterVersion* response) override {
    opinion = *request;
    return Answer(*context, charter, *response);
  }
  grpc::Status AdoptCharter(grpc::ServerContext* context,
                            const v1::AdoptCharterRequest* request,
                            v1::CharterVersion* response) override {
    adoption = *request;
    return Answer(*context, charter, *response);
  }
  grpc::Status VetoCharter(grpc::ServerContext* context,
                           const v1::VetoCharterRequest* request,
                           v1::CharterVersion* response) override {
    veto = *request;
    return Answer(*context, charter, *response);
  }
  grpc::Status AgreeToWidening(grpc::ServerContext* context,
                               const v1::AgreeToWideningRequest* request,
                               v1::CharterVersion* response) override {
    agreement = *request;
    return Answer(*context, charter, *response);
  }
  grpc::Status ReplayCharter(grpc::ServerContext* context,
                             const v1::ReplayCharterRequest* request,
                             v1::ReplayCharterResponse* response) override {
    replayed = *request;
    return Answer(*context, replay, *response);
  }
  grpc::Status Explain(grpc::ServerContext* context,
                       const v1::ExplainRequest* request,
                       v1::ExplainResponse* response) override {
    explained = *request;
    return Answer(*context, explanation, *response);
  }
  grpc::Status ExplainLeaf(grpc::ServerContext* context,
                           const v1::ExplainLeafRequest*,
                           v1::ExplainLeafResponse* response) override {
    return Answer(*context, explained_leaf, *response);
  }
  grpc::Status ListCharterVersions(
      grpc::ServerContext* context, const v1::ListCharterVersionsRequest*,
      v1::ListCharterVersionsResponse* response) override {
    v1::ListCharterVersionsResponse page;
    *page.add_charter_versions() = charter;
    return Answer(*context, page, *response);
  }
  grpc::Status RecuseMember(grpc::ServerContext* context,
                            const v1::RecuseMemberRequest* request,
                            v1::RecuseMemberResponse* response) override {
    recusal = *request;
    return Answer(*context, {}, *response);
  }
  grpc::Status GetCase(grpc::ServerContext* context,
                       const v1::GetCaseRequest* request,
                       v1::Case* response) override {
    get_case = *request;
    return Answer(*context, file, *response);
  }
  grpc::Status ListCases(grpc::ServerContext* context,
                         const v1::ListCasesRequest*,
                         v1::ListCasesResponse* response) override {
    return Answer(*context, cases, *response);
  }
  grpc::Status SearchCases(grpc::ServerContext* context,
                           const v1::SearchCasesRequest* request,
                           v1::SearchCasesResponse* response) override {
    search = *request;
    return Answer(*context, {}, *response);
  }
  grpc::Status CreateCase(grpc::ServerContext* context,
                          const v1::CreateCaseRequest*,
                          v1::Case* response) override {
    const size_t call = creations++;
    if (call < create_answers.size() && !create_answers[call].ok()) {
      return ToGrpcStatus(create_answers[call]);
    }
    return Answer(*context, {}, *response);
  }
  grpc::Status ListJournalReviews(
      grpc::ServerContext* context, const v1::ListJournalReviewsRequest*,
      v1::ListJournalReviewsResponse* response) override {
    return AnswerOr(*context, reviews_answer, reviews, *response);
  }
  grpc::Status GetJournalReview(grpc::ServerContext* context,
                                const v1::GetJournalReviewRequest*,
                                v1::JournalReview* response) override {
    return Answer(*context, review, *response);
  }
  grpc::Status GetReport(grpc::ServerContext* context,
                         const v1::GetReportRequest*,
                         v1::GetReportResponse* response) override {
    return Answer(*context, report, *response);
  }
  grpc::Status CreateJournalReview(
      grpc::ServerContext* context,
      const v1::CreateJournalReviewRequest* request,
      v1::JournalReview* response) override {
    opened = *request;
    return Answer(*context, request->journal_review(), *response);
  }
  grpc::Status AskQuestion(grpc::ServerContext* context,
                           const v1::AskQuestionRequest* request,
                           v1::JournalQuestion* response) override {
    asked = *request;
    return Answer(*context, review.questions(0), *response);
  }
  grpc::Status RecordFinding(grpc::ServerContext* context,
                             const v1::RecordFindingRequest* request,
                             v1::JournalFinding* response) override {
    found = *request;
    return Answer(*context, {}, *response);
  }
  grpc::Status ListQuestions(grpc::ServerContext* context,
                             const v1::ListQuestionsRequest*,
                             v1::ListQuestionsResponse* response) override {
    return Answer(*context, questions, *response);
  }
  grpc::Status GetReviewSession(grpc::ServerContext* context,
                                const v1::GetReviewSessionRequest*,
                                v1::ReviewSession* response) override {
    return Answer(*context, session, *response);
  }
  grpc::Status UpdateReviewSession(
      grpc::ServerContext* context,
      const v1::UpdateReviewSessionRequest* request,
      v1::ReviewSession* response) override {
    changed_session = *request;
    return Answer(*context, request->review_session(), *response);
  }
  grpc::Status CreateEntry(grpc::ServerContext* context,
                           const v1::CreateEntryRequest* request,
                           v1::Entry* response) override {
    created = *request;
    return Answer(*context, request->entry(), *response);
  }
  grpc::Status SupersedeEntry(grpc::ServerContext* context,
                              const v1::SupersedeEntryRequest* request,
                              v1::Entry* response) override {
    superseded = *request;
    return Answer(*context, entry, *response);
  }
  grpc::Status SubmitReferral(grpc::ServerContext* context,
                              const v1::SubmitReferralRequest* request,
                              v1::Referral* response) override {
    submitted = *request;
    v1::Referral sent = request->referral();
    sent.set_name("groups/alencon/referrals/r1");
    sent.set_state(v1::REFERRAL_STATE_SUBMITTED);
    return Answer(*context, sent, *response);
  }

  grpc::Status GetCheckpoint(grpc::ServerContext*,
                             const v1::GetCheckpointRequest*,
                             v1::Checkpoint* response) override {
    before_checkpoint();
    *response = published;
    response->set_note(journal->Note());
    return grpc::Status::OK;
  }
  grpc::Status GetInclusionProof(grpc::ServerContext*,
                                 const v1::GetInclusionProofRequest* request,
                                 v1::InclusionProof* response) override {
    const uint64_t leaf = proven_instead.value_or(request->leaf_index());
    const auto proof = journal->Inclusion(leaf, request->tree_size());
    response->set_leaf_index(leaf);
    response->set_tree_size(request->tree_size());
    response->set_leaf_hash(crypto::ToString(journal->leaf(leaf)));
    for (const crypto::Hash& hash : proof.value()) {
      response->add_hashes(crypto::ToString(hash));
    }
    return grpc::Status::OK;
  }
  grpc::Status GetConsistencyProof(
      grpc::ServerContext*, const v1::GetConsistencyProofRequest* request,
      v1::ConsistencyProof* response) override {
    const auto proof = journal->Consistency(request->first_tree_size(),
                                            request->second_tree_size());
    for (const crypto::Hash& hash : proof.value()) {
      response->add_hashes(crypto::ToString(hash));
    }
    return grpc::Status::OK;
  }

  std::unique_ptr<grpc::Server> server_;
};

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_CLIENT_CLI_FAKE_GROUP_H_

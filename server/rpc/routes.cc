#include "server/rpc/routes.h"

#include "server/cases/case_lists.h"
#include "server/cases/case_reader.h"
#include "server/cases/case_writer.h"
#include "server/cases/explainer.h"
#include "server/charter/charter_life.h"
#include "server/charter/charter_operations.h"
#include "server/charter/charter_review.h"
#include "server/members/member_operations.h"
#include "server/oversight/journal_reviews.h"
#include "server/oversight/readerships.h"
#include "server/referrals/referrals.h"
#include "server/rpc/journal_proofs.h"
#include "server/sessions/sessions.h"

namespace sceau {

MethodTable Routes() {
  MethodTable table;
  table.Add(&GroupRooms::writer, &CaseWriter::CreateCase);
  table.Add(&GroupRooms::reader, &CaseReader::GetCase);
  table.Add(&GroupRooms::lists, &CaseLists::ListCases);
  table.Add(&GroupRooms::lists, &CaseLists::SearchCases);
  table.Add(&GroupRooms::writer, &CaseWriter::CreateEntry);
  table.Add(&GroupRooms::writer, &CaseWriter::BatchCreateEntries);
  table.Add(&GroupRooms::writer, &CaseWriter::SupersedeEntry);
  table.Add(&GroupRooms::writer, &CaseWriter::NarrowEntry);
  table.Add(&GroupRooms::writer, &CaseWriter::WithdrawEntry);
  table.Add(&GroupRooms::reader, &CaseReader::ListEntries);
  table.Add(&GroupRooms::writer, &CaseWriter::RecordCondition);

  table.Add(&GroupRooms::referrals, &Referrals::SubmitReferral);
  table.Add(&GroupRooms::referrals, &Referrals::GetReferral);
  table.Add(&GroupRooms::referrals, &Referrals::ListReferrals);
  table.Add(&GroupRooms::referrals, &Referrals::UpdateReferral);
  table.Add(&GroupRooms::referrals, &Referrals::WithdrawReferral);
  table.Add(&GroupRooms::referrals, &Referrals::AcceptReferral);
  table.Add(&GroupRooms::referrals, &Referrals::RejectReferral);

  table.Add(&GroupRooms::sessions, &Sessions::CreateReviewSession);
  table.Add(&GroupRooms::sessions, &Sessions::GetReviewSession);
  table.Add(&GroupRooms::sessions, &Sessions::ListReviewSessions);
  table.Add(&GroupRooms::sessions, &Sessions::UpdateReviewSession);
  table.Add(&GroupRooms::sessions, &Sessions::PublishAgenda);
  table.Add(&GroupRooms::sessions, &Sessions::CloseReviewSession);

  table.Add(&GroupRooms::member_operations, &MemberOperations::RegisterMember);
  table.Add(&GroupRooms::member_operations, &MemberOperations::ConfirmMember);
  table.Add(&GroupRooms::member_operations, &MemberOperations::SuspendMember);
  table.Add(&GroupRooms::member_operations, &MemberOperations::RemoveMember);
  table.Add(&GroupRooms::member_operations, &MemberOperations::RecuseMember);
  table.Add(&GroupRooms::member_operations, &MemberOperations::ListMembers);
  table.Add(&GroupRooms::member_operations, &MemberOperations::WhoAmI);

  table.Add(&GroupRooms::charter, &CharterOperations::GetCharter);
  table.Add(&GroupRooms::charter, &CharterOperations::SignCharter);
  table.Add(&GroupRooms::charter, &CharterOperations::ListCharterVersions);
  table.Add(&GroupRooms::charter, &CharterOperations::AgreeToWidening);
  table.Add(&GroupRooms::charter_life, &CharterLife::ProposeCharter);
  table.Add(&GroupRooms::charter_life, &CharterLife::GiveOpinion);
  table.Add(&GroupRooms::charter_life, &CharterLife::AdoptCharter);
  table.Add(&GroupRooms::charter_life, &CharterLife::VetoCharter);
  table.Add(&GroupRooms::charter_review, &CharterReview::ReplayCharter);

  table.Add(&GroupRooms::explainer, &Explainer::Explain);
  table.Add(&GroupRooms::reviews, &JournalReviews::ExplainLeaf);

  table.Add(&GroupRooms::proofs, &JournalProofs::GetCheckpoint);
  table.Add(&GroupRooms::proofs, &JournalProofs::GetInclusionProof);
  table.Add(&GroupRooms::proofs, &JournalProofs::GetConsistencyProof);
  table.Add(&GroupRooms::proofs, &JournalProofs::ExportLeaves);
  table.Add(&GroupRooms::witnesses, &JournalWitnesses::AddCosignature);

  table.Add(&GroupRooms::reviews, &JournalReviews::CreateJournalReview);
  table.Add(&GroupRooms::reviews, &JournalReviews::GetJournalReview);
  table.Add(&GroupRooms::reviews, &JournalReviews::ListJournalReviews);
  table.Add(&GroupRooms::reviews, &JournalReviews::SearchAccesses);
  table.Add(&GroupRooms::reviews, &JournalReviews::ListSignals);
  table.Add(&GroupRooms::reviews, &JournalReviews::GetSample);
  table.Add(&GroupRooms::reviews, &JournalReviews::AskQuestion);
  table.Add(&GroupRooms::reviews, &JournalReviews::ListQuestions);
  table.Add(&GroupRooms::reviews, &JournalReviews::AnswerQuestion);
  table.Add(&GroupRooms::reviews, &JournalReviews::RecordFinding);
  table.Add(&GroupRooms::reviews, &JournalReviews::RecordMeasure);
  table.Add(&GroupRooms::reviews, &JournalReviews::RequestName);
  table.Add(&GroupRooms::reviews, &JournalReviews::AgreeToName);
  table.Add(&GroupRooms::reviews, &JournalReviews::RevealName);
  table.Add(&GroupRooms::reviews, &JournalReviews::ListOfficerActs);
  table.Add(&GroupRooms::reviews, &JournalReviews::AttestOfficerActs);
  table.Add(&GroupRooms::reviews, &JournalReviews::GetFigures);
  table.Add(&GroupRooms::reviews, &JournalReviews::GetReport);
  table.Add(&GroupRooms::reviews, &JournalReviews::CloseJournalReview);
  table.Add(&GroupRooms::readerships, &Readerships::ListOwnAccesses);
  table.Add(&GroupRooms::readerships, &Readerships::ListReaders);
  return table;
}

}  // namespace sceau

// Questions to members, and their answers.
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "proto/contract/quotas.h"
#include "server/cases/page_token.h"
#include "server/charter/charter_view.h"
#include "server/oversight/journal_reviews.h"
#include "server/oversight/review_call.h"
#include "server/oversight/review_cases.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

constexpr int kMaxQuestions = 200;
constexpr int kMaxAskedAccesses = 50;
constexpr int kQuestionsPerPage = 50;
constexpr char kQuestions[] = "questions";

// The accesses that the request names, as the question keeps them.
absl::StatusOr<std::vector<v1::AskedAccess>> AccessesOf(
    const ReviewRooms& rooms, const Call& call, const StoredReview& review,
    const v1::AskQuestionRequest& request) {
  if (request.leaf_indexes().empty() ||
      request.leaf_indexes_size() > kMaxAskedAccesses) {
    return FieldError("leaf_indexes", "1 to 50");
  }
  ASSIGN_OR_RETURN(const ReviewedPeriod period, LookAt(rooms, call, review));
  const auto state = rooms.rooms.members.state();
  std::vector<v1::AskedAccess> asked;
  for (const uint64_t leaf : std::set<uint64_t>(request.leaf_indexes().begin(),
                                                request.leaf_indexes().end())) {
    const auto at = FindInPeriod(period, leaf);
    if (!at.has_value()) {
      return FieldError("leaf_indexes", "accesses of the period");
    }
    v1::Access access = AccessFor(call, *state, period, *at);
    if (access.member() != request.member()) {
      return FieldError("leaf_indexes", "the member's own accesses");
    }
    v1::AskedAccess& line = asked.emplace_back();
    line.set_leaf_index(access.leaf_index());
    *line.mutable_time() = access.time();
    line.set_operation(access.operation());
    *line.mutable_situations() = std::move(*access.mutable_situations());
  }
  return asked;
}

absl::Status Put(const ReviewRooms& rooms, const Call& call,
                 const v1::AskQuestionRequest& request,
                 const std::vector<v1::AskedAccess>& asked,
                 StoredReview& review, std::string& part) {
  v1::JournalReview& kept = *review.record.mutable_review();
  if (kept.questions_size() >= kMaxQuestions) {
    return QuotaExceeded(Quota::kQuestions,
                         "a review holds 200 questions at most");
  }
  v1::JournalQuestion& question = *kept.add_questions();
  question.set_name(
      PartName(call, review.id, kQuestions, NewId(rooms.rooms.random, 'q')));
  question.set_member(request.member());
  for (const v1::AskedAccess& each : asked) *question.add_accesses() = each;
  question.set_rule(request.rule());
  question.set_asks_personal_link(request.asks_personal_link());
  *question.mutable_ask_time() = ToTimestamp(call.now);
  *question.mutable_due_date() =
      ToDate(call.today + call.charter->program->clocks().answer_days);
  ToBeLookedAtAgain(review);
  part = question.name();
  return absl::OkStatus();
}

// Another's question, and none, look the same, whatever the review's state.
absl::Status IsAsked(const Call& call, const v1::AnswerQuestionRequest& request,
                     StoredReview& review) {
  const v1::JournalQuestion* const question =
      FindQuestion(review, request.name());
  return question != nullptr &&
                 question->member() ==
                     MemberName::Of(call.group, call.caller.member).ToString()
             ? absl::OkStatus()
             : PolicyDenied();
}

absl::Status Answer(const Call& call, const v1::AnswerQuestionRequest& request,
                    StoredReview& review, std::string& part) {
  v1::JournalQuestion* const question = FindQuestion(review, request.name());
  if (question->has_answer_time()) {
    return ReviewStateForbids("the question is answered");
  }
  if (!v1::AccessJustification_IsValid(request.justification()) ||
      request.justification() == v1::ACCESS_JUSTIFICATION_UNSPECIFIED) {
    return FieldError("justification", "one of the list");
  }
  if (!v1::PersonalLink_IsValid(request.personal_link()) ||
      (question->asks_personal_link() &&
       request.personal_link() == v1::PERSONAL_LINK_UNSPECIFIED)) {
    return FieldError("personal_link", "yes or no");
  }
  question->set_justification(request.justification());
  question->set_personal_link(request.personal_link());
  *question->mutable_answer_time() = ToTimestamp(call.now);
  part = question->name();
  return absl::OkStatus();
}

// A question to the caller, and the review it is of.
struct OwnQuestion {
  const StoredReview* review = nullptr;
  const v1::JournalQuestion* question = nullptr;
};

// Those to answer first, the most pressing before; then the newest.
std::vector<OwnQuestion> QuestionsTo(const StoredReviews& reviews,
                                     const std::string& member) {
  std::vector<OwnQuestion> own;
  for (const auto& [id, review] : reviews) {
    for (const v1::JournalQuestion& each :
         review->record.review().questions()) {
      if (each.member() == member) own.push_back({review.get(), &each});
    }
  }
  std::stable_sort(
      own.begin(), own.end(), [](const OwnQuestion& a, const OwnQuestion& b) {
        const bool answered = a.question->has_answer_time();
        if (answered != b.question->has_answer_time()) return !answered;
        const absl::CivilDay due_a = ToCivil(a.question->due_date());
        const absl::CivilDay due_b = ToCivil(b.question->due_date());
        return answered ? due_a > due_b : due_a < due_b;
      });
  return own;
}

// What the cases of an open question are called outside the review: the member
// had them open, and must know which is meant. What was denied has no situation
// (AsReviewed).
absl::Status AddCases(const ReviewRooms& rooms, const Call& call,
                      const OwnQuestion& own, v1::JournalQuestion& out) {
  if (out.has_answer_time()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const ReviewedPeriod period,
                   LookAt(rooms, call, *own.review));
  std::set<Pseudonym> wanted;
  for (const v1::AskedAccess& access : out.accesses()) {
    for (const std::string& name : access.situations()) {
      const auto of = period.situations->Find(name);
      if (of.has_value()) wanted.insert(*of);
    }
  }
  ASSIGN_OR_RETURN(const auto ids, FindCases(rooms, wanted));
  for (v1::AskedAccess& access : *out.mutable_accesses()) {
    for (const std::string& name : access.situations()) {
      const auto of = period.situations->Find(name);
      const auto id = of.has_value() ? ids.find(*of) : ids.end();
      access.add_cases(id == ids.end()
                           ? ""
                           : CaseName::Of(call.group, id->second).ToString());
    }
  }
  return absl::OkStatus();
}

absl::Status FillQuestions(const ReviewRooms& rooms, const Call& call,
                           const ReviewPage& page,
                           v1::ListQuestionsResponse& answer) {
  const auto reviews = rooms.book.all();
  const auto own = QuestionsTo(
      *reviews, MemberName::Of(call.group, call.caller.member).ToString());
  auto next = own.begin();
  if (!page.after.empty()) {
    next = std::find_if(own.begin(), own.end(), [&](const OwnQuestion& each) {
      return each.question->name() == page.after;
    });
    if (next != own.end()) ++next;
  }
  for (; next != own.end(); ++next) {
    if (answer.questions_size() == page.size) {
      answer.set_next_page_token(
          page.Next(rooms, call, (*(next - 1)).question->name()));
      break;
    }
    v1::JournalQuestion& line = *answer.add_questions();
    line = *next->question;
    RETURN_IF_ERROR(AddCases(rooms, call, *next, line));
  }
  return absl::OkStatus();
}

void AnswerWithQuestion(const Call&, StoredReview& review,
                        const std::string& part, v1::JournalQuestion* out) {
  const v1::JournalQuestion* const question = FindQuestion(review, part);
  if (question != nullptr) *out = *question;
}

}  // namespace

void JournalReviews::AskQuestion(const Call& call,
                                 const v1::AskQuestionRequest& request,
                                 v1::JournalQuestion* response,
                                 Finish finish) const {
  const auto name = JournalReviewName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  // On this thread, not the writer's; for who may not, nothing is looked at.
  absl::StatusOr<std::vector<v1::AskedAccess>> asked =
      LookBefore(rooms_, call, name->id(), [&](const StoredReview& review) {
        return AccessesOf(rooms_, call, review, request);
      });
  ChangeReview<v1::AskQuestionRequest, v1::JournalQuestion>(
      rooms_, call, v1::OPERATION_JOURNAL_REVIEW, name->id(), request, response,
      std::move(finish),
      [this, asked = std::move(asked)](
          const Call& who, const v1::AskQuestionRequest& what,
          StoredReview& review, std::string& part) -> absl::Status {
        RETURN_IF_ERROR(asked.status());
        if (!v1::SignalRule_IsValid(what.rule())) {
          return FieldError("rule", "not a rule of signals");
        }
        return Put(rooms_, who, what, *asked, review, part);
      },
      AnswerWithQuestion);
}

void JournalReviews::ListQuestions(const Call& call,
                                   const v1::ListQuestionsRequest& request,
                                   v1::ListQuestionsResponse* response,
                                   Finish finish) const {
  const auto page =
      OpenPage(rooms_, call, request, kQuestionsPerPage, kQuestionsPerPage);
  if (!page.ok()) return finish(page.status(), std::nullopt);
  LeafDraft leaf =
      DraftLeaf(call, v1::OPERATION_JOURNAL_ANSWER, Outcome::kAllowed);
  v1::ListQuestionsResponse answer;
  absl::Status status =
      DecideRoleOperation(call, v1::OPERATION_JOURNAL_ANSWER, leaf);
  if (status.ok()) {
    status = FillQuestions(rooms_, call, *page, answer);
  }
  leaf.outcome = OutcomeOfCall(status);
  RecordAndAnswer(rooms_.rooms.journal.writer(), std::move(leaf),
                  std::move(status), std::move(answer), response,
                  std::move(finish));
}

void JournalReviews::AnswerQuestion(const Call& call,
                                    const v1::AnswerQuestionRequest& request,
                                    v1::JournalQuestion* response,
                                    Finish finish) const {
  const auto part = ParseReviewPart(request.name(), kQuestions);
  if (!part.ok()) return finish(part.status(), std::nullopt);
  ChangeReview<v1::AnswerQuestionRequest, v1::JournalQuestion>(
      rooms_, call, v1::OPERATION_JOURNAL_ANSWER, part->review, request,
      response, std::move(finish), Answer, AnswerWithQuestion, IsAsked);
}

}  // namespace sceau

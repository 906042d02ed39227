// What the officer concludes, what is done about it, and a case's name when
// that cannot be done without.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "proto/contract/quotas.h"
#include "server/charter/charter_view.h"
#include "server/oversight/journal_reviews.h"
#include "server/oversight/review_call.h"
#include "server/oversight/review_cases.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

constexpr int kMaxFindings = 500;
constexpr int kMaxConcludedAccesses = 500;
constexpr char kFindings[] = "findings";

// The accesses to conclude: whose they are, and of which cases.
absl::StatusOr<v1::JournalFinding> AccessesOf(
    const ReviewRooms& rooms, const Call& call, const StoredReview& stored,
    const v1::RecordFindingRequest& request) {
  v1::JournalFinding finding;
  std::set<uint64_t> leaves;
  if (request.question().empty()) {
    if (request.leaf_indexes().empty() ||
        request.leaf_indexes_size() > kMaxConcludedAccesses) {
      return FieldError("leaf_indexes", "1 to 500");
    }
    leaves.insert(request.leaf_indexes().begin(), request.leaf_indexes().end());
  } else {
    StoredReview review = stored;
    const v1::JournalQuestion* const question =
        FindQuestion(review, request.question());
    if (question == nullptr || !request.leaf_indexes().empty()) {
      return FieldError("question", "one of this review, and nothing beside");
    }
    for (const v1::AskedAccess& each : question->accesses()) {
      leaves.insert(static_cast<uint64_t>(each.leaf_index()));
    }
    finding.set_question(question->name());
  }
  ASSIGN_OR_RETURN(const ReviewedPeriod period, LookAt(rooms, call, stored));
  const auto state = rooms.rooms.members.state();
  std::set<std::pair<std::string, std::string>> members;
  std::set<std::string> situations;
  for (const uint64_t leaf : leaves) {
    const auto at = FindInPeriod(period, leaf);
    if (!at.has_value()) {
      return FieldError("leaf_indexes", "accesses of the period");
    }
    const v1::Access access = AccessFor(call, *state, period, *at);
    finding.add_leaf_indexes(access.leaf_index());
    members.emplace(access.member(), access.partner());
    situations.insert(access.situations().begin(), access.situations().end());
  }
  if (members.size() == 1) {
    finding.set_member(members.begin()->first);
    finding.set_partner(members.begin()->second);
  } else if (request.outcome() != v1::FINDING_OUTCOME_JUSTIFIED) {
    return FieldError("leaf_indexes", "of one member, unless justified");
  }
  for (const std::string& each : situations) finding.add_situations(each);
  return finding;
}

bool IsConcluded(const v1::JournalReview& review,
                 const v1::JournalFinding& wanted) {
  std::set<int64_t> concluded;
  for (const v1::JournalFinding& each : review.findings()) {
    concluded.insert(each.leaf_indexes().begin(), each.leaf_indexes().end());
  }
  return std::any_of(wanted.leaf_indexes().begin(), wanted.leaf_indexes().end(),
                     [&](int64_t leaf) { return concluded.count(leaf) != 0; });
}

absl::Status Conclude(const ReviewRooms& rooms, const Call& call,
                      const v1::RecordFindingRequest& request,
                      v1::JournalFinding finding, StoredReview& review,
                      std::string& part) {
  if (!v1::FindingOutcome_IsValid(request.outcome()) ||
      request.outcome() == v1::FINDING_OUTCOME_UNSPECIFIED) {
    return FieldError("outcome", "justified, error or breach");
  }
  v1::JournalReview& kept = *review.record.mutable_review();
  if (!finding.question().empty()) {
    const v1::JournalQuestion& question =
        *FindQuestion(review, finding.question());
    if (!question.has_answer_time() &&
        call.today <= ToCivil(question.due_date())) {
      return ReviewStateForbids("the member has time to answer");
    }
  }
  if (IsConcluded(kept, finding)) {
    return FieldError("leaf_indexes", "one of them is concluded already");
  }
  if (kept.findings_size() >= kMaxFindings) {
    return QuotaExceeded(Quota::kFindings,
                         "a review holds 500 findings at most");
  }
  finding.set_name(
      PartName(call, review.id, kFindings, NewId(rooms.rooms.random, 'f')));
  finding.set_outcome(request.outcome());
  *finding.mutable_record_time() = ToTimestamp(call.now);
  part = finding.name();
  *kept.add_findings() = std::move(finding);
  ToBeLookedAtAgain(review);
  return absl::OkStatus();
}

bool HasMeasure(const v1::JournalFinding& finding, v1::MeasureKind kind) {
  return std::any_of(
      finding.measures().begin(), finding.measures().end(),
      [kind](const v1::JournalMeasure& each) { return each.kind() == kind; });
}

// Whether the member of the finding may do nothing any more.
bool IsSuspended(const ReviewRooms& rooms, const v1::JournalFinding& finding) {
  const auto name = MemberName::Parse(finding.member());
  if (!name.ok()) return false;
  const auto state = rooms.rooms.members.state();
  const auto member = state->members.find(name->id());
  return member != state->members.end() &&
         (member->second.membership == Membership::kSuspended ||
          member->second.membership == Membership::kRemoved);
}

absl::Status Take(const ReviewRooms& rooms, const Call& call,
                  v1::MeasureKind kind, v1::JournalFinding& finding) {
  if (!v1::MeasureKind_IsValid(kind) || kind == v1::MEASURE_KIND_UNSPECIFIED) {
    return FieldError("measure", "one of the list");
  }
  if (finding.outcome() == v1::FINDING_OUTCOME_JUSTIFIED) {
    return ReviewStateForbids("the access is justified");
  }
  if (HasMeasure(finding, kind)) {
    return ReviewStateForbids("the measure is recorded already");
  }
  v1::JournalMeasure measure;
  measure.set_kind(kind);
  *measure.mutable_record_time() = ToTimestamp(call.now);
  switch (kind) {
    case v1::MEASURE_KIND_SUSPENSION:
      if (!IsSuspended(rooms, finding)) {
        return ReviewStateForbids("suspend the member first");
      }
      break;
    case v1::MEASURE_KIND_BREACH_CLOCK:
      if (finding.outcome() != v1::FINDING_OUTCOME_BREACH) {
        return ReviewStateForbids("the finding is no breach");
      }
      *measure.mutable_due_time() = ToTimestamp(
          call.now + absl::Hours(call.charter->program->clocks().breach_hours));
      break;
    case v1::MEASURE_KIND_BREACH_NOTIFIED:
      if (!HasMeasure(finding, v1::MEASURE_KIND_BREACH_CLOCK)) {
        return ReviewStateForbids("no data breach is recorded");
      }
      break;
    default:
      break;
  }
  *finding.add_measures() = std::move(measure);
  return absl::OkStatus();
}

absl::Status WantName(const Call& call, const v1::RequestNameRequest& request,
                      v1::JournalFinding& finding) {
  if (!v1::NameReason_IsValid(request.reason()) ||
      request.reason() == v1::NAME_REASON_UNSPECIFIED) {
    return FieldError("reason", "one of the list");
  }
  if (std::find(finding.situations().begin(), finding.situations().end(),
                request.situation()) == finding.situations().end()) {
    return FieldError("situation", "one of the finding");
  }
  if (finding.outcome() == v1::FINDING_OUTCOME_JUSTIFIED) {
    return ReviewStateForbids("the access is justified");
  }
  if (finding.has_name_request()) {
    return ReviewStateForbids("a name is asked for already");
  }
  v1::NameRequest& wanted = *finding.mutable_name_request();
  wanted.set_situation(request.situation());
  wanted.set_reason(request.reason());
  *wanted.mutable_request_time() = ToTimestamp(call.now);
  return absl::OkStatus();
}

absl::Status Agree(const Call& call, v1::JournalFinding& finding) {
  if (!finding.has_name_request() ||
      !finding.name_request().agreed_by().empty()) {
    return ReviewStateForbids("no name is asked for, or it is agreed already");
  }
  v1::NameRequest& wanted = *finding.mutable_name_request();
  wanted.set_agreed_by(
      MemberName::Of(call.group, call.caller.member).ToString());
  *wanted.mutable_agree_time() = ToTimestamp(call.now);
  return absl::OkStatus();
}

void AnswerWithFinding(const Call&, StoredReview& review,
                       const std::string& part, v1::JournalFinding* out) {
  const v1::JournalFinding* const finding = FindFinding(review, part);
  if (finding != nullptr) *out = *finding;
}

// A change of one finding. Errors: NAME_MALFORMED, POLICY_DENIED (there is no
// such finding), those of `change`.
template <typename Request>
void ChangeFinding(const ReviewRooms& rooms, const Call& call,
                   v1::Operation operation, const Request& request,
                   v1::JournalFinding* response, Finish finish,
                   std::function<absl::Status(const Call&, const Request&,
                                              v1::JournalFinding&)>
                       change) {
  const auto name = ParseReviewPart(request.name(), kFindings);
  if (!name.ok()) return finish(name.status(), std::nullopt);
  ChangeReview<Request, v1::JournalFinding>(
      rooms, call, operation, name->review, request, response,
      std::move(finish),
      [operation, change = std::move(change)](
          const Call& who, const Request& what, StoredReview& review,
          std::string& part) -> absl::Status {
        v1::JournalFinding* const finding = FindFinding(review, what.name());
        if (finding == nullptr) return PolicyDenied();
        part = finding->name();
        if (operation == v1::OPERATION_JOURNAL_REVIEW) {
          ToBeLookedAtAgain(review);
        }
        return change(who, what, *finding);
      },
      AnswerWithFinding);
}

// The case that is to be known: one of the finding's accesses, as long as the
// journal still tells of it.
std::set<Pseudonym> CasesNamed(const ReviewedPeriod& period,
                               const v1::JournalFinding& finding) {
  std::set<Pseudonym> named;
  for (const int64_t leaf : finding.leaf_indexes()) {
    const auto at = FindInPeriod(period, static_cast<uint64_t>(leaf));
    if (!at.has_value()) continue;
    for (const Pseudonym& each : CasesOf(*at->chunk, at->row)) {
      if (period.situations->NameOf(each) ==
          finding.name_request().situation()) {
        named.insert(each);
      }
    }
  }
  return named;
}

}  // namespace

void JournalReviews::RecordFinding(const Call& call,
                                   const v1::RecordFindingRequest& request,
                                   v1::JournalFinding* response,
                                   Finish finish) const {
  const auto name = JournalReviewName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  absl::StatusOr<v1::JournalFinding> looked =
      LookBefore(rooms_, call, name->id(), [&](const StoredReview& review) {
        return AccessesOf(rooms_, call, review, request);
      });
  ChangeReview<v1::RecordFindingRequest, v1::JournalFinding>(
      rooms_, call, v1::OPERATION_JOURNAL_REVIEW, name->id(), request, response,
      std::move(finish),
      [this, looked = std::move(looked)](
          const Call& who, const v1::RecordFindingRequest& what,
          StoredReview& review, std::string& part) -> absl::Status {
        RETURN_IF_ERROR(looked.status());
        return Conclude(rooms_, who, what, *looked, review, part);
      },
      AnswerWithFinding);
}

void JournalReviews::RecordMeasure(const Call& call,
                                   const v1::RecordMeasureRequest& request,
                                   v1::JournalFinding* response,
                                   Finish finish) const {
  ChangeFinding<v1::RecordMeasureRequest>(
      rooms_, call, v1::OPERATION_JOURNAL_REVIEW, request, response,
      std::move(finish),
      [this](const Call& who, const v1::RecordMeasureRequest& what,
             v1::JournalFinding& finding) {
        return Take(rooms_, who, what.measure(), finding);
      });
}

void JournalReviews::RequestName(const Call& call,
                                 const v1::RequestNameRequest& request,
                                 v1::JournalFinding* response,
                                 Finish finish) const {
  ChangeFinding<v1::RequestNameRequest>(rooms_, call,
                                        v1::OPERATION_JOURNAL_REVIEW, request,
                                        response, std::move(finish), WantName);
}

void JournalReviews::AgreeToName(const Call& call,
                                 const v1::AgreeToNameRequest& request,
                                 v1::JournalFinding* response,
                                 Finish finish) const {
  ChangeFinding<v1::AgreeToNameRequest>(
      rooms_, call, v1::OPERATION_JOURNAL_OVERSEE, request, response,
      std::move(finish),
      [](const Call& who, const v1::AgreeToNameRequest&,
         v1::JournalFinding& finding) { return Agree(who, finding); });
}

void JournalReviews::RevealName(const Call& call,
                                const v1::RevealNameRequest& request,
                                v1::RevealNameResponse* response,
                                Finish finish) const {
  const auto part = ParseReviewPart(request.name(), kFindings);
  if (!part.ok()) return finish(part.status(), std::nullopt);
  ReadReview<v1::RevealNameResponse>(
      rooms_, call, v1::OPERATION_JOURNAL_REVIEW,
      JournalReviewName::Of(call.group, part->review).ToString(), response,
      std::move(finish),
      [&](const StoredReview& stored, v1::RevealNameResponse& answer,
          LeafDraft& leaf) -> absl::Status {
        StoredReview review = stored;
        const v1::JournalFinding* const finding =
            FindFinding(review, request.name());
        if (finding == nullptr) return PolicyDenied();
        if (finding->name_request().agreed_by().empty()) {
          return ReviewStateForbids("nobody has agreed to it");
        }
        ASSIGN_OR_RETURN(const ReviewedPeriod period,
                         LookAt(rooms_, call, stored));
        ASSIGN_OR_RETURN(const auto found,
                         FindCases(rooms_, CasesNamed(period, *finding)));
        if (found.empty()) {
          return ReviewStateForbids("there is no such case any more");
        }
        leaf.resources.push_back(found.begin()->first);
        answer.set_case_(
            CaseName::Of(call.group, found.begin()->second).ToString());
        return absl::OkStatus();
      });
}

}  // namespace sceau

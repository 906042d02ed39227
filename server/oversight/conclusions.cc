// The end of a review: the sample, somebody else's look at the officer's acts,
// the figures, the report that is signed.
#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

#include "crypto/charter_signature.h"
#include "crypto/checkpoint.h"
#include "crypto/digest.h"
#include "server/charter/charter_view.h"
#include "server/oversight/figures.h"
#include "server/oversight/journal_reviews.h"
#include "server/oversight/report.h"
#include "server/oversight/review_call.h"
#include "server/oversight/sample.h"
#include "server/runtime/civil.h"

namespace sceau {
namespace {

constexpr int kActsPerPage = 100;
constexpr int kMostActsPerPage = 200;
// A report is signed when it is made, give or take reading it.
constexpr absl::Duration kReportLife = absl::Hours(1);

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixNanos(
      google::protobuf::util::TimeUtil::TimestampToNanoseconds(time));
}

// What nobody but a charter officer does.
bool IsOfficersAct(v1::Operation operation) {
  switch (operation) {
    case v1::OPERATION_JOURNAL_REVIEW:
    case v1::OPERATION_JOURNAL_LIST:
    case v1::OPERATION_MEMBER_CONFIRM:
    case v1::OPERATION_MEMBER_SUSPEND:
    case v1::OPERATION_MEMBER_REMOVE:
    case v1::OPERATION_MEMBER_RECUSE:
    case v1::OPERATION_CHARTER_REPLAY:
      return true;
    default:
      return false;
  }
}

absl::Status Attest(const Call& call,
                    const v1::AttestOfficerActsRequest& request,
                    StoredReview& review) {
  if (!v1::ActsVerdict_IsValid(request.verdict()) ||
      request.verdict() == v1::ACTS_VERDICT_UNSPECIFIED) {
    return FieldError("verdict", "in order, or to discuss");
  }
  const std::string self =
      MemberName::Of(call.group, call.caller.member).ToString();
  v1::JournalReview& kept = *review.record.mutable_review();
  if (self == kept.officer()) {
    return ReviewStateForbids("nobody looks at their own acts");
  }
  v1::ActsAttestation& attestation = *kept.mutable_attestation();
  attestation.set_member(self);
  attestation.set_verdict(request.verdict());
  *attestation.mutable_attest_time() = ToTimestamp(call.now);
  return absl::OkStatus();
}

// Whether everything was said that a report must say.
absl::Status CheckComplete(const Call& call, const v1::JournalReview& review) {
  if (ToCivil(review.end_date()) >= call.today) {
    return ReviewStateForbids("the period is not over");
  }
  for (const v1::JournalQuestion& question : review.questions()) {
    const bool concluded =
        std::any_of(review.findings().begin(), review.findings().end(),
                    [&](const v1::JournalFinding& finding) {
                      return finding.question() == question.name();
                    });
    if (!concluded) {
      return ReviewStateForbids("a question has no finding yet");
    }
  }
  if (!review.has_attestation()) {
    return ReviewStateForbids("nobody has looked at the officer's acts");
  }
  return absl::OkStatus();
}

// The report that the caller signed, made again.
struct SignedReport {
  uint64_t version = 0;  // Of the review's row.
  std::string json = {};
  crypto::Bytes spki_der = {};
};

// That the report says when it is made, and covers the period.
absl::Status CheckMoment(const ReviewRooms& rooms, const Call& call,
                         const ReviewedPeriod& period,
                         const v1::CloseJournalReviewRequest& request) {
  const absl::Time made = TimeOf(request.report_time());
  if (made > call.now || made < call.now - kReportLife) {
    return FieldError("report_time", "within the last hour");
  }
  Journal& journal = rooms.rooms.journal;
  RETURN_IF_ERROR(journal.CheckContinues("checkpoint", request.checkpoint()));
  const auto checkpoint =
      crypto::VerifyCheckpoint(request.checkpoint(), journal.verifier_key(),
                               journal.verifier_key().name);
  uint64_t needed = 0;
  period.snapshot->Visit(period.from_ns, period.to_ns, 0,
                         [&needed](const AccessChunk& chunk, size_t row) {
                           needed = chunk.leaf[row] + 1;
                           return true;
                         });
  if (!checkpoint.ok() || checkpoint->size < needed) {
    return FieldError("checkpoint", "one that reaches the end of the period");
  }
  return absl::OkStatus();
}

absl::StatusOr<SignedReport> ReadSigned(
    const ReviewRooms& rooms, const Call& call, const StoredReview& review,
    const v1::CloseJournalReviewRequest& request) {
  RETURN_IF_ERROR(CheckComplete(call, review.record.review()));
  ASSIGN_OR_RETURN(const ReviewedPeriod period, LookAt(rooms, call, review));
  RETURN_IF_ERROR(CheckMoment(rooms, call, period, request));
  SignedReport report = {.version = review.version};
  ASSIGN_OR_RETURN(report.json,
                   ReportJson(ReportOf(rooms, call, review, period,
                                       TimeOf(request.report_time()),
                                       request.checkpoint())));
  const auto state = rooms.rooms.members.state();
  const auto member = state->members.find(call.caller.member);
  if (member == state->members.end()) return PolicyDenied();
  report.spki_der = member->second.spki_der;
  const crypto::Bytes message = crypto::JournalReportMessage(
      call.group, review.id, crypto::Sha256(crypto::AsBytes(report.json)));
  if (!crypto::VerifyWithSpki(report.spki_der, message,
                              crypto::AsBytes(request.signature()))
           .ok()) {
    return FieldError("signature", "the caller's, of this report");
  }
  return report;
}

}  // namespace

void JournalReviews::GetSample(const Call& call,
                               const v1::GetSampleRequest& request,
                               v1::Sample* response, Finish finish) const {
  ReadReview<v1::Sample>(
      rooms_, call, v1::OPERATION_JOURNAL_REVIEW, request.name(), response,
      std::move(finish),
      [&](const StoredReview& review, v1::Sample& answer,
          LeafDraft&) -> absl::Status {
        const int percent = request.max_percent() == 0 ? kUsualMaxPercent
                                                       : request.max_percent();
        if (percent < 1 || percent > kMostMaxPercent) {
          return FieldError("max_percent", "1 to 20");
        }
        ASSIGN_OR_RETURN(const ReviewedPeriod period,
                         LookAt(rooms_, call, review));
        answer = SampleOf(call, *rooms_.rooms.members.state(), review, period,
                          percent);
        return absl::OkStatus();
      });
}

void JournalReviews::ListOfficerActs(const Call& call,
                                     const v1::ListOfficerActsRequest& request,
                                     v1::ListOfficerActsResponse* response,
                                     Finish finish) const {
  const auto page =
      OpenPage(rooms_, call, request, kActsPerPage, kMostActsPerPage);
  if (!page.ok()) return finish(page.status(), std::nullopt);
  const auto first = page->Place();
  if (!first.ok()) return finish(first.status(), std::nullopt);
  ReadReview<v1::ListOfficerActsResponse>(
      rooms_, call, v1::OPERATION_JOURNAL_OVERSEE, request.name(), response,
      std::move(finish),
      [&](const StoredReview& review, v1::ListOfficerActsResponse& answer,
          LeafDraft&) -> absl::Status {
        ASSIGN_OR_RETURN(const ReviewedPeriod period,
                         LookAt(rooms_, call, review));
        const auto state = rooms_.rooms.members.state();
        const auto& ids = period.snapshot->names->Of(AccessNames::kMember);
        std::vector<bool> officers(ids.size());
        for (size_t i = 0; i < ids.size(); ++i) {
          const auto member = state->members.find(ids[i]);
          officers[i] = member != state->members.end() &&
                        member->second.role == v1::ROLE_CHARTER_OFFICER;
        }
        const int64_t from =
            absl::ToUnixNanos(TimeOf(review.record.review().create_time()));
        period.snapshot->Visit(
            from, INT64_MAX, *first, [&](const AccessChunk& chunk, size_t row) {
              if (!officers[chunk.member[row]] ||
                  !IsOfficersAct(chunk.OperationOf(row))) {
                return true;
              }
              if (answer.acts_size() == page->size) {
                answer.set_next_page_token(
                    page->Next(rooms_, call, absl::StrCat(chunk.leaf[row])));
                return false;
              }
              *answer.add_acts() =
                  AccessFor(call, *state, period, {&chunk, row});
              return true;
            });
        return absl::OkStatus();
      });
}

void JournalReviews::AttestOfficerActs(
    const Call& call, const v1::AttestOfficerActsRequest& request,
    v1::JournalReview* response, Finish finish) const {
  const auto name = JournalReviewName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  ChangeReview<v1::AttestOfficerActsRequest, v1::JournalReview>(
      rooms_, call, v1::OPERATION_JOURNAL_OVERSEE, name->id(), request,
      response, std::move(finish),
      [](const Call& who, const v1::AttestOfficerActsRequest& what,
         StoredReview& review, std::string& part) {
        part = review.id;
        return Attest(who, what, review);
      },
      [](const Call& who, StoredReview& review, const std::string&,
         v1::JournalReview* out) { *out = ReviewFor(who, review); });
}

void JournalReviews::GetFigures(const Call& call,
                                const v1::GetFiguresRequest& request,
                                v1::Figures* response, Finish finish) const {
  ReadReview<v1::Figures>(
      rooms_, call, v1::OPERATION_JOURNAL_REVIEW, request.name(), response,
      std::move(finish),
      [&](const StoredReview& review, v1::Figures& answer,
          LeafDraft&) -> absl::Status {
        ASSIGN_OR_RETURN(const ReviewedPeriod period,
                         LookAt(rooms_, call, review));
        answer = FiguresOf(*period.snapshot, period.from_ns, period.to_ns,
                           call.charter->program->clocks().small_cell_minimum);
        return absl::OkStatus();
      });
}

void JournalReviews::GetReport(const Call& call,
                               const v1::GetReportRequest& request,
                               v1::GetReportResponse* response,
                               Finish finish) const {
  ReadReview<v1::GetReportResponse>(
      rooms_, call, v1::OPERATION_JOURNAL_REVIEW, request.name(), response,
      std::move(finish),
      [&](const StoredReview& review, v1::GetReportResponse& answer,
          LeafDraft&) -> absl::Status {
        if (!review.record.report_json().empty()) {
          answer.set_json(review.record.report_json());
          answer.set_signature(review.record.report_signature());
          answer.set_public_key(review.record.officer_spki());
          return ReadReportJson(answer.json(), *answer.mutable_report());
        }
        ASSIGN_OR_RETURN(const ReviewedPeriod period,
                         LookAt(rooms_, call, review));
        *answer.mutable_report() =
            ReportOf(rooms_, call, review, period, call.now,
                     rooms_.rooms.journal.NewestCheckpoint());
        ASSIGN_OR_RETURN(*answer.mutable_json(), ReportJson(answer.report()));
        return absl::OkStatus();
      });
}

void JournalReviews::CloseJournalReview(
    const Call& call, const v1::CloseJournalReviewRequest& request,
    v1::JournalReview* response, Finish finish) const {
  const auto name = JournalReviewName::Parse(request.name());
  if (!name.ok()) return finish(name.status(), std::nullopt);
  absl::StatusOr<SignedReport> report =
      LookBefore(rooms_, call, name->id(), [&](const StoredReview& review) {
        return ReadSigned(rooms_, call, review, request);
      });
  ChangeReview<v1::CloseJournalReviewRequest, v1::JournalReview>(
      rooms_, call, v1::OPERATION_JOURNAL_REVIEW, name->id(), request, response,
      std::move(finish),
      [report = std::move(report)](
          const Call& who, const v1::CloseJournalReviewRequest& what,
          StoredReview& review, std::string& part) -> absl::Status {
        RETURN_IF_ERROR(report.status());
        if (review.version != report->version) {
          return Error(v1::ERROR_REASON_ETAG_MISMATCH,
                       "the review changed since the report was signed");
        }
        part = review.id;
        review.record.set_report_json(report->json);
        review.record.set_report_signature(what.signature());
        review.record.set_officer_spki(crypto::ToString(report->spki_der));
        v1::JournalReview& kept = *review.record.mutable_review();
        kept.set_state(v1::JOURNAL_REVIEW_STATE_CLOSED);
        *kept.mutable_close_time() = ToTimestamp(who.now);
        return absl::OkStatus();
      },
      [](const Call& who, StoredReview& review, const std::string&,
         v1::JournalReview* out) { *out = ReviewFor(who, review); });
}

}  // namespace sceau

// A review from its opening to the signed report.
#include <algorithm>
#include <string>
#include <utility>

#include "proto/contract/names.h"
#include "sceau/v1/explain_service.pb.h"
#include "sceau/v1/journal_review_service.pb.h"
#include "server/runtime/civil.h"
#include "server/selftest/course.h"
#include "server/selftest/signatures.h"

namespace sceau::selftest {
namespace {

constexpr int kMostAccesses = 200;

class ReviewCourse {
 public:
  ReviewCourse(const Cast& cast, absl::CivilDay made, Twins& twins)
      : cast_(cast),
        twins_(twins),
        made_(made),
        officer_(*cast.Find(v1::ROLE_CHARTER_OFFICER)),
        overseer_(*cast.Find(v1::ROLE_DATA_PROTECTION_OFFICER)) {}

  void Run() {
    if (!Open()) return;
    Look();
    const auto finding = Find();
    if (!finding.has_value()) return;
    Follow(*finding);
    Conclude();
    Close();
  }

 private:
  using Findings = std::array<v1::JournalFinding, 2>;

  template <typename Request>
  auto Of(const std::array<std::string, 2>& names) const {
    return [&names](size_t side) {
      Request request;
      request.set_name(names[side]);
      return request;
    };
  }
  template <typename Response, typename Request>
  auto AskOfficer() {
    return twins_.Ask<Response>(officer_, Of<Request>(review_));
  }

  bool Open() {
    const auto review = twins_.Ask<v1::JournalReview>(officer_, [this](size_t) {
      v1::CreateJournalReviewRequest create;
      create.set_parent(GroupName::Of(kGroup).ToString());
      *create.mutable_journal_review()->mutable_start_date() = ToDate(made_);
      *create.mutable_journal_review()->mutable_end_date() = ToDate(made_);
      return create;
    });
    if (!review.has_value()) return false;
    review_ = {(*review)[0].name(), (*review)[1].name()};
    return true;
  }

  void Look() {
    (void)AskOfficer<v1::JournalReview, v1::GetJournalReviewRequest>();
    (void)AskOfficer<v1::ListSignalsResponse, v1::ListSignalsRequest>();
    (void)AskOfficer<v1::Figures, v1::GetFiguresRequest>();
    (void)twins_.Ask<v1::ListOfficerActsResponse>(
        overseer_, Of<v1::ListOfficerActsRequest>(review_));
  }

  // Something that a member did in a case; what the officer is told of it.
  std::optional<std::array<v1::Access, 2>> SomeAccess() {
    const auto found =
        twins_.Ask<v1::SearchAccessesResponse>(officer_, [this](size_t side) {
          v1::SearchAccessesRequest search;
          search.set_name(review_[side]);
          search.set_outcome(v1::ACCESS_OUTCOME_ALLOWED);
          search.set_page_size(kMostAccesses);
          return search;
        });
    if (!found.has_value()) return std::nullopt;
    std::array<v1::Access, 2> access;
    for (size_t side = 0; side < access.size(); ++side) {
      const auto& all = (*found)[side].accesses();
      const auto each =
          std::find_if(all.begin(), all.end(), [](const v1::Access& one) {
            return !one.member().empty() && one.situations_size() > 0;
          });
      if (each == all.end()) return std::nullopt;
      access[side] = *each;
    }
    return access;
  }

  const Person* WhoIs(const std::string& name) const {
    const auto found = std::find_if(
        cast_.people.begin(), cast_.people.end(),
        [&name](const Person& person) { return person.name() == name; });
    return found == cast_.people.end() ? nullptr : &*found;
  }

  // A question, answered, and what is concluded.
  std::optional<Findings> Find() {
    const auto access = SomeAccess();
    if (!access.has_value()) return std::nullopt;
    (void)twins_.Ask<v1::ExplainLeafResponse>(officer_, [&](size_t side) {
      v1::ExplainLeafRequest explain;
      explain.set_parent(GroupName::Of(kGroup).ToString());
      explain.set_leaf_index((*access)[side].leaf_index());
      return explain;
    });
    const Person* const asked = WhoIs((*access)[0].member());
    if (asked == nullptr) return std::nullopt;
    const auto question =
        twins_.Ask<v1::JournalQuestion>(officer_, [&](size_t side) {
          v1::AskQuestionRequest ask;
          ask.set_name(review_[side]);
          ask.set_member((*access)[side].member());
          ask.add_leaf_indexes((*access)[side].leaf_index());
          ask.set_asks_personal_link(true);
          return ask;
        });
    if (!question.has_value()) return std::nullopt;
    (void)twins_.Ask<v1::JournalQuestion>(*asked, [&](size_t side) {
      v1::AnswerQuestionRequest answer;
      answer.set_name((*question)[side].name());
      answer.set_justification(v1::ACCESS_JUSTIFICATION_PREPARING);
      answer.set_personal_link(v1::PERSONAL_LINK_NO);
      return answer;
    });
    return twins_.Ask<v1::JournalFinding>(officer_, [&](size_t side) {
      v1::RecordFindingRequest find;
      find.set_name(review_[side]);
      find.set_question((*question)[side].name());
      find.set_outcome(v1::FINDING_OUTCOME_BREACH);
      return find;
    });
  }

  void Follow(const Findings& findings) {
    const std::array<std::string, 2> names = {findings[0].name(),
                                              findings[1].name()};
    (void)twins_.Ask<v1::JournalFinding>(officer_, [&](size_t side) {
      auto measure = Of<v1::RecordMeasureRequest>(names)(side);
      measure.set_measure(v1::MEASURE_KIND_REMINDER);
      return measure;
    });
    (void)twins_.Ask<v1::JournalFinding>(officer_, [&](size_t side) {
      auto request = Of<v1::RequestNameRequest>(names)(side);
      if (findings[side].situations_size() > 0) {
        request.set_situation(findings[side].situations(0));
      }
      request.set_reason(v1::NAME_REASON_INFORM_PERSON);
      return request;
    });
    (void)twins_.Ask<v1::JournalFinding>(overseer_,
                                         Of<v1::AgreeToNameRequest>(names));
    (void)twins_.Ask<v1::RevealNameResponse>(officer_,
                                             Of<v1::RevealNameRequest>(names));
  }

  // What is left of the sample is found justified.
  void Conclude() {
    const auto sample = AskOfficer<v1::Sample, v1::GetSampleRequest>();
    if (sample.has_value()) {
      (void)twins_.Ask<v1::JournalFinding>(officer_, [&](size_t side) {
        auto find = Of<v1::RecordFindingRequest>(review_)(side);
        find.set_outcome(v1::FINDING_OUTCOME_JUSTIFIED);
        for (const v1::Access& access : (*sample)[side].accesses()) {
          find.add_leaf_indexes(access.leaf_index());
        }
        return find;
      });
    }
    (void)twins_.Ask<v1::JournalReview>(overseer_, [&](size_t side) {
      auto attest = Of<v1::AttestOfficerActsRequest>(review_)(side);
      attest.set_verdict(v1::ACTS_VERDICT_IN_ORDER);
      return attest;
    });
  }

  void Close() {
    const auto report =
        AskOfficer<v1::GetReportResponse, v1::GetReportRequest>();
    if (!report.has_value()) return;
    (void)twins_.Ask<v1::JournalReview>(officer_, [&](size_t side) {
      const v1::GetReportResponse& own = (*report)[side];
      auto close = Of<v1::CloseJournalReviewRequest>(review_)(side);
      *close.mutable_report_time() = own.report().create_time();
      close.set_checkpoint(own.report().checkpoint());
      close.set_signature(ReportSignatureOf(officer_, review_[side], own.json())
                              .value_or(std::string()));
      return close;
    });
    (void)AskOfficer<v1::GetReportResponse, v1::GetReportRequest>();
  }

  const Cast& cast_;
  Twins& twins_;
  const absl::CivilDay made_;
  const Person& officer_;
  const Person& overseer_;
  std::array<std::string, 2> review_;
};

}  // namespace

void RunReviewCourse(const Cast& cast, absl::CivilDay made, Twins& twins) {
  ReviewCourse(cast, made, twins).Run();
}

}  // namespace sceau::selftest

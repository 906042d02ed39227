#include "client/cli/cases/import_service.h"

#include "proto/contract/errors.h"

namespace sceau {
namespace {

// Whether the refusal is of this row alone, so that the next may fare better.
bool IsOfTheRow(const absl::Status& status) {
  switch (ReasonOf(status)) {
    case v1::ERROR_REASON_SIGNATURE_REQUIRED:
    case v1::ERROR_REASON_ROLLBACK_SUSPECTED:
      return false;
    default:
      return status.code() == absl::StatusCode::kInvalidArgument ||
             status.code() == absl::StatusCode::kFailedPrecondition;
  }
}

std::string ReasonText(const absl::Status& status) {
  const v1::ErrorReason reason = ReasonOf(status);
  return reason == v1::ERROR_REASON_UNSPECIFIED
             ? absl::StatusCodeToString(status.code())
             : v1::ErrorReason_Name(reason).substr(sizeof("ERROR_REASON_") - 1);
}

}  // namespace

absl::StatusOr<std::vector<KnownCase>> ServiceDirectory::Find(
    const v1::Identity& person) {
  v1::SearchCasesRequest request;
  request.set_family_name(person.family_name());
  request.set_given_name(person.given_name());
  *request.mutable_birth_date() = person.birth_date();
  request.set_purpose(v1::READING_PURPOSE_REFERRAL_CHECK);
  ASSIGN_OR_RETURN(const v1::SearchCasesResponse found,
                   api_.SearchCases(request));
  std::vector<KnownCase> known;
  for (const v1::CaseSummary& summary : found.cases()) {
    if (!summary.has_identity()) continue;  // Exited: a new case is in order.
    known.push_back({.name = summary.name(), .identity = summary.identity()});
  }
  return known;
}

absl::StatusOr<std::vector<v1::Entry>> ServiceDirectory::Entries(
    const std::string& case_name) {
  v1::GetCaseRequest request;
  request.set_name(case_name);
  request.set_view(v1::CASE_VIEW_FULL);
  request.set_purpose(v1::READING_PURPOSE_REFERRAL_CHECK);
  ASSIGN_OR_RETURN(const v1::Case file, api_.GetCase(request));
  return std::vector<v1::Entry>(file.entries().begin(), file.entries().end());
}

CaseCreator::Answer ServiceCreator::Create(
    const v1::CreateCaseRequest& request) {
  const auto created = api_.CreateCase(request);
  if (created.ok()) return {.created = true};
  Answer answer{.reason = ReasonText(created.status()),
                .stop = !IsOfTheRow(created.status())};
  if (answer.stop) stopped_ = created.status();
  return answer;
}

}  // namespace sceau

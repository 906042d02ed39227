#include "proto/contract/quotas.h"

#include "proto/contract/errors.h"

namespace sceau {

absl::string_view QuotaWord(Quota quota) {
  switch (quota) {
    case Quota::kRecords:
      return "records";
    case Quota::kCharterVersions:
      return "charter_versions";
    case Quota::kDrafts:
      return "drafts";
    case Quota::kRecusals:
      return "recusals";
    case Quota::kQuestions:
      return "questions";
    case Quota::kFindings:
      return "findings";
  }
  return "";
}

std::optional<Quota> FindQuota(absl::string_view word) {
  for (const Quota quota : kQuotas) {
    if (QuotaWord(quota) == word) return quota;
  }
  return std::nullopt;
}

absl::Status QuotaExceeded(Quota quota, absl::string_view message) {
  return Error(v1::ERROR_REASON_QUOTA_EXCEEDED, message,
               {{"quota", QuotaWord(quota)}});
}

}  // namespace sceau

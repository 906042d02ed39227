// The limits that QUOTA_EXCEEDED is about: each has a remedy of its own, so the
// error says which one it is.
#ifndef SCEAU_PROTO_CONTRACT_QUOTAS_H_
#define SCEAU_PROTO_CONTRACT_QUOTAS_H_

#include <array>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace sceau {

enum class Quota {
  kRecords,          // Of one kind in a group: members, signatures, reviews...
  kCharterVersions,  // Of a group.
  kDrafts,           // Of one person, within thirty days.
  kRecusals,         // Of one member.
  kQuestions,        // Of one review.
  kFindings,         // Of one review.
};

inline constexpr std::array kQuotas = {
    Quota::kRecords,  Quota::kCharterVersions, Quota::kDrafts,
    Quota::kRecusals, Quota::kQuestions,       Quota::kFindings,
};

// "records": the value of the metadata "quota".
absl::string_view QuotaWord(Quota quota);
std::optional<Quota> FindQuota(absl::string_view word);

// RESOURCE_EXHAUSTED / QUOTA_EXCEEDED.
absl::Status QuotaExceeded(Quota quota, absl::string_view message);

}  // namespace sceau

#endif  // SCEAU_PROTO_CONTRACT_QUOTAS_H_

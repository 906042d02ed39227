#include "proto/contract/violations.h"

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"

#include "proto/contract/errors.h"

namespace sceau {

absl::Status FieldErrors(const std::vector<Violation>& violations) {
  google::rpc::BadRequest bad;
  for (const Violation& each : violations) {
    google::rpc::BadRequest::FieldViolation& line = *bad.add_field_violations();
    line.set_field(each.field);
    line.set_description(each.description);
  }
  absl::Status status =
      Error(v1::ERROR_REASON_FIELD_INVALID, violations.front().description,
            {{"field", violations.front().field}});
  status.SetPayload(kBadRequestUrl, absl::Cord(bad.SerializeAsString()));
  return status;
}

std::vector<Violation> ViolationsOf(const absl::Status& status) {
  std::vector<Violation> violations;
  google::rpc::BadRequest bad;
  const auto payload = status.GetPayload(kBadRequestUrl);
  if (!payload || !bad.ParseFromString(std::string(*payload))) {
    return violations;
  }
  for (const auto& line : bad.field_violations()) {
    violations.push_back(
        {.field = line.field(), .description = line.description()});
  }
  return violations;
}

}  // namespace sceau

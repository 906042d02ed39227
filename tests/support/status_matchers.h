// IsOk, StatusIs and IsOkAndHolds. Newer Abseil has them in
// absl/status/status_matchers.h; Debian's 20220623 does not. ReasonIs stands
// in reason_matcher.h, so that rooms without the contract need not link it.
#ifndef SCEAU_TESTS_SUPPORT_STATUS_MATCHERS_H_
#define SCEAU_TESTS_SUPPORT_STATUS_MATCHERS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau::testing {

inline const absl::Status& StatusOf(const absl::Status& status) {
  return status;
}
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}

MATCHER(IsOk, "") {
  *result_listener << StatusOf(arg);
  return StatusOf(arg).ok();
}

MATCHER_P(StatusIs, code, "") {
  *result_listener << StatusOf(arg);
  return StatusOf(arg).code() == code;
}

MATCHER_P(IsOkAndHolds, matcher, "") {
  if (!arg.ok()) {
    *result_listener << arg.status();
    return false;
  }
  return ::testing::ExplainMatchResult(matcher, *arg, result_listener);
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_STATUS_MATCHERS_H_

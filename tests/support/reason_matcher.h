// ReasonIs: which reason of ours a status carries.
#ifndef SCEAU_TESTS_SUPPORT_REASON_MATCHER_H_
#define SCEAU_TESTS_SUPPORT_REASON_MATCHER_H_

#include "gmock/gmock.h"

#include "proto/contract/errors.h"
#include "tests/support/status_matchers.h"

namespace sceau::testing {

MATCHER_P(ReasonIs, reason, "") {
  *result_listener << StatusOf(arg);
  return ReasonOf(StatusOf(arg)) == reason;
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_REASON_MATCHER_H_

// A step of a test's set-up that has to work: what failed is named, and the
// process stops, since nothing after it would mean anything.
#ifndef SCEAU_TESTS_SUPPORT_MUST_H_
#define SCEAU_TESTS_SUPPORT_MUST_H_

#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace sceau::testing {

inline void Must(const absl::Status& status, const char* what) {
  if (status.ok()) return;
  std::cerr << what << ": " << status << "\n";
  std::abort();
}

template <typename T>
T Must(absl::StatusOr<T> value, const char* what) {
  Must(value.status(), what);
  return *std::move(value);
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_MUST_H_

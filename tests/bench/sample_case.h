// The case file that is read and changed in the benchmark: twelve entries of
// eight categories, everyone invented.
#ifndef SCEAU_TESTS_BENCH_SAMPLE_CASE_H_
#define SCEAU_TESTS_BENCH_SAMPLE_CASE_H_

#include <string>

#include "absl/time/civil_time.h"

#include "sceau/v1/case_service.pb.h"

namespace sceau::bench {

inline constexpr int kSampleEntries = 12;

// A UUID that no other call of this process gives.
std::string NewRequestId();

// The coordinator opens it on `today` for a person of 17.
v1::CreateCaseRequest SampleCase(const std::string& group, absl::CivilDay today,
                                 int number);

// An action as it stands in the sample, and as it is changed to.
v1::EntryBody SampleAction(absl::string_view comment);

}  // namespace sceau::bench

#endif  // SCEAU_TESTS_BENCH_SAMPLE_CASE_H_

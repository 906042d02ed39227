// The officer's report of a period: what was looked at, what it says of the
// rest, what was found and done. By organisation, never by member.
#ifndef SCEAU_SERVER_OVERSIGHT_REPORT_H_
#define SCEAU_SERVER_OVERSIGHT_REPORT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "sceau/v1/journal_review_service.pb.h"
#include "server/oversight/review_view.h"

namespace sceau {

// The readings drawn for `max_percent`, what of them is concluded, and what
// that lets say of all.
v1::Sample SampleOf(const Call& call, const GroupState& state,
                    const StoredReview& review, const ReviewedPeriod& period,
                    int max_percent);

// The report as of `time`, over what the checkpoint covers. Its sample is the
// sharpest that is concluded, else the usual one.
v1::JournalReport ReportOf(const ReviewRooms& rooms, const Call& call,
                           const StoredReview& review,
                           const ReviewedPeriod& period, absl::Time time,
                           const std::string& checkpoint);

// The same bytes of the same report. Errors: INTERNAL / INVARIANT_BROKEN.
absl::StatusOr<std::string> ReportJson(const v1::JournalReport& report);

// What ReportJson wrote. Errors: DATA_LOSS / DATABASE_CORRUPT.
absl::Status ReadReportJson(const std::string& json, v1::JournalReport& report);

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_REPORT_H_

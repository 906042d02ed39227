// What the numbers and texts of a report can be at all, whoever signed it: a
// report is read, added up and drawn by who was handed it.
#ifndef SCEAU_CLIENT_LIB_REPORT_BOUNDS_H_
#define SCEAU_CLIENT_LIB_REPORT_BOUNDS_H_

#include <cstddef>
#include <cstdint>

#include "sceau/v1/journal_review_service.pb.h"

namespace sceau {

// Nothing that a service reports is above these.
inline constexpr size_t kMaxReportedPartners = 256;  // Of several charters.
inline constexpr size_t kMaxReportedRights = 16;
inline constexpr int kMaxReportedSignals = 32;
inline constexpr int kMaxReportedQuestions = 1'000;
inline constexpr int kMaxReportedFindings = 500;
// Of one finding: 500 accesses, of 100 cases each.
inline constexpr int kMaxReportedSituations = 50'000;
inline constexpr int kMaxReportedMeasures = 32;  // Of one finding.
inline constexpr size_t kMaxReportedTextBytes = 1'000;

// Within these bounds; each partner and right once; no count negative, nor
// above the leaves of the period, nor those, nor the accesses concluded, above
// the `size` of the journal; dates of the calendar, in order.
bool IsPlausible(const v1::JournalReport& report, uint64_t size);

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_REPORT_BOUNDS_H_

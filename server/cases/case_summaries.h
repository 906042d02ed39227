// The lines of a list or a search: decided case by case, recorded in one leaf,
// released together.
#ifndef SCEAU_SERVER_CASES_CASE_SUMMARIES_H_
#define SCEAU_SERVER_CASES_CASE_SUMMARIES_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sceau/v1/case.pb.h"
#include "server/cases/recorded_read.h"
#include "server/cases/rooms.h"

namespace sceau {

// Cases decided on for one page, in the order of the answer.
using Summaries = std::vector<std::shared_ptr<CaseRead>>;

// Whether an identity is one that is searched for.
using IsWanted = std::function<bool(const v1::Identity&)>;

// Loads and decides one case for a line: null when the caller may see nothing
// of it. Only Identity's headers are kept, the reference first. Errors: as
// LoadCase.
absl::StatusOr<std::shared_ptr<CaseRead>> DecideSummary(
    const CaseRooms& rooms, const Call& call, const std::string& case_id);

// Records one leaf of `operation` for all of `page`, then fills a line each
// and ends the call. With `wanted`, a case none of whose identities the caller
// may read is wanted gets no line: it was found by a name that another
// organisation keeps from this caller.
void RecordThenSummarize(const CaseRooms& rooms, const Call& call,
                         v1::Operation operation, v1::ReadingPurpose purpose,
                         std::shared_ptr<Summaries> page, IsWanted wanted,
                         std::function<v1::CaseSummary*()> next_line,
                         Finish finish);

}  // namespace sceau

#endif  // SCEAU_SERVER_CASES_CASE_SUMMARIES_H_

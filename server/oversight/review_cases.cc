#include "server/oversight/review_cases.h"

#include <vector>

#include "proto/contract/errors.h"
#include "server/cases/case_loader.h"
#include "server/store/case_table.h"

namespace sceau {
namespace {

constexpr size_t kIdsPerQuery = 1'000;

}  // namespace

std::optional<AccessAt> FindInPeriod(const ReviewedPeriod& period,
                                     uint64_t leaf) {
  const auto at = period.snapshot->Find(leaf);
  if (!at.has_value()) return std::nullopt;
  const int64_t time = at->chunk->time_ns[at->row];
  if (time < period.from_ns || time >= period.to_ns) return std::nullopt;
  return at;
}

absl::StatusOr<std::map<Pseudonym, std::string>> FindCases(
    const ReviewRooms& rooms, const std::set<Pseudonym>& wanted) {
  std::map<Pseudonym, std::string> found;
  const Pseudonyms& names = rooms.rooms.journal.pseudonyms();
  std::string after;
  while (found.size() < wanted.size()) {
    std::vector<std::string> ids;
    {
      ReadPool::Lease lease = rooms.rooms.reads.Take();
      ASSIGN_OR_RETURN(ids, ListCaseIds(*lease, after, kIdsPerQuery));
    }
    for (const std::string& id : ids) {
      const Pseudonym of = names.Of(kCaseRowKind, id);
      if (wanted.count(of) != 0) found.emplace(of, id);
    }
    if (ids.size() < kIdsPerQuery) break;
    after = ids.back();
  }
  return found;
}

}  // namespace sceau

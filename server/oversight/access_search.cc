#include "server/oversight/access_search.h"

#include <algorithm>

namespace sceau {
namespace {

bool GivenByAWantedRule(const std::vector<std::vector<bool>>& wanted,
                        const AccessChunk& chunk, size_t row) {
  const uint16_t charter = chunk.charter[row];
  if (charter >= wanted.size()) return false;
  const std::vector<bool>& rules = wanted[charter];
  const auto of_row = chunk.RulesOf(row);
  return std::any_of(of_row.begin(), of_row.end(), [&rules](uint16_t rule) {
    return rule < rules.size() && rules[rule];
  });
}

}  // namespace

bool LetsThrough(const AccessFilter& filter, const AccessChunk& chunk,
                 size_t row) {
  if (filter.member.has_value() && chunk.member[row] != *filter.member) {
    return false;
  }
  if (filter.partner.has_value() && chunk.partner[row] != *filter.partner) {
    return false;
  }
  if (filter.operation != v1::OPERATION_UNSPECIFIED &&
      chunk.OperationOf(row) != filter.operation) {
    return false;
  }
  if (filter.outcome.has_value() && chunk.OutcomeOf(row) != *filter.outcome) {
    return false;
  }
  if (filter.readings && !chunk.IsReading(row)) return false;
  if (filter.situation.has_value()) {
    const auto cases = CasesOf(chunk, row);
    if (std::find(cases.begin(), cases.end(), *filter.situation) ==
        cases.end()) {
      return false;
    }
  }
  return !filter.rules.has_value() ||
         GivenByAWantedRule(*filter.rules, chunk, row);
}

std::vector<AccessAt> SearchAccesses(const AccessSnapshot& snapshot,
                                     const AccessFilter& filter, uint64_t first,
                                     size_t limit) {
  std::vector<AccessAt> found;
  if (limit == 0) return found;
  snapshot.Visit(filter.from_ns, filter.to_ns, first,
                 [&](const AccessChunk& chunk, size_t row) {
                   if (LetsThrough(filter, chunk, row)) {
                     found.push_back({&chunk, row});
                   }
                   return found.size() < limit;
                 });
  return found;
}

}  // namespace sceau

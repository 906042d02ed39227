// The parts of validate_entry that stand in files of their own.
#ifndef SCEAU_SERVER_CONTENT_VALIDATE_PARTS_H_
#define SCEAU_SERVER_CONTENT_VALIDATE_PARTS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "policy/decide/ages.h"
#include "server/content/entry_context.h"

namespace sceau {

// Decision, Action, MunicipalMeasure, Notice, LeadWorker.
absl::Status ValidatePlan(const v1::EntryBody& body,
                          const EntryContext& context, absl::string_view path);

// Schooling to Strengths: what a partner says of its own service.
absl::Status ValidateSituation(const v1::EntryBody& body,
                               const EntryContext& context,
                               const std::vector<v1::WrittenBasis>& bases,
                               absl::string_view path);

// The day of a date, or today when it is none.
inline absl::CivilDay DayOrToday(const google::type::Date& date,
                                 absl::CivilDay today) {
  return policy::DayOf(date).value_or(today);
}

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_VALIDATE_PARTS_H_

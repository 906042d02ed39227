#include "server/content/validate_requests.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"

#include "proto/contract/errors.h"
#include "server/content/bounds.h"
#include "server/content/dates.h"
#include "server/content/field_rules.h"
#include "server/content/text.h"

namespace sceau {
namespace {

absl::Status CheckItem(const v1::AgendaItem& item, absl::string_view path) {
  if (item.case_().empty()) {
    return FieldError(Join(path, "case"), "this field is required");
  }
  if (item.convened_size() > kMaxConvenedPerItem) {
    return FieldError(Join(path, "convened"), "at most 40 convened members");
  }
  std::set<std::string> seen;
  for (int i = 0; i < item.convened_size(); ++i) {
    const v1::Convocation& convened = item.convened(i);
    const std::string place = absl::StrCat(path, ".convened[", i, "]");
    if (convened.member().empty()) {
      return FieldError(Join(place, "member"), "this field is required");
    }
    if (!seen.insert(convened.member()).second ||
        (!convened.substitute().empty() &&
         !seen.insert(convened.substitute()).second)) {
      return FieldError(place, "each person is convened once");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidateSession(const v1::ReviewSession& session,
                             absl::CivilDay today, absl::string_view path) {
  RETURN_IF_ERROR(FlawAt(
      Join(path, "date"),
      DayFlaw(session.date(), AheadMonths(today, kMaxSessionAheadMonths))));
  if (session.items_size() > kMaxAgendaItems) {
    return FieldError(Join(path, "items"), "at most 60 items");
  }
  std::set<std::string> cases;
  for (int i = 0; i < session.items_size(); ++i) {
    const std::string place = absl::StrCat(Join(path, "items"), "[", i, "]");
    RETURN_IF_ERROR(CheckItem(session.items(i), place));
    if (!cases.insert(session.items(i).case_()).second) {
      return FieldError(Join(place, "case"), "each case stands once");
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateSearch(const v1::SearchCasesRequest& request,
                            absl::CivilDay today) {
  int given = 0;
  if (!request.family_name().empty()) {
    ++given;
    RETURN_IF_ERROR(FlawAt("family_name", NameFlaw(request.family_name())));
  }
  if (!request.given_name().empty()) {
    ++given;
    RETURN_IF_ERROR(FlawAt("given_name", NameFlaw(request.given_name())));
  }
  if (request.has_birth_date()) {
    ++given;
    RETURN_IF_ERROR(
        FlawAt("birth_date", DayFlaw(request.birth_date(), NotFuture(today))));
  }
  if (given < 2) {
    return FieldError("family_name",
                      "give two of family name, given name and birth date");
  }
  return absl::OkStatus();
}

}  // namespace sceau

#include "server/content/validate_entry.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"

#include "policy/decide/ages.h"
#include "proto/contract/errors.h"
#include "server/content/bounds.h"
#include "server/content/dates.h"
#include "server/content/field_rules.h"
#include "server/content/screening.h"
#include "server/content/text.h"
#include "server/content/validate_parts.h"

namespace sceau {
namespace {

absl::Status CheckCondition(const v1::Condition& condition,
                            const EntryContext& context,
                            absl::string_view path) {
  RETURN_IF_ERROR(
      CheckFields(condition, {.owner = context.owner_function()}, path));
  const DayBounds past = NotFuture(context.today);
  if (condition.has_written_basis()) {
    const v1::WrittenBasis& basis = condition.written_basis();
    const std::string place = Join(path, "written_basis");
    RETURN_IF_ERROR(
        FlawAt(Join(place, "authority"),
               ProseFlaw(basis.authority(), kMaxAuthorityCharacters)));
    RETURN_IF_ERROR(RefuseForbidden(basis.authority(), Prose::kAuthority,
                                    Join(place, "authority")));
    RETURN_IF_ERROR(
        FlawAt(Join(place, "reference"), ReferenceFlaw(basis.reference())));
    RETURN_IF_ERROR(FlawAt(Join(place, "date"), DayFlaw(basis.date(), past)));
  } else if (condition.has_agreement()) {
    RETURN_IF_ERROR(FlawAt(Join(path, "agreement.date"),
                           DayFlaw(condition.agreement().date(), past)));
    RETURN_IF_ERROR(ValidateNarrowing(condition.agreement().named_partners(),
                                      *context.program,
                                      Join(path, "agreement.named_partners")));
  } else {
    return FieldError(path, "give a written basis or an agreement");
  }
  if (condition.has_end()) {
    RETURN_IF_ERROR(FlawAt(
        Join(path, "end"),
        DayFlaw(condition.end(),
                AheadMonths(context.today, kMaxConditionEndAheadMonths))));
  }
  return absl::OkStatus();
}

}  // namespace

bool HasBasis(uint8_t kinds, const EntryContext& context,
              const std::vector<v1::WrittenBasis>& bases) {
  const auto fits = [kinds](const v1::WrittenBasis& basis) {
    return v1::WrittenBasisKind_IsValid(basis.kind()) &&
           (kinds >> static_cast<unsigned>(basis.kind()) & 1U) != 0;
  };
  return std::any_of(bases.begin(), bases.end(), fits) ||
         std::any_of(context.recorded_bases.begin(),
                     context.recorded_bases.end(), fits);
}

std::vector<v1::WrittenBasis> BasesOf(
    const google::protobuf::RepeatedPtrField<v1::Condition>& conditions) {
  std::vector<v1::WrittenBasis> bases;
  for (const v1::Condition& condition : conditions) {
    if (condition.has_written_basis()) {
      bases.push_back(condition.written_basis());
    }
  }
  return bases;
}

absl::optional<int> AgeOn(const EntryContext& context, absl::CivilDay day) {
  if (!context.birth.has_value()) return absl::nullopt;
  return int{policy::CompletedYears(*context.birth, day)};
}

absl::Status ValidateDeclaredCondition(const v1::Condition& condition,
                                       const EntryContext& context,
                                       absl::string_view path) {
  if (!condition.categories().empty()) {
    return FieldError(Join(path, "categories"),
                      "a condition declared in a deposit covers the deposit");
  }
  return CheckCondition(condition, context, path);
}

absl::Status ValidateRecordedCondition(const v1::Condition& condition,
                                       const EntryContext& context,
                                       absl::string_view path) {
  if (condition.categories().empty() ||
      condition.categories_size() > kMaxCategoriesPerCondition) {
    return FieldError(Join(path, "categories"), "1 to 20 categories");
  }
  return CheckCondition(condition, context, path);
}

absl::Status ValidateNarrowing(
    const google::protobuf::RepeatedPtrField<std::string>& partners,
    const policy::Program& program, absl::string_view path) {
  if (partners.size() > kMaxNarrowedPartners) {
    return FieldError(path, "at most 11 partners");
  }
  std::set<std::string> seen;
  for (int i = 0; i < partners.size(); ++i) {
    if (program.FindPartner(partners[i]) == policy::kNoPartner ||
        !seen.insert(partners[i]).second) {
      return FieldError(absl::StrCat(path, "[", i, "]"),
                        "a partner of the charter, once");
    }
  }
  return absl::OkStatus();
}

absl::Status ValidateEntry(const v1::Entry& entry, const EntryContext& context,
                           absl::string_view path) {
  if (!entry.has_body() ||
      entry.body().body_case() == v1::EntryBody::BODY_NOT_SET) {
    return FieldError(Join(path, "body"), "an entry has one body");
  }
  RETURN_IF_ERROR(CheckOutputFields(entry, path));
  RETURN_IF_ERROR(ValidateNarrowing(entry.narrowed_to(), *context.program,
                                    Join(path, "narrowed_to")));
  if (entry.conditions_size() > kMaxConditionsPerCall) {
    return FieldError(Join(path, "conditions"), "at most 2 conditions");
  }
  for (int i = 0; i < entry.conditions_size(); ++i) {
    RETURN_IF_ERROR(ValidateDeclaredCondition(
        entry.conditions(i), context,
        absl::StrCat(Join(path, "conditions"), "[", i, "]")));
  }
  return ValidateBody(entry.body(), context, BasesOf(entry.conditions()),
                      Join(path, "body"));
}

absl::Status ValidateBody(const v1::EntryBody& body,
                          const EntryContext& context,
                          const std::vector<v1::WrittenBasis>& bases,
                          absl::string_view path) {
  // An origin's values are judged on its own date, the rest today.
  const absl::CivilDay day =
      body.has_origin() ? DayOrToday(body.origin().date(), context.today)
                        : context.today;
  RETURN_IF_ERROR(CheckFields(
      body, {.owner = context.owner_function(), .age = AgeOn(context, day)},
      path));
  switch (body.body_case()) {
    case v1::EntryBody::kIdentity:
      return ValidateIdentity(body.identity(), context, Join(path, "identity"));
    case v1::EntryBody::kContactDetails:
      return ValidateContactDetails(body.contact_details(), context,
                                    Join(path, "contact_details"));
    case v1::EntryBody::kLegalRepresentatives:
      return ValidateRepresentatives(body.legal_representatives(), context,
                                     Join(path, "legal_representatives"));
    case v1::EntryBody::kOrigin:
      return ValidateOrigin(body.origin(), context, bases,
                            Join(path, "origin"));
    case v1::EntryBody::kDecision:
    case v1::EntryBody::kAction:
    case v1::EntryBody::kMunicipalMeasure:
    case v1::EntryBody::kNotice:
    case v1::EntryBody::kLeadWorker:
      return ValidatePlan(body, context, path);
    case v1::EntryBody::kAdministrative:
    case v1::EntryBody::BODY_NOT_SET:
      return FieldError(path, "nobody contributes this");
    default:
      return ValidateSituation(body, context, bases, path);
  }
}

}  // namespace sceau

// What a partner says of its own service: school, work, facts of its
// competence, measures, needs, strengths.
#include <algorithm>

#include "google/protobuf/util/message_differencer.h"

#include "policy/decide/ages.h"
#include "proto/contract/errors.h"
#include "server/content/bounds.h"
#include "server/content/dates.h"
#include "server/content/field_rules.h"
#include "server/content/text.h"
#include "server/content/validate_entry.h"
#include "server/content/validate_parts.h"

namespace sceau {
namespace {

// An own service of the secretariat is the town's.
absl::string_view TownOf(const policy::Program& program) {
  return program.PartnerId(program.FirstOf(v1::PARTNER_FUNCTION_TOWN));
}

absl::Status CheckSince(bool has_since, const google::type::Date& since,
                        const EntryContext& context, absl::string_view path) {
  if (!has_since) return absl::OkStatus();
  return FlawAt(Join(path, "since"),
                MonthFlaw(since, NotFuture(context.today)));
}

absl::Status CheckAttendance(const v1::Attendance& attendance,
                             const EntryContext& context,
                             absl::string_view path) {
  RETURN_IF_ERROR(FlawAt(Join(path, "date"),
                         DayFlaw(attendance.date(), NotFuture(context.today))));
  const int days = attendance.duration_days();
  if (days == 0) return absl::OkStatus();
  if (days < 0 || days > kMaxExclusionDays ||
      attendance.event() != v1::ATTENDANCE_EVENT_TEMPORARY_EXCLUSION) {
    return FieldError(Join(path, "duration_days"),
                      "1 to 8 days, of a temporary exclusion");
  }
  return absl::OkStatus();
}

absl::Status CheckEmployment(const v1::Employment& employment,
                             const EntryContext& context,
                             absl::string_view path) {
  const auto obligation = employment.training_obligation();
  const auto age = AgeOn(context, context.today);
  const bool concerned = age.has_value() && *age >= kMinTrainingObligationAge &&
                         *age <= kMaxTrainingObligationAge;
  if (obligation != v1::TRAINING_OBLIGATION_UNSPECIFIED &&
      obligation != v1::TRAINING_OBLIGATION_NOT_CONCERNED && !concerned) {
    return FieldError(Join(path, "training_obligation"),
                      "the obligation of training is of 16 and 17");
  }
  return CheckSince(employment.has_since(), employment.since(), context, path);
}

absl::Status CheckPublicOrderFact(const v1::PublicOrderFact& fact,
                                  const EntryContext& context,
                                  absl::string_view path) {
  const std::string place = Join(path, "date");
  RETURN_IF_ERROR(FlawAt(
      place,
      DayFlaw(fact.date(), WithinMonths(context.today, kMaxFactAgeMonths))));
  const auto age = AgeOn(context, *policy::DayOf(fact.date()));
  if (age.has_value() && *age < kMinFactAge) {
    return FieldError(place, "the person was under 13 that day");
  }
  const v1::PartnerFunction observer =
      context.program->FunctionOf(fact.observed_by());
  if (observer != v1::PARTNER_FUNCTION_POLICE &&
      observer != v1::PARTNER_FUNCTION_TOWN) {
    return FieldError(Join(path, "observed_by"), "the police or the town");
  }
  return absl::OkStatus();
}

absl::Status CheckJudicialMeasure(const v1::JudicialMeasure& measure,
                                  const EntryContext& context,
                                  const std::vector<v1::WrittenBasis>& bases,
                                  absl::string_view path) {
  const std::string reference = Join(path, "communication_reference");
  RETURN_IF_ERROR(
      FlawAt(reference, ReferenceFlaw(measure.communication_reference())));
  RETURN_IF_ERROR(
      FlawAt(Join(path, "communication_date"),
             DayFlaw(measure.communication_date(), NotFuture(context.today))));
  const auto says = [&measure](const v1::WrittenBasis& basis) {
    return basis.kind() == v1::WRITTEN_BASIS_KIND_PROSECUTOR_COMMUNICATION &&
           basis.reference() == measure.communication_reference() &&
           google::protobuf::util::MessageDifferencer::Equals(
               basis.date(), measure.communication_date());
  };
  if (!std::any_of(bases.begin(), bases.end(), says) &&
      !std::any_of(context.recorded_bases.begin(), context.recorded_bases.end(),
                   says)) {
    return FieldError(reference,
                      "reference and date are those of the communication");
  }
  if (measure.has_end_date()) {
    RETURN_IF_ERROR(
        FlawAt(Join(path, "end_date"),
               DayFlaw(measure.end_date(),
                       AheadMonths(context.today, kMaxMeasureEndAheadMonths))));
  }
  if (measure.effects_size() > kMaxJudicialMeasureEffects) {
    return FieldError(Join(path, "effects"), "at most 5 effects");
  }
  return absl::OkStatus();
}

absl::Status CheckSentencePreparation(const v1::SentencePreparation& plan,
                                      const EntryContext& context,
                                      absl::string_view path) {
  const auto age = AgeOn(context, context.today);
  if (!age.has_value() || *age < kMajority) {
    return FieldError(path, "of an adult only");
  }
  RETURN_IF_ERROR(
      FlawAt(Join(path, "exit_month"),
             MonthFlaw(plan.exit_month(),
                       AheadMonths(context.today, kMaxExitAheadMonths))));
  if (plan.needs_size() > kMaxSentencePreparationNeeds) {
    return FieldError(Join(path, "needs"), "at most 8 needs");
  }
  return absl::OkStatus();
}

absl::Status CheckInvolvement(const v1::Involvement& involvement,
                              const EntryContext& context,
                              absl::string_view path) {
  const absl::string_view own = context.by_coordinator()
                                    ? TownOf(*context.program)
                                    : absl::string_view(context.owner);
  if (involvement.organisation() != own) {
    return FieldError(Join(path, "organisation"),
                      "each organisation says its own involvement");
  }
  if (involvement.has_contact()) {
    RETURN_IF_ERROR(
        ValidateContact(involvement.contact(), Join(path, "contact")));
  }
  if (!involvement.contact_name().empty()) {
    RETURN_IF_ERROR(FlawAt(Join(path, "contact_name"),
                           NameFlaw(involvement.contact_name())));
  }
  return CheckSince(involvement.has_since(), involvement.since(), context,
                    path);
}

}  // namespace

absl::Status ValidateSituation(const v1::EntryBody& body,
                               const EntryContext& context,
                               const std::vector<v1::WrittenBasis>& bases,
                               absl::string_view path) {
  switch (body.body_case()) {
    case v1::EntryBody::kSchooling:
      return CheckSince(body.schooling().has_since(), body.schooling().since(),
                        context, Join(path, "schooling"));
    case v1::EntryBody::kAttendance:
      return CheckAttendance(body.attendance(), context,
                             Join(path, "attendance"));
    case v1::EntryBody::kSchoolIncident:
      return FlawAt(Join(path, "school_incident.date"),
                    DayFlaw(body.school_incident().date(),
                            WithinMonths(context.today, kMaxFactAgeMonths)));
    case v1::EntryBody::kEmployment:
      return CheckEmployment(body.employment(), context,
                             Join(path, "employment"));
    case v1::EntryBody::kPublicOrderFact:
      return CheckPublicOrderFact(body.public_order_fact(), context,
                                  Join(path, "public_order_fact"));
    case v1::EntryBody::kJudicialMeasure:
      return CheckJudicialMeasure(body.judicial_measure(), context, bases,
                                  Join(path, "judicial_measure"));
    case v1::EntryBody::kSentencePreparation:
      return CheckSentencePreparation(body.sentence_preparation(), context,
                                      Join(path, "sentence_preparation"));
    case v1::EntryBody::kSocialEnvironment:
      if (body.social_environment().codes_size() > kMaxSocialEnvironmentCodes) {
        return FieldError(Join(path, "social_environment.codes"),
                          "at most 10 codes");
      }
      return absl::OkStatus();
    case v1::EntryBody::kInvolvement:
      return CheckInvolvement(body.involvement(), context,
                              Join(path, "involvement"));
    case v1::EntryBody::kStrengths:
      if (body.strengths().codes_size() > kMaxStrengths) {
        return FieldError(Join(path, "strengths.codes"), "at most 13 codes");
      }
      return absl::OkStatus();
    default:  // The other categories are ValidateBody's.
      return FieldError(path, "nobody contributes this");
  }
}

}  // namespace sceau

// What the group decides and does: decisions, actions, the mayor's measures,
// the notice, the lead worker.
#include "absl/strings/str_cat.h"

#include "policy/decide/ages.h"
#include "policy/decide/naming.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "server/content/bounds.h"
#include "server/content/dates.h"
#include "server/content/field_rules.h"
#include "server/content/screening.h"
#include "server/content/text.h"
#include "server/content/validate_entry.h"
#include "server/content/validate_parts.h"

namespace sceau {
namespace {

// Whom this deposit names, about the person as of today.
policy::Naming Named(absl::string_view partner, const EntryContext& context) {
  return {.partner = partner,
          .owner = context.owner,
          .age = AgeOn(context, context.today),
          .in_school = context.in_school};
}

absl::Status CheckDecision(const v1::Decision& decision,
                           const EntryContext& context,
                           absl::string_view path) {
  RETURN_IF_ERROR(FlawAt(Join(path, "date"),
                         DayFlaw(decision.date(), NotFuture(context.today))));
  if (decision.code() == v1::DECISION_CODE_REORIENTED &&
      decision.reason() != v1::DECISION_REASON_UNSPECIFIED) {
    return FieldError(Join(path, "reason"), "redirected, without a reason");
  }
  const bool is_exit = decision.code() == v1::DECISION_CODE_EXIT_FROM_FOLLOW_UP;
  const bool has_exit_reason =
      decision.exit_reason() != v1::EXIT_REASON_UNSPECIFIED;
  if (is_exit != has_exit_reason) {
    return FieldError(Join(path, "exit_reason"),
                      "with an exit from follow-up, and then required");
  }
  if (!decision.session().empty() &&
      !ReviewSessionName::Parse(decision.session()).ok()) {
    return FieldError(Join(path, "session"), "the name of a review session");
  }
  if (decision.has_review_date()) {
    const absl::CivilDay day = *policy::DayOf(decision.date());
    const DayBounds bounds{
        .first = day, .last = policy::AddMonths(day, kMaxReviewAfterMonths)};
    RETURN_IF_ERROR(FlawAt(Join(path, "review_date"),
                           DayFlaw(decision.review_date(), bounds)));
  }
  return absl::OkStatus();
}

absl::Status CheckPilot(const v1::Action& action, const EntryContext& context,
                        absl::string_view path) {
  switch (
      policy::PilotFault(*context.program, Named(action.pilot(), context))) {
    case policy::NamingFault::kNone:
      break;
    case policy::NamingFault::kUnknown:
    case policy::NamingFault::kNotItsPart:
      return FieldError(path, "a partner that pilots actions");
    case policy::NamingFault::kNamesItself:
      return FieldError(path, "each organisation names itself");
    case policy::NamingFault::kClosedGate:
      return FieldError(path, "the pilot does not act at this age");
  }
  return absl::OkStatus();
}

absl::Status CheckAction(const v1::Action& action, const EntryContext& context,
                         absl::string_view path) {
  RETURN_IF_ERROR(CheckPilot(action, context, Join(path, "pilot")));
  const DayBounds ahead = AheadMonths(context.today, kMaxActionAheadMonths);
  if (action.has_start_date()) {
    RETURN_IF_ERROR(
        FlawAt(Join(path, "start_date"), DayFlaw(action.start_date(), ahead)));
  }
  if (action.has_due_date()) {
    const std::string place = Join(path, "due_date");
    RETURN_IF_ERROR(FlawAt(place, DayFlaw(action.due_date(), ahead)));
    if (action.has_start_date() && *policy::DayOf(action.due_date()) <
                                       *policy::DayOf(action.start_date())) {
      return FieldError(place, "not before the start");
    }
  }
  if (action.comment().empty()) return absl::OkStatus();
  const std::string place = Join(path, "comment");
  RETURN_IF_ERROR(
      FlawAt(place, ProseFlaw(action.comment(), kMaxCommentCharacters)));
  return RefuseForbidden(action.comment(), Prose::kComment, place);
}

absl::Status CheckExemption(const v1::Notice& notice,
                            const EntryContext& context,
                            absl::string_view path) {
  if (notice.has_date() || notice.channel() != v1::NOTICE_CHANNEL_UNSPECIFIED ||
      notice.recipient() != v1::NOTICE_RECIPIENT_UNSPECIFIED) {
    return FieldError(path, "told or exempted, not both");
  }
  const v1::NoticeExemption& exemption = notice.exemption();
  RETURN_IF_ERROR(
      FlawAt(Join(path, "exemption.opinion_date"),
             DayFlaw(exemption.opinion_date(), NotFuture(context.today))));
  DayBounds until = AheadMonths(context.today, kMaxExemptionAheadMonths);
  until.first = *policy::DayOf(exemption.opinion_date());
  return FlawAt(Join(path, "exemption.until"),
                DayFlaw(exemption.until(), until));
}

absl::Status CheckNotice(const v1::Notice& notice, const EntryContext& context,
                         absl::string_view path) {
  if (!notice.language().empty()) {
    RETURN_IF_ERROR(
        FlawAt(Join(path, "language"), LanguageFlaw(notice.language())));
  }
  const DayBounds past = NotFuture(context.today);
  if (notice.has_objection_date()) {
    RETURN_IF_ERROR(FlawAt(Join(path, "objection_date"),
                           DayFlaw(notice.objection_date(), past)));
  }
  if (notice.has_exemption()) return CheckExemption(notice, context, path);
  RETURN_IF_ERROR(FlawAt(Join(path, "date"), DayFlaw(notice.date(), past)));
  if (notice.channel() == v1::NOTICE_CHANNEL_UNSPECIFIED) {
    return FieldError(Join(path, "channel"), "this field is required");
  }
  return ValidateRecipient(notice.recipient(), notice.date(), context,
                           Join(path, "recipient"));
}

absl::Status CheckLeadOrganisation(const v1::LeadWorker& lead,
                                   const EntryContext& context,
                                   absl::string_view path) {
  switch (policy::LeadWorkerFault(*context.program,
                                  Named(lead.organisation(), context))) {
    case policy::NamingFault::kNone:
      break;
    case policy::NamingFault::kUnknown:
    case policy::NamingFault::kNotItsPart:
      return FieldError(path, "an organisation that may be lead worker");
    case policy::NamingFault::kNamesItself:
      return FieldError(path, "this organisation names itself");
    case policy::NamingFault::kClosedGate:
      return FieldError(path, "this organisation does not act at this age");
  }
  return absl::OkStatus();
}

absl::Status CheckLeadWorker(const v1::LeadWorker& lead,
                             const EntryContext& context,
                             absl::string_view path) {
  RETURN_IF_ERROR(
      CheckLeadOrganisation(lead, context, Join(path, "organisation")));
  if (!lead.member().empty() &&
      (!context.partner_of_member ||
       context.partner_of_member(lead.member()) != lead.organisation())) {
    return FieldError(Join(path, "member"),
                      "a registered member of the organisation");
  }
  if (lead.has_contact()) {
    RETURN_IF_ERROR(ValidateContact(lead.contact(), Join(path, "contact")));
  }
  if (lead.contacts_size() > kMaxLeadWorkerContacts) {
    return FieldError(Join(path, "contacts"), "at most 50 contacts");
  }
  const DayBounds past = NotFuture(context.today);
  for (int i = 0; i < lead.contacts_size(); ++i) {
    RETURN_IF_ERROR(
        FlawAt(absl::StrCat(Join(path, "contacts"), "[", i, "].date"),
               DayFlaw(lead.contacts(i).date(), past)));
  }
  if (lead.has_end_date()) {
    RETURN_IF_ERROR(
        FlawAt(Join(path, "end_date"), DayFlaw(lead.end_date(), past)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ValidatePlan(const v1::EntryBody& body,
                          const EntryContext& context, absl::string_view path) {
  switch (body.body_case()) {
    case v1::EntryBody::kDecision:
      return CheckDecision(body.decision(), context, Join(path, "decision"));
    case v1::EntryBody::kAction:
      return CheckAction(body.action(), context, Join(path, "action"));
    case v1::EntryBody::kMunicipalMeasure:
      return FlawAt(
          Join(path, "municipal_measure.date"),
          DayFlaw(body.municipal_measure().date(), NotFuture(context.today)));
    case v1::EntryBody::kNotice:
      return CheckNotice(body.notice(), context, Join(path, "notice"));
    case v1::EntryBody::kLeadWorker:
      return CheckLeadWorker(body.lead_worker(), context,
                             Join(path, "lead_worker"));
    default:  // The other categories are ValidateBody's.
      return FieldError(path, "nobody contributes this");
  }
}

}  // namespace sceau

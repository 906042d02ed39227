#include "server/content/validate_referral.h"

#include "absl/strings/str_cat.h"

#include "policy/compile/written_basis.h"
#include "policy/decide/ages.h"
#include "policy/decide/naming.h"
#include "proto/contract/errors.h"
#include "server/content/bounds.h"
#include "server/content/dates.h"
#include "server/content/field_rules.h"
#include "server/content/validate_entry.h"

namespace sceau {
namespace {

// The origin that the referral becomes.
v1::Origin OriginOf(const v1::Referral& referral, const EntryContext& context,
                    bool is_inline) {
  v1::Origin origin;
  origin.set_organisation(is_inline ? referral.organisation() : context.owner);
  *origin.mutable_date() = referral.date();
  *origin.mutable_reasons() = referral.reasons();
  origin.set_request(referral.request());
  origin.set_profile(referral.profile());
  return origin;
}

// Whether the coordinator may type this sender: its gate open that day.
absl::Status CheckTypedSender(const v1::Referral& referral,
                              const EntryContext& context,
                              absl::string_view path) {
  switch (policy::SenderFault(*context.program,
                              {.partner = referral.organisation(),
                               .owner = context.owner,
                               .age = AgeOn(context, context.referral_day)})) {
    case policy::NamingFault::kNone:
      return absl::OkStatus();
    case policy::NamingFault::kClosedGate:
      return FieldError(path, "this sender does not act at this age");
    default:
      return FieldError(path, "a partner of the charter, or the secretariat");
  }
}

// A sender whose name betrays a secret is typed with its text only.
absl::Status CheckSenderBasis(const v1::Referral& referral,
                              const EntryContext& context,
                              const std::vector<v1::WrittenBasis>& bases,
                              absl::string_view path) {
  const uint8_t kinds = policy::WrittenBasisKinds(
      v1::CATEGORY_ORIGIN,
      context.program->FunctionOf(referral.organisation()));
  if (kinds == 0 || HasBasis(kinds, context, bases)) return absl::OkStatus();
  return Error(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED,
               "this sender is named with a written basis only",
               {{"field", path}});
}

absl::Status CheckHandedOver(const v1::NoticeHandedOver& notice,
                             const EntryContext& context,
                             absl::string_view path) {
  RETURN_IF_ERROR(FlawAt(Join(path, "date"),
                         DayFlaw(notice.date(), NotFuture(context.today))));
  return ValidateRecipient(notice.recipient(), notice.date(), context,
                           Join(path, "recipient"));
}

}  // namespace

absl::Status ValidateReferral(const v1::Referral& referral,
                              EntryContext context, bool is_inline,
                              absl::string_view path) {
  const auto birth = policy::DayOf(referral.identity().birth_date());
  if (birth.has_value()) context.birth = *birth;
  const auto day = policy::DayOf(referral.date());
  context.referral_day = day.value_or(context.today);
  RETURN_IF_ERROR(CheckFields(referral,
                              {.owner = context.owner_function(),
                               .age = AgeOn(context, context.referral_day)},
                              path));
  const std::string identity = Join(path, "identity");
  RETURN_IF_ERROR(FlawAt(Join(path, "date"),
                         DayFlaw(referral.date(), NotFuture(context.today))));
  RETURN_IF_ERROR(ValidateIdentity(referral.identity(), context, identity));
  if (referral.conditions_size() > kMaxConditionsPerCall) {
    return FieldError(Join(path, "conditions"), "at most 2 conditions");
  }
  for (int i = 0; i < referral.conditions_size(); ++i) {
    RETURN_IF_ERROR(ValidateDeclaredCondition(
        referral.conditions(i), context,
        absl::StrCat(Join(path, "conditions"), "[", i, "]")));
  }
  const auto bases = BasesOf(referral.conditions());
  if (is_inline) {
    RETURN_IF_ERROR(
        CheckTypedSender(referral, context, Join(path, "organisation")));
  } else if (!referral.organisation().empty()) {
    return FieldError(Join(path, "organisation"),
                      "the sender is your organisation");
  }
  RETURN_IF_ERROR(ValidateOrigin(OriginOf(referral, context, is_inline),
                                 context, bases, path));
  if (referral.has_contact_details()) {
    RETURN_IF_ERROR(ValidateContactDetails(referral.contact_details(), context,
                                           Join(path, "contact_details")));
  }
  if (referral.has_representative()) {
    RETURN_IF_ERROR(ValidateRepresentatives(referral.representative(), context,
                                            Join(path, "representative")));
  }
  if (referral.has_notice_handed_over()) {
    RETURN_IF_ERROR(CheckHandedOver(referral.notice_handed_over(), context,
                                    Join(path, "notice_handed_over")));
  }
  // What asks for a text comes last: everything else is in order then.
  if (!is_inline) return absl::OkStatus();
  return CheckSenderBasis(referral, context, bases, Join(path, "organisation"));
}

}  // namespace sceau

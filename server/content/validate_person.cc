// Who the person is, where to reach them, who represents them, where the
// follow-up comes from.
#include "policy/compile/written_basis.h"
#include "policy/decide/ages.h"
#include "proto/contract/errors.h"
#include "server/content/bounds.h"
#include "server/content/dates.h"
#include "server/content/field_rules.h"
#include "server/content/screening.h"
#include "server/content/text.h"
#include "server/content/validate_entry.h"
#include "server/content/validate_parts.h"

namespace sceau {
namespace {

absl::Status OutOfScope(absl::string_view path) {
  return Error(v1::ERROR_REASON_AGE_OUT_OF_SCOPE,
               "outside the ages that the group follows, reckoned on the day "
               "of the referral",
               {{"field", path}});
}

absl::Status CheckAddress(const v1::Address& address,
                          const EntryContext& context, absl::string_view path) {
  if (!address.line().empty()) {
    const std::string place = Join(path, "line");
    RETURN_IF_ERROR(
        FlawAt(place, ProseFlaw(address.line(), kMaxAddressLineCharacters)));
    RETURN_IF_ERROR(RefuseForbidden(address.line(), Prose::kAddress, place));
  }
  if (!address.postal_code().empty()) {
    const std::string place = Join(path, "postal_code");
    RETURN_IF_ERROR(FlawAt(place, PostalCodeFlaw(address.postal_code())));
    if (!context.program->IsPostalCode(address.postal_code())) {
      return FieldError(place, "outside the territory of the charter");
    }
  }
  RETURN_IF_ERROR(
      FlawAt(Join(path, "locality"), LocalityFlaw(address.locality())));
  return RefuseForbidden(address.locality(), Prose::kLocality,
                         Join(path, "locality"));
}

absl::Status CheckReach(bool has_address, const v1::Address& address,
                        const std::string& phone, const std::string& email,
                        const EntryContext& context, absl::string_view path) {
  if (has_address) {
    RETURN_IF_ERROR(CheckAddress(address, context, Join(path, "address")));
  }
  if (!phone.empty()) {
    RETURN_IF_ERROR(FlawAt(Join(path, "phone"), PhoneFlaw(phone)));
  }
  if (!email.empty()) {
    RETURN_IF_ERROR(FlawAt(Join(path, "email"), EmailFlaw(email)));
  }
  return absl::OkStatus();
}

// A profile of facts needs a text that says so.
absl::Status CheckProfile(const v1::Origin& origin, const EntryContext& context,
                          const std::vector<v1::WrittenBasis>& bases,
                          absl::string_view path) {
  if (origin.profile() == v1::PROFILE_UNSPECIFIED) return absl::OkStatus();
  if (!context.by_coordinator()) {
    return FieldError(path, "the coordinator alone sets a profile");
  }
  const uint8_t kinds = policy::WrittenBasisKindsOfProfile(origin.profile());
  if (kinds == 0 || HasBasis(kinds, context, bases)) return absl::OkStatus();
  return Error(v1::ERROR_REASON_WRITTEN_BASIS_REQUIRED,
               "this profile needs a written basis", {{"field", path}});
}

}  // namespace

absl::Status ValidateContact(const v1::Contact& contact,
                             absl::string_view path) {
  if (contact.phone().empty() && contact.email().empty()) {
    return FieldError(path, "a telephone or an e-mail");
  }
  if (!contact.phone().empty()) {
    RETURN_IF_ERROR(FlawAt(Join(path, "phone"), PhoneFlaw(contact.phone())));
  }
  if (!contact.email().empty()) {
    RETURN_IF_ERROR(FlawAt(Join(path, "email"), EmailFlaw(contact.email())));
  }
  return absl::OkStatus();
}

absl::Status ValidateRecipient(v1::NoticeRecipient recipient,
                               const google::type::Date& day,
                               const EntryContext& context,
                               absl::string_view path) {
  if (recipient == v1::NOTICE_RECIPIENT_UNSPECIFIED) {
    return FieldError(path, "this field is required");
  }
  const auto age = AgeOn(context, DayOrToday(day, context.today));
  const bool alone = recipient == v1::NOTICE_RECIPIENT_PERSON;
  if (age.has_value() && (*age >= kMajority) != alone) {
    return FieldError(path, "an adult is told in person, a minor not alone");
  }
  return absl::OkStatus();
}

absl::Status ValidateIdentity(const v1::Identity& identity,
                              const EntryContext& context,
                              absl::string_view path) {
  RETURN_IF_ERROR(
      FlawAt(Join(path, "family_name"), NameFlaw(identity.family_name())));
  RETURN_IF_ERROR(
      FlawAt(Join(path, "given_name"), NameFlaw(identity.given_name())));
  const std::string place = Join(path, "birth_date");
  RETURN_IF_ERROR(
      FlawAt(place, DayFlaw(identity.birth_date(), NotFuture(context.today))));
  const policy::Clocks& clocks = context.program->clocks();
  if (!policy::IsEligible(*policy::DayOf(identity.birth_date()),
                          context.referral_day, clocks.eligible_from_age,
                          clocks.eligible_to_age)) {
    return OutOfScope(place);
  }
  return absl::OkStatus();
}

absl::Status ValidateContactDetails(const v1::ContactDetails& details,
                                    const EntryContext& context,
                                    absl::string_view path) {
  if (!details.has_address() && details.phone().empty() &&
      details.email().empty()) {
    return FieldError(path, "an address, a telephone or an e-mail");
  }
  return CheckReach(details.has_address(), details.address(), details.phone(),
                    details.email(), context, path);
}

absl::Status ValidateRepresentatives(const v1::LegalRepresentatives& person,
                                     const EntryContext& context,
                                     absl::string_view path) {
  const auto age = AgeOn(context, context.today);
  if (age.has_value() && *age >= kMajority) {
    return FieldError(path, "an adult has no legal representative");
  }
  const bool is_service =
      person.capacity() == v1::REPRESENTATIVE_CAPACITY_GUARDIAN_SERVICE;
  if (!is_service || !person.family_name().empty()) {
    RETURN_IF_ERROR(
        FlawAt(Join(path, "family_name"), NameFlaw(person.family_name())));
  }
  if (!person.given_name().empty()) {
    RETURN_IF_ERROR(
        FlawAt(Join(path, "given_name"), NameFlaw(person.given_name())));
  }
  return CheckReach(person.has_address(), person.address(), person.phone(),
                    person.email(), context, path);
}

absl::Status ValidateOrigin(const v1::Origin& origin,
                            const EntryContext& context,
                            const std::vector<v1::WrittenBasis>& bases,
                            absl::string_view path) {
  const bool is_partner =
      context.program->FindPartner(origin.organisation()) != policy::kNoPartner;
  const bool may_say =
      context.by_coordinator()
          ? is_partner || origin.organisation() == kSecretariatOwner
          : origin.organisation() == context.owner;
  if (!may_say) {
    return FieldError(Join(path, "organisation"),
                      "the organisation that refers, itself");
  }
  const std::string place = Join(path, "date");
  RETURN_IF_ERROR(
      FlawAt(place, DayFlaw(origin.date(), NotFuture(context.today))));
  const auto age = AgeOn(context, *policy::DayOf(origin.date()));
  if (age.has_value() && *age < kMinAgeEver) return OutOfScope(place);
  if (origin.reasons_size() > kMaxReferralReasons) {
    return FieldError(Join(path, "reasons"), "at most 5 reasons");
  }
  return CheckProfile(origin, context, bases, Join(path, "profile"));
}

}  // namespace sceau

#include "tests/bench/sample_case.h"

#include <atomic>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "server/runtime/civil.h"

namespace sceau::bench {
namespace {

constexpr int kAge = 17;

v1::EntryBody Reach() {
  v1::EntryBody body;
  v1::ContactDetails& details = *body.mutable_contact_details();
  details.mutable_address()->set_line("12 rue des Tisons");
  details.mutable_address()->set_postal_code("61000");
  details.mutable_address()->set_locality("Alençon");
  details.set_phone("+33233000000");
  return body;
}

v1::EntryBody Parent(absl::string_view given_name) {
  v1::EntryBody body;
  v1::LegalRepresentatives& parent = *body.mutable_legal_representatives();
  parent.set_capacity(v1::REPRESENTATIVE_CAPACITY_PARENT);
  parent.set_family_name("Lefèvre");
  parent.set_given_name(std::string(given_name));
  parent.set_phone("+33233000001");
  return body;
}

v1::EntryBody Strong() {
  v1::EntryBody body;
  v1::Strengths& strengths = *body.mutable_strengths();
  strengths.add_codes(v1::STRENGTH_PROJECT);
  strengths.add_codes(v1::STRENGTH_SKILL);
  return body;
}

v1::EntryBody Told(absl::CivilDay today) {
  v1::EntryBody body;
  v1::Notice& notice = *body.mutable_notice();
  *notice.mutable_date() = ToDate(today);
  notice.set_channel(v1::NOTICE_CHANNEL_IN_PERSON);
  notice.set_recipient(v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES);
  return body;
}

v1::EntryBody Decided(absl::CivilDay today) {
  v1::EntryBody body;
  v1::Decision& decision = *body.mutable_decision();
  decision.set_code(v1::DECISION_CODE_FOLLOW_UP);
  *decision.mutable_date() = ToDate(today);
  return body;
}

}  // namespace

std::string NewRequestId() {
  static std::atomic<uint64_t> made{0};
  return absl::StrFormat("00000000-0000-4000-8000-%012x", ++made);
}

v1::EntryBody SampleAction(absl::string_view comment) {
  v1::EntryBody body;
  v1::Action& action = *body.mutable_action();
  action.set_kind(v1::ACTION_KIND_INTERNSHIP);
  action.set_pilot("mission-locale");
  action.set_comment(std::string(comment));
  return body;
}

v1::CreateCaseRequest SampleCase(const std::string& group, absl::CivilDay today,
                                 int number) {
  v1::CreateCaseRequest request;
  request.set_parent(group);
  request.set_request_id(NewRequestId());
  v1::Referral& referral = *request.mutable_inline_referral();
  referral.set_organisation("secretariat");
  *referral.mutable_date() = ToDate(today);
  referral.add_reasons(v1::REFERRAL_REASON_SCHOOL_DROPOUT);
  v1::Identity& identity = *referral.mutable_identity();
  identity.set_family_name("Lefèvre");
  identity.set_given_name("Noé");
  *identity.mutable_birth_date() =
      ToDate(absl::CivilDay(today.year() - kAge, 1, 1 + number % 28));
  for (const v1::EntryBody& body :
       {Told(today), Reach(), Parent("Anne"), Parent("Paul"), Strong(),
        Decided(today), SampleAction("Stage de deux semaines en menuiserie."),
        SampleAction("Visite de l'atelier, puis entretien."),
        SampleAction("Inscription au chantier de printemps."),
        SampleAction("Bilan après le premier mois.")}) {
    *request.add_entries()->mutable_body() = body;
  }
  return request;
}

}  // namespace sceau::bench

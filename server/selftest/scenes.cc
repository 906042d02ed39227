#include "server/selftest/scenes.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "policy/decide/ages.h"
#include "proto/contract/errors.h"
#include "proto/contract/names.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/referral_service.pb.h"
#include "sceau/v1/session_service.pb.h"
#include "server/runtime/civil.h"

namespace sceau::selftest {
namespace {

// Time for past days within the term, and for a session's window.
constexpr int kDaysBeforeScenes = 30;
constexpr int kDaysUntilCompared = 2;
// Of what is found in both a minor's and an adult's case.
constexpr int kMinor = 17;
constexpr int kAdult = 19;

absl::StatusOr<v1::Entry> Deposit(SyntheticGroup& group, const Scene& scene,
                                  const Person& person,
                                  const v1::EntryBody& body) {
  v1::CreateEntryRequest request;
  request.set_parent(scene.case_name);
  request.set_request_id(group.NewRequestId());
  *request.mutable_entry()->mutable_body() = body;
  return group.Ask<v1::Entry>(person, request);
}

absl::StatusOr<v1::Entry> Supersede(SyntheticGroup& group, const Person& person,
                                    const v1::Entry& entry, bool accept) {
  v1::SupersedeEntryRequest request;
  request.set_name(entry.name());
  request.set_etag(entry.etag());
  request.set_request_id(group.NewRequestId());
  if (accept) {
    request.set_accept(true);
  } else {
    request.set_validate(true);
  }
  return group.Ask<v1::Entry>(person, request);
}

// The coordinator's, validated by both co-pilots.
absl::Status Decide(SyntheticGroup& group, const Cast& cast, Scene& scene,
                    v1::DecisionCode code) {
  v1::EntryBody body;
  body.mutable_decision()->set_code(code);
  *body.mutable_decision()->mutable_date() = ToDate(group.today());
  const bool is_exit = code == v1::DECISION_CODE_EXIT_FROM_FOLLOW_UP;
  if (is_exit) {
    body.mutable_decision()->set_exit_reason(
        static_cast<v1::ExitReason>(v1::ExitReason_MIN + 1));
  }
  auto decision = Deposit(group, scene, cast.coordinator(), body);
  for (const Person* const pilot : cast.Of(v1::ROLE_CO_PILOT)) {
    RETURN_IF_ERROR(decision.status());
    decision = Supersede(group, *pilot, *decision, /*accept=*/false);
  }
  RETURN_IF_ERROR(decision.status());
  scene.state = is_exit ? v1::CASE_STATE_EXITED : v1::CASE_STATE_ACTIVE;
  return absl::OkStatus();
}

v1::NoticeRecipient RecipientOf(const Scene& scene) {
  return scene.setting.age <= kMinor
             ? v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES
             : v1::NOTICE_RECIPIENT_PERSON;
}

void FillBasis(v1::WrittenBasisKind kind, absl::CivilDay today,
               v1::WrittenBasis& basis) {
  basis.set_kind(kind);
  basis.set_authority("Direction");
  basis.set_reference("PC-1");
  *basis.mutable_date() = ToDate(today);
}

void FillReferral(const Scene& scene, absl::CivilDay today,
                  v1::Referral& referral) {
  v1::Identity& identity = *referral.mutable_identity();
  identity.set_family_name(scene.family_name);
  identity.set_given_name(scene.given_name);
  *identity.mutable_birth_date() = ToDate(scene.birth);
  *referral.mutable_date() = ToDate(today);
  referral.add_reasons(v1::REFERRAL_REASON_SCHOOL_DROPOUT);
}

class SceneMaker {
 public:
  SceneMaker(SyntheticGroup& group, const Cast& cast,
             const policy::Program& program, const Setting& setting)
      : group_(group), cast_(cast), program_(program) {
    scene_.setting = setting;
  }

  absl::StatusOr<Scene> Make() {
    RETURN_IF_ERROR(OpenCase());
    if (scene_.setting.referred) Refer();
    if (scene_.setting.typed) Type();
    if (scene_.setting.schooled) Enrol();
    if (scene_.setting.told) Tell();
    if (scene_.setting.conditions != Conditions::kNone) RecordConditions();
    if (scene_.setting.told) {
      // Refused: the case stays admitted, and is a scene all the same.
      (void)Decide(group_, cast_, scene_, v1::DECISION_CODE_FOLLOW_UP);
    }
    if (scene_.setting.led) Lead();
    if (scene_.setting.piloted) Pilot();
    if (scene_.setting.convened) Convene();
    if (scene_.setting.pending) Propose();
    return std::move(scene_);
  }

 private:
  google::type::Date Today() const { return ToDate(group_.today()); }

  absl::Status OpenCase() {
    // A name a setting, of letters.
    scene_.family_name = "Essai";
    for (const char letter : scene_.setting.id) {
      if (letter >= 'a' && letter <= 'z') scene_.family_name.push_back(letter);
    }
    scene_.given_name = "Camille";
    scene_.birth = policy::AddYears(group_.today(), -scene_.setting.age) - 60;
    v1::CreateCaseRequest request;
    request.set_parent(GroupName::Of(kGroup).ToString());
    request.set_request_id(group_.NewRequestId());
    FillReferral(scene_, group_.today(), *request.mutable_inline_referral());
    request.mutable_inline_referral()->set_organisation(kSecretariat);
    ASSIGN_OR_RETURN(const v1::Case made,
                     (group_.Ask<v1::Case>(cast_.coordinator(), request)));
    scene_.case_name = made.name();
    return absl::OkStatus();
  }

  void Refer() {
    for (size_t i = 0; i < program_.partner_count(); ++i) {
      const std::string partner(
          program_.PartnerId(static_cast<policy::PartnerIndex>(i)));
      v1::SubmitReferralRequest submit;
      submit.set_parent(GroupName::Of(kGroup).ToString());
      submit.set_request_id(group_.NewRequestId());
      *submit.mutable_referral() = ReferralOf(scene_, group_.today());
      const auto referral =
          group_.Ask<v1::Referral>(*cast_.FirstOf(partner), submit);
      if (!referral.ok()) continue;
      v1::GetReferralRequest get;
      get.set_name(referral->name());
      const auto seen = group_.Ask<v1::Referral>(cast_.coordinator(), get);
      if (!seen.ok()) continue;
      v1::AcceptReferralRequest accept;
      accept.set_name(referral->name());
      accept.set_etag(seen->etag());
      accept.set_request_id(group_.NewRequestId());
      accept.set_case_(scene_.case_name);
      if (!group_.Call(cast_.coordinator(), accept).status.ok()) continue;
      scene_.referred_by.insert(partner);
      scene_.referral = referral->name();
    }
  }

  // What the coordinator heard by telephone, of each organisation.
  void Type() {
    const v1::Referral heard = ReferralOf(scene_, group_.today());
    for (size_t i = 0; i < program_.partner_count(); ++i) {
      const std::string partner(
          program_.PartnerId(static_cast<policy::PartnerIndex>(i)));
      v1::CreateEntryRequest request;
      request.set_parent(scene_.case_name);
      request.set_request_id(group_.NewRequestId());
      v1::Origin& origin =
          *request.mutable_entry()->mutable_body()->mutable_origin();
      origin.set_organisation(partner);
      *origin.mutable_date() = Today();
      origin.add_reasons(heard.reasons(0));
      for (const bool with_basis : {false, true}) {
        if (with_basis) {
          *request.mutable_entry()->mutable_conditions() = heard.conditions();
        }
        if (group_.Call(cast_.coordinator(), request).status.ok()) {
          scene_.typed.insert(partner);
          break;
        }
      }
    }
  }

  void Enrol() {
    v1::EntryBody body;
    body.mutable_schooling()->set_status(v1::SCHOOLING_STATUS_IN_SCHOOL);
    v1::CreateEntryRequest request;
    request.set_parent(scene_.case_name);
    *request.mutable_entry()->mutable_body() = body;
    *request.mutable_entry()->mutable_conditions() =
        ReferralOf(scene_, group_.today()).conditions();
    request.mutable_entry()->mutable_conditions()->RemoveLast();
    request.set_request_id(group_.NewRequestId());
    scene_.in_school = group_.Call(cast_.coordinator(), request).status.ok();
  }

  void Tell() {
    v1::EntryBody body;
    v1::Notice& notice = *body.mutable_notice();
    *notice.mutable_date() = Today();
    notice.set_channel(v1::NOTICE_CHANNEL_IN_PERSON);
    notice.set_recipient(RecipientOf(scene_));
    scene_.setting.told =
        Deposit(group_, scene_, cast_.coordinator(), body).ok();
  }

  void RecordConditions() {
    const auto record = [this](v1::Condition condition) {
      for (int i = v1::Category_MIN + 1; i <= v1::Category_MAX; ++i) {
        condition.add_categories(static_cast<v1::Category>(i));
      }
      if (scene_.setting.conditions == Conditions::kEnded) {
        *condition.mutable_end() = ToDate(group_.today() + 1);
      }
      v1::RecordConditionRequest request;
      request.set_name(scene_.case_name);
      request.set_request_id(group_.NewRequestId());
      *request.mutable_condition() = condition;
      return group_.Call(cast_.coordinator(), request).status.ok();
    };
    v1::Condition agreed;
    agreed.mutable_agreement()->set_given_by(RecipientOf(scene_));
    *agreed.mutable_agreement()->mutable_date() = Today();
    bool recorded = record(agreed);
    for (int kind = v1::WrittenBasisKind_MIN + 1;
         kind <= v1::WrittenBasisKind_MAX; ++kind) {
      v1::Condition based;
      FillBasis(static_cast<v1::WrittenBasisKind>(kind), group_.today(),
                *based.mutable_written_basis());
      recorded &= record(based);
    }
    // Others, so that a communication can be this one or that.
    for (const int days_ago : {0, 1}) {
      v1::Condition another;
      FillBasis(v1::WRITTEN_BASIS_KIND_PROSECUTOR_COMMUNICATION,
                group_.today() - days_ago, *another.mutable_written_basis());
      another.mutable_written_basis()->set_reference(kOtherReference);
      (void)record(another);
    }
    if (!recorded) scene_.setting.conditions = Conditions::kNone;
  }

  void Propose() {
    v1::EntryBody body;
    body.mutable_decision()->set_code(v1::DECISION_CODE_FOLLOW_UP);
    *body.mutable_decision()->mutable_date() = Today();
    scene_.pending = Deposit(group_, scene_, cast_.coordinator(), body).ok();
  }

  void Lead() {
    for (size_t i = 0; i < program_.partner_count(); ++i) {
      const std::string partner(
          program_.PartnerId(static_cast<policy::PartnerIndex>(i)));
      const Person& worker = *cast_.SecondOf(partner);
      v1::EntryBody body;
      body.mutable_lead_worker()->set_organisation(partner);
      body.mutable_lead_worker()->set_member(worker.name());
      const auto asked = Deposit(group_, scene_, cast_.coordinator(), body);
      if (asked.ok() &&
          Supersede(group_, worker, *asked, /*accept=*/true).ok()) {
        scene_.leads.insert(worker.member);
      }
    }
  }

  void Pilot() {
    for (size_t i = 0; i < program_.partner_count(); ++i) {
      const std::string partner(
          program_.PartnerId(static_cast<policy::PartnerIndex>(i)));
      v1::EntryBody body;
      body.mutable_action()->set_kind(
          v1::ACTION_KIND_TRAINING_OR_APPRENTICESHIP);
      body.mutable_action()->set_pilot(partner);
      const auto asked = Deposit(group_, scene_, cast_.coordinator(), body);
      if (asked.ok() &&
          Supersede(group_, *cast_.FirstOf(partner), *asked, /*accept=*/true)
              .ok()) {
        scene_.pilots.insert(partner);
      }
    }
  }

  void Convene() {
    v1::CreateReviewSessionRequest request;
    request.set_parent(GroupName::Of(kGroup).ToString());
    request.set_request_id(group_.NewRequestId());
    *request.mutable_review_session()->mutable_date() = Today();
    v1::AgendaItem& item = *request.mutable_review_session()->add_items();
    item.set_case_(scene_.case_name);
    std::set<std::string> convened;
    for (size_t i = 0; i < program_.partner_count(); ++i) {
      const auto partner = static_cast<policy::PartnerIndex>(i);
      if (!program_.PartnerGateOpen(
              partner, static_cast<uint8_t>(scene_.setting.age),
              /*in_school=*/false, v1::CATEGORY_UNSPECIFIED,
              v1::OPERATION_READ)) {
        continue;
      }
      const Person& first = *cast_.FirstOf(program_.PartnerId(partner));
      item.add_convened()->set_member(first.name());
      convened.insert(first.member);
    }
    // Co-pilots sit in every session.
    for (const Person* const pilot : cast_.Of(v1::ROLE_CO_PILOT)) {
      item.add_convened()->set_member(pilot->name());
      convened.insert(pilot->member);
    }
    const auto session =
        group_.Ask<v1::ReviewSession>(cast_.coordinator(), request);
    if (!session.ok()) return;
    v1::PublishAgendaRequest publish;
    publish.set_name(session->name());
    publish.set_etag(session->etag());
    publish.set_request_id(group_.NewRequestId());
    if (!group_.Call(cast_.coordinator(), publish).status.ok()) return;
    scene_.convened = std::move(convened);
    scene_.session = session->name();
  }

  SyntheticGroup& group_;
  const Cast& cast_;
  const policy::Program& program_;
  Scene scene_;
};

// First ages of the spans in which no gate and no grant changes its mind.
std::vector<int> AgesOf(const policy::Program& program) {
  const policy::Tables& tables = program.tables();
  std::set<int> cuts = {tables.clocks.eligible_from_age, kMinor + 1};
  const auto cut = [&](int age) {
    if (age > tables.clocks.eligible_from_age &&
        age < tables.clocks.ceiling_age) {
      cuts.insert(age);
    }
  };
  for (const policy::PartnerRow& partner : tables.partners) {
    cut(partner.gate.min_age);
    cut(partner.gate.below_age);
    for (const policy::OpenArm& arm : partner.gate.also) cut(arm.below_age);
    for (const uint8_t age : partner.gate.own_below_age) cut(age);
  }
  for (const policy::AgeSpan& span : tables.subject_gates) {
    cut(span.min_age);
    cut(span.max_age + 1);
  }
  for (const policy::CellGrant& grant : tables.grants) {
    cut(grant.min_age);
    cut(grant.max_age + 1);
  }
  return std::vector<int>(cuts.begin(), cuts.end());
}

}  // namespace

uint16_t Scene::RelationsOf(const Person& person) const {
  if (!person.IsOfPartner()) return 0;
  uint16_t bits = 0;
  if (convened.count(person.member) != 0) bits |= policy::kSession;
  if (leads.count(person.member) != 0) bits |= policy::kLeadWorker;
  if (pilots.count(person.partner) != 0) bits |= policy::kOpenAction;
  if (referred_by.count(person.partner) != 0) bits |= policy::kOwnReferral;
  if (typed.count(person.partner) != 0) bits |= policy::kTypedSender;
  if (pending && person.role == v1::ROLE_CO_PILOT) {
    bits |= policy::kPendingValidation;
  }
  return bits;
}

absl::StatusOr<Days> DaysOf(const policy::Program& program) {
  Days days;
  days.founded = program.effective_day();
  days.made = days.founded + kDaysBeforeScenes;
  days.compared = days.made + kDaysUntilCompared;
  if (days.compared > program.term_end_day()) {
    return absl::FailedPreconditionError("the charter's term is too short");
  }
  return days;
}

std::vector<Setting> SettingsFor(const policy::Program& program) {
  std::vector<Setting> settings;
  const std::vector<int> ages = AgesOf(program);
  for (size_t i = 0; i < ages.size(); ++i) {
    // Values: of the last span of minors and the first of adults, in which most
    // gates are open.
    const bool last_minor =
        ages[i] <= kMinor && (i + 1 == ages.size() || ages[i + 1] > kMinor);
    const bool first_adult =
        ages[i] > kMinor && (i == 0 || ages[i - 1] <= kMinor);
    settings.push_back({.id = absl::StrCat("session-", ages[i]),
                        .age = ages[i],
                        .told = true,
                        .convened = true,
                        .led = true,
                        .pending = true,
                        .valued = last_minor || first_adult,
                        .conditions = Conditions::kStanding});
  }
  for (const int age : {kMinor, kAdult}) {
    settings.push_back({.id = absl::StrCat("action-", age),
                        .age = age,
                        .told = true,
                        .piloted = true,
                        .valued = age == kMinor,
                        .conditions = Conditions::kStanding});
  }
  settings.push_back(
      {.id = absl::StrCat("untold-", kMinor), .age = kMinor, .referred = true});
  settings.push_back({.id = absl::StrCat("known-", kAdult),
                      .age = kAdult,
                      .told = true,
                      .referred = true,
                      .schooled = true,
                      .conditions = Conditions::kStanding});
  // Before the notice a sender by telephone is nobody, and then known.
  settings.push_back({.id = absl::StrCat("typed-untold-", kMinor),
                      .age = kMinor,
                      .typed = true,
                      .valued = false});
  settings.push_back({.id = absl::StrCat("typed-", kMinor),
                      .age = kMinor,
                      .told = true,
                      .typed = true,
                      .conditions = Conditions::kStanding});
  settings.push_back({.id = absl::StrCat("ended-", kAdult),
                      .age = kAdult,
                      .told = true,
                      .convened = true,
                      .led = true,
                      .conditions = Conditions::kEnded});
  settings.push_back({.id = absl::StrCat("exited-", kMinor),
                      .age = kMinor,
                      .told = true,
                      .convened = true,
                      .led = true,
                      .exited = true,
                      .conditions = Conditions::kStanding});
  settings.push_back({.id = absl::StrCat("narrowed-", kMinor),
                      .age = kMinor,
                      .told = true,
                      .convened = true,
                      .led = true,
                      .narrowed = true,
                      .conditions = Conditions::kStanding});
  settings.push_back({.id = absl::StrCat("stranger-", kMinor),
                      .age = kMinor,
                      .told = true,
                      .valued = false});
  for (size_t i = 0; i < settings.size(); ++i) {
    settings[i].turn = static_cast<int>(i);
  }
  return settings;
}

absl::StatusOr<Scene> MakeScene(SyntheticGroup& group, const Cast& cast,
                                const policy::Program& program,
                                const Setting& setting) {
  return SceneMaker(group, cast, program, setting).Make();
}

v1::Referral ReferralOf(const Scene& scene, absl::CivilDay today) {
  v1::Referral referral;
  FillReferral(scene, today, referral);
  v1::Agreement& agreement = *referral.add_conditions()->mutable_agreement();
  agreement.set_given_by(RecipientOf(scene));
  *agreement.mutable_date() = ToDate(today);
  FillBasis(v1::WRITTEN_BASIS_KIND_HIERARCHY_AUTHORISATION, today,
            *referral.add_conditions()->mutable_written_basis());
  return referral;
}

absl::Status Exit(SyntheticGroup& group, const Cast& cast, Scene& scene) {
  return Decide(group, cast, scene, v1::DECISION_CODE_EXIT_FROM_FOLLOW_UP);
}

}  // namespace sceau::selftest

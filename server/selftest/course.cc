#include "server/selftest/course.h"

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/text_format.h"

#include "policy/compile/parser.h"
#include "proto/contract/names.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/journal_service.pb.h"
#include "sceau/v1/member_service.pb.h"
#include "sceau/v1/referral_service.pb.h"
#include "sceau/v1/session_service.pb.h"
#include "server/runtime/civil.h"
#include "server/selftest/signatures.h"

namespace sceau::selftest {
namespace {

namespace pb = ::google::protobuf;

// Until an adopted version takes effect: after all that is asked.
constexpr int kDaysUntilVersion = 10;

std::string Parent() { return GroupName::Of(kGroup).ToString(); }

// A request for what an answer was about, by its name and etag.
template <typename Request, typename Answers>
auto Named(const Answers& answers) {
  return [&answers](size_t side) {
    Request request;
    request.set_name(answers[side].name());
    if constexpr (requires { request.set_etag(answers[side].etag()); }) {
      request.set_etag(answers[side].etag());
    }
    return request;
  };
}

// The same request to both.
template <typename Request>
auto Same(const Request& request) {
  return [&request](size_t) { return request; };
}

std::optional<std::array<v1::Referral, 2>> Submit(const Scene& scene,
                                                  const Person& person,
                                                  Twins& twins) {
  v1::SubmitReferralRequest submit;
  submit.set_parent(Parent());
  *submit.mutable_referral() = ReferralOf(scene, twins.today());
  return twins.Ask<v1::Referral>(person, Same(submit));
}

// As the coordinator sees it.
template <typename Request, typename Set>
void Settle(const Cast& cast, const std::array<v1::Referral, 2>& referrals,
            Twins& twins, Set set) {
  const auto seen = twins.Ask<v1::Referral>(
      cast.coordinator(), Named<v1::GetReferralRequest>(referrals));
  if (!seen.has_value()) return;
  (void)twins.Ask<v1::Referral>(cast.coordinator(), [&](size_t side) {
    Request request = Named<Request>(*seen)(side);
    set(request);
    return request;
  });
}

void RunReferrals(const Cast& cast, const Scene& scene, Twins& twins) {
  for (const Person* const person : cast.Of(v1::ROLE_MEMBER)) {
    auto sent = Submit(scene, *person, twins);
    if (!sent.has_value()) continue;
    sent = twins.Ask<v1::Referral>(*person, [&](size_t side) {
      v1::UpdateReferralRequest update;
      *update.mutable_referral() = ReferralOf(scene, twins.today());
      update.mutable_referral()->set_name((*sent)[side].name());
      update.mutable_referral()->set_etag((*sent)[side].etag());
      return update;
    });
    if (!sent.has_value()) continue;
    (void)twins.Ask<v1::Referral>(*person,
                                  Named<v1::WithdrawReferralRequest>(*sent));
    sent = Submit(scene, *person, twins);
    if (!sent.has_value()) continue;
    Settle<v1::RejectReferralRequest>(
        cast, *sent, twins, [](v1::RejectReferralRequest& request) {
          request.set_outcome(v1::REFERRAL_OUTCOME_NO_FOLLOW_UP);
        });
    sent = Submit(scene, *person, twins);
    if (!sent.has_value()) continue;
    Settle<v1::AcceptReferralRequest>(
        cast, *sent, twins, [&scene](v1::AcceptReferralRequest& request) {
          request.set_case_(scene.case_name);
        });
    return;
  }
}

void RunSession(const Cast& cast, const Scene& scene, Twins& twins) {
  const Person& coordinator = cast.coordinator();
  v1::CreateReviewSessionRequest create;
  create.set_parent(Parent());
  *create.mutable_review_session()->mutable_date() = ToDate(twins.today());
  v1::AgendaItem& item = *create.mutable_review_session()->add_items();
  item.set_case_(scene.case_name);
  for (const Person* const pilot : cast.Of(v1::ROLE_CO_PILOT)) {
    item.add_convened()->set_member(pilot->name());
  }
  auto session = twins.Ask<v1::ReviewSession>(coordinator, Same(create));
  if (!session.has_value()) return;
  session = twins.Ask<v1::ReviewSession>(coordinator, [&](size_t side) {
    v1::UpdateReviewSessionRequest update;
    *update.mutable_review_session() = create.review_session();
    update.mutable_review_session()->set_name((*session)[side].name());
    update.mutable_review_session()->set_etag((*session)[side].etag());
    return update;
  });
  if (!session.has_value()) return;
  session = twins.Ask<v1::ReviewSession>(
      coordinator, Named<v1::PublishAgendaRequest>(*session));
  if (!session.has_value()) return;
  (void)twins.Ask<v1::ReviewSession>(
      coordinator, Named<v1::CloseReviewSessionRequest>(*session));
}

void RunMembers(const Cast& cast, Twins& twins) {
  v1::RegisterMemberRequest enrol;
  enrol.set_parent(Parent());
  enrol.mutable_member()->set_partner(cast.newcomer.partner);
  enrol.mutable_member()->set_display_name("Essai");
  enrol.mutable_member()->set_role(cast.newcomer.role);
  enrol.set_certificate(cast.newcomer.credential.certificate);
  (void)twins.Ask<v1::Member>(*cast.Find(v1::ROLE_TECHNICAL_ADMINISTRATOR),
                              Same(enrol));
  v1::ConfirmMemberRequest confirm;
  confirm.set_name(cast.newcomer.name());
  (void)twins.Ask<v1::Member>(*cast.Find(v1::ROLE_CHARTER_OFFICER),
                              Same(confirm));
}

// The first of each role who is let.
template <typename Response, typename Make>
std::optional<std::array<Response, 2>> AskSomeone(const Cast& cast,
                                                  Twins& twins,
                                                  const Make& make) {
  for (int i = v1::Role_MIN + 1; i <= v1::Role_MAX; ++i) {
    const Person* const person = cast.Find(static_cast<v1::Role>(i));
    if (person == nullptr) continue;
    auto answers = twins.Ask<Response>(*person, make);
    if (answers.has_value()) return answers;
  }
  return std::nullopt;
}

using Versions = std::array<v1::CharterVersion, 2>;

// The charter again, under another number and from another day.
std::optional<Versions> Propose(const Cast& cast, const std::string& charter,
                                const std::string& suffix, Twins& twins) {
  const policy::ParsedCharter parsed = policy::Parse(charter);
  if (parsed.charter == nullptr) return std::nullopt;
  policy::Charter draft = *parsed.charter;
  draft.set_version(absl::StrCat(draft.version(), suffix));
  draft.set_effective_date(
      absl::FormatCivilTime(twins.today() + kDaysUntilVersion));
  v1::ProposeCharterRequest propose;
  propose.set_parent(Parent());
  pb::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  if (!printer.PrintToString(draft, propose.mutable_source())) {
    return std::nullopt;
  }
  return AskSomeone<v1::CharterVersion>(cast, twins, Same(propose));
}

}  // namespace

std::array<Ended, 2> Twins::Call(const Person& person, pb::Message& one,
                                 pb::Message& other) {
  std::array<pb::Message*, 2> requests = {&one, &other};
  std::array<Ended, 2> ended;
  for (size_t side = 0; side < requests.size(); ++side) {
    pb::Message& request = *requests[side];
    const std::string id = groups_[side]->NewRequestId();
    if (const auto* const field =
            request.GetDescriptor()->FindFieldByName("request_id")) {
      request.GetReflection()->SetString(&request, field, id);
    }
    ended[side] = groups_[side]->Call(person, request);
  }
  told_(person, one, ended[0], ended[1]);
  return ended;
}

void RunEntryCourse(const Scene& scene, const Contribution& own, Twins& twins) {
  const Person& person = *own.author;
  v1::CreateEntryRequest create;
  create.set_parent(scene.case_name);
  *create.mutable_entry()->mutable_body() = own.body;
  auto entry = twins.Ask<v1::Entry>(person, Same(create));
  if (!entry.has_value()) return;
  const auto next = [&](auto make) {
    auto answers = twins.Ask<v1::Entry>(person, make);
    if (answers.has_value()) entry = std::move(answers);
  };
  next([&](size_t side) {
    auto request = Named<v1::SupersedeEntryRequest>(*entry)(side);
    *request.mutable_body() = own.body;
    return request;
  });
  next([&](size_t side) {
    auto request = Named<v1::NarrowEntryRequest>(*entry)(side);
    request.add_narrowed_to(person.partner);
    return request;
  });
  next(Named<v1::WithdrawEntryRequest>(*entry));
}

void RunGroupCourse(const Cast& cast, const Scene& scene, Twins& twins) {
  RunReferrals(cast, scene, twins);
  v1::CreateCaseRequest create;
  create.set_parent(Parent());
  *create.mutable_inline_referral() = ReferralOf(scene, twins.today());
  create.mutable_inline_referral()->set_organisation(
      cast.coordinator().owner());
  (void)twins.Ask<v1::Case>(cast.coordinator(), Same(create));
  RunSession(cast, scene, twins);
  RunMembers(cast, twins);
  for (const Person* const person : cast.Of(v1::ROLE_MEMBER)) {
    v1::GetCheckpointRequest get;
    get.set_parent(Parent());
    const auto checkpoint = twins.Ask<v1::Checkpoint>(*person, Same(get));
    if (!checkpoint.has_value()) continue;
    (void)twins.Ask<v1::Checkpoint>(*person, [&](size_t side) {
      return CosignatureOf(*person, (*checkpoint)[side].note(), twins.today())
          .value_or(v1::AddCosignatureRequest());
    });
    return;
  }
}

void RunCharterCourse(const Cast& cast, const std::string& charter,
                      Twins& twins) {
  const auto vetoed = Propose(cast, charter, "-veto", twins);
  if (vetoed.has_value()) {
    (void)twins.Ask<v1::CharterVersion>(*cast.Find(v1::ROLE_CO_PILOT),
                                        Named<v1::VetoCharterRequest>(*vetoed));
  }
  auto version = Propose(cast, charter, "-next", twins);
  if (!version.has_value()) return;
  (void)AskSomeone<v1::ReplayCharterResponse>(
      cast, twins, Named<v1::ReplayCharterRequest>(*version));
  (void)AskSomeone<v1::CharterVersion>(cast, twins, [&](size_t side) {
    auto request = Named<v1::GiveOpinionRequest>(*version)(side);
    request.set_opinion(v1::CHARTER_OPINION_FAVOURABLE);
    *request.mutable_date() = ToDate(twins.today());
    return request;
  });
  for (const Person* const pilot : cast.Of(v1::ROLE_CO_PILOT)) {
    (void)twins.Ask<v1::CharterVersion>(*pilot, [&](size_t side) {
      auto request = Named<v1::AdoptCharterRequest>(*version)(side);
      request.set_signature(
          AdoptionOf(*pilot, (*version)[side]).value_or(std::string()));
      return request;
    });
  }
  for (int i = v1::Role_MIN + 1; i <= v1::Role_MAX; ++i) {
    const Person* const person = cast.Find(static_cast<v1::Role>(i));
    if (person == nullptr) continue;
    (void)twins.Ask<v1::CharterVersion>(*person, [&](size_t side) {
      auto request = Named<v1::SignCharterRequest>(*version)(side);
      request.set_signature(
          SignatureOf(*person, (*version)[side]).value_or(std::string()));
      return request;
    });
  }
  (void)AskSomeone<v1::CharterVersion>(
      cast, twins, Named<v1::AgreeToWideningRequest>(*version));
}

}  // namespace sceau::selftest

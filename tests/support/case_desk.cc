#include "tests/support/case_desk.h"

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/strings/str_format.h"

#include "proto/contract/names.h"
#include "server/runtime/civil.h"
#include "tests/support/must.h"

namespace sceau::testing {
namespace {

std::string MemberNameOf(absl::string_view member) {
  return MemberName::Of(kTestGroup, member).ToString();
}

}  // namespace

template <typename Response, typename Start>
absl::StatusOr<Response> CaseDesk::Run(Start start) {
  auto response = std::make_shared<Response>();
  const Ended ended = Await([&](Finish finish) {
    start(response.get(),
          [response, finish = std::move(finish)](
              absl::Status status, std::optional<Receipt> receipt) {
            finish(std::move(status), receipt);
          });
  });
  receipt_ = ended.receipt;
  if (!ended.status.ok()) return ended.status;
  return *std::move(response);
}

std::string CaseDesk::NewRequestId() {
  // Of the process: a group that is opened again remembers the earlier ones.
  static std::atomic<uint64_t> requests{0};
  return absl::StrFormat("00000000-0000-4000-8000-%012x", ++requests);
}

v1::CreateCaseRequest CaseDesk::OpenCaseRequest(int age,
                                                const std::string& family_name,
                                                const std::string& given_name) {
  v1::CreateCaseRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  request.set_request_id(NewRequestId());
  v1::Referral& referral = *request.mutable_inline_referral();
  referral = SampleReferral(age, family_name, given_name);
  referral.set_organisation("secretariat");
  return request;
}

v1::Referral CaseDesk::SampleReferral(int age, const std::string& family_name,
                                      const std::string& given_name) {
  const absl::CivilDay today = group_.rooms().clock.DayOf(group_.now());
  v1::Referral referral;
  v1::Identity& identity = *referral.mutable_identity();
  identity.set_family_name(family_name);
  identity.set_given_name(given_name);
  *identity.mutable_birth_date() =
      ToDate(absl::CivilDay(today.year() - age, 1, 15));
  *referral.mutable_date() = ToDate(today);
  referral.add_reasons(v1::REFERRAL_REASON_SCHOOL_DROPOUT);
  return referral;
}

absl::StatusOr<v1::Case> CaseDesk::Create(const v1::CreateCaseRequest& request,
                                          absl::string_view member) {
  const Call call = group_.As(member);
  return Run<v1::Case>([&](v1::Case* response, Finish finish) {
    writer_.CreateCase(call, request, response, std::move(finish));
  });
}

std::string CaseDesk::OpenCase(int age, const std::string& family_name,
                               const std::string& given_name) {
  return Must(Create(OpenCaseRequest(age, family_name, given_name)),
              "CreateCase")
      .name();
}

void CaseDesk::Tell(const std::string& case_name, int age) {
  v1::EntryBody body;
  v1::Notice& notice = *body.mutable_notice();
  *notice.mutable_date() = ToDate(group_.rooms().clock.DayOf(group_.now()));
  notice.set_channel(v1::NOTICE_CHANNEL_IN_PERSON);
  notice.set_recipient(age < 18
                           ? v1::NOTICE_RECIPIENT_PERSON_AND_REPRESENTATIVES
                           : v1::NOTICE_RECIPIENT_PERSON);
  Must(Deposit(kCoordinator, case_name, body), "notice");
}

absl::StatusOr<v1::Entry> CaseDesk::Deposit(absl::string_view member,
                                            const std::string& case_name,
                                            const v1::Entry& entry) {
  v1::CreateEntryRequest request;
  request.set_parent(case_name);
  request.set_request_id(NewRequestId());
  *request.mutable_entry() = entry;
  const Call call = group_.As(member);
  return Run<v1::Entry>([&](v1::Entry* response, Finish finish) {
    writer_.CreateEntry(call, request, response, std::move(finish));
  });
}

absl::StatusOr<v1::Entry> CaseDesk::Deposit(absl::string_view member,
                                            const std::string& case_name,
                                            const v1::EntryBody& body) {
  v1::Entry entry;
  *entry.mutable_body() = body;
  return Deposit(member, case_name, entry);
}

absl::StatusOr<v1::Entry> CaseDesk::Supersede(absl::string_view member,
                                              const v1::Entry& entry,
                                              const v1::EntryBody& body) {
  v1::SupersedeEntryRequest request;
  request.set_name(entry.name());
  request.set_etag(entry.etag());
  request.set_request_id(NewRequestId());
  *request.mutable_body() = body;
  const Call call = group_.As(member);
  return Run<v1::Entry>([&](v1::Entry* response, Finish finish) {
    writer_.SupersedeEntry(call, request, response, std::move(finish));
  });
}

absl::StatusOr<v1::Entry> CaseDesk::Accept(absl::string_view member,
                                           const v1::Entry& entry) {
  v1::SupersedeEntryRequest request;
  request.set_name(entry.name());
  request.set_etag(entry.etag());
  request.set_request_id(NewRequestId());
  request.set_accept(true);
  const Call call = group_.As(member);
  return Run<v1::Entry>([&](v1::Entry* response, Finish finish) {
    writer_.SupersedeEntry(call, request, response, std::move(finish));
  });
}

absl::StatusOr<v1::Entry> CaseDesk::Validate(absl::string_view member,
                                             const v1::Entry& entry) {
  v1::SupersedeEntryRequest request;
  request.set_name(entry.name());
  request.set_etag(entry.etag());
  request.set_request_id(NewRequestId());
  request.set_validate(true);
  const Call call = group_.As(member);
  return Run<v1::Entry>([&](v1::Entry* response, Finish finish) {
    writer_.SupersedeEntry(call, request, response, std::move(finish));
  });
}

absl::StatusOr<v1::Entry> CaseDesk::Narrow(
    absl::string_view member, const v1::Entry& entry,
    const std::vector<std::string>& partners) {
  v1::NarrowEntryRequest request;
  request.set_name(entry.name());
  request.set_etag(entry.etag());
  request.set_request_id(NewRequestId());
  request.mutable_narrowed_to()->Assign(partners.begin(), partners.end());
  const Call call = group_.As(member);
  return Run<v1::Entry>([&](v1::Entry* response, Finish finish) {
    writer_.NarrowEntry(call, request, response, std::move(finish));
  });
}

absl::StatusOr<v1::Entry> CaseDesk::Withdraw(absl::string_view member,
                                             const v1::Entry& entry) {
  v1::WithdrawEntryRequest request;
  request.set_name(entry.name());
  request.set_etag(entry.etag());
  request.set_request_id(NewRequestId());
  const Call call = group_.As(member);
  return Run<v1::Entry>([&](v1::Entry* response, Finish finish) {
    writer_.WithdrawEntry(call, request, response, std::move(finish));
  });
}

void CaseDesk::Follow(const std::string& case_name) {
  v1::EntryBody body;
  body.mutable_decision()->set_code(v1::DECISION_CODE_FOLLOW_UP);
  *body.mutable_decision()->mutable_date() =
      ToDate(group_.rooms().clock.DayOf(group_.now()));
  v1::Entry decision = Must(Deposit(kCoordinator, case_name, body), "decision");
  decision = Must(Validate(kCoPilotState, decision), "first validation");
  Must(Validate(kCoPilotLocal, decision), "second validation");
}

void CaseDesk::Lead(const std::string& case_name, const std::string& partner,
                    const std::string& member) {
  v1::EntryBody body;
  body.mutable_lead_worker()->set_organisation(partner);
  body.mutable_lead_worker()->set_member(MemberNameOf(member));
  const v1::Entry asked =
      Must(Deposit(kCoordinator, case_name, body), "lead worker");
  Must(Accept(member, asked), "acceptance");
}

void CaseDesk::Convene(const std::string& case_name,
                       const std::vector<std::string>& members) {
  v1::CreateReviewSessionRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  request.set_request_id(NewRequestId());
  *request.mutable_review_session()->mutable_date() =
      ToDate(group_.rooms().clock.DayOf(group_.now()));
  v1::AgendaItem& item = *request.mutable_review_session()->add_items();
  item.set_case_(case_name);
  for (const std::string& member : members) {
    item.add_convened()->set_member(MemberNameOf(member));
  }
  const Call call = group_.As(kCoordinator);
  const v1::ReviewSession session = Must(
      Run<v1::ReviewSession>([&](v1::ReviewSession* response, Finish finish) {
        sessions_.CreateReviewSession(call, request, response,
                                      std::move(finish));
      }),
      "session");
  v1::PublishAgendaRequest publish;
  publish.set_name(session.name());
  publish.set_etag(session.etag());
  publish.set_request_id(NewRequestId());
  Must(Run<v1::ReviewSession>([&](v1::ReviewSession* response, Finish finish) {
         sessions_.PublishAgenda(call, publish, response, std::move(finish));
       }),
       "publication");
}

absl::StatusOr<v1::Case> CaseDesk::Read(absl::string_view member,
                                        const std::string& case_name) {
  v1::GetCaseRequest request;
  request.set_name(case_name);
  request.set_view(v1::CASE_VIEW_FULL);
  request.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
  const Call call = group_.As(member);
  return Run<v1::Case>([&](v1::Case* response, Finish finish) {
    reader_.GetCase(call, request, response, std::move(finish));
  });
}

absl::StatusOr<v1::ListCasesResponse> CaseDesk::List(absl::string_view member,
                                                     int page_size,
                                                     const std::string& token) {
  v1::ListCasesRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  request.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
  request.set_page_size(page_size);
  request.set_page_token(token);
  const Call call = group_.As(member);
  return Run<v1::ListCasesResponse>(
      [&](v1::ListCasesResponse* response, Finish finish) {
        lists_.ListCases(call, request, response, std::move(finish));
      });
}

absl::StatusOr<v1::SearchCasesResponse> CaseDesk::Search(
    absl::string_view member, const std::string& family,
    const std::string& given) {
  v1::SearchCasesRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  request.set_purpose(v1::READING_PURPOSE_REFERRAL_CHECK);
  request.set_family_name(family);
  request.set_given_name(given);
  const Call call = group_.As(member);
  return Run<v1::SearchCasesResponse>(
      [&](v1::SearchCasesResponse* response, Finish finish) {
        lists_.SearchCases(call, request, response, std::move(finish));
      });
}

absl::StatusOr<v1::Referral> CaseDesk::Refer(absl::string_view member,
                                             const v1::Referral& referral) {
  v1::SubmitReferralRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  request.set_request_id(NewRequestId());
  *request.mutable_referral() = referral;
  const Call call = group_.As(member);
  return Run<v1::Referral>([&](v1::Referral* response, Finish finish) {
    referrals_.SubmitReferral(call, request, response, std::move(finish));
  });
}

absl::StatusOr<v1::Referral> CaseDesk::GetReferral(absl::string_view member,
                                                   const std::string& name) {
  v1::GetReferralRequest request;
  request.set_name(name);
  const Call call = group_.As(member);
  return Run<v1::Referral>([&](v1::Referral* response, Finish finish) {
    referrals_.GetReferral(call, request, response, std::move(finish));
  });
}

std::vector<v1::Category> CategoriesOf(const v1::Case& file) {
  std::vector<v1::Category> categories;
  for (const v1::Entry& entry : file.entries()) {
    categories.push_back(entry.category());
  }
  return categories;
}

const v1::Entry& EntryOf(const v1::Case& file, v1::Category category) {
  for (const v1::Entry& entry : file.entries()) {
    if (entry.category() == category) return entry;
  }
  std::cerr << "no entry of " << v1::Category_Name(category) << "\n";
  std::abort();
}

v1::SectionAccess AccessOf(const v1::Case& file, v1::Category category) {
  for (const v1::Section& section : file.sections()) {
    if (section.category() == category) return section.access();
  }
  return v1::SECTION_ACCESS_UNSPECIFIED;
}

}  // namespace sceau::testing

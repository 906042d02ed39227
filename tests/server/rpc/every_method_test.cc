// What holds of every method of the contract, those to come included: a hidden
// resource is answered like an absent one, a role calls what it holds and
// nothing else, who is suspended calls nothing. Failure classes "authorisation
// forgotten on one endpoint" and "role restriction enforced in the front only".
#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"

#include "proto/contract/names.h"
#include "server/oversight/journal_reviews.h"
#include "server/rpc/method_table.h"
#include "server/rpc/routes.h"
#include "server/runtime/civil.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

namespace pb = ::google::protobuf;
using ::sceau::testing::Await;
using ::sceau::testing::CaseDesk;
using ::sceau::testing::Ended;
using ::sceau::testing::IsOk;
using ::sceau::testing::kAdmin;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::kCoPilotState;
using ::sceau::testing::kDpo;
using ::sceau::testing::kOfficer;
using ::sceau::testing::kTestGroup;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::TestGroup;

constexpr char kOutsider[] = "pjj-1";

// Names that a request may hold.
struct Names {
  std::string case_name = {};
  std::string entry = {};
  std::string referral = {};
  std::string session = {};
  std::string member = {};
  std::string review = {};
};

// The resource that a method is about, empty when it is the group itself.
std::string ResourceOf(const std::string& method, const Names& names) {
  const auto has = [&method](const char* word) {
    return absl::StrContains(method, word);
  };
  if (method == "ListSignals" || method == "ListOfficerActs") {
    return names.review;
  }
  if (absl::StartsWith(method, "List") && method != "ListEntries") return "";
  for (const char* of_review :
       {"GetJournalReview", "CloseJournalReview", "SearchAccesses", "GetSample",
        "AskQuestion", "RecordFinding", "AttestOfficerActs", "GetFigures",
        "GetReport"}) {
    if (method == of_review) return names.review;
  }
  if (method == "RecordMeasure" || has("Name")) {
    return names.review + "/findings/faaaaaaaaaaaaaaaaaaaaaaaaaa";
  }
  if (method == "AnswerQuestion") {
    return names.review + "/questions/qaaaaaaaaaaaaaaaaaaaaaaaaaa";
  }
  if (method == "CreateEntry" || has("Entries")) return names.case_name;
  if (has("Entry")) return names.entry;
  if (method == "GetCase" || has("Condition")) return names.case_name;
  if (has("Referral") && method != "SubmitReferral") return names.referral;
  if (has("Agenda") || (has("Session") && method != "CreateReviewSession")) {
    return names.session;
  }
  if (has("Member") && method != "RegisterMember") return names.member;
  return "";
}

void SetString(pb::Message& message, const char* field,
               const std::string& value) {
  const auto* descriptor = message.GetDescriptor()->FindFieldByName(field);
  if (descriptor == nullptr ||
      descriptor->cpp_type() != pb::FieldDescriptor::CPPTYPE_STRING) {
    return;
  }
  message.GetReflection()->SetString(&message, descriptor, value);
}

class EveryMethodTest : public ::testing::Test {
 protected:
  void SetUp() override {
    present_.case_name = desk_.OpenCase(16);
    v1::EntryBody body;
    body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
    const auto entry = desk_.Deposit(kCoordinator, present_.case_name, body);
    ASSERT_THAT(entry, IsOk());
    present_.entry = entry->name();
    const auto referral =
        desk_.Refer("mission-locale-1", desk_.SampleReferral(20));
    ASSERT_THAT(referral, IsOk());
    present_.referral = referral->name();
    present_.member = MemberName::Of(kTestGroup, "ddetspp-1").ToString();
    const std::string told = desk_.OpenCase(16);
    desk_.Tell(told, 16);
    desk_.Convene(told, {"ddetspp-1"});
    present_.session = PublishedSession();

    present_.review = OpenedReview();
    const std::string group = GroupName::Of(kTestGroup).ToString();
    absent_.review = group + "/journalReviews/vaaaaaaaaaaaaaaaaaaaaaaaaaa";
    absent_.case_name = group + "/cases/caaaaaaaaaaaaaaaaaaaaaaaaaa";
    absent_.entry = absent_.case_name + "/entries/eaaaaaaaaaaaaaaaaaaaaaaaaaa";
    absent_.referral = group + "/referrals/raaaaaaaaaaaaaaaaaaaaaaaaaa";
    absent_.session = group + "/reviewSessions/saaaaaaaaaaaaaaaaaaaaaaaaaa";
    absent_.member = group + "/members/nobody-1";
  }

  std::string PublishedSession() {
    v1::ListReviewSessionsRequest request;
    request.set_parent(GroupName::Of(kTestGroup).ToString());
    v1::ListReviewSessionsResponse response;
    const Call call = group_.As(kCoordinator);
    Await([&](Finish finish) {
      desk_.sessions().ListReviewSessions(call, request, &response,
                                          std::move(finish));
    });
    return response.review_sessions(0).name();
  }

  static bool Watches(const MethodRow& row) {
    return std::find(row.operations.begin(), row.operations.end(),
                     v1::OPERATION_JOURNAL_OVERSEE) != row.operations.end();
  }

  std::string OpenedReview() {
    v1::CreateJournalReviewRequest request;
    request.set_parent(GroupName::Of(kTestGroup).ToString());
    const auto today = ToDate(group_.rooms().clock.DayOf(group_.now()));
    *request.mutable_journal_review()->mutable_start_date() = today;
    *request.mutable_journal_review()->mutable_end_date() = today;
    request.set_request_id(desk_.NewRequestId());
    v1::JournalReview response;
    const Call call = group_.As(kOfficer);
    Await([&](Finish finish) {
      group_.group().rooms().reviews->CreateJournalReview(
          call, request, &response, std::move(finish));
    });
    return response.name();
  }

  // A request of the method with what it cannot do without.
  std::unique_ptr<pb::Message> RequestOf(const pb::MethodDescriptor& method,
                                         const Names& names) {
    std::unique_ptr<pb::Message> request(pb::MessageFactory::generated_factory()
                                             ->GetPrototype(method.input_type())
                                             ->New());
    std::string resource = ResourceOf(method.name(), names);
    if (resource.empty()) resource = GroupName::Of(kTestGroup).ToString();
    SetString(*request, "name", resource);
    SetString(*request, "parent", resource);
    SetString(*request, "case", names.case_name);
    SetString(*request, "etag", "\"e1\"");
    SetString(*request, "request_id", desk_.NewRequestId());
    const auto* purpose = request->GetDescriptor()->FindFieldByName("purpose");
    if (purpose != nullptr) {
      request->GetReflection()->SetEnumValue(request.get(), purpose,
                                             v1::READING_PURPOSE_FOLLOW_UP);
    }
    Fill(*request, resource);
    return request;
  }

  // Content, so that what is asked of the charter is a real question.
  static void Fill(pb::Message& message, const std::string& resource) {
    v1::EntryBody body;
    body.mutable_strengths()->add_codes(v1::STRENGTH_PROJECT);
    if (auto* create = dynamic_cast<v1::CreateEntryRequest*>(&message)) {
      *create->mutable_entry()->mutable_body() = body;
    } else if (auto* batch =
                   dynamic_cast<v1::BatchCreateEntriesRequest*>(&message)) {
      *batch->add_entries()->mutable_body() = body;
    } else if (auto* change =
                   dynamic_cast<v1::SupersedeEntryRequest*>(&message)) {
      *change->mutable_body() = body;
    } else if (auto* reject =
                   dynamic_cast<v1::RejectReferralRequest*>(&message)) {
      reject->set_outcome(v1::REFERRAL_OUTCOME_NO_FOLLOW_UP);
    } else if (auto* update =
                   dynamic_cast<v1::UpdateReferralRequest*>(&message)) {
      update->mutable_referral()->set_name(resource);
      update->mutable_referral()->set_etag("\"r1\"");
    } else if (auto* session =
                   dynamic_cast<v1::UpdateReviewSessionRequest*>(&message)) {
      session->mutable_review_session()->set_name(resource);
      session->mutable_review_session()->set_etag("\"s1\"");
    } else if (auto* open = dynamic_cast<v1::CreateCaseRequest*>(&message)) {
      open->set_referral("groups/g/referrals/r");
    } else if (auto* search = dynamic_cast<v1::SearchCasesRequest*>(&message)) {
      search->set_family_name("LEFÈVRE");
      search->set_given_name("Noé");
    } else if (auto* charter = dynamic_cast<v1::GetCharterRequest*>(&message)) {
      charter->set_name(CurrentCharter());
    } else if (auto* sign = dynamic_cast<v1::SignCharterRequest*>(&message)) {
      sign->set_name(CurrentCharter());
    }
  }

  static std::string CurrentCharter() {
    return CharterVersionName::Of(kTestGroup, "current").ToString();
  }

  Ended Ask(absl::string_view member, const MethodRow& row,
            const pb::Message& request) {
    std::unique_ptr<pb::Message> response(
        pb::MessageFactory::generated_factory()
            ->GetPrototype(row.method->output_type())
            ->New());
    const Call call = group_.As(member);
    const Ended ended = Await([&](Finish finish) {
      row.handler(group_.group().rooms(), call, request, response.get(),
                  std::move(finish));
    });
    if (!ended.status.ok()) {
      EXPECT_EQ(response->ByteSizeLong(), 0u) << row.method->name();
    }
    return ended;
  }

  void ForEveryMethod(const std::function<void(const MethodRow&)>& check) {
    for (const pb::MethodDescriptor* method : AllMethods()) {
      const MethodRow* row = table_.Find(method->input_type());
      ASSERT_NE(row, nullptr) << method->full_name();
      SCOPED_TRACE(method->full_name());
      check(*row);
    }
  }

  TestGroup group_;
  CaseDesk desk_{group_};
  const MethodTable table_ = Routes();
  Names present_;
  Names absent_;
};

TEST_F(EveryMethodTest, AnswersAHiddenResourceLikeAnAbsentOne) {
  int asked = 0;
  ForEveryMethod([&](const MethodRow& row) {
    if (ResourceOf(row.method->name(), present_).empty()) return;
    for (const char* member : {kOutsider, kCoPilotState, kDpo}) {
      SCOPED_TRACE(member);
      // Who watches over the officer is shown the review.
      if (member == kDpo && Watches(row)) continue;
      const auto hidden = RequestOf(*row.method, present_);
      const auto absent = RequestOf(*row.method, absent_);
      const uint64_t leaves = group_.group().journal().size();
      const StoreWork start = group_.rooms().reads.work();
      const Ended denied = Ask(member, row, *hidden);
      const StoreWork half = group_.rooms().reads.work();
      const Ended nothing = Ask(member, row, *absent);
      const StoreWork end = group_.rooms().reads.work();
      EXPECT_THAT(denied.status, ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
      EXPECT_EQ(denied.status, nothing.status);
      EXPECT_EQ(denied.receipt.has_value(), nothing.receipt.has_value());
      EXPECT_EQ(group_.group().journal().size(), leaves + 2);
      EXPECT_EQ(half.statements - start.statements,
                end.statements - half.statements);
      ++asked;
    }
  });
  EXPECT_GE(asked, 63);  // Twenty-one methods name a resource.
}

TEST_F(EveryMethodTest, IsDeniedToWhomeverDoesNotHoldItsOperation) {
  struct Holder {
    v1::Operation operation;
    const char* member;
  };
  const std::vector<Holder> holders = {
      {v1::OPERATION_CASE_CREATE, kCoordinator},
      {v1::OPERATION_CONDITION_RECORD, kCoordinator},
      {v1::OPERATION_REFERRAL_DECIDE, kCoordinator},
      {v1::OPERATION_SESSION_SET, kCoordinator},
      {v1::OPERATION_MEMBER_REGISTER, kAdmin},
      {v1::OPERATION_MEMBER_CONFIRM, kOfficer},
      {v1::OPERATION_MEMBER_SUSPEND, kOfficer},
      {v1::OPERATION_MEMBER_REMOVE, kOfficer},
      {v1::OPERATION_JOURNAL_REVIEW, kOfficer},
      {v1::OPERATION_JOURNAL_OVERSEE, kDpo},
  };
  int asked = 0;
  ForEveryMethod([&](const MethodRow& row) {
    for (const Holder& holder : holders) {
      if (row.operations != std::vector<v1::Operation>{holder.operation}) {
        continue;
      }
      for (const char* member :
           {kOutsider, kCoPilotState, kCoordinator, kOfficer, kAdmin, kDpo}) {
        if (absl::string_view(member) == holder.member) continue;
        EXPECT_THAT(Ask(member, row, *RequestOf(*row.method, present_)).status,
                    ReasonIs(v1::ERROR_REASON_POLICY_DENIED))
            << member;
        ++asked;
      }
    }
  });
  EXPECT_GE(asked, 60);  // Twelve methods are one role's, five others ask.
}

TEST_F(EveryMethodTest, IsDeniedToWhoIsSuspended) {
  v1::SuspendMemberRequest suspend;
  suspend.set_name(MemberName::Of(kTestGroup, kOutsider).ToString());
  suspend.set_request_id(desk_.NewRequestId());
  const MethodRow* row = table_.Find(v1::SuspendMemberRequest::descriptor());
  ASSERT_THAT(Ask(kOfficer, *row, suspend).status, IsOk());
  int denied = 0;
  ForEveryMethod([&](const MethodRow& each) {
    const absl::Status status =
        Ask(kOutsider, each, *RequestOf(*each.method, present_)).status;
    EXPECT_FALSE(status.ok());
    // The shape is looked at first: it is of the request alone.
    if (status.code() != absl::StatusCode::kInvalidArgument) {
      EXPECT_THAT(status, ReasonIs(v1::ERROR_REASON_POLICY_DENIED));
      ++denied;
    }
  });
  EXPECT_GE(denied, 35);  // All of the first work's methods.
}

}  // namespace
}  // namespace sceau

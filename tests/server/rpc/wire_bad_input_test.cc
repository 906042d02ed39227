// Every kind of bad input over the real wire, one at a time: one clear error
// with a reason that a program can read, and nothing stored.
//
// What is refused before a request is looked at (deadline, size, certificate)
// is in wire_shape_test and wire_identity_test; every bound of every field in
// content.
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/dynamic_message.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "proto/contract/wire.h"
#include "sceau/v1/case_service.grpc.pb.h"
#include "server/rpc/method_table.h"
#include "tests/support/case_desk.h"
#include "tests/support/raw_call.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"
#include "tests/support/test_group.h"
#include "tests/support/test_server.h"

namespace sceau::testing {
namespace {

namespace pb = ::google::protobuf;

constexpr char kGroupName[] = "groups/alencon-jeunesse";

struct BadCase {
  const char* what = "";
  std::function<void(v1::CreateCaseRequest&)> spoil = nullptr;
  v1::ErrorReason reason = v1::ERROR_REASON_FIELD_INVALID;
};

v1::Identity& IdentityOf(v1::CreateCaseRequest& request) {
  return *request.mutable_inline_referral()->mutable_identity();
}
v1::Action& ActionOf(v1::CreateCaseRequest& request) {
  return *request.mutable_entries(0)->mutable_body()->mutable_action();
}
void AddUnknown(pb::Message& message) {
  message.GetReflection()->MutableUnknownFields(&message)->AddVarint(777, 1);
}

const std::vector<BadCase>& BadCases() {
  static const auto* const cases = new std::vector<BadCase>{
      {"an unknown field", [](auto& request) { AddUnknown(request); },
       v1::ERROR_REASON_UNKNOWN_FIELD},
      {"an unknown field within a message within another",
       [](auto& request) { AddUnknown(IdentityOf(request)); },
       v1::ERROR_REASON_UNKNOWN_FIELD},
      {"an unknown field within a repeated message",
       [](auto& request) { AddUnknown(ActionOf(request)); },
       v1::ERROR_REASON_UNKNOWN_FIELD},
      {"an unknown value of an enum",
       [](auto& request) {
         IdentityOf(request).set_sex(static_cast<v1::Sex>(999));
       }},
      {"an unknown value of a repeated enum",
       [](auto& request) {
         request.mutable_inline_referral()->add_reasons(
             static_cast<v1::ReferralReason>(999));
       }},
      {"an unknown value of an enum in an entry",
       [](auto& request) {
         ActionOf(request).set_kind(static_cast<v1::ActionKind>(999));
       }},
      {"a name that is too long",
       [](auto& request) {
         IdentityOf(request).set_family_name(std::string(81, 'A'));
       }},
      {"a comment that is too long",
       [](auto& request) {
         ActionOf(request).set_comment(std::string(281, 'a'));
       }},
      {"a control character",
       [](auto& request) { IdentityOf(request).set_given_name("No\x07é"); }},
      {"a line break in prose",
       [](auto& request) { ActionOf(request).set_comment("un\ndeux"); }},
      {"a character that turns the line around",
       [](auto& request) { IdentityOf(request).set_given_name("\u202eNoé"); }},
      {"a character that nobody sees",
       [](auto& request) { ActionOf(request).set_comment("à\u200b voir"); }},
      {"a day that does not exist",
       [](auto& request) {
         IdentityOf(request).mutable_birth_date()->set_month(2);
         IdentityOf(request).mutable_birth_date()->set_day(30);
       }},
      {"a month that does not exist",
       [](auto& request) {
         IdentityOf(request).mutable_birth_date()->set_month(13);
       }},
      {"a birth to come",
       [](auto& request) {
         IdentityOf(request).mutable_birth_date()->set_year(2099);
       }},
      {"a referral of tomorrow",
       [](auto& request) {
         request.mutable_inline_referral()->mutable_date()->set_year(2027);
       }},
      {"a year beyond all years",
       [](auto& request) {
         request.mutable_inline_referral()->mutable_date()->set_year(
             2'000'000'000);
       }},
      {"a negative day",
       [](auto& request) {
         request.mutable_inline_referral()->mutable_date()->set_day(-1);
       }},
      {"an age out of scope",
       [](auto& request) {
         IdentityOf(request).mutable_birth_date()->set_year(1991);
       },
       v1::ERROR_REASON_AGE_OUT_OF_SCOPE},
      {"an unknown organisation",
       [](auto& request) {
         request.mutable_inline_referral()->set_organisation("nobody");
       }},
      {"an unknown pilot",
       [](auto& request) { ActionOf(request).set_pilot("nobody"); }},
      {"health in prose",
       [](auto& request) {
         ActionOf(request).set_comment("suivi psychiatrique");
       },
       v1::ERROR_REASON_FORBIDDEN_TERM},
      {"an entry without a body",
       [](auto& request) { request.mutable_entries(0)->clear_body(); }},
      {"more entries than a call may hold",
       [](auto& request) {
         for (int i = 0; i < 32; ++i) {
           *request.add_entries() = request.entries(0);
         }
       }},
      {"a request id that is none",
       [](auto& request) { request.set_request_id("1"); }},
      {"a request id without end",
       [](auto& request) { request.set_request_id(std::string(60'000, 'a')); }},
      {"neither referral nor what was told",
       [](auto& request) { request.clear_source(); }},
      {"a referral of another group",
       [](auto& request) { request.set_referral("groups/other/referrals/r1"); },
       v1::ERROR_REASON_POLICY_DENIED},
      {"a case for a referral",
       [](auto& request) {
         request.set_referral("groups/alencon-jeunesse/cases/c1");
       },
       v1::ERROR_REASON_NAME_MALFORMED},
      {"another group",
       [](auto& request) { request.set_parent("groups/other"); },
       v1::ERROR_REASON_CREDENTIALS_REJECTED},
  };
  return *cases;
}

class WireBadInputTest : public ::testing::Test {
 protected:
  WireBadInputTest() {
    CaseDesk desk(group_);
    good_ = desk.OpenCaseRequest(20, "LEFÈVRE", "Noé");
    v1::Action& action = *good_.add_entries()->mutable_body()->mutable_action();
    action.set_kind(v1::ACTION_KIND_WORKSITE);
    action.set_pilot("mission-locale");
    action.set_comment("à prévoir");
    server_ = std::make_unique<TestServer>(group_);
    channel_ = server_->ChannelAs(kCoordinator);
    stub_ = v1::CaseService::NewStub(channel_);
  }

  template <typename Request, typename Response>
  absl::Status Call(grpc::Status (v1::CaseService::Stub::*method)(
                        grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response* response) {
    grpc::ClientContext context;
    SetDeadline(context);
    return FromGrpcStatus((stub_.get()->*method)(&context, request, response));
  }

  int CountCases() {
    v1::ListCasesRequest request;
    request.set_parent(kGroupName);
    request.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
    v1::ListCasesResponse response;
    EXPECT_THAT(Call(&v1::CaseService::Stub::ListCases, request, &response),
                IsOk());
    return response.cases_size();
  }

  absl::Status CallAny(const pb::MethodDescriptor& method,
                       const pb::Message& request) {
    grpc::ClientContext context;
    SetDeadline(context);
    return CallBytes(channel_, PathOf(method), request.SerializeAsString(),
                     context)
        .status;
  }

  TestGroup group_;
  v1::CreateCaseRequest good_;
  std::unique_ptr<TestServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::CaseService::Stub> stub_;
};

TEST_F(WireBadInputTest, EachIsRefusedWithItsReasonAndNothingIsStored) {
  for (const BadCase& bad : BadCases()) {
    v1::CreateCaseRequest request = good_;
    bad.spoil(request);
    v1::Case made;
    const absl::Status refused =
        Call(&v1::CaseService::Stub::CreateCase, request, &made);
    EXPECT_EQ(ReasonOf(refused), bad.reason) << bad.what << ": " << refused;
    if (bad.reason == v1::ERROR_REASON_FIELD_INVALID) {
      EXPECT_NE(MetadataOf(refused, "field"), "") << bad.what;
    }
    EXPECT_EQ(CountCases(), 0) << bad.what;
  }
  // It was each of them, and nothing else.
  v1::Case made;
  EXPECT_THAT(Call(&v1::CaseService::Stub::CreateCase, good_, &made), IsOk());
  EXPECT_EQ(CountCases(), 1);
}

TEST_F(WireBadInputTest, ARepeatWithAnotherBodyIsRefused) {
  v1::Case first;
  ASSERT_THAT(Call(&v1::CaseService::Stub::CreateCase, good_, &first), IsOk());
  v1::Case again;
  ASSERT_THAT(Call(&v1::CaseService::Stub::CreateCase, good_, &again), IsOk());
  EXPECT_EQ(again.name(), first.name());
  v1::CreateCaseRequest other = good_;
  IdentityOf(other).set_given_name("Zoé");
  EXPECT_EQ(ReasonOf(Call(&v1::CaseService::Stub::CreateCase, other, &again)),
            v1::ERROR_REASON_REQUEST_ID_REUSED);
  EXPECT_EQ(CountCases(), 1);
}

TEST_F(WireBadInputTest, AStaleEtagIsRefused) {
  v1::Case file;
  ASSERT_THAT(Call(&v1::CaseService::Stub::CreateCase, good_, &file), IsOk());
  v1::GetCaseRequest read;
  read.set_name(file.name());
  read.set_view(v1::CASE_VIEW_FULL);
  read.set_purpose(v1::READING_PURPOSE_FOLLOW_UP);
  ASSERT_THAT(Call(&v1::CaseService::Stub::GetCase, read, &file), IsOk());
  const v1::Entry action = EntryOf(file, v1::CATEGORY_ACTION);
  v1::SupersedeEntryRequest change;
  change.set_name(action.name());
  *change.mutable_body() = action.body();
  change.mutable_body()->mutable_action()->set_comment("décalé");
  int requests = 0;
  const auto supersede = [&](const std::string& etag) {
    change.set_etag(etag);
    change.set_request_id(
        absl::StrCat("00000000-0000-4000-9000-00000000000", ++requests));
    v1::Entry changed;
    return Call(&v1::CaseService::Stub::SupersedeEntry, change, &changed);
  };
  EXPECT_EQ(ReasonOf(supersede("")), v1::ERROR_REASON_ETAG_REQUIRED);
  EXPECT_EQ(ReasonOf(supersede("\"x\"")), v1::ERROR_REASON_ETAG_MISMATCH);
  EXPECT_THAT(supersede(action.etag()), IsOk());
  EXPECT_EQ(ReasonOf(supersede(action.etag())), v1::ERROR_REASON_ETAG_MISMATCH);
}

// Over every method there is, present and future.
TEST_F(WireBadInputTest, AMalformedNameIsRefusedByEveryMethod) {
  for (const auto* const method : AllMethods()) {
    for (const std::string& name :
         {std::string("groups/alencon-jeunesse/"),
          std::string("groups/alencon-jeunesse/cases/../members/pjj-1"),
          std::string("groups/alencon-jeunesse/unheard-of/x"),
          std::string("groups/alencon-jeunesse/cases/É"),
          std::string("groups/alencon-jeunesse/cases/a/entries/b/entries/c"),
          "groups/alencon-jeunesse/cases/" + std::string(3'000, 'a')}) {
      const std::unique_ptr<pb::Message> request(
          pb::MessageFactory::generated_factory()
              ->GetPrototype(method->input_type())
              ->New());
      pb::Message* named = request.get();
      const auto* field = method->input_type()->FindFieldByNumber(1);
      if (field->type() == pb::FieldDescriptor::TYPE_MESSAGE) {
        named = request->GetReflection()->MutableMessage(named, field);
        field = named->GetDescriptor()->FindFieldByName("name");
      }
      named->GetReflection()->SetString(named, field, name);
      const absl::Status refused = CallAny(*method, *request);
      EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument)
          << method->full_name() << " " << name.substr(0, 60) << ": "
          << refused;
    }
  }
}

}  // namespace
}  // namespace sceau::testing

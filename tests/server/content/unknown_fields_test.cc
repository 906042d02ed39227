// What this version does not know is refused, wherever it stands.
#include "server/content/unknown_fields.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "sceau/v1/case_service.pb.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

void AddUnknown(google::protobuf::Message& message) {
  message.GetReflection()->MutableUnknownFields(&message)->AddVarint(77, 1);
}

TEST(UnknownFieldsTest, WhatIsKnownPasses) {
  v1::CreateCaseRequest request;
  request.mutable_inline_referral()->mutable_identity()->set_family_name("X");
  request.add_entries()->mutable_body()->mutable_action()->set_pilot("y");
  EXPECT_THAT(RefuseUnknownFields(request), testing::IsOk());
  EXPECT_THAT(RefuseUnknownFields(v1::CreateCaseRequest()), testing::IsOk());
}

TEST(UnknownFieldsTest, AnUnknownFieldIsRefusedAtAnyDepth) {
  v1::CreateCaseRequest request;
  request.add_entries();
  AddUnknown(*request.add_entries()->mutable_body()->mutable_action());
  const absl::Status refused = RefuseUnknownFields(request);
  EXPECT_EQ(ReasonOf(refused), v1::ERROR_REASON_UNKNOWN_FIELD);
  EXPECT_EQ(MetadataOf(refused, "field"), "entries[1].body.action.#77");

  v1::CreateCaseRequest top;
  AddUnknown(top);
  EXPECT_EQ(MetadataOf(RefuseUnknownFields(top), "field"), "#77");
}

TEST(UnknownFieldsTest, UnknownFieldsOfOtherPackagesCountToo) {
  v1::SearchCasesRequest request;
  AddUnknown(*request.mutable_birth_date());
  EXPECT_EQ(MetadataOf(RefuseUnknownFields(request), "field"),
            "birth_date.#77");
}

}  // namespace
}  // namespace sceau

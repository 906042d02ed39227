// Every request of the wire is held to what its descriptor says of closed
// lists, all at once. The requests are made from the descriptors, so that a new
// one is tested too.
#include "server/content/request_shape.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "proto/contract/errors.h"
#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/charter_service.pb.h"
#include "sceau/v1/explain_service.pb.h"
#include "sceau/v1/journal_review_service.pb.h"
#include "sceau/v1/journal_service.pb.h"
#include "sceau/v1/member_service.pb.h"
#include "sceau/v1/referral_service.pb.h"
#include "sceau/v1/session_service.pb.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

constexpr char kNoValue[] = "this is no value of the list";

// The request types of every service.
std::vector<const Descriptor*> Requests() {
  std::vector<const Descriptor*> types;
  for (const Descriptor* const type :
       {v1::GetCaseRequest::descriptor(), v1::GetCharterRequest::descriptor(),
        v1::ExplainRequest::descriptor(),
        v1::GetJournalReviewRequest::descriptor(),
        v1::GetCheckpointRequest::descriptor(), v1::WhoAmIRequest::descriptor(),
        v1::GetReferralRequest::descriptor(),
        v1::GetReviewSessionRequest::descriptor()}) {
    const auto& file = *type->file();
    for (int i = 0; i < file.service_count(); ++i) {
      for (int j = 0; j < file.service(i)->method_count(); ++j) {
        types.push_back(file.service(i)->method(j)->input_type());
      }
    }
  }
  return types;
}

// A field of a request, and the way to it.
struct Place {
  const Descriptor* request = nullptr;
  std::vector<const FieldDescriptor*> way = {};  // Ends with the field.

  // "entries[0].body.action.comment", without the last index.
  std::string Path() const {
    std::string path;
    for (const FieldDescriptor* field : way) {
      if (!path.empty()) path += ".";
      path += field->name();
      if (field->is_repeated() && field != way.back()) path += "[0]";
    }
    return path;
  }
};

void Collect(const Descriptor& type, Place place, std::vector<Place>& out) {
  for (int i = 0; i < type.field_count(); ++i) {
    Place here = place;
    here.way.push_back(type.field(i));
    out.push_back(here);
    const Descriptor* nested = type.field(i)->message_type();
    if (nested != nullptr && nested->file()->package() == "sceau.v1") {
      Collect(*nested, here, out);
    }
  }
}

std::vector<Place> Places() {
  std::vector<Place> places;
  for (const Descriptor* const type : Requests()) {
    Collect(*type, {.request = type}, places);
  }
  return places;
}

// A request of `place`'s type with the messages on the way; `set` fills the
// field of the message that holds it. What the shape then says.
std::vector<Violation> After(
    const Place& place,
    const std::function<void(Message&, const FieldDescriptor&)>& set) {
  const std::unique_ptr<Message> request(
      MessageFactory::generated_factory()->GetPrototype(place.request)->New());
  Message* message = request.get();
  for (const FieldDescriptor* field : place.way) {
    if (field == place.way.back()) break;
    const auto& reflection = *message->GetReflection();
    message = field->is_repeated() ? reflection.AddMessage(message, field)
                                   : reflection.MutableMessage(message, field);
  }
  set(*message, *place.way.back());
  return ViolationsOf(RequestShape(*place.request).Check(*request));
}

void SetEnum(Message& message, const FieldDescriptor& field, int number) {
  if (field.is_repeated()) {
    message.GetReflection()->AddEnumValue(&message, &field, number);
  } else {
    message.GetReflection()->SetEnumValue(&message, &field, number);
  }
}

std::string Indexed(const Place& place) {
  return place.Path() + (place.way.back()->is_repeated() ? "[0]" : "");
}

TEST(RequestShapeTest, ANumberThatIsNoValueOfAClosedListIsRefusedAnywhere) {
  int lists = 0;
  for (const Place& place : Places()) {
    const auto* const list = place.way.back()->enum_type();
    if (list == nullptr) continue;
    ++lists;
    const Violation wrong = {Indexed(place), kNoValue};
    for (const int number :
         {99, -1, list->value(list->value_count() - 1)->number() + 1}) {
      if (list->FindValueByNumber(number) != nullptr) continue;
      EXPECT_THAT(After(place,
                        [&](Message& message, const FieldDescriptor& field) {
                          SetEnum(message, field, number);
                        }),
                  Contains(wrong))
          << place.request->name() << " " << number;
    }
    for (int i = 1; i < list->value_count(); ++i) {
      EXPECT_THAT(After(place,
                        [&](Message& message, const FieldDescriptor& field) {
                          SetEnum(message, field, list->value(i)->number());
                        }),
                  Not(Contains(wrong)))
          << place.request->name() << " " << list->value(i)->name();
    }
  }
  EXPECT_GT(lists, 50);
}

TEST(RequestShapeTest, EverythingThatIsWrongIsSaidAtOnce) {
  constexpr auto kNoKind = static_cast<v1::ActionKind>(99);
  v1::CreateCaseRequest request;
  request.add_entries()->mutable_body()->mutable_action()->set_kind(kNoKind);
  request.add_entries()->mutable_body()->mutable_action()->set_kind(kNoKind);
  const absl::Status refused =
      RequestShape(*request.GetDescriptor()).Check(request);
  EXPECT_EQ(ReasonOf(refused), v1::ERROR_REASON_FIELD_INVALID);
  EXPECT_EQ(MetadataOf(refused, "field"), "entries[0].body.action.kind");
  EXPECT_THAT(ViolationsOf(refused),
              ElementsAre(Violation{"entries[0].body.action.kind", kNoValue},
                          Violation{"entries[1].body.action.kind", kNoValue}));
}

TEST(RequestShapeTest, AnAnswerHoldsSoManyViolationsAndNoMore) {
  v1::ListEntriesRequest request;
  for (size_t i = 0; i < kMaxViolations; ++i) {
    request.add_categories(static_cast<v1::Category>(99));
  }
  const RequestShape shape(*request.GetDescriptor());
  EXPECT_EQ(ViolationsOf(shape.Check(request)).size(), kMaxViolations);
  request.add_categories(static_cast<v1::Category>(99));
  EXPECT_EQ(ViolationsOf(shape.Check(request)).size(), kMaxViolations);
}

TEST(RequestShapeTest, WhatSaysNothingIsLeftToTheValidators) {
  const v1::CreateCaseRequest nothing;
  EXPECT_THAT(RequestShape(*nothing.GetDescriptor()).Check(nothing),
              testing::IsOk());
}

}  // namespace
}  // namespace sceau

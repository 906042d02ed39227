// P3: the build itself fails when a method has no operation or a content field
// no category. Here the checker is shown to fail.
#include "proto/contract/checker.h"

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/timestamp.pb.h"
#include "gtest/gtest.h"

#include "sceau/v1/options.pb.h"

namespace sceau {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// One service with one method over `message` bodies, with the files they need.
google::protobuf::FileDescriptorSet Contract(
    const std::string& request_options, const std::string& field_options,
    const std::string& method_options) {
  google::protobuf::FileDescriptorSet files;
  const auto add = [&files](const google::protobuf::FileDescriptor* file) {
    file->CopyTo(files.add_file());
  };
  add(google::protobuf::FileDescriptorProto::descriptor()->file());
  add(v1::Category_descriptor()->file());
  add(v1::ValueRule::descriptor()->file());
  const std::string text = R"(
    name: "sceau/v1/fake_service.proto" package: "sceau.v1" syntax: "proto3"
    dependency: "sceau/v1/options.proto"
    message_type {
      name: "FakeRequest"
      options { )" + request_options +
                           R"( }
      field { name: "text" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL
              options { )" +
                           field_options + R"( } }
    }
    service {
      name: "FakeService"
      method { name: "Fake" input_type: ".sceau.v1.FakeRequest"
               output_type: ".sceau.v1.FakeRequest"
               options { )" +
                           method_options + R"( } }
    })";
  EXPECT_TRUE(
      google::protobuf::TextFormat::ParseFromString(text, files.add_file()));
  return files;
}

constexpr char kHolds[] = "[sceau.v1.holds]: FIELD_KIND_CONTROL";
constexpr char kKind[] = "[sceau.v1.kind]: FIELD_KIND_REFERENCE";
constexpr char kOperation[] = "[sceau.v1.operation]: OPERATION_READ";

TEST(CheckerTest, AClassifiedContractIsAccepted) {
  EXPECT_THAT(CheckContract(Contract(kHolds, kKind, kOperation)), IsEmpty());
}

TEST(CheckerTest, AMethodWithoutOperationBreaksTheBuild) {
  EXPECT_THAT(CheckContract(Contract(kHolds, kKind, "")),
              ElementsAre(HasSubstr("FakeService.Fake: needs an (operation)")));
}

TEST(CheckerTest, AnUnspecifiedOperationBreaksTheBuild) {
  EXPECT_THAT(
      CheckContract(Contract(kHolds, kKind,
                             "[sceau.v1.operation]: OPERATION_UNSPECIFIED")),
      ElementsAre(HasSubstr("unspecified")));
}

TEST(CheckerTest, AStringOfNoCategoryBreaksTheBuild) {
  EXPECT_THAT(CheckContract(Contract(kHolds, "", kOperation)),
              ElementsAre(HasSubstr("FakeRequest.text: needs a (category)")));
}

TEST(CheckerTest, AMessageThatSaysNothingOfItselfBreaksTheBuild) {
  EXPECT_THAT(CheckContract(Contract("", kKind, kOperation)),
              ElementsAre(HasSubstr("FakeRequest: needs exactly one")));
}

TEST(CheckerTest, AnEmptySetIsNoSuccess) {
  EXPECT_THAT(CheckContract({}), ElementsAre(HasSubstr("no service")));
}

}  // namespace
}  // namespace sceau

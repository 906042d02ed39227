#include "server/rpc/method_table.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "sceau/v1/member_service.pb.h"
#include "server/rpc/routes.h"

namespace sceau {
namespace {

using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;

std::vector<std::string> NamesWhere(bool (*wanted)(const MethodRow&)) {
  const MethodTable table = Routes();
  std::vector<std::string> names;
  for (const auto* const method : AllMethods()) {
    const MethodRow* const row = table.Find(method->input_type());
    if (row != nullptr && wanted(*row)) names.push_back(method->full_name());
  }
  return names;
}

TEST(MethodTableTest, KnowsEveryServiceOfTheContract) {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::string(SCEAU_SOURCE_DIR) + "/proto/sceau/v1")) {
    const std::string name = entry.path().filename().string();
    if (absl::EndsWith(name, "_service.proto")) {
      files.insert("sceau/v1/" + name);
    }
  }
  std::set<std::string> known;
  for (const auto* const method : AllMethods()) {
    known.insert(method->file()->name());
  }
  EXPECT_EQ(known, files);
}

TEST(MethodTableTest, EveryMethodIsServedWithItsOperation) {
  const MethodTable table = Routes();
  EXPECT_THAT(table.MissingMethods(), IsEmpty());
  for (const auto* const method : AllMethods()) {
    const MethodRow* const row = table.Find(method->input_type());
    ASSERT_NE(row, nullptr) << method->full_name();
    EXPECT_EQ(row->method, method);
    EXPECT_EQ(row->operations, OperationsOf(*method));
    EXPECT_FALSE(row->operations.empty()) << method->full_name();
  }
}

TEST(MethodTableTest, AnIncompleteTableSaysWhatItLacks) {
  EXPECT_EQ(MethodTable().MissingMethods().size(), AllMethods().size());
  EXPECT_EQ(MethodTable().Find(v1::WhoAmIRequest::descriptor()), nullptr);
}

TEST(MethodTableTest, EveryMethodHasARequestTypeOfItsOwn) {
  std::set<const google::protobuf::Descriptor*> requests;
  for (const auto* const method : AllMethods()) {
    EXPECT_TRUE(requests.insert(method->input_type()).second)
        << method->full_name();
  }
}

TEST(MethodTableTest, WithoutASignatureNothingAnswersButTheList) {
  EXPECT_THAT(
      NamesWhere([](const MethodRow& row) { return !row.needs_signature; }),
      UnorderedElementsAre("sceau.v1.MemberService.WhoAmI",
                           "sceau.v1.CharterService.GetCharter",
                           "sceau.v1.CharterService.SignCharter",
                           "sceau.v1.JournalService.AddCosignature",
                           "sceau.v1.JournalService.GetCheckpoint",
                           "sceau.v1.JournalService.GetInclusionProof",
                           "sceau.v1.JournalService.GetConsistencyProof"));
}

TEST(MethodTableTest, NotJournalledAreProofsAlone) {
  EXPECT_THAT(NamesWhere([](const MethodRow& row) { return !row.journalled; }),
              UnorderedElementsAreArray(kNotJournalled));
  EXPECT_THAT(kNotJournalled,
              UnorderedElementsAre("sceau.v1.JournalService.GetCheckpoint",
                                   "sceau.v1.JournalService.GetInclusionProof",
                                   "sceau.v1.JournalService."
                                   "GetConsistencyProof"));
}

TEST(MethodTableDeathTest, AMethodIsServedOnce) {
  MethodTable table = Routes();
  EXPECT_DEATH(table.Add(&GroupRooms::member_operations,
                         static_cast<void (MemberOperations::*)(
                             const Call&, const v1::WhoAmIRequest&,
                             v1::WhoAmIResponse*, Finish) const>(nullptr)),
               "");
}

}  // namespace
}  // namespace sceau

// The invariants of policy/README.md that no charter can say because the
// service itself holds them. The contract has no place for what they forbid,
// and a method, field or value that is added to it must pass here.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/type/date.pb.h"
#include "gtest/gtest.h"

#include "sceau/v1/case_service.pb.h"
#include "sceau/v1/entry.pb.h"
#include "sceau/v1/options.pb.h"
#include "server/rpc/method_table.h"
#include "tests/support/case_desk.h"
#include "tests/support/reason_matcher.h"
#include "tests/support/status_matchers.h"

namespace sceau {
namespace {

namespace fs = std::filesystem;
namespace pb = ::google::protobuf;
using ::sceau::testing::CaseDesk;
using ::sceau::testing::IsOk;
using ::sceau::testing::kCoordinator;
using ::sceau::testing::ReasonIs;
using ::sceau::testing::TestGroup;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kNotRelated[] = "pjj-1";
// Of policy/README.md, F-23: the coordinator's list, a page.
constexpr int kCasesPerPage = 25;

// The message and all it holds, each once.
void Collect(const pb::Descriptor& type, std::set<const pb::Descriptor*>& all) {
  if (!all.insert(&type).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    if (type.field(i)->message_type() != nullptr) {
      Collect(*type.field(i)->message_type(), all);
    }
  }
}

std::set<const pb::Descriptor*> WireMessages() {
  std::set<const pb::Descriptor*> all;
  for (const pb::MethodDescriptor* const method : AllMethods()) {
    Collect(*method->input_type(), all);
    Collect(*method->output_type(), all);
  }
  return all;
}

// Of what is content of a case file.
std::vector<const pb::FieldDescriptor*> ContentFields() {
  std::vector<const pb::FieldDescriptor*> fields;
  for (const pb::Descriptor* const type : WireMessages()) {
    if (!type->options().HasExtension(v1::content)) continue;
    for (int i = 0; i < type->field_count(); ++i) {
      fields.push_back(type->field(i));
    }
  }
  return fields;
}

// Names of methods, fields and values of lists that contain one of the words,
// which are in lower case.
std::vector<std::string> Naming(const std::vector<std::string>& words) {
  std::vector<std::string> found;
  std::set<const pb::EnumDescriptor*> lists;
  const auto look = [&](const std::string& name) {
    for (const std::string& word : words) {
      if (absl::StrContains(absl::AsciiStrToLower(name), word))
        found.push_back(name);
    }
  };
  for (const pb::MethodDescriptor* const method : AllMethods()) {
    look(method->name());
  }
  for (const pb::Descriptor* const type : WireMessages()) {
    for (int i = 0; i < type->field_count(); ++i) {
      look(type->field(i)->name());
      const pb::EnumDescriptor* const list = type->field(i)->enum_type();
      if (list == nullptr || !lists.insert(list).second) continue;
      for (int j = 0; j < list->value_count(); ++j) {
        look(list->value(j)->name());
      }
    }
  }
  return found;
}

// F-23.
TEST(NoBulkTest, AMethodGivesTheEntriesOfOneNamedCaseOnly) {
  std::vector<std::string> giving;
  for (const pb::MethodDescriptor* const method : AllMethods()) {
    EXPECT_FALSE(method->client_streaming() || method->server_streaming())
        << method->full_name();
    std::set<const pb::Descriptor*> given;
    Collect(*method->output_type(), given);
    for (const pb::Descriptor* const type : given) {
      for (int i = 0; i < type->field_count(); ++i) {
        EXPECT_FALSE(type->field(i)->is_repeated() &&
                     type->field(i)->message_type() == v1::Case::descriptor())
            << method->full_name();
      }
    }
    if (given.count(v1::EntryBody::descriptor()) != 0) {
      giving.push_back(method->name());
    }
  }
  // Each takes one name, of a case or of one of its entries, or makes the case.
  EXPECT_THAT(giving, UnorderedElementsAre(
                          "CreateCase", "GetCase", "CreateEntry",
                          "BatchCreateEntries", "SupersedeEntry", "NarrowEntry",
                          "WithdrawEntry", "ListEntries", "RecordCondition"));
}

// F-23, F-20.
TEST(NoBulkTest, AListGivesTwentyFiveCasesAndLeavesALeafForEachPage) {
  TestGroup group;
  CaseDesk desk(group);
  for (int i = 0; i <= kCasesPerPage; ++i) desk.OpenCase(16);
  const uint64_t before = group.group().journal().size();
  const auto page = desk.List(kCoordinator, /*page_size=*/1'000);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->cases(), SizeIs(kCasesPerPage));
  EXPECT_EQ(group.group().journal().size() - before, 1u);
  ASSERT_THAT(desk.List(kCoordinator, 0, page->next_page_token()), IsOk());
  EXPECT_EQ(group.group().journal().size() - before, 2u);
}

// F-24: a person types, nothing is fetched and nothing is sent on.
TEST(NoInterconnectionTest, NothingOfTheContractIsAnAddressOfAnotherSystem) {
  EXPECT_THAT(Naming({"url", "endpoint", "webhook", "callback", "sync", "appi",
                      "parcours", "imilo", "siecle", "cassiopee", "cpraf"}),
              IsEmpty());
}

TEST(NoInterconnectionTest, TheServiceOpensNoConnection) {
  std::vector<std::string> opening;
  size_t read = 0;
  for (const auto& file : fs::recursive_directory_iterator(
           fs::path(SCEAU_SOURCE_DIR) / "server")) {
    if (file.path().extension() != ".cc" && file.path().extension() != ".h") {
      continue;
    }
    std::ifstream in(file.path());
    std::ostringstream text;
    text << in.rdbuf();
    ++read;
    for (const char* word : {"CreateChannel", "CreateCustomChannel", "curl_",
                             "connect(", "NewStub"}) {
      if (absl::StrContains(text.str(), word)) {
        opening.push_back(file.path().filename().string());
      }
    }
  }
  EXPECT_GT(read, 100u);
  EXPECT_THAT(opening, IsEmpty());
}

// F-25: there is nothing to rank by.
TEST(NoScoreTest, NoContentIsANumberButADurationOfDays) {
  std::vector<std::string> numbers;
  for (const pb::FieldDescriptor* const field : ContentFields()) {
    switch (field->cpp_type()) {
      case pb::FieldDescriptor::CPPTYPE_INT32:
      case pb::FieldDescriptor::CPPTYPE_INT64:
      case pb::FieldDescriptor::CPPTYPE_UINT32:
      case pb::FieldDescriptor::CPPTYPE_UINT64:
      case pb::FieldDescriptor::CPPTYPE_FLOAT:
      case pb::FieldDescriptor::CPPTYPE_DOUBLE:
        numbers.push_back(field->full_name());
        break;
      default:
        break;
    }
  }
  EXPECT_THAT(numbers, ElementsAre("sceau.v1.Attendance.duration_days"));
  EXPECT_THAT(Naming({"score", "risk_level", "ranking", "dangerous"}),
              IsEmpty());
}

// F-37.
TEST(NoBreakGlassTest, NoPurposeOpensWhatTheCharterCloses) {
  TestGroup group;
  CaseDesk desk(group);
  const std::string file = desk.OpenCase(16);
  const Call call = group.As(kNotRelated);
  for (int i = v1::ReadingPurpose_MIN + 1; i <= v1::ReadingPurpose_MAX; ++i) {
    v1::GetCaseRequest request;
    request.set_name(file);
    request.set_view(v1::CASE_VIEW_FULL);
    request.set_purpose(static_cast<v1::ReadingPurpose>(i));
    v1::Case response;
    const auto ended = testing::Await([&](Finish finish) {
      desk.reader().GetCase(call, request, &response, std::move(finish));
    });
    EXPECT_THAT(ended.status, ReasonIs(v1::ERROR_REASON_POLICY_DENIED)) << i;
    EXPECT_EQ(response.ByteSizeLong(), 0u);
  }
  EXPECT_THAT(Naming({"emergency", "break_glass", "override", "bypass"}),
              IsEmpty());
}

// F-14: to say nothing leaves nothing, and nobody is reminded of it.
TEST(SilenceIsLawfulTest, NothingSaysThatSomebodyDidNotContribute) {
  EXPECT_THAT(Naming({"declin", "unanswered_contribution", "missing",
                      "contribution_awaited", "contribution_due", "remind_"}),
              IsEmpty());
}

// F-29, F-30: the one prose of a case file is an action's comment; the author
// of an origin has no field.
TEST(NoFreeTextTest, AnOriginHasOneTextAndItIsAnOrganisation) {
  std::vector<std::string> texts;
  const pb::Descriptor& origin = *v1::Origin::descriptor();
  for (int i = 0; i < origin.field_count(); ++i) {
    if (origin.field(i)->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING) {
      texts.push_back(origin.field(i)->name());
    }
  }
  EXPECT_THAT(texts, ElementsAre("organisation"));
  std::vector<std::string> prose;
  for (const pb::FieldDescriptor* const field : ContentFields()) {
    for (const char* word : {"comment", "note", "text", "remark", "detail",
                             "description", "story"}) {
      if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING &&
          absl::StrContains(field->name(), word)) {
        prose.push_back(field->full_name());
      }
    }
  }
  EXPECT_THAT(prose, ElementsAre("sceau.v1.Action.comment"));
}

// F-28 and § 4.1: what must not be said is no value of any list of content.
TEST(ForbiddenNotionTest, IsNoCodeOfACaseFile) {
  std::vector<std::string> found;
  for (const pb::FieldDescriptor* const field : ContentFields()) {
    if (field->enum_type() == nullptr) continue;
    for (int i = 0; i < field->enum_type()->value_count(); ++i) {
      const std::string& value = field->enum_type()->value(i)->name();
      for (const char* word :
           {"RADICALI", "HEALTH", "ADDICT", "PSYCH", "RELIGI", "ETHNIC",
            "POLITIC", "UNION", "DISABILI", "SEXUAL", "GANG"}) {
        if (absl::StrContains(value, word)) found.push_back(value);
      }
    }
  }
  EXPECT_THAT(found, IsEmpty());
}

}  // namespace
}  // namespace sceau

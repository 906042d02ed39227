// Views over models, held to the texts that every interpreter must print.
#include "client/views/view.h"

#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sceau {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string DataFile(const std::string& name) {
  std::ifstream file(
      absl::StrCat(SCEAU_SOURCE_DIR, "/tests/data/views/", name));
  return {std::istreambuf_iterator<char>(file), {}};
}

// Every part of a view, block by block: "subject line: …".
std::string Whole(const json& view, const json& model) {
  std::string text;
  for (const auto& [name, part] : view.items()) {
    for (const ViewBlock& block : ReadPart(part, model, Language::kFrench)) {
      absl::StrAppend(&text, name, " ", block.kind, ": ", block.text, "\n");
    }
  }
  return text;
}

TEST(ViewTest, EveryLetterIsAsTheSharedFilesHaveIt) {
  const json model = json::parse(DataFile("letter.model.json"));
  for (const auto& [kind, view] : LetterView().items()) {
    EXPECT_EQ(Whole(view, model),
              DataFile(absl::StrCat("letter-", kind, ".txt")))
        << kind;
  }
}

TEST(ViewTest, NothingIsSaidOfWhatTheModelLacks) {
  const json part =
      json::parse(R"([{"words": "no.words", "when": "sources"}])");
  for (const char* model : {"{}", R"({"sources": []})", R"({"sources": ""})",
                            R"({"sources": null})", R"({"sources": false})"}) {
    EXPECT_THAT(ReadPart(part, json::parse(model), Language::kFrench),
                IsEmpty());
  }
  EXPECT_THAT(ReadPart(part, {{"sources", {"a"}}}, Language::kFrench),
              ElementsAre(ViewBlock{"paragraph", "no.words"}));
}

TEST(ViewTest, EachSaysABlockForEveryItemAndNoneForNone) {
  const json part = json::parse(
      R"([{"block": "line", "words": "letter.address-line", "each": "address"}])");
  EXPECT_THAT(
      ReadPart(part, {{"address", {"1 rue A", "61000 B"}}}, Language::kFrench),
      ElementsAre(ViewBlock{"line", "1 rue A"}, ViewBlock{"line", "61000 B"}));
  EXPECT_THAT(ReadPart(part, json::object(), Language::kFrench), IsEmpty());
}

}  // namespace
}  // namespace sceau

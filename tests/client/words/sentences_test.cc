// The sentences as data: whole, in both languages, and none too many.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"

#include "client/words/say.h"

namespace sceau {
namespace {

namespace fs = std::filesystem;

std::string Contents(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What is made of an id at run time; other tests hold these areas to the wire
// (every value, field, right, refusal and fault has its words).
bool IsComposed(absl::string_view id) {
  for (const char* area :
       {"value.", "field.", "right.", "refusal.", "fault.", "state."}) {
    if (absl::StartsWith(id, area)) return true;
  }
  return false;
}

// The areas: what an id begins with.
std::set<std::string> Areas() {
  std::set<std::string> areas;
  for (const Sentence& sentence : AllSentences()) {
    areas.emplace(sentence.id.substr(0, sentence.id.find('.')));
  }
  return areas;
}

// The ids that the client's programs and views name.
std::set<std::string> IdsInUse() {
  const std::set<std::string> areas = Areas();
  const std::regex literal(R"re("([a-z-]+)\.([a-z0-9-]+)")re");
  std::set<std::string> ids;
  const std::set<std::string> files = {"json", "pdf", "pem", "html", "csv"};
  for (const auto& file : fs::recursive_directory_iterator(
           fs::path(SCEAU_SOURCE_DIR) / "client")) {
    const std::string type = file.path().extension().string();
    const bool view =
        type == ".json" && file.path().parent_path().filename() == "views";
    if (type != ".cc" && type != ".h" && !view) continue;
    const std::string text =
        std::regex_replace(Contents(file.path()), std::regex("//[^\n]*"), "");
    for (std::sregex_iterator found(text.begin(), text.end(), literal), end;
         found != end; ++found) {
      if (areas.count((*found)[1]) > 0 && files.count((*found)[2]) == 0) {
        ids.insert(absl::StrCat((*found)[1].str(), ".", (*found)[2].str()));
      }
    }
  }
  return ids;
}

TEST(SentencesTest, EveryTemplateIsWellFormedWithTheSamePlaces) {
  ASSERT_GT(AllSentences().size(), 500U);
  for (const Sentence& sentence : AllSentences()) {
    const TemplateUse french = UseOf(sentence.french);
    const TemplateUse english = UseOf(sentence.english);
    EXPECT_TRUE(french.well_formed) << sentence.id << ": " << sentence.french;
    EXPECT_TRUE(english.well_formed) << sentence.id << ": " << sentence.english;
    EXPECT_EQ(french.printed, english.printed) << sentence.id;
  }
}

TEST(SentencesTest, IdsAreInOrderAndFound) {
  for (const Sentence& sentence : AllSentences()) {
    EXPECT_EQ(FindSentence(sentence.id), &sentence);
  }
  EXPECT_EQ(FindSentence("case"), nullptr);
  EXPECT_EQ(FindSentence(""), nullptr);
  EXPECT_EQ(FindSentence("zzz"), nullptr);
}

TEST(SentencesTest, EveryIdInTheProgramsHasItsSentence) {
  for (const std::string& id : IdsInUse()) {
    EXPECT_NE(FindSentence(id), nullptr) << id;
  }
}

TEST(SentencesTest, EverySentenceIsSaidSomewhere) {
  const std::set<std::string> ids = IdsInUse();
  for (const Sentence& sentence : AllSentences()) {
    if (IsComposed(sentence.id)) continue;
    EXPECT_EQ(ids.count(std::string(sentence.id)), 1U) << sentence.id;
  }
}

TEST(SentencesTest, NoFrenchSentenceNamesAnIdentifierOfTheWire) {
  const std::regex identifier(R"re([A-Z]{2,}(_[A-Z]{2,})+)re");
  for (const Sentence& sentence : AllSentences()) {
    const std::string french =
        absl::StrReplaceAll(sentence.french, {{"SCEAU_PROFILE", ""}});
    // Keys of a choice are not said.
    const std::string said =
        std::regex_replace(french, std::regex(R"re([A-Z_]+:)re"), "");
    EXPECT_FALSE(std::regex_search(said, identifier))
        << sentence.id << ": " << sentence.french;
  }
}

TEST(SentencesTest, AnUnknownIdIsSaidAsItStands) {
  EXPECT_EQ(Say(Language::kFrench, "no.such-id"), "no.such-id");
  EXPECT_EQ(SentenceId("fault", "is too long: 1 to 8 days"),
            "fault.is-too-long-1-to-8-days");
}

}  // namespace
}  // namespace sceau

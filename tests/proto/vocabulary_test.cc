// The wire's enums are the vocabulary's lists: same names, same values, same
// rules, in both directions.
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

#include "nlohmann/json.hpp"
#include "sceau/v1/options.pb.h"
#include "sceau/v1/vocabulary.pb.h"

namespace sceau {
namespace {

class VocabularyEnumsTest : public ::testing::Test {
 protected:
  VocabularyEnumsTest() {
    std::ifstream file(SCEAU_SOURCE_DIR
                       "/client/words/alencon-vocabulary.json");
    lists_ = nlohmann::json::parse(file).at("lists");
  }

  // "SchoolLevel" -> "SCHOOL_LEVEL_".
  static std::string Prefix(const std::string& name) {
    std::string prefix;
    for (const char c : name) {
      if (c >= 'A' && c <= 'Z' && !prefix.empty()) prefix += '_';
      prefix += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    return prefix + "_";
  }

  nlohmann::json lists_;
};

TEST_F(VocabularyEnumsTest, EveryListIsAnEnumWithItsValuesAndNoOther) {
  const auto* file = v1::Sex_descriptor()->file();
  EXPECT_EQ(static_cast<size_t>(file->enum_type_count()), lists_.size());
  for (const auto& [name, values] : lists_.items()) {
    const auto* type = file->FindEnumTypeByName(name);
    ASSERT_NE(type, nullptr) << name;
    EXPECT_EQ(static_cast<size_t>(type->value_count()), values.size() + 1);
    EXPECT_EQ(type->value(0)->name(), Prefix(name) + "UNSPECIFIED");
    for (const auto& value : values) {
      const std::string id = Prefix(name) + value.at("id").get<std::string>();
      EXPECT_NE(type->FindValueByName(id), nullptr) << id;
    }
  }
}

TEST_F(VocabularyEnumsTest, RulesOfValuesAreThoseOfTheLists) {
  const auto* file = v1::Sex_descriptor()->file();
  int ruled = 0;
  for (const auto& [name, values] : lists_.items()) {
    const auto* type = file->FindEnumTypeByName(name);
    for (const auto& value : values) {
      const std::string id = Prefix(name) + value.at("id").get<std::string>();
      const v1::ValueRule& rule =
          type->FindValueByName(id)->options().GetExtension(v1::value_rule);
      EXPECT_EQ(rule.min_age(), value.value("min_age", 0)) << id;
      EXPECT_EQ(rule.written_basis(), value.value("basis", "") == "written");
      EXPECT_EQ(rule.only_kind(), value.value("only_kind", "")) << id;
      const std::string allowed = value.value("allowed", "all");
      const bool all = allowed == "all";
      EXPECT_EQ(rule.not_for().empty(), all || allowed.rfind("not ", 0) != 0);
      EXPECT_EQ(rule.only_for().empty(), all || allowed.rfind("not ", 0) == 0);
      ruled += rule.ByteSizeLong() > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(ruled, 0);
}

}  // namespace
}  // namespace sceau

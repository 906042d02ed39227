#include "tests/policy/reference_charter.h"

#include <fstream>
#include <sstream>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

#include "policy/compile/parser.h"
#include "policy/describe/describe.h"

namespace sceau::policy {

std::string ReadSource(const std::string& path) {
  std::ifstream file(std::string(SCEAU_SOURCE_DIR) + "/" + path);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_FALSE(text.str().empty()) << path;
  return text.str();
}

const std::string& ReferenceText() {
  static const auto* const kText =
      new std::string(ReadSource("policy/charters/alencon-jeunesse.textproto"));
  return *kText;
}

const Charter& ReferenceCharter() {
  static const auto* const kCharter =
      new Charter(*Parse(ReferenceText()).charter);
  return *kCharter;
}

const Program& Reference() {
  static const auto* const kProgram =
      new std::shared_ptr<const Program>(MustCompile(ReferenceText()));
  return **kProgram;
}

Decision Decide(const Question& question) {
  return Reference().Decide(question);
}

std::string Changed(const std::function<void(Charter&)>& change) {
  Charter charter = ReferenceCharter();
  change(charter);
  return TextOf(charter);
}

std::string TextOf(const Charter& charter) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(charter, &text);
  return text;
}

std::vector<std::string> CodesOf(absl::string_view text) {
  std::vector<std::string> codes;
  for (const Issue& issue : Compile(text).issues) {
    codes.push_back(CodeOf(issue));
  }
  return codes;
}

std::shared_ptr<const Program> MustCompile(absl::string_view text) {
  const CompileResult result = Compile(text);
  for (const Issue& issue : result.issues) {
    ADD_FAILURE() << DescribeLine("charter", issue, Language::kEnglish);
  }
  return result.program;
}

Question Ask(absl::string_view partner, v1::Role role, v1::Operation operation,
             v1::Category category) {
  Question question;
  question.operation = operation;
  question.category = category;
  question.partner = Reference().FindPartner(partner);
  question.role = role;
  question.state = v1::CASE_STATE_ACTIVE;
  question.notice_given = true;
  const bool adult =
      partner == "spip" || category == v1::CATEGORY_SENTENCE_PREPARATION;
  question.age = adult ? 19 : 17;
  return question;
}

Question AskRead(absl::string_view partner, v1::Category category,
                 uint16_t relations) {
  Question question =
      Ask(partner, v1::ROLE_MEMBER, v1::OPERATION_READ, category);
  question.relations = relations;
  return question;
}

}  // namespace sceau::policy

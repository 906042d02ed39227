#include "server/selftest/triggers.h"

#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

#include "proto/contract/errors.h"
#include "sceau/v1/explain_service.pb.h"
#include "server/charter/decision_words.h"
#include "server/journal/inputs.h"
#include "server/journal/leaf.h"

namespace sceau::selftest {
namespace {

// CASE_STATE_EXITED is "exited".
std::string StateWord(v1::CaseState state) {
  return absl::AsciiStrToLower(
      absl::StripPrefix(v1::CaseState_Name(state), "CASE_STATE_"));
}

std::set<std::string> WordsOf(const policy::Program& program,
                              const policy::Question& question) {
  const v1::DecisionInputs inputs = InWords(program, question);
  std::set<std::string> words;
  words.insert(inputs.relations().begin(), inputs.relations().end());
  words.insert(inputs.conditions().begin(), inputs.conditions().end());
  words.insert(inputs.entry().begin(), inputs.entry().end());
  if (inputs.in_school()) words.insert("in_school");
  if (inputs.notice_given()) words.insert("notice_given");
  if (question.state != v1::CASE_STATE_UNSPECIFIED) {
    words.insert(StateWord(question.state));
  }
  return words;
}

std::set<std::string> AllWords(const policy::Program& program) {
  policy::Question question;
  question.relations = std::numeric_limits<uint16_t>::max();
  question.conditions = std::numeric_limits<uint8_t>::max();
  question.in_school = true;
  question.notice_given = true;
  question.is_entry = true;
  question.own = true;
  question.narrowed_out = true;
  question.asked = true;
  question.carried = true;
  std::set<std::string> words = WordsOf(program, question);
  for (int i = v1::CaseState_MIN + 1; i <= v1::CaseState_MAX; ++i) {
    words.insert(StateWord(static_cast<v1::CaseState>(i)));
  }
  return words;
}

}  // namespace

void Triggers::Add(const policy::Question& question) {
  for (const std::string& word : WordsOf(*program_, question)) {
    held_.insert(word);
  }
}

absl::Status Triggers::AddFrom(const Journal& journal, uint64_t first) {
  std::set<uint64_t> inputs;
  RETURN_IF_ERROR(journal.Visit(
      first, journal.size(),
      [&inputs](uint64_t, crypto::ByteView binding,
                crypto::ByteView naming) -> absl::Status {
        ASSIGN_OR_RETURN(const LeafDraft leaf, DecodeLeaf(binding, naming));
        inputs.insert({leaf.inputs, leaf.prior_inputs});
        return absl::OkStatus();
      }));
  for (const uint64_t each : inputs) {
    Add(UnpackInputs(each, v1::OPERATION_UNSPECIFIED));
  }
  return absl::OkStatus();
}

size_t Triggers::all() const { return AllWords(*program_).size(); }

std::vector<std::string> Triggers::Never() const {
  std::vector<std::string> never;
  for (const std::string& word : AllWords(*program_)) {
    if (held_.count(word) == 0) never.push_back(word);
  }
  return never;
}

}  // namespace sceau::selftest

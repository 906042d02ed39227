// Words for what a question is made of: roles, relations, states, classes, in
// French and English, for the proof, the difference of two charters and the
// table of a partner.
#ifndef SCEAU_POLICY_DESCRIBE_DESCRIBE_WORDS_H_
#define SCEAU_POLICY_DESCRIBE_DESCRIBE_WORDS_H_

#include <cstdint>
#include <string>

#include "policy/decide/types.h"
#include "policy/describe/describe.h"

namespace sceau::policy {

// One text in two languages.
struct Words {
  const char* french;
  const char* english;
};
const char* In(Language language, const Words& words);

// "12 345 678" in French (no-break spaces), "12,345,678" in English.
std::string Grouped(uint64_t number, Language language);

const char* RoleWords(v1::Role role, Language language);
const char* StateWords(v1::CaseState state, Language language);

// What the bits say, with commas between; "" of none.
std::string RelationWords(unsigned relations, Language language);
std::string ConditionWords(unsigned conditions, Language language);
std::string StandingWords(unsigned standing, Language language);
std::string ClassWords(unsigned classes, Language language);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DESCRIBE_DESCRIBE_WORDS_H_

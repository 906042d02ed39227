// The reference charter, and what tests add to it.
#ifndef SCEAU_TESTS_SERVER_SELFTEST_CHARTER_TEXT_H_
#define SCEAU_TESTS_SERVER_SELFTEST_CHARTER_TEXT_H_

#include <fstream>
#include <sstream>
#include <string>

namespace sceau::selftest {

inline std::string CharterOf(const std::string& file) {
  std::ifstream in(std::string(SCEAU_SOURCE_DIR) + "/policy/charters/" + file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

inline std::string CharterText() {
  return CharterOf("alencon-jeunesse.textproto");
}

// One right more than the reference gives.
inline std::string CharterWithAGrant() {
  return CharterText() + R"(
grants {
  partner: "police-nationale"
  category: "Strengths"
  operation: "READ"
  any_of: ["session"]
  article: "essai"
  reason_fr: "Un droit ajouté, pour que l'autotest le voie."
}
)";
}

}  // namespace sceau::selftest

#endif  // SCEAU_TESTS_SERVER_SELFTEST_CHARTER_TEXT_H_

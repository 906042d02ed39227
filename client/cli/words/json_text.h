// JSON for a program to read.
#ifndef SCEAU_CLIENT_CLI_WORDS_JSON_TEXT_H_
#define SCEAU_CLIENT_CLI_WORDS_JSON_TEXT_H_

#include <string>

#include "nlohmann/json_fwd.hpp"

namespace sceau {

// Two blanks a level, a line end last; what is no UTF-8 becomes U+FFFD.
std::string JsonText(const nlohmann::ordered_json& json);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_JSON_TEXT_H_

#include "client/cli/words/json_text.h"

#include "nlohmann/json.hpp"

namespace sceau {

std::string JsonText(const nlohmann::ordered_json& json) {
  return json.dump(/*indent=*/2, ' ', /*ensure_ascii=*/false,
                   nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

}  // namespace sceau

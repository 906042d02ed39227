#include "client/import/person_key.h"

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "client/words/fold.h"

namespace sceau {
namespace {

std::string Letters(absl::string_view name) {
  std::string letters = FoldName(name);
  std::erase_if(letters, [](char c) { return c == ' ' || c == '\''; });
  return letters;
}

}  // namespace

PersonKey MakePersonKey(absl::string_view family_name,
                        absl::string_view given_name,
                        absl::CivilDay birth_date) {
  return {Letters(family_name), Letters(given_name), birth_date};
}

}  // namespace sceau

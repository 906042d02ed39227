#include "policy/compile/floor.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"

#include "policy/compile/catalogue.h"
#include "policy/compile/floor_parts.h"

namespace sceau::policy {
namespace {

// Beginnings of words, folded: lower case, no accent, no separator.
constexpr std::array<const char*, 49> kForbiddenStems = {
    // Health, in every form.
    "health",
    "sante",
    "medic",
    "addict",
    "psych",
    "disab",
    "handicap",
    "mdph",
    "pai",
    "pps",
    // Convictions, origin, sexual life.
    "relig",
    "politi",
    "union",
    "syndic",
    "opinion",
    "ethni",
    "race",
    "racial",
    "nationalit",
    "sexu",
    // What belongs to other bodies and other files.
    "radical",
    "intelligence",
    "renseignement",
    "policefile",
    "taj",
    "fpr",
    "fsprt",
    "fichier",
    "casier",
    "criminalrecord",
    "appi",
    "parcours",
    "cassiopee",
    "imilo",
    "investigation",
    "confid",
    // Numbers, pictures, vehicles, third persons.
    "nir",
    "socialsecurity",
    "tax",
    "caf",
    "biometr",
    "photo",
    "video",
    "vehicle",
    "thirdperson",
    // Judgements of a person.
    "score",
    "risk",
    "ranking",
    "reputation",
};

std::string Fold(absl::string_view name) {
  std::string folded = absl::StrReplaceAll(name, {{"é", "e"},
                                                  {"É", "e"},
                                                  {"è", "e"},
                                                  {"È", "e"},
                                                  {"ê", "e"},
                                                  {"Ê", "e"},
                                                  {"à", "a"},
                                                  {"À", "a"},
                                                  {"ï", "i"},
                                                  {"î", "i"},
                                                  {"ô", "o"},
                                                  {"ç", "c"},
                                                  {"_", ""},
                                                  {"-", ""},
                                                  {" ", ""}});
  absl::AsciiStrToLower(&folded);
  return folded;
}

}  // namespace

bool IsForbiddenCategory(absl::string_view name) {
  const std::string folded = Fold(name);
  return std::any_of(
      kForbiddenStems.begin(), kForbiddenStems.end(),
      [&](const char* stem) { return absl::StartsWith(folded, stem); });
}

v1::PartnerFunction FunctionOf(const Partner& partner) {
  return FindFunction(partner.function());
}

v1::PartnerFunction FunctionOf(const Charter& charter, absl::string_view id) {
  for (const Partner& partner : charter.partners()) {
    if (partner.id() == id) return FunctionOf(partner);
  }
  return v1::PARTNER_FUNCTION_UNSPECIFIED;
}

void HoldToFloor(const Charter& charter, const Place& place,
                 Findings& findings) {
  HoldOfficer(charter, place, findings);
  HoldRelations(charter, place, findings);
  HoldClasses(charter, place, findings);
  HoldProhibitions(charter, place, findings);
  HoldConditions(charter, place, findings);
  HoldGates(charter, place, findings);
  HoldClocks(charter, place, findings);
  HoldRoles(charter, place, findings);
}

}  // namespace sceau::policy

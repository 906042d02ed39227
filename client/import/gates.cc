#include "client/import/gates.h"

#include <algorithm>
#include <array>

#include "absl/strings/string_view.h"

namespace sceau {
namespace {

constexpr absl::string_view kSchool = "education-nationale";
constexpr absl::string_view kYouthJustice = "pjj";
constexpr absl::string_view kProbation = "spip";
constexpr absl::string_view kDepartment = "conseil-departemental";

struct Gate {
  absl::string_view partner = {};
  int from = 0;     // Completed years, included.
  int before = 26;  // Excluded.
};

constexpr std::array<Gate, 6> kGates = {{
    {kSchool, 0, 18},
    {kYouthJustice, 0, 21},
    {kProbation, 18, 26},
    {"mission-locale", 16, 26},
    {"conseil-regional", 15, 26},
    {kDepartment, 0, 26},
}};

// Éducation nationale keeps its own referral, and schooling, until then.
constexpr int kSchoolsOwnReferralBefore = 21;

constexpr std::array<absl::string_view, 6> kLeadWorkers = {
    kSchool,     "ddetspp",        "commune-alencon",
    kDepartment, "mission-locale", "association-mediation"};

}  // namespace

bool MayCarry(absl::string_view partner, int age) {
  const auto gate =
      std::find_if(kGates.begin(), kGates.end(),
                   [&](const Gate& g) { return g.partner == partner; });
  return gate == kGates.end() || (age >= gate->from && age < gate->before);
}

bool MayRefer(absl::string_view partner, int age) {
  if (partner == kSchool) return age < kSchoolsOwnReferralBefore;
  return MayCarry(partner, age);
}

bool MayBeNamedLeadWorker(absl::string_view partner) {
  return std::find(kLeadWorkers.begin(), kLeadWorkers.end(), partner) !=
         kLeadWorkers.end();
}

bool NeedsWrittenBasis(absl::string_view partner) {
  return NamesItselfOnly(partner) || partner == kDepartment;
}

bool NamesItselfOnly(absl::string_view partner) {
  return partner == kYouthJustice || partner == kProbation;
}

}  // namespace sceau

// The cases of a synthetic group: of each trigger of a charter (relations,
// conditions, ages, states, the notice) one in which every organisation that
// can stands in it.
#ifndef SCEAU_SERVER_SELFTEST_SCENES_H_
#define SCEAU_SERVER_SELFTEST_SCENES_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "policy/decide/program.h"
#include "policy/decide/types.h"
#include "sceau/v1/case.pb.h"
#include "sceau/v1/entry.pb.h"
#include "server/selftest/cast.h"
#include "server/selftest/synthetic_group.h"

namespace sceau::selftest {

// Of the prosecutor's second communication: the first has the reference that
// filler.h fills in.
inline constexpr char kOtherReference[] = "PC-22";

// What is recorded of agreements and written bases, of every category.
enum class Conditions : uint8_t { kNone, kStanding, kEnded };

// What a case is to be.
struct Setting {
  std::string id = {};  // "session-17": for the reports.
  int age = 0;          // Completed years.
  int turn = 0;         // Among all: for what is of several kinds.
  bool told = false;
  bool referred = false;  // By every organisation.
  bool typed = false;     // Each is named as sender by the coordinator.
  bool schooled = false;  // Recorded as in school.
  bool convened = false;  // The first member of each.
  bool led = false;       // By the second member of each that may.
  bool piloted = false;   // By every organisation that may.
  bool pending = false;   // A decision awaits the co-pilots.
  bool exited = false;    // By Exit().
  bool narrowed = false;  // The secret is, to the first organisation.
  bool valued = true;     // Groups that differ in a value are made of it.
  Conditions conditions = Conditions::kNone;
};

// What a case is. What the charter refused to set up is not in it.
struct Scene {
  Setting setting = {};
  std::string case_name = {};
  absl::CivilDay birth = {};
  std::string family_name = {};
  std::string given_name = {};
  v1::CaseState state = v1::CASE_STATE_ADMITTED;
  std::set<std::string> referred_by = {};  // Partner ids.
  std::set<std::string> typed = {};        // Partner ids.
  std::set<std::string> convened = {};     // Member ids.
  std::set<std::string> leads = {};        // Member ids.
  std::set<std::string> pilots = {};       // Partner ids.
  bool pending = false;
  bool in_school = false;
  // Resources that stand around it, for requests that name them.
  std::string session = {};
  std::string referral = {};

  // policy::Relation bits of the person to the case.
  uint16_t RelationsOf(const Person& person) const;
};

// The day a group is founded, the day its scenes are made, and the day the
// calls are made that are compared: recorded conditions that end have ended.
struct Days {
  absl::CivilDay founded = {};
  absl::CivilDay made = {};
  absl::CivilDay compared = {};
};
// Errors: FAILED_PRECONDITION (the charter's term is too short).
absl::StatusOr<Days> DaysOf(const policy::Program& program);

// One setting for each trigger; of those that are read most, one for each span
// of ages in which the charter does not change its mind.
std::vector<Setting> SettingsFor(const policy::Program& program);

// Makes the case by calls. What the charter or the service refuses (an
// organisation that pilots nothing, an age that closes a gate) is left out.
// Errors: the case itself is refused.
absl::StatusOr<Scene> MakeScene(SyntheticGroup& group, const Cast& cast,
                                const policy::Program& program,
                                const Setting& setting);

// A referral of the scene's person, with every condition that a charter may ask
// of who sends it.
v1::Referral ReferralOf(const Scene& scene, absl::CivilDay today);

// Ends the follow-up of a scene that is to be exited: after the secret is in
// it, since nobody contributes to it any more. Errors: the calls'.
absl::Status Exit(SyntheticGroup& group, const Cast& cast, Scene& scene);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_SCENES_H_

// Non-interference, shown on the service itself: two groups that differ in one
// contribution, one that only one of them holds or that says something else in
// each, are asked the same by everybody, and who may not read it cannot
// tell them apart by anything but time.
//
// The groups are synthetic, of this process, on one clock that stands still and
// one seeded source of randomness; every method of the contract is called
// (requests.h), by every organisation and role (cast.h), with one secret after
// the other, of each category and in each trigger (scenes.h). Who may read a
// secret is asked of the charter's own program: who may not must see no
// difference; who may must see one, or the self-test is blind and says so.
#ifndef SCEAU_SERVER_SELFTEST_SELFTEST_H_
#define SCEAU_SERVER_SELFTEST_SELFTEST_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "sceau/v1/category.pb.h"
#include "server/selftest/synthetic_group.h"

namespace sceau::selftest {

// Differences that are told one by one; the rest are counted.
inline constexpr size_t kMostFindings = 200;

struct Options {
  std::string charter = {};  // The text that is served.
  // Whose rights count; empty: the charter's own.
  std::string against = {};
  uint64_t seed = 1;
  // What is called, from several threads; null: the dispatch that the wire
  // uses.
  Dispatch dispatch = nullptr;
  // Ids of settings, categories; empty: all.
  std::set<std::string> settings = {};
  std::set<v1::Category> categories = {};
  // One pair of groups of so many: each setting and each category is among
  // them.
  size_t one_in = 1;
  // Told after each pair of groups how many are done, of how many.
  std::function<void(size_t done, size_t all)> progress = nullptr;
};

// Something that one caller saw and the charter does not give.
struct Finding {
  std::string setting = {};
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  // The groups differ in what is said, not in whether.
  bool of_value = false;
  std::string member = {};
  std::string partner = {};
  v1::Role role = v1::ROLE_UNSPECIFIED;
  std::string method = {};  // Full name.
  std::string what = {};    // comparison.h, Difference.
};

struct Report {
  std::string charter_version = {};
  uint64_t seed = 0;
  // All pairs there are were made: what never was says something.
  bool whole = false;
  size_t methods = 0;
  size_t people = 0;
  size_t partners = 0;
  size_t settings = 0;
  size_t categories = 0;
  size_t pairs = 0;  // Of groups.
  // Among them those of which both hold the contribution, with other values.
  size_t value_pairs = 0;
  // Fields of the contract's contributions, and those that never had two
  // values: "Notice.exemption.until".
  size_t fields = 0;
  std::vector<std::string> fields_never = {};
  // Relations, conditions and states that the schema has, and those that held
  // in nothing that was decided: a trigger that nobody exercised.
  size_t triggers = 0;
  std::vector<std::string> triggers_never = {};
  // Rules of the charter that give a reading, and those that gave nobody one.
  size_t grants = 0;
  std::vector<std::string> grants_never = {};
  // Full names of methods that both groups never answered.
  std::vector<std::string> methods_never = {};
  // Pairs of answers that were compared, where the charter gives no right.
  size_t comparisons = 0;
  size_t differences = 0;  // Among them: leaks.
  std::vector<Finding> findings = {};
  // A caller and a secret that the charter lets it read, and among them those
  // for whom nothing differed.
  size_t rights = 0;
  size_t blind = 0;
  std::vector<Finding> unseen = {};  // `method` and `what` are empty.
  // The charter officer's part: answers compared, and bytes of a case file in
  // all of them.
  size_t officer_comparisons = 0;
  size_t officer_differences = 0;
  size_t officer_content_bytes = 0;

  // Something differed somewhere, and nothing where it may not.
  bool Holds() const {
    return differences == 0 && blind == 0 && rights > 0 && comparisons > 0 &&
           officer_comparisons > 0 && officer_differences == 0 &&
           officer_content_bytes == 0;
  }
};

// Errors: INVALID_ARGUMENT (a charter that does not compile),
// FAILED_PRECONDITION (its term is too short, no temporary folder, no time
// zones), and those of the calls that make the groups.
absl::StatusOr<Report> Run(const Options& options);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_SELFTEST_H_

// The secret: one contribution of a category to a scene's case, which one of
// two groups holds and the other does not.
#ifndef SCEAU_SERVER_SELFTEST_CONTRIBUTIONS_H_
#define SCEAU_SERVER_SELFTEST_CONTRIBUTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"

#include "policy/decide/program.h"
#include "sceau/v1/entry.pb.h"
#include "server/selftest/cast.h"
#include "server/selftest/scenes.h"
#include "server/selftest/synthetic_group.h"

namespace sceau::selftest {

struct Contribution {
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  const Person* author = nullptr;
  v1::EntryBody body = {};
  std::vector<std::string> narrowed_to = {};  // Partner ids.
};

// The first contribution of the category that the service takes from someone of
// the cast, made from the category's descriptor and mended by what the service
// says of its fields; nothing when it takes none. What is tried stays in
// `scratch`.
std::optional<Contribution> FindContribution(SyntheticGroup& scratch,
                                             const Cast& cast,
                                             const Scene& scene,
                                             v1::Category category);

// As FindContribution, of one author.
std::optional<Contribution> FindContributionOf(const Person& author,
                                               SyntheticGroup& scratch,
                                               const Cast& cast,
                                               const Scene& scene,
                                               v1::Category category);

// Where the category's content stands in an EntryBody; null when nowhere.
const google::protobuf::FieldDescriptor* PlaceOf(v1::Category category);

// Deposits it; the entry as its author sees it. `case_name`: of another case
// than the scene's, for a deposit that is refused and leaves its leaf.
absl::StatusOr<v1::Entry> Deposit(SyntheticGroup& group,
                                  const Contribution& contribution,
                                  const std::string& case_name);

// Withdraws what was tried.
void TakeBack(SyntheticGroup& scratch, const Contribution& contribution,
              const v1::Entry& entry);

// What the charter gives a person of it: asked of the program, from what the
// scene is, not from what the service thinks of it.
struct Rights {
  bool read = false;
  // To correct, narrow, withdraw, report or validate: an organisation takes
  // back what it wrote also when it may read it no more.
  bool change = false;
  // Rules that give the reading (policy::Decision).
  std::vector<uint16_t> rules = {};
  // Fields that are shown, a bit each; 0 when nothing is.
  uint64_t fields = 0;
  // The content without what is withheld, serialized; empty unless read.
  std::string shown = {};
  // What the contribution itself makes of the person: relations to the case,
  // whether the age gate is open.
  uint16_t relations = 0;
  bool gate_open = false;
};
Rights RightsOf(const policy::Program& program, const Scene& scene,
                const Contribution& contribution, const Person& person);

}  // namespace sceau::selftest

#endif  // SCEAU_SERVER_SELFTEST_CONTRIBUTIONS_H_

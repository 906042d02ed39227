// What one charter changes against another: exactly which questions get another
// answer, over the whole space, folded into changes that fit a sentence.
//
// Guarantee: the counts are exact; every change in an answer is in one of them.
// Nothing is folded away: a row that changes in circumstances that no plain
// sentence says keeps an example. Deterministic, no I/O, no clock.
// Threads: reentrant.
#ifndef SCEAU_POLICY_DESCRIBE_CHARTER_DIFF_H_
#define SCEAU_POLICY_DESCRIBE_CHARTER_DIFF_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

#include "policy/decide/program.h"
#include "policy/describe/describe.h"

namespace sceau::policy {

// Completed years, both included.
using Ages = std::vector<std::pair<uint8_t, uint8_t>>;

// Somebody gains or loses something.
struct RightChange {
  // Id; the partner may be of one charter only.
  std::string partner = {};
  std::vector<v1::Role> roles = {};
  v1::Operation operation = v1::OPERATION_UNSPECIFIED;
  v1::Category category = v1::CATEGORY_UNSPECIFIED;
  enum class Kind : uint8_t {
    kGains,
    kLoses,
    // More of it is shown, or less: other fields, other kinds.
    kShownOtherwise,
    // Only in circumstances beside the plain ones: see the example.
    kInParticular,
  };
  Kind kind = Kind::kGains;
  // Any of these relations alone opens (closed) it; 0: without a relation.
  uint16_t relations = 0;
  Ages ages = {};
  // With kInParticular: a question that gets another answer, by the program
  // that knows the partner.
  Question example = {};
};

struct CharterDiff {
  // Of both charters together.
  uint64_t questions = 0;
  uint64_t gained = 0;
  uint64_t lost = 0;
  // Yes before and after, of other fields.
  uint64_t altered = 0;
  std::vector<RightChange> changes = {};
};

CharterDiff Compare(const Program& before, const Program& after);

// How the reader calls what a charter names by an id; unset, the id itself.
struct DiffWords {
  std::function<std::string(absl::string_view)> partner = {};
  std::function<std::string(v1::Category)> category = {};
  // A field of ClockSettings.
  std::function<std::string(absl::string_view)> setting = {};
};

// The counts, then a sentence for each change, by organisation.
std::vector<std::string> DescribeDiff(const CharterDiff& diff,
                                      const Program& before,
                                      const Program& after, Language language,
                                      const DiffWords& words = {});

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DESCRIBE_CHARTER_DIFF_H_

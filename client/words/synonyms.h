// What people write, read as one value of a closed list: the synonyms of one
// column.
//
// Guarantee: a text has one meaning. It is, in this order: a synonym, written
// in any of the ways Fold makes equal; a synonym ending in « … » followed by
// any words, the longest such; or, when it merely holds a phrase that is
// refused (« suspicion de vol » holds « vol »), that refusal. A phrase inside a
// longer known one does not count, and a text that merely holds an accepted
// phrase stays unknown: nothing is kept by guessing.
//
// Threads: const methods are safe to call at the same time.
#ifndef SCEAU_CLIENT_WORDS_SYNONYMS_H_
#define SCEAU_CLIENT_WORDS_SYNONYMS_H_

#include <cstddef>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace sceau {

// The meaning of a cell's text.
struct Meaning {
  enum class Kind {
    kUnknown,  // No synonym.
    kValue,    // `value` is an id of the column's list, or a partner's.
    kRefused,  // Known, and has no place: `outcome` says why.
  };
  Kind kind = Kind::kUnknown;
  std::string value = {};
  std::string outcome = {};  // An id of the list ImportOutcome.
  bool doubtful = false;     // Kept, to be confirmed by the coordinator.
};

class Synonyms {
 public:
  // Adds a synonym, with or without « … » at its end. Errors: INVALID_ARGUMENT
  // (empty, or already there with another meaning).
  absl::Status Add(absl::string_view synonym, const Meaning& meaning);

  Meaning Read(absl::string_view text) const;

 private:
  Meaning Refusal(absl::string_view folded) const;

  absl::flat_hash_map<std::string, Meaning> exact_;  // By folded synonym.
  absl::flat_hash_map<std::string, Meaning> prefix_;  // Those ending in « … ».
  size_t longest_ = 0;  // Words of the longest synonym.
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_WORDS_SYNONYMS_H_

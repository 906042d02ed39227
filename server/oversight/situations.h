// What cases are called in one review: "4F2A". The same within the review,
// whoever asks and however late; another in every other review, since each has
// a key of its own.
#ifndef SCEAU_SERVER_OVERSIGHT_SITUATIONS_H_
#define SCEAU_SERVER_OVERSIGHT_SITUATIONS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "server/oversight/access_index.h"
#include "server/runtime/mutex.h"

namespace sceau {

// Hexadecimal digits of a name, at least; more when two would be alike.
inline constexpr size_t kSituationDigits = 4;

// The names of the cases of one period, in the order in which they appear in
// the journal; immutable once shared.
class Situations {
 public:
  // `key` is the review's.
  explicit Situations(crypto::Bytes key) : key_(std::move(key)) {}

  // Empty for a case that is not of the period.
  std::string NameOf(const Pseudonym& of) const;
  std::optional<Pseudonym> Find(absl::string_view name) const;

  // Gives a name to a case that has none.
  void Name(const Pseudonym& of);

 private:
  crypto::Bytes key_;
  absl::flat_hash_map<Pseudonym, std::string> names_;
  absl::flat_hash_map<std::string, Pseudonym> cases_;
};

// Those of the reviews that are being looked at. Thread safe.
class SituationShelf {
 public:
  // The names as of `snapshot`. 0.2 s for a hundred thousand cases at first.
  std::shared_ptr<const Situations> Of(const std::string& review,
                                       crypto::ByteView key,
                                       const AccessSnapshot& snapshot,
                                       int64_t from, int64_t to)
      ABSL_LOCKS_EXCLUDED(mu_);

 private:
  struct Kept {
    std::shared_ptr<const Situations> names;
    uint64_t next = 0;  // The first leaf that was not looked at.
  };
  Mutex mu_;
  std::map<std::string, Kept> kept_ ABSL_GUARDED_BY(mu_);
};

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_SITUATIONS_H_

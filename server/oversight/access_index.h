// The journal's leaves as columns in memory, so that a review looks through a
// million of them in milliseconds. Made of the leaves alone: what the journal
// forgot is not here, and what is older than the charter's delay is left out.
//
// Readers share immutable snapshots; CatchUp makes the next one of the chunks
// that are full and a copy of the last.
#ifndef SCEAU_SERVER_OVERSIGHT_ACCESS_INDEX_H_
#define SCEAU_SERVER_OVERSIGHT_ACCESS_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "crypto/bytes.h"
#include "server/journal/leaf.h"
#include "server/runtime/mutex.h"

namespace sceau {

class Journal;

// Rows of a chunk, but for the last.
inline constexpr size_t kAccessChunkRows = 4'096;

// Consecutive leaves, a column a part. `resource_end` and `rule_end` say where
// a row's end in the vectors beside them. Immutable once shared.
struct AccessChunk {
  std::vector<uint64_t> leaf = {};  // Index in the journal; ascending.
  std::vector<int64_t> time_ns = {};
  std::vector<uint32_t> member = {};   // Index in AccessNames.
  std::vector<uint16_t> partner = {};  // The same.
  std::vector<uint16_t> charter = {};  // The same.
  std::vector<uint8_t> operation = {};
  std::vector<uint8_t> outcome = {};
  std::vector<uint8_t> refusal = {};
  std::vector<uint8_t> purpose = {};
  std::vector<uint32_t> released = {};
  std::vector<uint64_t> inputs = {};
  std::vector<uint32_t> resource_end = {};
  std::vector<Pseudonym> resources = {};
  std::vector<uint32_t> rule_end = {};
  std::vector<uint16_t> rules = {};

  size_t size() const { return leaf.size(); }
  std::span<const Pseudonym> ResourcesOf(size_t row) const;
  std::span<const uint16_t> RulesOf(size_t row) const;
  v1::Operation OperationOf(size_t row) const {
    return static_cast<v1::Operation>(operation[row]);
  }
  Outcome OutcomeOf(size_t row) const {
    return static_cast<Outcome>(outcome[row]);
  }
  // Whether cases were opened to be read, by a call of one or by a list, even
  // if nothing stood in them.
  bool IsOpening(size_t row) const {
    switch (OperationOf(row)) {
      case v1::OPERATION_READ:
      case v1::OPERATION_REFERRAL_READ:
      case v1::OPERATION_LIST_ALL:
      case v1::OPERATION_LIST_OWN:
      case v1::OPERATION_SEARCH_ALL:
      case v1::OPERATION_SEARCH_OWN:
        return OutcomeOf(row) == Outcome::kAllowed;
      default:
        return false;
    }
  }
  // Whether something of a case was shown to who asked for it; a depositor who
  // is answered with the own entry has read nothing.
  bool IsReading(size_t row) const {
    return released[row] != 0 && IsOpening(row);
  }
};

// A row of a snapshot, which outlives it.
struct AccessAt {
  const AccessChunk* chunk = nullptr;
  size_t row = 0;
};

// The cases among what a row's leaf is about.
std::span<const Pseudonym> CasesOf(const AccessChunk& chunk, size_t row);

// Ids by their numbers in the columns. Immutable once shared.
class AccessNames {
 public:
  enum Kind { kMember, kPartner, kCharter };

  const std::vector<std::string>& Of(Kind kind) const { return ids_[kind]; }
  std::optional<uint32_t> Find(Kind kind, absl::string_view id) const;
  // The number of `id`, a new one when it has none.
  uint32_t Number(Kind kind, const std::string& id);

 private:
  std::vector<std::string> ids_[3];
  std::map<std::string, uint32_t, std::less<>> numbers_[3];
};

// The index at one moment; immutable.
struct AccessSnapshot {
  std::vector<std::shared_ptr<const AccessChunk>> chunks = {};
  std::shared_ptr<const AccessNames> names =
      std::make_shared<const AccessNames>();
  uint64_t next = 0;  // The first leaf that is not taken in.

  // The row of a leaf; nothing when it is not here.
  std::optional<AccessAt> Find(uint64_t leaf) const;

  // Every row from `from` (included) to `to` (excluded), in Unix nanoseconds,
  // whose leaf is `first` or later, in order; until `visit` gives false.
  void Visit(
      int64_t from, int64_t to, uint64_t first,
      const std::function<bool(const AccessChunk&, size_t)>& visit) const;
};

// Thread safe.
class AccessIndex {
 public:
  // Outlives this object.
  explicit AccessIndex(const Journal& journal);

  // Takes in the leaves that are new, and leaves out those before `keep_from`.
  // On the calling thread: about 2 us a leaf. One at a time; who comes
  // meanwhile waits a little. Errors: UNAVAILABLE / QUEUE_FULL (it takes
  // longer: at start), the journal's.
  absl::Status CatchUp(absl::Time keep_from) ABSL_LOCKS_EXCLUDED(mu_);

  std::shared_ptr<const AccessSnapshot> snapshot() const
      ABSL_LOCKS_EXCLUDED(mu_);

 private:
  absl::Status TakeIn(absl::Time keep_from) ABSL_LOCKS_EXCLUDED(mu_);

  const Journal& journal_;
  mutable Mutex mu_;
  CondVar idle_;
  bool busy_ ABSL_GUARDED_BY(mu_) = false;
  std::shared_ptr<const AccessSnapshot> snapshot_ ABSL_GUARDED_BY(mu_);
};

// Appends a leaf's row; one whose naming part is forgotten is passed over.
// Errors: DATA_LOSS (not a leaf).
absl::Status AppendLeaf(crypto::ByteView binding, crypto::ByteView naming,
                        AccessNames& names, AccessChunk& chunk);

}  // namespace sceau

#endif  // SCEAU_SERVER_OVERSIGHT_ACCESS_INDEX_H_

// What each row must be: the newest digest that the journal bound it to, kept
// in memory, so that an altered, older or missing row is refused when it is
// read, whoever changed the file.
//
// Rebuilt from the bindings at start; then changed by the writer alone, after
// the leaves are durable. About 64 bytes a row.
#ifndef SCEAU_SERVER_JOURNAL_ROW_MAP_H_
#define SCEAU_SERVER_JOURNAL_ROW_MAP_H_

#include <cstddef>
#include <cstring>
#include <span>

#include "absl/container/flat_hash_map.h"

#include "server/journal/leaf.h"
#include "server/runtime/mutex.h"

namespace sceau {

// Digest of a row that does not exist.
inline constexpr crypto::Hash kNoRow = {};

// Thread safe.
//
// How to read a row: read it, digest it, ask Matches(). A write's row is
// visible in the file a moment before its leaf is in the journal, so the
// digests of the batch under way match too; and a row read just before such a
// change matches no more once the change is durable. Who gets false therefore
// reads again, kRowReads times in all, before calling the row altered.
class RowMap {
 public:
  // Whether the row may be what was read; kNoRow for a row that was not there.
  bool Matches(const Pseudonym& row, const crypto::Hash& digest) const
      ABSL_LOCKS_EXCLUDED(mu_);

  // What the journal bound the row to last; kNoRow for none.
  crypto::Hash Find(const Pseudonym& row) const ABSL_LOCKS_EXCLUDED(mu_);

  // The writer's side. Announce: these rows are about to be visible. Settle:
  // their leaf is durable, they are what counts now. Withdraw: they were
  // rolled back.
  void Announce(std::span<const RowDigest> rows) ABSL_LOCKS_EXCLUDED(mu_);
  void Settle(std::span<const RowDigest> rows) ABSL_LOCKS_EXCLUDED(mu_);
  void Withdraw() ABSL_LOCKS_EXCLUDED(mu_);

  size_t size() const ABSL_LOCKS_EXCLUDED(mu_);

 private:
  // A pseudonym is already uniform: its first bytes are its hash.
  struct PseudonymHash {
    size_t operator()(const Pseudonym& row) const {
      size_t hash = 0;
      std::memcpy(&hash, row.data(), sizeof(hash));
      return hash;
    }
  };
  using Digests = absl::flat_hash_map<Pseudonym, crypto::Hash, PseudonymHash>;

  // Held for some 50 ns. A reader-writer lock would let readers that never
  // pause keep the writer out.
  mutable Mutex mu_;
  Digests rows_ ABSL_GUARDED_BY(mu_);
  // Announced and not yet settled: every version of the batch under way, in
  // order, so that any of them matches.
  std::vector<RowDigest> announced_ ABSL_GUARDED_BY(mu_);
};

// How often a row is read before a mismatch counts.
inline constexpr int kRowReads = 3;

}  // namespace sceau

#endif  // SCEAU_SERVER_JOURNAL_ROW_MAP_H_

// Whether an exported journal (journal_tiles.h) is the one its checkpoint was
// signed over, and where it is not.
#ifndef SCEAU_CLIENT_LIB_JOURNAL_AUDIT_H_
#define SCEAU_CLIENT_LIB_JOURNAL_AUDIT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/checkpoint.h"
#include "crypto/signed_note.h"

namespace sceau {

// Findings of one audit, at most; what follows is left out.
inline constexpr size_t kMaxAuditFindings = 1'000;

struct AuditFinding {
  enum class Kind {
    kAltered,   // The entry `index` is not the leaf that was signed.
    kDeleted,   // The entry `index` is not there.
    kInserted,  // An entry that is no leaf stands before the entry `index`.
    kMoved,     // The entry `index` stands at place `place`.
    kTile,  // The hashes of the leaves from `index` to `place` are not those
            // that were signed, so that their entries cannot be told apart.
    kFile,  // `file` is missing, cannot be read as what it is, or holds
            // other hashes than the tiles below it give.
  };
  Kind kind = Kind::kAltered;
  uint64_t index = 0;
  uint64_t place = 0;
  std::string file = {};  // Below the export's folder.

  friend bool operator==(const AuditFinding&, const AuditFinding&) = default;
};

struct AuditReport {
  crypto::Checkpoint checkpoint = {};
  std::vector<AuditFinding> findings = {};  // By index; empty: it holds.
};

// Reads the export at `folder` whole. About 2 us a leaf.
//
// Guarantee: without findings, entries, tiles and checkpoint are one tree, and
// `key` has signed it for `origin`. An entry that was altered, deleted,
// inserted or moved is named by its index as long as the hashes beside it are
// the signed ones. Whoever wrote the files: memory and time are those of as
// many leaves as the checkpoint says; the first bundle with kMaxAuditFindings
// entries too many is a kFile, and the last that is read.
// Errors: NOT_FOUND (no checkpoint there), DATA_LOSS (not signed by `key` for
// `origin`, or larger than any export), those of ReadFile.
absl::StatusOr<AuditReport> AuditExport(const std::string& folder,
                                        const crypto::VerifierKey& key,
                                        absl::string_view origin);

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_JOURNAL_AUDIT_H_

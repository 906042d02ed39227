// What a profile remembers of the journal, and its file.
//
//   {"format": 1, "origin": "...", "note": "<signed note>",
//    "receipts": [{"index": 7, "leaf": "<64 hex digits>", "received": 1790}],
//    "last": {"index": 7, "leaf": "<64 hex digits>", "received": 1790},
//    "cosigned": 1790,
//    "suspicion": {"kind": "FORK", "time": 1790, "note": "<signed note>"}}
//
// `note` is absent before the first checkpoint, `last` before the first answer,
// `cosigned` unless this workstation cosigns, `suspicion` while there is none.
// Times are Unix seconds.
#ifndef SCEAU_CLIENT_LIB_WITNESS_STATE_H_
#define SCEAU_CLIENT_LIB_WITNESS_STATE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"

namespace sceau {

// Receipts kept unproven at once; the server owes a checkpoint every 256
// leaves, so that more is a broken promise.
inline constexpr size_t kMaxReceipts = 1024;
// Bounds the file: a note and kMaxReceipts receipts fit many times.
inline constexpr size_t kMaxWitnessBytes = size_t{1} << 20;

// That an answer's leaf stands in the journal, not yet proven.
struct Receipt {
  uint64_t index = 0;
  crypto::Hash leaf = {};
  int64_t received = 0;

  // The answer's metadata: 8 big-endian bytes, then the leaf hash.
  // Errors: INVALID_ARGUMENT (another length).
  static absl::StatusOr<Receipt> Parse(absl::string_view bytes,
                                       int64_t received);
  friend bool operator==(const Receipt&, const Receipt&) = default;
};

struct WitnessState {
  std::string origin = {};
  std::string note = {};  // The largest consistent checkpoint, signed.
  std::vector<Receipt> receipts = {};
  std::optional<Receipt> last = {};  // Of the latest answer, proven or not.
  int64_t cosigned = 0;  // When a checkpoint was last cosigned; 0 = never.
  // Declared restores that were accepted, by the hash of their statement, hex.
  std::vector<std::string> restores = {};
  // The evidence; empty kind = no suspicion.
  std::string suspicion_kind = {};
  int64_t suspicion_time = 0;
  std::string suspicion_note = {};

  friend bool operator==(const WitnessState&, const WitnessState&) = default;
};

std::string EncodeWitnessState(const WitnessState& state);

// Errors: INVALID_ARGUMENT (anything that EncodeWitnessState does not write).
absl::StatusOr<WitnessState> ParseWitnessState(absl::string_view text);

// The file at `path`; an empty state when there is none. Errors:
// INVALID_ARGUMENT (damaged), PERMISSION_DENIED, UNKNOWN.
absl::StatusOr<WitnessState> LoadWitnessState(const std::string& path);

// Durable, mode 0600. Errors: as WriteFile.
absl::Status StoreWitnessState(const std::string& path,
                               const WitnessState& state);

}  // namespace sceau

#endif  // SCEAU_CLIENT_LIB_WITNESS_STATE_H_

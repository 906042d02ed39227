#include "crypto/checkpoint.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "crypto/merkle.h"
#include "crypto/note_text.h"

namespace sceau::crypto {

std::string EncodeCheckpoint(const Checkpoint& checkpoint) {
  Require(IsKeyName(checkpoint.origin) && checkpoint.size <= kMaxTreeSize);
  return absl::StrCat(checkpoint.origin, "\n", checkpoint.size, "\n",
                      EncodeBase64(checkpoint.root), "\n");
}

absl::StatusOr<Checkpoint> ParseCheckpoint(absl::string_view body) {
  const absl::Status malformed = absl::InvalidArgumentError("not a checkpoint");
  if (body.size() > kMaxNoteBytes) return malformed;
  const std::vector<absl::string_view> lines = absl::StrSplit(body, '\n');
  Checkpoint out;
  if (lines.size() != 4 || !IsKeyName(lines[0]) ||
      !absl::SimpleAtoi(lines[1], &out.size) || out.size > kMaxTreeSize) {
    return malformed;
  }
  out.origin = std::string(lines[0]);
  const std::optional<Bytes> root = DecodeBase64(lines[2]);
  if (!root.has_value() || root->size() != out.root.size()) return malformed;
  std::ranges::copy(*root, out.root.begin());
  // Leading zeros, signs, white space, a missing last newline.
  if (EncodeCheckpoint(out) != body) return malformed;
  return out;
}

std::string SignCheckpoint(const Checkpoint& checkpoint,
                           const SigningKey& key) {
  return SignNote(EncodeCheckpoint(checkpoint), checkpoint.origin, key);
}

absl::StatusOr<Checkpoint> VerifyCheckpoint(absl::string_view note,
                                            const VerifierKey& key,
                                            absl::string_view origin) {
  absl::StatusOr<std::string> body = VerifyNote(note, key);
  if (!body.ok()) return body.status();
  absl::StatusOr<Checkpoint> checkpoint = ParseCheckpoint(*body);
  if (!checkpoint.ok()) return checkpoint.status();
  if (checkpoint->origin != origin) {
    return absl::DataLossError("the checkpoint is of another origin");
  }
  return checkpoint;
}

}  // namespace sceau::crypto

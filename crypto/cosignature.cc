#include "crypto/cosignature.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "crypto/canonical.h"
#include "crypto/checkpoint.h"

namespace sceau::crypto {
namespace {

constexpr uint64_t kMaxUnixSeconds = std::numeric_limits<int64_t>::max();

std::string SignedText(absl::string_view body, uint64_t unix_seconds) {
  return absl::StrCat("cosignature/v1\ntime ", unix_seconds, "\n", body);
}

absl::StatusOr<Note> ParseCheckpointNote(absl::string_view note) {
  absl::StatusOr<Note> parsed = ParseNote(note);
  if (!parsed.ok()) return parsed.status();
  const absl::StatusOr<Checkpoint> checkpoint = ParseCheckpoint(parsed->text);
  if (!checkpoint.ok()) return checkpoint.status();
  return parsed;
}

}  // namespace

absl::StatusOr<std::string> CosignCheckpoint(absl::string_view note,
                                             absl::string_view name,
                                             const SigningKey& key,
                                             uint64_t unix_seconds) {
  Require(unix_seconds <= kMaxUnixSeconds);
  const absl::StatusOr<Note> parsed = ParseCheckpointNote(note);
  if (!parsed.ok()) return parsed.status();
  const std::string text = SignedText(parsed->text, unix_seconds);
  CanonicalWriter blob;
  blob.U64(unix_seconds).Fixed(key.Sign(AsBytes(text)));
  return FormatSignatureLine(
      VerifierKey::Of(name, key, NoteAlgorithm::kCosignatureV1), blob.View());
}

absl::StatusOr<uint64_t> VerifyCosignature(absl::string_view note,
                                           const VerifierKey& witness) {
  if (witness.algorithm != NoteAlgorithm::kCosignatureV1) {
    return absl::InvalidArgumentError("the key does not cosign");
  }
  const absl::StatusOr<Note> parsed = ParseCheckpointNote(note);
  if (!parsed.ok()) return parsed.status();
  std::optional<uint64_t> latest;
  for (const NoteSignature& line : parsed->signatures) {
    if (line.name != witness.name || line.key_id != witness.id) continue;
    CanonicalReader blob(line.signature);
    const uint64_t time = blob.U64();
    const ByteView signature = blob.Fixed(kEd25519SignatureBytes);
    if (!blob.Finish().ok() || time > kMaxUnixSeconds ||
        !VerifyEd25519(witness.key, AsBytes(SignedText(parsed->text, time)),
                       signature)) {
      return absl::DataLossError("the cosignature is wrong");
    }
    latest = std::max(latest.value_or(0), time);
  }
  if (!latest.has_value()) {
    return absl::DataLossError("the note is not cosigned by this witness");
  }
  return *latest;
}

Bytes WitnessKeyMessage(absl::string_view group, absl::string_view member,
                        const VerifierKey& witness) {
  CanonicalWriter writer;
  writer.Text("sceau witness key v1")
      .Text(group)
      .Text(member)
      .Text(witness.Format());
  return writer.Take();
}

}  // namespace sceau::crypto

// Whatever a stranger sends as a note, a checkpoint or a verifier key: no
// crash, and nothing accepted that does not come back as the same bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/checkpoint.h"
#include "crypto/cosignature.h"
#include "crypto/signed_note.h"

namespace sceau::crypto {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

// A key whose private half nobody here has.
const VerifierKey& SomeKey() {
  static const auto& key = *new VerifierKey(
      VerifierKey::Parse("example.com/foo+530d903a+"
                         "AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
          .value());
  return key;
}

void CheckNote(absl::string_view text) {
  const absl::StatusOr<Note> note = ParseNote(text);
  const absl::StatusOr<std::string> verified = VerifyNote(text, SomeKey());
  if (verified.ok()) Check(note.ok() && note->text == *verified);
  if (!note.ok()) return;
  std::string again = note->text + "\n";
  for (const NoteSignature& line : note->signatures) {
    again += FormatSignatureLine({.name = line.name, .id = line.key_id},
                                 line.signature);
  }
  Check(again == text);
}

void CheckCheckpoint(absl::string_view text) {
  const absl::StatusOr<Checkpoint> checkpoint = ParseCheckpoint(text);
  if (checkpoint.ok()) Check(EncodeCheckpoint(*checkpoint) == text);
  VerifierKey witness = SomeKey();
  witness.algorithm = NoteAlgorithm::kCosignatureV1;
  Check(!VerifyCosignature(text, witness).ok());
}

void CheckVerifierKey(absl::string_view text) {
  const absl::StatusOr<VerifierKey> key = VerifierKey::Parse(text);
  if (key.ok()) Check(key->Format() == text);
}

}  // namespace
}  // namespace sceau::crypto

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text = sceau::crypto::AsText({data, size});
  sceau::crypto::CheckNote(text);
  sceau::crypto::CheckCheckpoint(text);
  sceau::crypto::CheckVerifierKey(text);
  return 0;
}

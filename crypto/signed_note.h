// Signed notes: a text that people can read and machines can check.
//
// Source: C2SP signed-note. A note is its text, an empty line, and one line for
// each signature: "— <key name> base64(key id || signature)". We are stricter
// than the source where it leaves room: key names of keys we hold are printable
// ASCII, base64 is canonical, sizes are bounded.
#ifndef SCEAU_CRYPTO_SIGNED_NOTE_H_
#define SCEAU_CRYPTO_SIGNED_NOTE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "crypto/bytes.h"
#include "crypto/ed25519.h"

namespace sceau::crypto {

inline constexpr size_t kMaxNoteBytes = size_t{16} * 1024;
inline constexpr size_t kMaxNoteSignatures = 16;
inline constexpr size_t kMaxKeyNameBytes = 255;

// What kind of signature a key makes; the byte that goes into its id.
enum class NoteAlgorithm : uint8_t {
  kEd25519 = 0x01,        // Over the note's text.
  kCosignatureV1 = 0x04,  // Over the text and a time: cosignature.h.
};

// Whether `name` may name a key: 1 to kMaxKeyNameBytes printable ASCII
// characters without space or plus sign.
bool IsKeyName(absl::string_view name);

// A public key with the name and id that signature lines carry.
struct VerifierKey {
  std::string name = {};
  uint32_t id = 0;
  Ed25519Public key = {};
  NoteAlgorithm algorithm = NoteAlgorithm::kEd25519;

  // The key that checks what `signer` signs. `name` is a key name, else the
  // process stops.
  static VerifierKey Of(absl::string_view name, const SigningKey& signer,
                        NoteAlgorithm algorithm = NoteAlgorithm::kEd25519);

  // From its text, "<name>+<id, 8 hex digits>+base64(algorithm || key)".
  // Errors: INVALID_ARGUMENT (shape, unknown algorithm, id not of this key).
  static absl::StatusOr<VerifierKey> Parse(absl::string_view text);

  std::string Format() const;

  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

// One signature line, its base64 read.
struct NoteSignature {
  std::string name = {};
  uint32_t key_id = 0;
  Bytes signature = {};  // Without the key id.
};

struct Note {
  std::string text = {};  // Ends in a newline.
  std::vector<NoteSignature> signatures = {};
};

// Takes a note apart without checking any signature.
// Errors: INVALID_ARGUMENT (not a note, or above a bound).
absl::StatusOr<Note> ParseNote(absl::string_view note);

// "— <name> base64(id || signature)\n".
std::string FormatSignatureLine(const VerifierKey& key, ByteView signature);

// `text` signed under `name`: the whole note. `text` ends in a newline, is
// UTF-8 without other control characters, and `name` is a key name, else the
// process stops.
std::string SignNote(absl::string_view text, const std::string& name,
                     const SigningKey& key);

// The text of a note that `key` has signed. Signatures of other keys are
// ignored, as the source demands.
// Errors: INVALID_ARGUMENT (not a note, or the key is not an Ed25519 one),
// DATA_LOSS (no signature of this key, or one that is wrong).
absl::StatusOr<std::string> VerifyNote(absl::string_view note,
                                       const VerifierKey& key);

// The note's last signature line of `key`, not checked; empty for none.
std::string SignatureLineOf(const Note& note, const VerifierKey& key);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_SIGNED_NOTE_H_

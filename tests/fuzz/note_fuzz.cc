// Any text as a signed checkpoint and as a verifier key: refused, or of one
// form only, and never taken for signed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"

#include "crypto/checkpoint.h"
#include "crypto/signed_note.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto checkpoint = sceau::crypto::ParseCheckpoint(text);
  if (checkpoint.ok() && EncodeCheckpoint(*checkpoint) != text) abort();
  const auto key = sceau::crypto::VerifierKey::Parse(text);
  if (key.ok() && key->Format() != text) abort();
  if (const auto note = sceau::crypto::ParseNote(text); note.ok()) {
    if (note->signatures.size() > sceau::crypto::kMaxNoteSignatures) abort();
    // A key nobody holds: no note can carry its signature.
    const sceau::crypto::VerifierKey nobody = {.name = "nobody.example"};
    if (VerifyNote(text, nobody).ok()) abort();
  }
  return 0;
}

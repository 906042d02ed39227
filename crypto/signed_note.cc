#include "crypto/signed_note.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "crypto/canonical.h"
#include "crypto/digest.h"
#include "crypto/note_text.h"

namespace sceau::crypto {
namespace {

constexpr absl::string_view kDash = "\u2014 ";  // Opens a signature line.
constexpr size_t kKeyIdBytes = 4;

// First four bytes of SHA-256(name || newline || algorithm || public key).
uint32_t KeyId(absl::string_view name, NoteAlgorithm algorithm,
               const Ed25519Public& key) {
  const uint8_t newline_and_algorithm[] = {'\n',
                                           static_cast<uint8_t>(algorithm)};
  const Hash hash = Sha256({AsBytes(name), newline_and_algorithm, key});
  return CanonicalReader(hash).U32();
}

absl::Status NoteMalformed() {
  return absl::InvalidArgumentError("not a signed note");
}

absl::StatusOr<NoteSignature> ParseSignatureLine(absl::string_view line) {
  if (!absl::ConsumePrefix(&line, kDash)) return NoteMalformed();
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(line, absl::MaxSplits(' ', 1));
  const auto& [name, base64] = parts;
  const std::optional<Bytes> blob = DecodeBase64(base64);
  // Signatures of kinds unknown to us may have any size, but not none.
  if (name.empty() || absl::StrContains(name, '+') || !blob.has_value() ||
      blob->size() <= kKeyIdBytes) {
    return NoteMalformed();
  }
  CanonicalReader reader(*blob);
  const uint32_t key_id = reader.U32();
  const ByteView signature = reader.Fixed(reader.remaining());
  return NoteSignature{.name = std::string(name),
                       .key_id = key_id,
                       .signature = {signature.begin(), signature.end()}};
}

}  // namespace

bool IsKeyName(absl::string_view name) {
  return !name.empty() && name.size() <= kMaxKeyNameBytes &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return c > ' ' && c <= '~' && c != '+'; });
}

VerifierKey VerifierKey::Of(absl::string_view name, const SigningKey& signer,
                            NoteAlgorithm algorithm) {
  Require(IsKeyName(name));
  return {.name = std::string(name),
          .id = KeyId(name, algorithm, signer.public_key()),
          .key = signer.public_key(),
          .algorithm = algorithm};
}

absl::StatusOr<VerifierKey> VerifierKey::Parse(absl::string_view text) {
  const absl::Status malformed =
      absl::InvalidArgumentError("not a verifier key");
  if (text.size() > kMaxNoteBytes) return malformed;
  // Base64 may hold a plus sign; names and ids do not.
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits('+', 2));
  if (parts.size() != 3 || !IsKeyName(parts[0])) return malformed;
  const std::optional<Bytes> blob = DecodeBase64(parts[2]);
  if (!blob.has_value() || blob->size() != 1 + kEd25519PublicBytes) {
    return malformed;
  }
  VerifierKey key = {.name = std::string(parts[0])};
  key.algorithm = static_cast<NoteAlgorithm>((*blob)[0]);
  if (key.algorithm != NoteAlgorithm::kEd25519 &&
      key.algorithm != NoteAlgorithm::kCosignatureV1) {
    return malformed;
  }
  std::copy(blob->begin() + 1, blob->end(), key.key.begin());
  key.id = KeyId(key.name, key.algorithm, key.key);
  if (key.Format() != text) return malformed;  // Its id, in lower case.
  return key;
}

std::string VerifierKey::Format() const {
  CanonicalWriter blob;
  blob.U8(static_cast<uint8_t>(algorithm)).Fixed(key);
  return absl::StrCat(name, "+", absl::Hex(id, absl::kZeroPad8), "+",
                      EncodeBase64(blob.View()));
}

absl::StatusOr<Note> ParseNote(absl::string_view note) {
  if (note.size() > kMaxNoteBytes || !IsNoteText(note)) return NoteMalformed();
  // The last empty line divides: a text may hold others.
  const size_t divide = note.rfind("\n\n");
  if (divide == absl::string_view::npos) return NoteMalformed();
  Note out = {.text = std::string(note.substr(0, divide + 1))};
  absl::string_view lines = note.substr(divide + 2);
  if (!absl::ConsumeSuffix(&lines, "\n")) return NoteMalformed();
  for (const absl::string_view line : absl::StrSplit(lines, '\n')) {
    absl::StatusOr<NoteSignature> signature = ParseSignatureLine(line);
    if (!signature.ok()) return signature.status();
    if (out.signatures.size() == kMaxNoteSignatures) return NoteMalformed();
    out.signatures.push_back(*std::move(signature));
  }
  return out;
}

std::string FormatSignatureLine(const VerifierKey& key, ByteView signature) {
  CanonicalWriter blob;
  blob.U32(key.id).Fixed(signature);
  return absl::StrCat(kDash, key.name, " ", EncodeBase64(blob.View()), "\n");
}

std::string SignNote(absl::string_view text, const std::string& name,
                     const SigningKey& key) {
  Require(absl::EndsWith(text, "\n") && IsNoteText(text));
  return absl::StrCat(
      text, "\n",
      FormatSignatureLine(VerifierKey::Of(name, key), key.Sign(AsBytes(text))));
}

absl::StatusOr<std::string> VerifyNote(absl::string_view note,
                                       const VerifierKey& key) {
  if (key.algorithm != NoteAlgorithm::kEd25519) {
    return absl::InvalidArgumentError("the key does not sign notes");
  }
  absl::StatusOr<Note> parsed = ParseNote(note);
  if (!parsed.ok()) return parsed.status();
  bool is_signed = false;
  for (const NoteSignature& signature : parsed->signatures) {
    if (signature.name != key.name || signature.key_id != key.id) continue;
    if (!VerifyEd25519(key.key, AsBytes(parsed->text), signature.signature)) {
      return absl::DataLossError("the note's signature is wrong");
    }
    is_signed = true;
  }
  if (!is_signed) {
    return absl::DataLossError("the note is not signed by this key");
  }
  return std::move(parsed->text);
}

std::string SignatureLineOf(const Note& note, const VerifierKey& key) {
  std::string line;
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name != key.name || signature.key_id != key.id) continue;
    line = FormatSignatureLine(key, signature.signature);
  }
  return line;
}

}  // namespace sceau::crypto

// The character rules of signed notes. Internal to this room.
#ifndef SCEAU_CRYPTO_NOTE_TEXT_H_
#define SCEAU_CRYPTO_NOTE_TEXT_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

#include "crypto/bytes.h"

namespace sceau::crypto {

// UTF-8 in its shortest form, without surrogates (RFC 3629), and without
// control characters below U+0020 other than newline.
bool IsNoteText(absl::string_view text);

std::string EncodeBase64(ByteView bytes);

// RFC 4648 section 4 with padding; nothing but the one encoding of each value.
std::optional<Bytes> DecodeBase64(absl::string_view text);

}  // namespace sceau::crypto

#endif  // SCEAU_CRYPTO_NOTE_TEXT_H_

// Bytes of a text file, as spreadsheets write them, to UTF-8.
//
// A byte order mark decides (UTF-8, UTF-16 in either order: Excel's "Unicode
// text"). Without one, every other byte NUL is UTF-16, what is UTF-8 is UTF-8,
// what has its accents where a Mac puts them is Mac OS Roman (Excel's "CSV"
// there) and all else Windows-1252, which Excel writes in France. Another
// kind of file (a workbook, a web page, a PDF: file_kind.h) is refused with
// what to do. Text that is mostly UTF-8 and not wholly, or that was taken for
// Windows-1252 and encoded again (« Ã© » for « é »), is refused with the line:
// reading on would silently mangle names.
//
// Source: WHATWG windows-1252 and UTF-16, Apple's Mac OS Roman, by way of ICU's
// converters.
#ifndef SCEAU_CLIENT_IMPORT_ENCODING_H_
#define SCEAU_CLIENT_IMPORT_ENCODING_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/words/vocabulary.h"

namespace sceau {

// Larger files are refused unread.
inline constexpr size_t kMaxFileBytes = size_t{32} << 20;

enum class Encoding {
  kUtf8,
  kWindows1252,
  kMacRoman,
  kUtf16LittleEndian,
  kUtf16BigEndian
};

// How the encoding is named to people: "Windows-1252".
absl::string_view EncodingName(Encoding encoding);

struct DecodedText {
  std::string utf8 = {};  // No byte order mark, no NUL.
  Encoding encoding = Encoding::kUtf8;
};

// Errors: INVALID_ARGUMENT, with the line where there is one: too large, a
// workbook, a NUL, bytes that the encoding does not have. In `language`, to be
// shown as it is; never echoes content.
absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes,
                                       Language language = Language::kFrench);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_ENCODING_H_

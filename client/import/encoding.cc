#include "client/import/encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "client/import/file_kind.h"
#include "unicode/ucnv.h"
#include "unicode/unistr.h"
#include "unicode/utf8.h"
#include "unicode/utypes.h"

namespace sceau {
namespace {

constexpr absl::string_view kUtf8Mark = "\xef\xbb\xbf";
constexpr absl::string_view kUtf16LittleMark = "\xff\xfe";
constexpr absl::string_view kUtf16BigMark = "\xfe\xff";

// What tells UTF-16 without its mark: enough of the file to hold a heading.
constexpr size_t kNulSampleBytes = 256;

absl::Status Problem(Language language, absl::string_view french,
                     absl::string_view english) {
  return absl::InvalidArgumentError(language == Language::kFrench ? french
                                                                  : english);
}

// Lines end in LF, CR LF or, from old Macs, CR.
size_t LineOf(absl::string_view text, size_t byte) {
  size_t line = 1;
  for (size_t i = 0; i < byte && i < text.size(); ++i) {
    if (text[i] == '\n' ||
        (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) {
      ++line;
    }
  }
  return line;
}

// How far `text` is UTF-8.
struct Utf8Census {
  size_t multibyte = 0;  // Well-formed sequences beyond ASCII.
  size_t malformed = 0;
  size_t first_malformed = 0;  // Byte offset, when there is one.
};

Utf8Census CountUtf8(absl::string_view text) {
  Utf8Census census;
  const auto size = static_cast<int32_t>(text.size());
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  for (int32_t i = 0; i < size;) {
    if (bytes[i] < 0x80) {
      ++i;
      continue;
    }
    const int32_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c >= 0) {
      ++census.multibyte;
    } else if (census.malformed++ == 0) {
      census.first_malformed = static_cast<size_t>(start);
    }
  }
  return census;
}

class Converter {
 public:
  explicit Converter(const char* name) {
    converter_ = ucnv_open(name, &error_);
    // An undefined byte is an error, not a replacement character in a name.
    ucnv_setToUCallBack(converter_, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr,
                        nullptr, &error_);
  }
  ~Converter() { ucnv_close(converter_); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // False when some bytes stand for nothing.
  bool ToUtf8(absl::string_view bytes, std::string& out) {
    const icu::UnicodeString text(
        bytes.data(), static_cast<int32_t>(bytes.size()), converter_, error_);
    if (U_FAILURE(error_)) return false;
    text.toUTF8String(out);
    return true;
  }

 private:
  UErrorCode error_ = U_ZERO_ERROR;
  UConverter* converter_ = nullptr;
};

absl::Status Damaged(absl::string_view bytes, size_t at, Language language) {
  const size_t line = LineOf(bytes, at);
  return Problem(language,
                 absl::StrCat("ligne ", line,
                              " : texte UTF-8 abîmé ; enregistrez le fichier "
                              "de nouveau"),
                 absl::StrCat("line ", line,
                              ": the text is damaged UTF-8; save the file "
                              "again"));
}

absl::StatusOr<DecodedText> Convert(absl::string_view bytes, const char* name,
                                    Encoding encoding, Language language) {
  DecodedText out{.encoding = encoding};
  Converter converter(name);
  if (!converter.ToUtf8(bytes, out.utf8)) {
    return Problem(
        language,
        absl::StrCat("le fichier n'est pas en ", EncodingName(encoding),
                     " d'un bout à l'autre : enregistrez-le en CSV UTF-8"),
        absl::StrCat("the file is not ", EncodingName(encoding),
                     " throughout: save it again as CSV UTF-8"));
  }
  return out;
}

// French letters of Mac OS Roman where Windows-1252 has none or hardly any: É,
// à, â, ç, é, è, ê, ù.
constexpr absl::string_view kMacLetters = "\x83\x88\x89\x8d\x8e\x8f\x90\x9d";

// Whether the accents within words are a Mac's: the letters of Windows-1252 all
// stand at 0xC0 and after.
bool IsMacRoman(absl::string_view bytes) {
  size_t mac = 0;
  size_t windows = 0;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto near = [&bytes](size_t at) {
      return at < bytes.size() &&
             absl::ascii_isalpha(static_cast<unsigned char>(bytes[at]));
    };
    if (!near(i - 1) && !near(i + 1)) continue;
    if (kMacLetters.find(bytes[i]) != absl::string_view::npos) {
      ++mac;
    } else if (static_cast<unsigned char>(bytes[i]) >= 0xc0) {
      ++windows;
    }
  }
  return mac > windows;
}

// How UTF-8 looks once it was read as Windows-1252: é, è, ê, É, ç. No French
// word has these pairs.
constexpr std::array<absl::string_view, 5> kTwiceEncoded = {"Ã©", "Ã¨", "Ãª",
                                                            "Ã‰", "Ã§"};

constexpr std::array<absl::string_view, 5> kOnceEncoded = {"é", "è", "ê", "É",
                                                           "ç"};

// Where broken accents begin, when they outnumber the whole ones: a mail pasted
// into one cell breaks that cell alone.
size_t FindTwiceEncoded(absl::string_view utf8) {
  size_t first = absl::string_view::npos;
  size_t broken = 0;
  size_t whole = 0;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const absl::string_view rest = utf8.substr(i);
    const auto begins = [rest](absl::string_view letters) {
      return absl::StartsWith(rest, letters);
    };
    if (std::any_of(kTwiceEncoded.begin(), kTwiceEncoded.end(), begins)) {
      if (broken++ == 0) first = i;
    } else if (std::any_of(kOnceEncoded.begin(), kOnceEncoded.end(), begins)) {
      ++whole;
    }
  }
  return broken > whole ? first : absl::string_view::npos;
}

// Latin text in UTF-16 has a NUL in half of its bytes, always the same half.
std::optional<Encoding> UnmarkedUtf16(absl::string_view bytes) {
  std::array<size_t, 2> nuls = {};
  const absl::string_view sample = bytes.substr(0, kNulSampleBytes);
  for (size_t i = 0; i < sample.size(); ++i) nuls[i % 2] += sample[i] == '\0';
  const size_t many = sample.size() / 4;
  if (sample.size() < 4 || nuls[0] + nuls[1] <= many) return std::nullopt;
  if (nuls[0] == 0) return Encoding::kUtf16LittleEndian;
  if (nuls[1] == 0) return Encoding::kUtf16BigEndian;
  return std::nullopt;
}

absl::StatusOr<DecodedText> DecodeUnmarked(absl::string_view bytes,
                                           Language language) {
  if (const auto utf16 = UnmarkedUtf16(bytes)) {
    return Convert(
        bytes, *utf16 == Encoding::kUtf16BigEndian ? "UTF-16BE" : "UTF-16LE",
        *utf16, language);
  }
  const Utf8Census census = CountUtf8(bytes);
  if (census.malformed == 0) {
    return DecodedText{.utf8 = std::string(bytes)};
  }
  if (census.multibyte > census.malformed) {
    return Damaged(bytes, census.first_malformed, language);
  }
  if (IsMacRoman(bytes)) {
    return Convert(bytes, "macintosh", Encoding::kMacRoman, language);
  }
  return Convert(bytes, "windows-1252", Encoding::kWindows1252, language);
}

absl::StatusOr<DecodedText> DecodeMarked(absl::string_view bytes,
                                         Language language) {
  if (absl::ConsumePrefix(&bytes, kUtf8Mark)) {
    const Utf8Census census = CountUtf8(bytes);
    if (census.malformed > 0) {
      return Damaged(bytes, census.first_malformed, language);
    }
    return DecodedText{.utf8 = std::string(bytes)};
  }
  if (absl::ConsumePrefix(&bytes, kUtf16LittleMark)) {
    return Convert(bytes, "UTF-16LE", Encoding::kUtf16LittleEndian, language);
  }
  if (absl::ConsumePrefix(&bytes, kUtf16BigMark)) {
    return Convert(bytes, "UTF-16BE", Encoding::kUtf16BigEndian, language);
  }
  return DecodeUnmarked(bytes, language);
}

}  // namespace

absl::string_view EncodingName(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8:
      return "UTF-8";
    case Encoding::kWindows1252:
      return "Windows-1252";
    case Encoding::kMacRoman:
      return "Mac OS Roman";
    case Encoding::kUtf16LittleEndian:
    case Encoding::kUtf16BigEndian:
      return "UTF-16";
  }
  return "UTF-8";
}

absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes,
                                       Language language) {
  if (bytes.size() > kMaxFileBytes) {
    const size_t limit = kMaxFileBytes >> 20;
    return Problem(language, absl::StrCat("le fichier dépasse ", limit, " Mio"),
                   absl::StrCat("the file is larger than ", limit, " MiB"));
  }
  if (absl::Status kind = RefuseOtherKinds(bytes, language); !kind.ok()) {
    return kind;
  }
  absl::StatusOr<DecodedText> text = DecodeMarked(bytes, language);
  if (!text.ok()) return text;
  if (const size_t nul = text->utf8.find('\0'); nul != std::string::npos) {
    const size_t line = LineOf(text->utf8, nul);
    return Problem(language,
                   absl::StrCat("ligne ", line,
                                " : un caractère nul ; ce n'est pas un "
                                "fichier CSV"),
                   absl::StrCat("line ", line,
                                ": a NUL character; this is not a CSV file"));
  }
  const size_t twice = FindTwiceEncoded(text->utf8);
  if (twice != absl::string_view::npos) {
    const size_t line = LineOf(text->utf8, twice);
    return Problem(language,
                   absl::StrCat("ligne ", line,
                                " : accents abîmés (« Ã© » pour « é ») ; "
                                "rouvrez le fichier d'origine en choisissant "
                                "« UTF-8 », puis enregistrez-le de nouveau"),
                   absl::StrCat("line ", line,
                                ": broken accents (“Ã©” for “é”); open the "
                                "original file as “UTF-8”, then save it "
                                "again"));
  }
  return text;
}

}  // namespace sceau

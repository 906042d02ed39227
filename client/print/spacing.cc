#include "client/print/spacing.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace sceau::print {
namespace {

constexpr absl::string_view kNarrow = "\u202F";
constexpr absl::string_view kWide = "\u00A0";
constexpr absl::string_view kOpening = "«";

// The space that stands before `rest`; empty for one that may break.
absl::string_view SpaceBefore(absl::string_view rest) {
  if (rest.empty()) return "";
  switch (rest[0]) {
    case ';':
    case '!':
    case '?':
      return kNarrow;
    case ':':
    case '%':
      return kWide;
    default:
      return absl::StartsWith(rest, "»") ? kWide : "";
  }
}

}  // namespace

std::string FrenchSpacing(absl::string_view text) {
  std::string spaced;
  for (size_t at = 0; at < text.size(); ++at) {
    absl::string_view space;
    if (text[at] == ' ') {
      space = absl::EndsWith(text.substr(0, at), kOpening)
                  ? kWide
                  : SpaceBefore(text.substr(at + 1));
    }
    absl::StrAppend(&spaced, space.empty() ? text.substr(at, 1) : space);
  }
  return spaced;
}

}  // namespace sceau::print

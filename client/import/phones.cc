#include "client/import/phones.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "client/words/fold.h"

namespace sceau {
namespace {

constexpr size_t kSubscriberDigits = 9;  // After the 0, the first not 0.

}  // namespace

std::optional<std::string> ReadPhone(absl::string_view text) {
  // Blanks and hyphens of every kind become one kind of blank.
  std::string number = FoldName(text);
  std::erase_if(number,
                [](char c) { return c == ' ' || c == '.' || c == '/'; });
  absl::string_view rest = number;
  if (absl::ConsumePrefix(&rest, "+33") || absl::ConsumePrefix(&rest, "0033")) {
    if (!absl::ConsumePrefix(&rest, "(0)")) absl::ConsumePrefix(&rest, "0");
  } else if (!absl::ConsumePrefix(&rest, "0")) {
    return std::nullopt;
  }
  const bool digits = std::all_of(rest.begin(), rest.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
  if (!digits || rest.size() != kSubscriberDigits || rest[0] == '0') {
    return std::nullopt;
  }
  return absl::StrCat("+33", rest);
}

}  // namespace sceau

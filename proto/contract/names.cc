#include "proto/contract/names.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_split.h"

#include "proto/contract/errors.h"

namespace sceau {
namespace {

absl::Status Malformed() {
  return Error(v1::ERROR_REASON_NAME_MALFORMED,
               "the resource name does not have the form its field asks for",
               {{"field", "name"}});
}

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The segments of `text`, or none when it is too long to be looked at.
std::vector<absl::string_view> Segments(absl::string_view text) {
  if (text.size() > kMaxNameBytes) return {};
  return absl::StrSplit(text, '/');
}

}  // namespace

bool IsId(absl::string_view id) {
  if (id.empty() || id.size() > kMaxIdBytes || !IsLower(id.front())) {
    return false;
  }
  return id.back() != '-' && std::all_of(id.begin(), id.end(), [](char c) {
           return IsLower(c) || IsDigit(c) || c == '-';
         });
}

absl::StatusOr<GroupName> GroupName::Parse(absl::string_view text) {
  const auto parts = Segments(text);
  if (parts.size() != 2 || parts[0] != "groups" || !IsId(parts[1])) {
    return Malformed();
  }
  return Of(parts[1]);
}

absl::StatusOr<std::pair<std::string, std::string>> ParseChild(
    absl::string_view text, absl::string_view collection) {
  const auto parts = Segments(text);
  if (parts.size() != 4 || parts[0] != "groups" || !IsId(parts[1]) ||
      parts[2] != collection || !IsId(parts[3])) {
    return Malformed();
  }
  return std::pair(std::string(parts[1]), std::string(parts[3]));
}

absl::StatusOr<EntryName> EntryName::Parse(absl::string_view text) {
  const auto parts = Segments(text);
  if (parts.size() != 6 || parts[0] != "groups" || !IsId(parts[1]) ||
      parts[2] != CaseCollection::kText || !IsId(parts[3]) ||
      parts[4] != "entries" || !IsId(parts[5])) {
    return Malformed();
  }
  return Of(CaseName::Of(parts[1], parts[3]), parts[5]);
}

}  // namespace sceau

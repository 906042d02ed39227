#include "client/import/member_match.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

#include "client/import/text.h"
#include "client/words/fold.h"

namespace sceau {
namespace {

std::vector<std::string> NameWords(absl::string_view name) {
  std::vector<std::string> words =
      absl::StrSplit(FoldName(name), absl::ByAnyChar(" ."), absl::SkipEmpty());
  std::erase_if(words, [](const std::string& word) {
    return word == "mme" || word == "mr" || word == "monsieur" ||
           word == "madame" || word == "mlle";
  });
  return words;
}

// Whether each of `wanted` stands in `words`, whole or as an initial, in order,
// and one at least whole.
bool StandIn(const std::vector<std::string>& words,
             const std::vector<std::string>& wanted) {
  size_t at = 0;
  bool whole = false;
  for (const std::string& word : wanted) {
    while (at < words.size() && words[at] != word &&
           !(word.size() == 1 && words[at].starts_with(word))) {
      ++at;
    }
    if (at++ == words.size()) return false;
    whole |= word.size() > 1;
  }
  return whole;
}

// The one member of `partner` (of any, when empty) that a name may be.
const RegisteredMember* OnlyMatch(const std::vector<RegisteredMember>& members,
                                  absl::string_view name,
                                  absl::string_view partner) {
  const RegisteredMember* only = nullptr;
  for (const RegisteredMember& member : members) {
    if (!partner.empty() && member.partner != partner) continue;
    if (!MatchesMember(name, member.display_name)) continue;
    if (only != nullptr) return nullptr;
    only = &member;
  }
  return only;
}

}  // namespace

bool MatchesMember(absl::string_view written, absl::string_view display_name) {
  std::vector<std::string> wanted = NameWords(written);
  const std::vector<std::string> words = NameWords(display_name);
  if (wanted.empty()) return false;
  if (StandIn(words, wanted)) return true;
  // « M. » is an initial or a title.
  if (wanted.size() > 1 && wanted.front() == "m") {
    wanted.erase(wanted.begin());
    if (StandIn(words, wanted)) return true;
  }
  // « MARTIN Camille » and « Camille MARTIN » are one name.
  std::rotate(wanted.begin(), wanted.begin() + 1, wanted.end());
  return StandIn(words, wanted);
}

LeadWorkerReading ReadLeadWorkerCell(const RowReader& row,
                                     absl::string_view cell,
                                     absl::string_view known) {
  const std::vector<RegisteredMember>& members = row.tools.context.members;
  LeadWorkerReading out{.partner = std::string(known)};
  if (known.empty() && PartnersIn(row, cell).size() > 1) {
    out.several = true;
    return out;
  }
  const std::vector<std::string> parts = absl::StrSplit(
      OneLine(cell), absl::ByAnyChar("(),;:/–"), absl::SkipWhitespace());
  std::string name;
  if (parts.size() == 2) {
    for (const size_t i : {size_t{1}, size_t{0}}) {
      const std::string partner = PartnerNamed(row, parts[i]);
      if (partner.empty()) continue;
      if (out.partner.empty()) out.partner = partner;
      name = parts[1 - i];
      break;
    }
  } else if (known.empty()) {
    out.partner = PartnerNamed(row, cell);
  }
  if (name.empty() && out.partner.empty()) name = OneLine(cell);
  if (name.empty()) return out;
  out.named = true;
  const RegisteredMember* member = OnlyMatch(members, name, out.partner);
  if (member != nullptr) {
    out.partner = member->partner;
    out.member = member->name;
  }
  return out;
}

}  // namespace sceau

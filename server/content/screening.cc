#include "server/content/screening.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "absl/strings/ascii.h"

#include "proto/contract/errors.h"
#include "server/content/identifiers.h"
#include "server/content/lexicon.h"
#include "server/content/third_persons.h"
#include "server/content/words.h"

namespace sceau {
namespace {

// Keys of the vocabulary's forbidden_kinds, by list.
constexpr std::array<absl::string_view, static_cast<size_t>(WordList::kAllowed)>
    kKinds = {"",
              "",
              "health",
              "religion",
              "origin",
              "third_person",
              "police_file",
              "identifier",
              "rumour",
              "judgement"};

ScreenedField FieldOf(Prose prose) {
  switch (prose) {
    case Prose::kComment:
      return ScreenedField::kComment;
    case Prose::kAddress:
    case Prose::kLocality:
      return ScreenedField::kAddress;
    case Prose::kAuthority:
      return ScreenedField::kAuthority;
  }
  return ScreenedField::kComment;
}

PlaceContext ContextOf(Prose prose) {
  switch (prose) {
    case Prose::kAddress:
      return PlaceContext::kAddress;
    case Prose::kLocality:
      return PlaceContext::kLocality;
    case Prose::kComment:
    case Prose::kAuthority:
      return PlaceContext::kProse;
  }
  return PlaceContext::kProse;
}

// The gravest finding so far, then the first of the text.
class Gravest {
 public:
  void Add(WordList list, size_t position) {
    const int rank = list == WordList::kDanger           ? 0
                     : list == WordList::kRadicalisation ? 1
                                                         : 2;
    if (rank > rank_ || (rank == rank_ && position >= position_)) return;
    rank_ = rank;
    position_ = position;
    list_ = list;
  }

  absl::optional<Finding> Result() const {
    switch (rank_) {
      case 0:
        return Finding{.reason = v1::ERROR_REASON_DANGER_REDIRECT};
      case 1:
        return Finding{.reason = v1::ERROR_REASON_RADICALISATION_REDIRECT};
      case 2:
        return Finding{.reason = v1::ERROR_REASON_FORBIDDEN_TERM,
                       .kind = kKinds[static_cast<size_t>(list_)]};
      default:
        return absl::nullopt;
    }
  }

 private:
  static constexpr int kNothing = 3;
  int rank_ = kNothing;
  size_t position_ = 0;
  WordList list_ = WordList::kAllowed;
};

bool IsForbidden(WordList list) { return list < WordList::kAllowed; }

// Words that an allowed expression or the name of a place covers. A hit
// counts unless the first of its words names a place, or all are allowed.
std::vector<bool> AllowedWords(const std::vector<Hit>& hits, size_t size) {
  std::vector<bool> allowed(size, false);
  for (const Hit& hit : hits) {
    if (hit.list != WordList::kAllowed) continue;
    std::fill(allowed.begin() + static_cast<ptrdiff_t>(hit.first),
              allowed.begin() + static_cast<ptrdiff_t>(hit.last) + 1, true);
  }
  return allowed;
}

bool Covered(const Hit& hit, const std::vector<bool>& allowed) {
  return std::all_of(allowed.begin() + static_cast<ptrdiff_t>(hit.first),
                     allowed.begin() + static_cast<ptrdiff_t>(hit.last) + 1,
                     [](bool word) { return word; });
}

// Whether the word before `end` is one that has a title.
bool FollowsTitled(absl::string_view plain, size_t end,
                   const Lexicon& lexicon) {
  const WordText before = SplitWords(plain.substr(0, end));
  return !before.words.empty() &&
         lexicon.Has(WordList::kTitled, before.words.back());
}

// Words in quotation marks are someone's words, unless they are the title of
// something. Apostrophes count when they stand around words, not inside one.
bool HasQuotedWords(absl::string_view plain, const Lexicon& lexicon) {
  const auto is_letter = [&](size_t i) {
    return i < plain.size() &&
           absl::ascii_isalpha(static_cast<unsigned char>(plain[i]));
  };
  size_t opened = absl::string_view::npos;
  bool single = false;
  for (size_t i = 0; i < plain.size(); ++i) {
    const bool quote = plain[i] == '"';
    const bool opens = quote || (plain[i] == '\'' && is_letter(i + 1) &&
                                 (i == 0 || plain[i - 1] == ' '));
    const bool closes = quote || (plain[i] == '\'' && i > 0 &&
                                  is_letter(i - 1) && !is_letter(i + 1));
    if (opened != absl::string_view::npos && closes && single != quote) {
      const absl::string_view inside = plain.substr(opened + 1, i - opened - 1);
      if (std::any_of(inside.begin(), inside.end(),
                      [](char c) {
                        return absl::ascii_isalpha(
                            static_cast<unsigned char>(c));
                      }) &&
          !FollowsTitled(plain, opened, lexicon)) {
        return true;
      }
      opened = absl::string_view::npos;
      continue;
    }
    if (opens && opened == absl::string_view::npos) {
      opened = i;
      single = !quote;
    }
  }
  return false;
}

bool HasIdentifier(const WordText& text) {
  return HasSocialSecurityNumber(text.plain) || HasPhoneNumber(text.plain) ||
         HasLongNumber(text.plain) || HasOnlineAddress(text.plain) ||
         HasNumberPlate(text);
}

}  // namespace

absl::optional<Finding> Screen(absl::string_view text, Prose prose) {
  const Lexicon& lexicon = Lexicon::Builtin();
  const WordText words = SplitWords(text);
  const ScreenedField field = FieldOf(prose);
  const std::vector<Hit> hits = lexicon.Find(words, field);
  const std::vector<bool> allowed = AllowedWords(hits, words.words.size());
  const PlaceNames places = FindPlaceNames(words, lexicon, ContextOf(prose));

  Gravest gravest;
  for (const Hit& hit : hits) {
    if (IsForbidden(hit.list) && !places.streets[hit.first] &&
        !Covered(hit, allowed)) {
      gravest.Add(hit.list, hit.first);
    }
  }
  const size_t end = words.words.size();
  for (const std::string& joined : words.joined) {
    for (const WordList list : lexicon.FindJoined(joined, field)) {
      if (IsForbidden(list)) gravest.Add(list, end);
    }
  }
  const size_t named =
      FindThirdPerson(words, lexicon, places, prose != Prose::kComment);
  if (named < end) gravest.Add(WordList::kThirdPerson, named);
  if (HasIdentifier(words)) gravest.Add(WordList::kIdentifier, end);
  if (prose == Prose::kComment && HasQuotedWords(words.plain, lexicon)) {
    gravest.Add(WordList::kRumour, end);
  }
  return gravest.Result();
}

absl::Status RefuseForbidden(absl::string_view text, Prose prose,
                             absl::string_view path) {
  const absl::optional<Finding> finding = Screen(text, prose);
  if (!finding) return absl::OkStatus();
  switch (finding->reason) {
    case v1::ERROR_REASON_DANGER_REDIRECT:
      return Error(finding->reason,
                   "danger and offences are told elsewhere, at once",
                   {{"field", path}});
    case v1::ERROR_REASON_RADICALISATION_REDIRECT:
      return Error(finding->reason, "this concern is told to the préfecture",
                   {{"field", path}});
    default:
      return Error(finding->reason,
                   "this holds words of a kind that is never kept",
                   {{"field", path}, {"kind", finding->kind}});
  }
}

}  // namespace sceau

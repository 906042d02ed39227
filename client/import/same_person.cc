#include "client/import/same_person.h"

#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "client/import/person_key.h"
#include "client/words/fold.h"

namespace sceau {
namespace {

using Rows = std::vector<DecodedRow>;

// Rows that share a value are compared with so many others at most.
constexpr size_t kMaxCompared = 64;
// Bytes of a folded name below which likeness says nothing.
constexpr size_t kLeastLetters = 4;

// Two spellings of a name are no other value.
bool SameValues(CaseDraft a, CaseDraft b) {
  a.family_name = b.family_name;
  a.given_name = b.given_name;
  return a == b;
}

void MarkDuplicates(Rows& rows) {
  absl::flat_hash_map<PersonKey, const DecodedRow*> first;
  for (DecodedRow& row : rows) {
    if (row.fate != RowFate::kToCreate) continue;
    const auto [place, is_first] = first.emplace(*row.person, &row);
    const auto swapped = first.find(row.person->Swapped());
    const bool names_swapped =
        is_first && swapped != first.end() && swapped->second != &row;
    if (is_first && !names_swapped) continue;
    if (names_swapped) place->second = swapped->second;
    const DecodedRow& standing = *place->second;
    row.fate = RowFate::kAlreadyThere;
    row.findings = {{.outcome = Outcome::kAlreadyThere,
                     .why = names_swapped ? Why::kSamePersonNamesSwapped
                            : SameValues(standing.draft, row.draft)
                                ? Why::kSamePersonAsLine
                                : Why::kSamePersonOtherValues,
                     .other_line = standing.line}};
  }
}

bool IsAnother(const PersonKey& a, const PersonKey& b) { return !(a == b); }

// « LEFEVRE » and « LEFEBVRE », « DUPONT » and « DUPONT-MARTIN ».
bool HasLikeFamilyName(const PersonKey& a, const PersonKey& b) {
  const std::string& shorter = a.family_name.size() < b.family_name.size()
                                   ? a.family_name
                                   : b.family_name;
  const std::string& longer = a.family_name.size() < b.family_name.size()
                                  ? b.family_name
                                  : a.family_name;
  if (!IsAnother(a, b) || shorter.size() < kLeastLetters) return false;
  if (absl::StartsWith(longer, shorter) || absl::EndsWith(longer, shorter)) {
    return true;
  }
  if (longer.size() - shorter.size() > 1) return false;
  // One letter more, less or other: what stands before and after is the same.
  size_t before = 0;
  while (before < shorter.size() && shorter[before] == longer[before]) {
    ++before;
  }
  return absl::EndsWith(shorter, absl::string_view(longer).substr(before + 1));
}

// Adds a finding to every row still to be created that shares `key_of` with a
// row that `doubts` says may not be another person's, or may.
template <typename KeyOf, typename Doubts>
void MarkShared(Rows& rows, const KeyOf& key_of, const Doubts& doubts,
                Column column, Why why) {
  absl::flat_hash_map<std::string, std::vector<DecodedRow*>> groups;
  for (DecodedRow& row : rows) {
    if (!row.person.has_value()) continue;
    const std::string key = key_of(row);
    if (!key.empty()) groups[key].push_back(&row);
  }
  for (DecodedRow& row : rows) {
    if (row.fate != RowFate::kToCreate) continue;
    const auto group = groups.find(key_of(row));
    if (group == groups.end()) continue;
    size_t compared = 0;
    for (const DecodedRow* other : group->second) {
      if (compared++ == kMaxCompared) break;
      if (!doubts(*other->person, *row.person)) continue;
      // What was kept without a doubt now has one.
      std::erase(row.findings, RowFinding{.column = column});
      row.findings.push_back({.column = column,
                              .outcome = Outcome::kToConfirm,
                              .why = why,
                              .other_line = other->line});
      break;
    }
  }
}

std::string NameAndAddress(const DecodedRow& row) {
  if (!row.draft.address.has_value()) return "";
  return absl::StrCat(row.person->family_name, "|", row.person->given_name, "|",
                      FoldName(row.draft.address->line), "|",
                      row.draft.address->postal_code);
}

std::string FamilyNameAndBirth(const DecodedRow& row) {
  return absl::StrCat(row.person->family_name, "|",
                      absl::FormatCivilTime(row.person->birth_date));
}

std::string GivenNameAndBirth(const DecodedRow& row) {
  return absl::StrCat(row.person->given_name, "|",
                      absl::FormatCivilTime(row.person->birth_date));
}

}  // namespace

void MarkSamePersons(Rows& rows) {
  MarkDuplicates(rows);
  MarkShared(rows, NameAndAddress, IsAnother, Column::kBirthDate,
             Why::kTwinOfLine);
  MarkShared(rows, FamilyNameAndBirth, IsAnother, Column::kGivenName,
             Why::kSameBirthAndFamilyName);
  MarkShared(rows, GivenNameAndBirth, HasLikeFamilyName, Column::kFamilyName,
             Why::kSameBirthAndLikeFamilyName);
  MarkShared(
      rows, [](const DecodedRow& row) { return row.draft.phone; }, IsAnother,
      Column::kPhone, Why::kPhoneOfTwoPeople);
}

}  // namespace sceau

#include "client/import/same_person.h"

#include <cstddef>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"

#include "client/import/person_key.h"
#include "client/vocabulary/fold.h"

namespace sceau {
namespace {

using Rows = std::vector<DecodedRow>;

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
    if (is_first) continue;
    const DecodedRow& standing = *place->second;
    row.fate = RowFate::kAlreadyThere;
    row.findings = {{.outcome = Outcome::kAlreadyThere,
                     .why = SameValues(standing.draft, row.draft)
                                ? Why::kSamePersonAsLine
                                : Why::kSamePersonOtherValues,
                     .other_line = standing.line}};
  }
}

// Adds a finding to every row still to be created that shares `key_of` with a
// row of another person.
template <typename KeyOf>
void MarkShared(Rows& rows, const KeyOf& key_of, Column column, Why why) {
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
    for (const DecodedRow* other : group->second) {
      if (*other->person == *row.person) continue;
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

}  // namespace

void MarkSamePersons(Rows& rows) {
  MarkDuplicates(rows);
  MarkShared(rows, NameAndAddress, Column::kBirthDate, Why::kTwinOfLine);
  MarkShared(
      rows, [](const DecodedRow& row) { return row.draft.phone; },
      Column::kPhone, Why::kPhoneOfTwoPeople);
}

}  // namespace sceau

#include "client/words/vocabulary.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "client/words/builtin_json.h"
#include "client/words/vocabulary_parser.h"

namespace sceau {
namespace {

// Partners are the charter's to know, not this file's: their ids are told from
// a list's by their letters.
constexpr absl::string_view kPartnerList = "partner";

bool IsPartnerId(absl::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) || c == '-';
  });
}

}  // namespace

absl::StatusOr<Vocabulary> Vocabulary::Load(absl::string_view json) {
  absl::StatusOr<Vocabulary> parsed = VocabularyParser::Parse(json);
  if (!parsed.ok()) return parsed;
  absl::Status same = VocabularyParser::CheckSameIds(*parsed, Builtin());
  if (!same.ok()) return same;
  // Not every group writes its own list of words that betray a remark: without
  // one, the reference group's holds.
  if (parsed->remark_words_.empty()) {
    parsed->remark_words_ = Builtin().remark_words_;
  }
  return parsed;
}

const Vocabulary& Vocabulary::Builtin() {
  static const Vocabulary* const kBuiltin = [] {
    absl::StatusOr<Vocabulary> parsed =
        VocabularyParser::Parse(BuiltinVocabularyJson());
    // INVARIANT: the compiled-in file is a whole vocabulary; a test holds it.
    if (!parsed.ok()) std::abort();
    return new Vocabulary(*std::move(parsed));
  }();
  return *kBuiltin;
}

const Vocabulary::Value* Vocabulary::Find(absl::string_view list,
                                          absl::string_view id) const {
  const auto found = lists_.find(list);
  if (found == lists_.end()) return nullptr;
  for (const Value& value : found->second) {
    if (value.id == id) return &value;
  }
  return nullptr;
}

std::string Vocabulary::Label(absl::string_view list, absl::string_view id,
                              Language language) const {
  const Value* value = Find(list, id);
  return value == nullptr ? std::string(id) : value->label.In(language);
}

std::string Vocabulary::Message(
    absl::string_view id, Language language,
    const std::map<std::string, std::string>& arguments) const {
  const auto found = messages_.find(id);
  if (found == messages_.end()) return std::string(id);
  absl::string_view rest = found->second.In(language);
  std::string out;
  while (true) {
    const size_t open = rest.find('{');
    const size_t close = rest.find('}', open == rest.npos ? 0 : open);
    if (open == rest.npos || close == rest.npos) break;
    absl::StrAppend(&out, rest.substr(0, open));
    const auto argument =
        arguments.find(std::string(rest.substr(open + 1, close - open - 1)));
    absl::StrAppend(&out, argument == arguments.end() ? "…" : argument->second);
    rest.remove_prefix(close + 1);
  }
  absl::StrAppend(&out, rest);
  return out;
}

std::string Vocabulary::ForbiddenKind(absl::string_view kind,
                                      Language language) const {
  const auto found = forbidden_kinds_.find(kind);
  return found == forbidden_kinds_.end() ? std::string(kind)
                                         : found->second.In(language);
}

bool Vocabulary::HasValue(absl::string_view list, absl::string_view id) const {
  return Find(list, id) != nullptr;
}

std::vector<std::string> Vocabulary::Ids(absl::string_view list) const {
  std::vector<std::string> ids;
  if (const auto found = lists_.find(list); found != lists_.end()) {
    for (const Value& value : found->second) ids.push_back(value.id);
  }
  return ids;
}

int Vocabulary::MinAge(absl::string_view list, absl::string_view id) const {
  const Value* value = Find(list, id);
  return value == nullptr ? 0 : value->min_age;
}

Meaning Vocabulary::Read(absl::string_view column,
                         absl::string_view text) const {
  const auto found = synonyms_.find(column);
  return found == synonyms_.end() ? Meaning{} : found->second.Read(text);
}

std::string Vocabulary::ListOf(absl::string_view column,
                               absl::string_view id) const {
  for (const ColumnWords& words : columns_) {
    if (words.name != column) continue;
    for (const std::string& list : words.lists) {
      if (HasValue(list, id)) return list;
      if (list == kPartnerList && IsPartnerId(id)) return list;
    }
  }
  return "";
}

std::string Vocabulary::PartnerLabel(absl::string_view partner) const {
  const auto found = partner_labels_.find(partner);
  return found == partner_labels_.end() ? std::string(partner) : found->second;
}

}  // namespace sceau

#include "client/words/vocabulary_parser.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "client/words/fold.h"

namespace sceau {
namespace {

using Json = nlohmann::ordered_json;

// Columns of partners, whose ids are the charter's and not a list's.
constexpr absl::string_view kPartnerListName = "partner";
constexpr absl::string_view kOutcomeList = "ImportOutcome";
constexpr absl::string_view kSenderColumn = "Signalé par";

template <typename... Parts>
absl::Status Problem(const Parts&... parts) {
  return absl::InvalidArgumentError(absl::StrCat("vocabulary: ", parts...));
}

absl::Status Expect(bool holds, absl::string_view where,
                    absl::string_view what) {
  return holds ? absl::OkStatus() : Problem(where, ": ", what);
}

// The member `key` of an object, or null: never throws.
const Json& At(const Json& object, absl::string_view key) {
  static const Json* const kNull = new Json();
  if (!object.is_object()) return *kNull;
  const auto found = object.find(std::string(key));
  return found == object.end() ? *kNull : *found;
}

// A filled text, or nothing.
std::string Text(const Json& object, absl::string_view key) {
  const Json& value = At(object, key);
  return value.is_string() ? value.get<std::string>() : std::string();
}

Wording ReadWording(const Json& object) {
  return {Text(object, "fr"), Text(object, "en")};
}

bool IsWhole(const Wording& wording) {
  return !wording.french.empty() && !wording.english.empty();
}

bool IsId(absl::string_view id) {
  if (id.empty() || !absl::ascii_isupper(static_cast<unsigned char>(id[0]))) {
    return false;
  }
  return std::all_of(id.begin(), id.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return absl::ascii_isupper(u) || absl::ascii_isdigit(u) || c == '_';
  });
}

std::set<std::string> Placeholders(absl::string_view text) {
  std::set<std::string> found;
  for (size_t open = text.find('{'); open != absl::string_view::npos;
       open = text.find('{', open + 1)) {
    const size_t close = text.find('}', open);
    if (close == absl::string_view::npos) break;
    found.emplace(text.substr(open + 1, close - open - 1));
  }
  return found;
}

absl::StatusOr<std::vector<std::string>> Strings(const Json& array,
                                                 absl::string_view where) {
  std::vector<std::string> out;
  if (array.is_null()) return out;
  if (!array.is_array()) return Problem(where, ": expected an array of texts");
  for (const Json& item : array) {
    if (!item.is_string()) return Problem(where, ": expected texts only");
    out.push_back(item.get<std::string>());
  }
  return out;
}

std::string Position(absl::string_view text, size_t byte) {
  const absl::string_view before = text.substr(0, std::min(byte, text.size()));
  const size_t newline = before.rfind('\n');
  const size_t column =
      newline == absl::string_view::npos ? byte : byte - newline - 1;
  return absl::StrCat("line ",
                      1 + std::count(before.begin(), before.end(), '\n'),
                      ", column ", std::max<size_t>(column, 1));
}

}  // namespace

absl::StatusOr<Vocabulary> VocabularyParser::Parse(absl::string_view json) {
  if (json.size() > kMaxVocabularyBytes) {
    return Problem("larger than ", kMaxVocabularyBytes, " bytes");
  }
  Json root;
  try {
    root = Json::parse(json.begin(), json.end());
  } catch (const Json::parse_error& error) {
    return Problem("not JSON at ", Position(json, error.byte));
  }
  VocabularyParser parser;
  if (absl::Status read = parser.ReadAll(root); !read.ok()) return read;
  return std::move(parser.vocabulary_);
}

absl::Status VocabularyParser::ReadAll(const Json& root) {
  static constexpr std::array<absl::string_view, 10> kSections = {
      "about",   "lists",    "synonyms",  "refusals",        "doubtful",
      "columns", "messages", "first_ten", "forbidden_kinds", "remark_words"};
  if (!root.is_object()) return Problem("expected one object");
  for (const auto& [key, unused] : root.items()) {
    if (std::find(kSections.begin(), kSections.end(), key) == kSections.end()) {
      return Problem("unknown section ", key);
    }
  }
  absl::Status status = ReadLists(At(root, "lists"));
  if (status.ok()) status = ReadColumns(At(root, "columns"));
  if (status.ok()) status = ReadSynonyms(root);
  if (status.ok()) status = ReadMessages(root);
  if (status.ok()) status = ReadKinds(At(root, "forbidden_kinds"));
  if (status.ok()) status = ReadRemarkWords(At(root, "remark_words"));
  return status;
}

absl::Status VocabularyParser::ReadLists(const Json& lists) {
  if (!lists.is_object()) return Problem("section lists is missing");
  for (const auto& [list, values] : lists.items()) {
    if (!values.is_array() || values.empty()) {
      return Problem("list ", list, ": expected values");
    }
    std::vector<Vocabulary::Value>& out = vocabulary_.lists_[list];
    std::set<std::string> seen;
    for (const Json& value : values) {
      const std::string id = Text(value, "id");
      if (!IsId(id)) {
        return Problem("list ", list, ": an id is capitals, digits and _");
      }
      if (!seen.insert(id).second) {
        return Problem("list ", list, ": ", id, " stands twice");
      }
      const Wording label = ReadWording(value);
      if (!IsWhole(label)) {
        return Problem("list ", list, ": ", id, " needs both fr and en");
      }
      const Json& age = At(value, "min_age");
      if (!age.is_null() && !age.is_number_integer()) {
        return Problem("list ", list, ": ", id, ": min_age is in whole years");
      }
      out.push_back({id, label, age.is_null() ? 0 : age.get<int>()});
    }
  }
  return Expect(vocabulary_.lists_.contains(kOutcomeList), "lists",
                "ImportOutcome is missing");
}

absl::Status VocabularyParser::ReadColumns(const Json& columns) {
  if (!columns.is_object() || columns.empty()) {
    return Problem("section columns is missing");
  }
  for (const auto& [name, column] : columns.items()) {
    ColumnWords words{.name = name};
    absl::StatusOr<std::vector<std::string>> lists =
        Strings(At(column, "lists"), absl::StrCat("column ", name));
    if (!lists.ok()) return lists.status();
    words.lists = *std::move(lists);
    const std::string list = Text(column, "list");
    if (!list.empty()) words.lists.push_back(list);
    for (const std::string& one : words.lists) {
      if (one != kPartnerListName && !vocabulary_.lists_.contains(one)) {
        return Problem("column ", name, ": unknown list ", one);
      }
    }
    const std::string outcome = Text(column, "outcome");
    if (!vocabulary_.HasValue(kOutcomeList, outcome)) {
      return Problem("column ", name, ": unknown outcome ", outcome);
    }
    absl::StatusOr<std::vector<std::string>> aliases =
        Strings(At(column, "aliases"), absl::StrCat("column ", name));
    if (!aliases.ok()) return aliases.status();
    words.aliases = *std::move(aliases);
    vocabulary_.columns_.push_back(std::move(words));
  }
  return absl::OkStatus();
}

absl::Status VocabularyParser::ReadSynonyms(const Json& root) {
  const Json& synonyms = At(root, "synonyms");
  if (!synonyms.is_object()) return Problem("section synonyms is missing");
  for (const char* section : {"refusals", "doubtful"}) {
    if (absl::Status s = CheckSynonymsExist(root, section); !s.ok()) return s;
  }
  for (const auto& [column, table] : synonyms.items()) {
    const bool known = std::any_of(
        vocabulary_.columns_.begin(), vocabulary_.columns_.end(),
        [name = column](const ColumnWords& c) { return c.name == name; });
    if (!known) return Problem("synonyms: unknown column ", column);
    if (!table.is_object()) {
      return Problem("synonyms of ", column, ": expected one object");
    }
    const Json& refusals = At(At(root, "refusals"), column);
    const Json& doubtful = At(At(root, "doubtful"), column);
    for (const auto& [text, value] : table.items()) {
      const bool doubt =
          doubtful.is_array() &&
          std::find(doubtful.begin(), doubtful.end(), text) != doubtful.end();
      absl::Status added = ReadSynonym(column, text, value, refusals, doubt);
      if (!added.ok()) return added;
    }
  }
  return absl::OkStatus();
}

// Refusals and doubts are about synonyms: a slip in one would silently keep
// what it meant to refuse.
absl::Status VocabularyParser::CheckSynonymsExist(const Json& root,
                                                  const char* section) {
  const Json& tables = At(root, section);
  if (tables.is_null()) return absl::OkStatus();
  if (!tables.is_object()) return Problem(section, ": expected one object");
  for (const auto& [column, entries] : tables.items()) {
    const Json& known = At(At(root, "synonyms"), column);
    std::vector<std::string> texts;
    if (entries.is_object()) {
      for (const auto& [text, unused] : entries.items()) texts.push_back(text);
    } else {
      absl::StatusOr<std::vector<std::string>> read =
          Strings(entries, absl::StrCat(section, " of ", column));
      if (!read.ok()) return read.status();
      texts = *std::move(read);
    }
    for (const std::string& text : texts) {
      if (!known.is_object() || !known.contains(text)) {
        return Problem(section, " of ", column, ": no synonym ", text);
      }
    }
  }
  return absl::OkStatus();
}

absl::Status VocabularyParser::ReadSynonym(const std::string& column,
                                           const std::string& text,
                                           const Json& value,
                                           const Json& refusals,
                                           bool doubtful) {
  const std::string where = absl::StrCat("synonyms of ", column, ": ", text);
  Meaning meaning{.doubtful = doubtful};
  if (value.is_null()) {
    meaning.kind = Meaning::Kind::kRefused;
    meaning.outcome = Text(refusals, text);
    if (meaning.outcome.empty()) return Problem(where, ": needs a refusal");
    if (!vocabulary_.HasValue(kOutcomeList, meaning.outcome)) {
      return Problem(where, ": unknown outcome ", meaning.outcome);
    }
    if (doubtful) return Problem(where, ": refused and doubtful at once");
  } else if (value.is_string()) {
    meaning.kind = Meaning::Kind::kValue;
    meaning.value = value.get<std::string>();
    if (!Text(refusals, text).empty()) {
      return Problem(where, ": has a value and a refusal");
    }
    if (vocabulary_.ListOf(column, meaning.value).empty()) {
      return Problem(where, ": unknown value ", meaning.value);
    }
    if (column == kSenderColumn) {
      vocabulary_.partner_labels_.emplace(meaning.value, text);
    }
  } else {
    return Problem(where, ": expected an id or null");
  }
  absl::Status added = vocabulary_.synonyms_[column].Add(text, meaning);
  return added.ok() ? added : Problem(where, ": ", added.message());
}

absl::Status VocabularyParser::ReadMessages(const Json& root) {
  const Json& messages = At(root, "messages");
  if (!messages.is_object()) return Problem("section messages is missing");
  for (const auto& [id, message] : messages.items()) {
    const Wording wording = ReadWording(message);
    if (!IsWhole(wording)) {
      return Problem("message ", id, " needs both fr and en");
    }
    if (Placeholders(wording.french) != Placeholders(wording.english)) {
      return Problem("message ", id, ": other placeholders in fr than in en");
    }
    vocabulary_.messages_[id] = wording;
  }
  absl::StatusOr<std::vector<std::string>> first =
      Strings(At(root, "first_ten"), "first_ten");
  if (!first.ok()) return first.status();
  for (const std::string& id : *first) {
    if (!vocabulary_.messages_.contains(id)) {
      return Problem("first_ten: no message ", id);
    }
  }
  return absl::OkStatus();
}

absl::Status VocabularyParser::ReadKinds(const Json& kinds) {
  if (!kinds.is_object()) return Problem("section forbidden_kinds is missing");
  for (const auto& [kind, words] : kinds.items()) {
    const Wording wording = ReadWording(words);
    if (!IsWhole(wording)) {
      return Problem("forbidden kind ", kind, " needs both fr and en");
    }
    vocabulary_.forbidden_kinds_[kind] = wording;
  }
  return absl::OkStatus();
}

absl::Status VocabularyParser::ReadRemarkWords(const Json& words) {
  if (words.is_null()) return absl::OkStatus();
  if (!words.is_object()) return Problem("remark_words: expected one object");
  for (const auto& [kind, list] : words.items()) {
    if (!vocabulary_.forbidden_kinds_.contains(kind)) {
      return Problem("remark_words: unknown kind ", kind);
    }
    absl::StatusOr<std::vector<std::string>> read =
        Strings(list, absl::StrCat("remark_words of ", kind));
    if (!read.ok()) return read.status();
    for (std::string& word : *read) {
      word = FoldName(word);
      if (word.empty() || word == "*") {
        return Problem("remark_words of ", kind, ": an empty word");
      }
    }
    vocabulary_.remark_words_.emplace_back(kind, *std::move(read));
  }
  return absl::OkStatus();
}

absl::Status VocabularyParser::CheckSameIds(const Vocabulary& given,
                                            const Vocabulary& reference) {
  for (const auto& [list, values] : given.lists_) {
    if (!reference.lists_.contains(list)) return Problem("unknown list ", list);
    for (const Vocabulary::Value& value : values) {
      if (!reference.HasValue(list, value.id)) {
        return Problem("list ", list, ": unknown value ", value.id);
      }
    }
  }
  for (const auto& [list, values] : reference.lists_) {
    for (const Vocabulary::Value& value : values) {
      if (!given.HasValue(list, value.id)) {
        return Problem("list ", list, ": ", value.id, " is missing");
      }
    }
  }
  for (const auto& [id, wording] : reference.messages_) {
    if (!given.messages_.contains(id)) {
      return Problem("message ", id, " is missing");
    }
  }
  return absl::OkStatus();
}

}  // namespace sceau

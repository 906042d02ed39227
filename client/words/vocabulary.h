// What a group's people read and write: the label of every closed list's
// value, the sentences a user must see, the columns of a follow-up spreadsheet
// and the meaning of what is written in them. One editable JSON file; the
// reference group's is compiled in.
//
// Guarantee: a loaded vocabulary is whole. Every list and every id of the
// compiled-in file is there and no other (ids are the wire's, labels the
// group's), every synonym has one meaning, every synonym without a value says
// why it has none, and each sentence has the same placeholders in both
// languages.
//
// Threads: immutable after Load.
#ifndef SCEAU_CLIENT_WORDS_VOCABULARY_H_
#define SCEAU_CLIENT_WORDS_VOCABULARY_H_

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/words/synonyms.h"
#include "proto/text/language.h"

namespace sceau {

// Larger vocabulary files are refused unread.
inline constexpr size_t kMaxVocabularyBytes = size_t{1} << 20;

// One text in both languages.
struct Wording {
  std::string french = {};
  std::string english = {};

  const std::string& In(Language language) const {
    return language == Language::kFrench ? french : english;
  }
};

// A column of the follow-up spreadsheet.
struct ColumnWords {
  std::string name = {};  // As the reference spreadsheet heads it.
  std::vector<std::string> aliases = {};  // Other headings for the same thing.
  std::vector<std::string> lists = {};  // Lists its values belong to, in order.
};

class Vocabulary {
 public:
  // Reads a vocabulary file. Errors: INVALID_ARGUMENT, naming the place (line
  // and column for JSON that does not parse, list, column or id otherwise).
  static absl::StatusOr<Vocabulary> Load(absl::string_view json);

  // The reference group's vocabulary, compiled in. Never fails.
  static const Vocabulary& Builtin();

  // What a user reads for a value; the id itself when there is no such value.
  std::string Label(absl::string_view list, absl::string_view id,
                    Language language) const;

  // The sentence `id` with each {placeholder} replaced. A placeholder without
  // an argument becomes an ellipsis: a user never sees braces. Text of an
  // argument is not searched for placeholders. Unknown ids: the id itself.
  std::string Message(
      absl::string_view id, Language language,
      const std::map<std::string, std::string>& arguments) const;

  // What a kind of forbidden content is called ("health" is "la santé"); the
  // kind itself when unknown.
  std::string ForbiddenKind(absl::string_view kind, Language language) const;

  bool HasValue(absl::string_view list, absl::string_view id) const;

  // The ids of a list in the file's order; empty for an unknown list.
  std::vector<std::string> Ids(absl::string_view list) const;

  // The youngest age, in completed years, at which a value may be used; 0 when
  // it has none.
  int MinAge(absl::string_view list, absl::string_view id) const;

  // Columns in the file's order.
  const std::vector<ColumnWords>& columns() const { return columns_; }

  // What `text` means in `column`; kUnknown for an unknown column.
  Meaning Read(absl::string_view column, absl::string_view text) const;

  // The list of `column` that `id` belongs to; empty when none.
  std::string ListOf(absl::string_view column, absl::string_view id) const;

  // How people write a partner: the first synonym of "Signalé par" that means
  // it; the partner's id when none does.
  std::string PartnerLabel(absl::string_view partner) const;

  // Words that betray a kind of forbidden content in a remark, folded; a word
  // ending in '*' stands for all it begins. Kinds in the file's order.
  const std::vector<std::pair<std::string, std::vector<std::string>>>&
  remark_words() const {
    return remark_words_;
  }

 private:
  friend class VocabularyParser;

  struct Value {
    std::string id = {};
    Wording label = {};
    int min_age = 0;
  };

  const Value* Find(absl::string_view list, absl::string_view id) const;

  absl::flat_hash_map<std::string, std::vector<Value>> lists_;
  absl::flat_hash_map<std::string, Wording> messages_;
  absl::flat_hash_map<std::string, Wording> forbidden_kinds_;
  absl::flat_hash_map<std::string, Synonyms> synonyms_;
  absl::flat_hash_map<std::string, std::string> partner_labels_;
  std::vector<ColumnWords> columns_;
  std::vector<std::pair<std::string, std::vector<std::string>>> remark_words_;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_WORDS_VOCABULARY_H_

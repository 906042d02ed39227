// The vocabulary's file, checked: JSON in, a whole Vocabulary or one error that
// names the place out. Internal to client/words.
#ifndef SCEAU_CLIENT_WORDS_VOCABULARY_PARSER_H_
#define SCEAU_CLIENT_WORDS_VOCABULARY_PARSER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/words/vocabulary.h"
#include "nlohmann/json.hpp"

namespace sceau {

class VocabularyParser {
 public:
  // Errors: INVALID_ARGUMENT.
  static absl::StatusOr<Vocabulary> Parse(absl::string_view json);

  // Holds that `given` has the lists and ids of `reference`: they are the
  // wire's. Errors: INVALID_ARGUMENT, naming list and id.
  static absl::Status CheckSameIds(const Vocabulary& given,
                                   const Vocabulary& reference);

 private:
  using Json = nlohmann::ordered_json;  // The file's order is shown to people.

  absl::Status ReadAll(const Json& root);
  absl::Status ReadLists(const Json& lists);
  absl::Status ReadColumns(const Json& columns);
  absl::Status ReadSynonyms(const Json& root);
  absl::Status ReadSynonym(const std::string& column, const std::string& text,
                           const Json& value, const Json& refusals,
                           bool doubtful);
  absl::Status CheckSynonymsExist(const Json& root, const char* section);
  absl::Status ReadMessages(const Json& root);
  absl::Status ReadKinds(const Json& kinds);
  absl::Status ReadRemarkWords(const Json& words);

  Vocabulary vocabulary_;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_WORDS_VOCABULARY_PARSER_H_

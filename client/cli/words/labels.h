// The reader's word for everything that is shown: categories, fields, values,
// partners. Values of the vocabulary's lists come from the vocabulary file,
// partners from the charter; the rest is here, in both languages.
//
// Guarantee: never empty for what the wire defines; for what it does not (a
// newer server), the identifier itself.
//
// Threads: immutable.
#ifndef SCEAU_CLIENT_CLI_WORDS_LABELS_H_
#define SCEAU_CLIENT_CLI_WORDS_LABELS_H_

#include <map>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

#include "client/words/say.h"
#include "client/words/vocabulary.h"
#include "sceau/v1/category.pb.h"

namespace sceau {

// Enum values without the prefix of their enum: "SEX_FEMALE" is "FEMALE".
std::string ValueId(const google::protobuf::EnumValueDescriptor& value);

class Labels {
 public:
  // `partners`: names by id, as the charter gives them. `vocabulary` outlives
  // this.
  Labels(const Vocabulary& vocabulary, Language language,
         std::map<std::string, std::string> partners)
      : vocabulary_(vocabulary),
        language_(language),
        partners_(std::move(partners)) {}

  Language language() const { return language_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }

  // What is said to the reader, by its id (client/words/say.h).
  std::string Text(absl::string_view id, const Places& places = {}) const {
    return Say(language_, id, places);
  }

  // « Représentants légaux ».
  std::string Category(v1::Category category) const;

  // Of a field of a category's message: « Nom de famille ».
  std::string Field(const google::protobuf::FieldDescriptor& field) const;
  // The same by message and field; the field's name when it has no label.
  std::string FieldOf(absl::string_view message, absl::string_view field) const;

  std::string Value(const google::protobuf::EnumValueDescriptor& value) const;
  // The same for a number of `Enum`: Value<v1::CaseState>(state).
  template <typename Enum>
  std::string Value(Enum number) const {
    const auto* value =
        google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(number);
    return value == nullptr ? std::to_string(static_cast<int>(number))
                            : Value(*value);
  }

  // As the charter names it: « Protection judiciaire de la jeunesse »; the
  // secretariat too.
  std::string Partner(absl::string_view id) const;
  // As people say it: « PJJ », « Éducation nationale ».
  std::string ShortPartner(absl::string_view id) const;

  const std::map<std::string, std::string>& partners() const {
    return partners_;
  }

 private:
  const Vocabulary& vocabulary_;
  const Language language_;
  const std::map<std::string, std::string> partners_;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_LABELS_H_

// Every word that a program of the client says, by id: the sentences of
// client/words/sentences, compiled in.
//
// Guarantee: an id of the data has both languages. An id that is not (a newer
// service's) is said as it stands.
//
// Threads: any; nothing is read at run time.
#ifndef SCEAU_CLIENT_WORDS_SAY_H_
#define SCEAU_CLIENT_WORDS_SAY_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "client/words/template.h"
#include "proto/text/language.h"

namespace sceau {

// One sentence in both languages.
struct Sentence {
  absl::string_view id = {};
  absl::string_view french = {};
  absl::string_view english = {};
};

// All of them, in the order of their ids. Generated (write_table.cc).
absl::Span<const Sentence> AllSentences();

// Null when there is none.
const Sentence* FindSentence(absl::string_view id);

// The id in `area` of what is said as `text` elsewhere: SentenceId("fault",
// "is too long") is "fault.is-too-long".
std::string SentenceId(absl::string_view area, absl::string_view text);

// The sentence with its places filled: Say(language, "case.title", {{"case",
// reference}}).
std::string Say(Language language, absl::string_view id,
                const Places& places = {});

}  // namespace sceau

#endif  // SCEAU_CLIENT_WORDS_SAY_H_

// What a remark is about, so that a report can say why it is not kept without
// repeating a word of it.
//
// This is a help to the coordinator, not a gate: a remark is dropped whatever
// it says, and one in which nothing is recognized is dropped just so.
#ifndef SCEAU_CLIENT_IMPORT_REMARKS_H_
#define SCEAU_CLIENT_IMPORT_REMARKS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "client/words/vocabulary.h"

namespace sceau {

struct RemarkReading {
  std::vector<std::string> kinds = {};  // Of forbidden_kinds, no kind twice.
  bool formula = false;                 // A spreadsheet would compute it.
};

// Thread compatible; Read is const.
class RemarkReader {
 public:
  explicit RemarkReader(const Vocabulary& vocabulary);

  // Beside the vocabulary's words: thirteen to fifteen digits that begin as a
  // social security number does are an identifier, quotation marks are hearsay.
  RemarkReading Read(absl::string_view text) const;

 private:
  struct Kind {
    std::string name = {};
    std::vector<std::string> patterns = {};  // As they stand in a folded text.
  };

  std::vector<Kind> kinds_;
};

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_REMARKS_H_

// Who reads what sceaud prints, and where.
#ifndef SCEAU_SERVER_OPERATOR_CONSOLE_H_
#define SCEAU_SERVER_OPERATOR_CONSOLE_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "proto/text/language.h"

namespace sceau {

struct Console {
  std::ostream& out;
  std::ostream& err;
  Language language = Language::kFrench;
  // Whether a person reads standard error as it is written.
  bool err_is_terminal = false;

  std::string In(absl::string_view french, absl::string_view english) const {
    return sceau::In(language, french, english);
  }
  // A sentence to standard output, on 80 columns; `mark` stands before it.
  void Say(absl::string_view text, absl::string_view mark = "") const;
  // Sentences to standard error, each after the program's name, on 80 columns.
  void Complain(const std::vector<std::string>& problems) const;
  // The same; where no person reads, one line each: a service's journal is
  // searched by lines.
  void ComplainToJournal(const std::vector<std::string>& problems) const;
};

}  // namespace sceau

#endif  // SCEAU_SERVER_OPERATOR_CONSOLE_H_

// What a file is that was taken for a CSV file by mistake.
#ifndef SCEAU_CLIENT_IMPORT_FILE_KIND_H_
#define SCEAU_CLIENT_IMPORT_FILE_KIND_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "client/words/vocabulary.h"

namespace sceau {

// OK for what may be text of a spreadsheet. Else INVALID_ARGUMENT, in
// `language`: what kind of file it is (a workbook, a web page, a PDF, a
// picture, a mail, an archive…) and how to make a CSV file of it. Looks at the
// bytes, not at the name: « .xls » is given to web pages too.
absl::Status RefuseOtherKinds(absl::string_view bytes, Language language);

}  // namespace sceau

#endif  // SCEAU_CLIENT_IMPORT_FILE_KIND_H_

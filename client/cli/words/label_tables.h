// The words of labels.h that stand in no file. Internal to client/cli.
#ifndef SCEAU_CLIENT_CLI_WORDS_LABEL_TABLES_H_
#define SCEAU_CLIENT_CLI_WORDS_LABEL_TABLES_H_

#include "absl/strings/string_view.h"

namespace sceau {

struct LabelRow {
  const char* id = nullptr;
  const char* french = nullptr;
  const char* english = nullptr;
};

// By the value's full name without package: "CASE_STATE_ACTIVE"; null when
// there is none.
const LabelRow* FindValueLabel(absl::string_view id);

// By message and field, "Identity.family_name", else by field alone; null when
// there is none.
const LabelRow* FindFieldLabel(absl::string_view message,
                               absl::string_view field);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_WORDS_LABEL_TABLES_H_

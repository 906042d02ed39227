// The words for what is wrong with a charter, in French and English; the same
// for `sceau charter check` and `sceaud check`.
//
// Guarantee: one line each, no text of the charter beyond Issue::subject and
// Issue::detail, which are cut to kMaxQuotedBytes and shown without control
// characters.
#ifndef SCEAU_POLICY_DESCRIBE_DESCRIBE_H_
#define SCEAU_POLICY_DESCRIBE_DESCRIBE_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

#include "policy/compile/issue.h"
#include "proto/text/language.h"

namespace sceau::policy {

// Longest quotation of the charter in a message, in bytes.
inline constexpr size_t kMaxQuotedBytes = 80;

using ::sceau::Language;

struct IssueText {
  // What is wrong.
  std::string message = {};
  // How to mend it.
  std::string remedy = {};
};

// Stable and machine-readable: "UNKNOWN_PARTNER", "F-10".
std::string CodeOf(const Issue& issue);

IssueText Describe(const Issue& issue, Language language);

// "charte.textproto:12:5: UNKNOWN_PARTNER: … ; remède : …", for a terminal.
std::string DescribeLine(absl::string_view file, const Issue& issue,
                         Language language);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_DESCRIBE_DESCRIBE_H_

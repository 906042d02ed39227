// Second stage: the charter's words held against the catalogue.
//
// Guarantee: every mistake of the text is reported, not the first one; after a
// check without issue the compiler cannot fail, and the charter's own
// prohibitions and grants do not contradict each other.
// Threads: reentrant.
#ifndef SCEAU_POLICY_COMPILE_CHECKER_H_
#define SCEAU_POLICY_COMPILE_CHECKER_H_

#include <cstddef>

#include "absl/strings/string_view.h"

#include "policy/charter.pb.h"
#include "policy/compile/issue.h"
#include "policy/compile/place.h"

namespace sceau::policy {

// Most grants; 56 times the reference charter's.
inline constexpr int kMaxGrants = 16384;
// Most bytes of an article, and of any other sentence of the charter.
inline constexpr size_t kMaxArticleBytes = 200;
inline constexpr size_t kMaxSentenceBytes = 600;
// Largest age a charter may name, in completed years.
inline constexpr int kMaxCharterAge = 120;

// `place`: of the charter in its text.
void Check(const Charter& charter, const Place& place, Findings& findings);

// Whether `text` is one line of well-formed UTF-8, not empty, of at most
// `max_bytes`.
bool IsLine(absl::string_view text, size_t max_bytes);

}  // namespace sceau::policy

#endif  // SCEAU_POLICY_COMPILE_CHECKER_H_

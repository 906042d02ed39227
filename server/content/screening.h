// Refuses, in the few texts a caller writes, what the service never keeps:
// health, religion and opinions, origin, third persons, police and court
// files, identity numbers, hearsay, judgements; and sends danger and
// radicalisation to those who handle them.
//
// Guarantee: the text is never repeated: a finding is a reason and a kind. A
// filter, not a proof: the words are lexicon.txt's, and whoever deposits
// answers for what it lets pass. What was done or agreed passes.
// Source: policy/README.md, F-27 to F-30; vocabulary of the group.
// Units: at most a few hundred characters; about 20 µs. Pure; thread safe.
#ifndef SCEAU_SERVER_CONTENT_SCREENING_H_
#define SCEAU_SERVER_CONTENT_SCREENING_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

#include "sceau/v1/error_reason.pb.h"

namespace sceau {

enum class Prose {
  // Action.comment.
  kComment,
  // Address.line: street names may say what a comment may not.
  kAddress,
  // Address.locality: itself the name of a place.
  kLocality,
  // WrittenBasis.authority: courts and police are offices there, and nobody
  // is named.
  kAuthority,
};

struct Finding {
  // FORBIDDEN_TERM, DANGER_REDIRECT or RADICALISATION_REDIRECT.
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
  // Of FORBIDDEN_TERM: key of the vocabulary's forbidden_kinds ("health",
  // "third_person"); else empty. Static text.
  absl::string_view kind = {};
};

// Danger before radicalisation before the rest; of the rest, the first in the
// text.
absl::optional<Finding> Screen(absl::string_view text, Prose prose);

// As an error for the field at `path`.
// Errors: INVALID_ARGUMENT / FORBIDDEN_TERM (metadata "field", "kind"),
// DANGER_REDIRECT, RADICALISATION_REDIRECT (metadata "field").
absl::Status RefuseForbidden(absl::string_view text, Prose prose,
                             absl::string_view path);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_SCREENING_H_

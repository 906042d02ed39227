// Whether a referral may be kept. Source: server/content/README.md.
#ifndef SCEAU_SERVER_CONTENT_VALIDATE_REFERRAL_H_
#define SCEAU_SERVER_CONTENT_VALIDATE_REFERRAL_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "sceau/v1/case.pb.h"
#include "server/content/entry_context.h"

namespace sceau {

// `is_inline`: typed by the coordinator in CreateCase, with the sender's
// organisation; else submitted by a member, whose organisation is the sender.
// `context.birth` and `context.referral_day` are taken from the referral.
// Errors: as ValidateEntry.
absl::Status ValidateReferral(const v1::Referral& referral,
                              EntryContext context, bool is_inline,
                              absl::string_view path);

}  // namespace sceau

#endif  // SCEAU_SERVER_CONTENT_VALIDATE_REFERRAL_H_

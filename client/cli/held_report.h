// A signed report as the commands take it, check it, and write it down; what is
// wrong with it is said in the reader's language.
#ifndef SCEAU_CLIENT_CLI_HELD_REPORT_H_
#define SCEAU_CLIENT_CLI_HELD_REPORT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/cli/context.h"
#include "client/lib/signed_report.h"

namespace sceau {

// Of files. Errors: UsageError.
absl::StatusOr<SignedReport> ReadHeldReport(Context& context,
                                            const std::string& path);

// As CheckReport; `fingerprint`, unless it is empty, is that of the key which
// must have signed: hexadecimal, blanks and colons anywhere.
// Errors: RefusedError, a ProfileIssue.
absl::StatusOr<CheckedReport> CheckHeldReport(Context& context,
                                              const Profile& profile,
                                              const SignedReport& report,
                                              const std::string& fingerprint);

// What the check has shown, and what is left to compare.
std::string CheckedText(const CheckedReport& checked, const Labels& labels);

// Errors: UsageError (a file cannot be written).
absl::Status WriteHeldReport(Context& context, const std::string& path,
                             const SignedReport& report);

// The PDF, mode 0600. Errors: as WriteHeldReport; RefusedError (a font is not
// installed).
absl::Status WritePaper(Context& context, const std::string& path,
                        const CheckedReport& checked);

}  // namespace sceau

#endif  // SCEAU_CLIENT_CLI_HELD_REPORT_H_

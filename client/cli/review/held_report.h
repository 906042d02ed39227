// A signed report as the commands take it, check it, and write it down; what is
// wrong with it is said in the reader's language.
#ifndef SCEAU_CLIENT_CLI_REVIEW_HELD_REPORT_H_
#define SCEAU_CLIENT_CLI_REVIEW_HELD_REPORT_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/cli/console/context.h"
#include "client/lib/signed_report.h"
#include "crypto/bytes.h"

namespace sceau {

// What was typed of files; empty: not typed.
struct ReportPaths {
  std::string from = {};
  std::string file = {};
  std::string pdf = {};
};

// Before anything is asked for or written. Errors: UsageError (an output is
// another output, an input or a file of the profile, or would replace what is
// no report).
absl::Status CheckOutputs(Context& context, const Profile& profile,
                          const ReportPaths& paths);

// Of files. Errors: UsageError.
absl::StatusOr<SignedReport> ReadHeldReport(Context& context,
                                            const std::string& path);

// As CheckReport; `expected`: of the key which must have signed.
// Errors: RefusedError, ROLLBACK_SUSPECTED, a ProfileIssue.
absl::StatusOr<CheckedReport> CheckHeldReport(
    Context& context, const Profile& profile, const SignedReport& report,
    const std::optional<crypto::Hash>& expected);

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

#endif  // SCEAU_CLIENT_CLI_REVIEW_HELD_REPORT_H_

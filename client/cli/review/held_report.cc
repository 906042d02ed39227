#include "client/cli/review/held_report.h"

#include <algorithm>
#include <set>
#include <sys/stat.h>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "client/cli/console/output_files.h"
#include "client/cli/review/printed.h"
#include "client/cli/review/report_page.h"
#include "client/cli/words/exit_code.h"
#include "client/lib/files.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau {
namespace {

// Why a report is not shown as signed, in words.
absl::Status NotChecked(Context& context, const absl::Status& status) {
  if (ProfileIssueOf(status) ||
      ReasonOf(status) != v1::ERROR_REASON_UNSPECIFIED) {
    return status;
  }
  switch (status.code()) {
    case absl::StatusCode::kFailedPrecondition:
      return RefusedError(context.Text("report.this-report-is-not"));
    case absl::StatusCode::kInvalidArgument:
      return RefusedError(context.Text("report.this-is-no-report"));
    case absl::StatusCode::kDataLoss:
      return RefusedError(context.Text("report.the-signature-is-not"));
    case absl::StatusCode::kPermissionDenied:
      return RefusedError(context.Text("report.the-certificate-beside-it"));
    case absl::StatusCode::kAborted:
      return RefusedError(context.Text("report.the-state-of-the"));
    default:
      return status;
  }
}

absl::Status Written(Context& context, const std::string& path,
                     const absl::Status& status) {
  if (status.ok()) return status;
  return UsageError(context.Text("common.file-unwritable", {{"file", path}}));
}

std::vector<std::string> FilesOf(const std::string& path) {
  if (path.empty()) return {};
  return {path, absl::StrCat(path, ".sig"), absl::StrCat(path, ".pem")};
}

bool MayBecomePaper(const std::string& path) {
  constexpr size_t kMaxPaperBytes = size_t{64} << 20;
  const auto there = ReadFile(path, kMaxPaperBytes);
  return there.ok() ? absl::StartsWith(*there, "%PDF-")
                    : absl::IsNotFound(there.status());
}

}  // namespace

absl::Status CheckOutputs(Context& context, const Profile& profile,
                          const ReportPaths& paths) {
  std::set<std::string> taken;
  for (const std::string& each : FilesOf(paths.from)) {
    taken.insert(WholePath(each));
  }
  for (const std::string& each :
       {std::string("profile.json"), profile.authority, profile.certificate,
        profile.key, profile.vocabulary}) {
    if (!each.empty()) taken.insert(WholePath(profile.PathOf(each)));
  }
  for (const std::string& each :
       {profile.WitnessPath(), profile.WitnessKeyPath(), profile.CharterPath(),
        profile.EarlierCharterPath()}) {
    taken.insert(WholePath(each));
  }
  std::vector<std::string> outputs = FilesOf(paths.file);
  if (!paths.pdf.empty()) outputs.push_back(paths.pdf);
  for (const std::string& each : outputs) {
    if (taken.insert(WholePath(each)).second) continue;
    return UsageError(
        context.Text("report.this-file-already-serves-for", {{"each", each}}));
  }
  for (const auto& [path, is_free] :
       {std::pair(paths.file,
                  paths.file.empty() || CheckReplaceable(paths.file).ok()),
        std::pair(paths.pdf, paths.pdf.empty() || MayBecomePaper(paths.pdf))}) {
    if (is_free) continue;
    return UsageError(
        context.Text("report.a-file-is-there-which", {{"file", path}}));
  }
  return absl::OkStatus();
}

absl::StatusOr<SignedReport> ReadHeldReport(Context& context,
                                            const std::string& path) {
  auto read = ReadReport(path);
  if (read.ok()) return read;
  return UsageError(
      context.Text("report.the-report-is-needed-and", {{"file", path}}));
}

absl::StatusOr<CheckedReport> CheckHeldReport(
    Context& context, const Profile& profile, const SignedReport& report,
    const std::optional<crypto::Hash>& expected) {
  auto checked = CheckReport(profile, report);
  if (!checked.ok()) return NotChecked(context, checked.status());
  if (!expected.has_value()) return checked;
  if (*expected != checked->key_fingerprint) {
    return RefusedError(context.Text("report.this-report-is-signed"));
  }
  checked->key = KeyKnown::kCompared;
  return checked;
}

std::string CheckedText(const CheckedReport& checked, const Labels& labels) {
  return absl::StrCat(
      Rule(),
      Paragraph(labels.Text("report.signature-verified",
                            {{"leaves", checked.checkpoint.size},
                             {"seen", SeenText(checked.seen, labels)}})),
      Paragraph(SignedByText(checked, labels)),
      Paragraph(
          absl::BytesToHexString(crypto::AsText(checked.key_fingerprint))));
}

absl::Status WriteHeldReport(Context& context, const std::string& path,
                             const SignedReport& report) {
  return Written(context, path, WriteReport(path, report));
}

absl::Status WritePaper(Context& context, const std::string& path,
                        const CheckedReport& checked) {
  const auto pdf = PrintPdf(ReportPage(checked, context.labels()));
  if (absl::IsNotFound(pdf.status())) {
    return RefusedError(
        context.Text("report.a-font-is-not-installed",
                     {{"why", std::string(pdf.status().message())}}));
  }
  if (absl::IsUnavailable(pdf.status())) {
    return RefusedError(
        context.Text("report.no-printer",
                     {{"program", std::string(pdf.status().message())}}));
  }
  RETURN_IF_ERROR(pdf.status());
  return Written(context, path, WriteFile(path, *pdf, S_IRUSR | S_IWUSR));
}

}  // namespace sceau

#include "client/cli/review/held_report.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sys/stat.h>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "client/cli/review/report_page.h"
#include "client/cli/words/exit_code.h"
#include "client/lib/files.h"
#include "client/print/document.h"
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
      return RefusedError(context.In(
          "Ce rapport n'est pas encore signé : « sceau officer close ».",
          "This report is not signed yet: « sceau officer close »."));
    case absl::StatusCode::kInvalidArgument:
      return RefusedError(context.In(
          "Ce n'est pas un rapport de revue de ce groupe, ou ses dates et ses "
          "nombres ne peuvent pas être ceux d'un rapport.",
          "This is no report of a review of this group, or its dates and "
          "numbers cannot be a report's."));
    case absl::StatusCode::kDataLoss:
      return RefusedError(context.In(
          "La signature n'est pas celle de ce rapport : il a été modifié, ou "
          "signé par une autre clé. Prévenez le garant de la charte.",
          "The signature is not this report's: it was altered, or another key "
          "signed it. Tell the charter officer."));
    case absl::StatusCode::kPermissionDenied:
      return RefusedError(context.In(
          "Le certificat joint n'est pas celui de la clé qui a signé, ou "
          "l'autorité du groupe ne l'a pas délivré à un membre.",
          "The certificate beside it is not of the key which signed, or not "
          "given to a member by the group's authority."));
    case absl::StatusCode::kAborted:
      return RefusedError(context.In(
          "L'état du journal que ce rapport couvre n'est pas celui que ce "
          "poste connaît. Prévenez le délégué à la protection des données.",
          "The state of the journal which this report covers is not the one "
          "this workstation knows. Tell the data protection officer."));
    default:
      return status;
  }
}

absl::Status Written(Context& context, const std::string& path,
                     const absl::Status& status) {
  if (status.ok()) return status;
  return UsageError(absl::StrCat(context.In("Ce fichier ne peut être écrit : ",
                                            "This file cannot be written: "),
                                 path));
}

// Of one file, whatever the way to it.
std::string WholePath(const std::string& path) {
  std::error_code error;
  const auto whole = std::filesystem::weakly_canonical(
      std::filesystem::absolute(path, error), error);
  return error ? path : whole.string();
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
    return UsageError(absl::StrCat(
        context.In("Ce fichier sert déjà à autre chose, ici ou dans le "
                   "profil : ",
                   "This file already serves for something else, here or in "
                   "the profile: "),
        each));
  }
  for (const auto& [path, is_free] :
       {std::pair(paths.file,
                  paths.file.empty() || CheckReplaceable(paths.file).ok()),
        std::pair(paths.pdf, paths.pdf.empty() || MayBecomePaper(paths.pdf))}) {
    if (is_free) continue;
    return UsageError(absl::StrCat(
        context.In("Il y a là un fichier qui n'est pas celui d'un rapport : il "
                   "n'est pas remplacé. Choisissez un autre nom que ",
                   "A file is there which is not a report's: it is not "
                   "replaced. Choose another name than "),
        path));
  }
  return absl::OkStatus();
}

absl::StatusOr<SignedReport> ReadHeldReport(Context& context,
                                            const std::string& path) {
  auto read = ReadReport(path);
  if (read.ok()) return read;
  return UsageError(absl::StrCat(
      context.In("Il faut le rapport et, à côté, sa signature (.sig) et la clé "
                 "(.pem), lisibles : ",
                 "The report is needed and, beside it, its signature (.sig) "
                 "and the key (.pem), readable: "),
      path));
}

absl::StatusOr<CheckedReport> CheckHeldReport(
    Context& context, const Profile& profile, const SignedReport& report,
    const std::optional<crypto::Hash>& expected) {
  auto checked = CheckReport(profile, report);
  if (!checked.ok()) return NotChecked(context, checked.status());
  if (!expected.has_value()) return checked;
  if (*expected != checked->key_fingerprint) {
    return RefusedError(
        context.In("Ce rapport est signé par une autre clé que celle attendue.",
                   "This report is signed by another key than expected."));
  }
  checked->key = KeyKnown::kCompared;
  return checked;
}

std::string CheckedText(const CheckedReport& checked, const Labels& labels) {
  return absl::StrCat(
      Rule(),
      Paragraph(absl::StrCat(labels.In("Signature vérifiée ; journal de ",
                                       "Signature verified; journal of "),
                             checked.checkpoint.size,
                             labels.In(" traces, ", " leaves, "),
                             SeenText(checked.seen, labels), ".")),
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
  const auto pdf = print::WritePdf(ReportPage(checked, context.labels()));
  if (absl::IsNotFound(pdf.status())) {
    return RefusedError(absl::StrCat(
        context.In("Une police manque : ", "A font is not installed: "),
        std::string(pdf.status().message())));
  }
  RETURN_IF_ERROR(pdf.status());
  return Written(context, path, WriteFile(path, *pdf, S_IRUSR | S_IWUSR));
}

}  // namespace sceau
